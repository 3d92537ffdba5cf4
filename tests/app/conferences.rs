//! Staff conferences: planned, held in time or not, put right only with a reason, their minutes on paper.

use thidua::texts::{TextKind, read_here};

use crate::support::*;

const PLAN: [(&str, &str); 8] = [
    ("year", "2014"),
    ("title", "Hội nghị cán bộ, công chức năm 2014"),
    ("planned_on", "10/07/2014"),
    ("due_on", "11/07/2014"),
    ("place", "Hội trường tầng 3"),
    ("chair", "Vũ Mạnh Phú"),
    ("union_chair", "Lê Thị Hoa"),
    ("agenda", "Báo cáo tổng kết"),
];
const HELD: [(&str, &str); 4] =
    [("held_on", "11/07/2014"), ("called", "96"), ("attended", "90"), ("resolutions", "Nhất trí kế hoạch.")];

#[actix_web::test]
async fn it_is_planned_held_in_time_and_corrected_with_a_reason() {
    let app = TestApp::new();
    let mut secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let address = secretariat.post("/conferences", &PLAN).await.location;
    assert!(address.starts_with("/conferences/"), "{address}");
    staff.get("/notices").await.assert_shows("dự kiến họp ngày 10/07/2014 tại Hội trường tầng 3");
    staff.get(&address).await.assert_shows("Quá hạn, chưa tổ chức").assert_hides("Ghi kết quả");
    staff.get(&format!("{address}/print")).await.assert_shows("Dự thảo, hội nghị chưa họp");
    staff.post(&address, &PLAN).await.assert_status(403);
    staff.post(&format!("{address}/record"), &HELD).await.assert_status(403);

    let moved = [&PLAN[..2], &[("planned_on", "11/07/2014")], &PLAN[3..]].concat();
    secretariat.post_from(&format!("{address}/edit"), &address, &moved).await.assert_went_to(&address);
    staff.get("/notices").await.assert_shows("đổi sang ngày 11/07/2014");
    let record = format!("{address}/record");
    let too_many = [&HELD[..2], &[("attended", "97")], &HELD[3..]].concat();
    let page = secretariat.post_from(&record, &record, &too_many).await;
    page.assert_field_error("attended", "Số dự họp nhiều hơn số được triệu tập. Kiểm tra lại hai số.");
    let ahead = [&[("held_on", "16/07/2014")], &HELD[1..]].concat();
    secretariat.post_from(&record, &record, &ahead).await.assert_status(422);
    secretariat.post_from(&record, &record, &HELD).await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Đúng thời hạn").assert_shows("90/96 người");
    secretariat.get(&format!("{address}/edit")).await.assert_status(409);
    secretariat.post_from(&record, &address, &PLAN).await.assert_status(409);

    let late = [&[("held_on", "12/07/2014")], &HELD[1..]].concat();
    let page = secretariat.post_from(&record, &record, &late).await;
    page.assert_field_error("reason", "Nêu lý do đính chính, ví dụ ghi nhầm số người dự.");
    let with_reason = [&late[..], &[("reason", "Ghi nhầm ngày")]].concat();
    secretariat.post_from(&record, &record, &with_reason).await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Chậm thời hạn").assert_shows("Ghi nhầm ngày");
    let paper = staff.get(&format!("{address}/print")).await;
    paper.assert_shows("BIÊN BẢN").assert_shows("dự họp: 90 người").assert_shows("Nhất trí kế hoạch.");
    let docx = staff.get(&format!("{address}/print.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["BIÊN BẢN", "Hội nghị cán bộ, công chức năm 2014", "dự họp: 90 người", "Nhất trí kế hoạch."]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    staff.get("/conferences.csv").await.assert_shows("2014-07-12,96,90,late");
    let audited = app.audited();
    for event in ["conference_planned", "conference_changed", "conference_held", "conference_corrected"] {
        assert!(audited.iter().any(|it| it == event), "{event}");
    }
}

#[actix_web::test]
async fn its_documents_stand_on_its_page() {
    let app = TestApp::new();
    let mut secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let address = secretariat.post("/conferences", &PLAN).await.location;
    let id = address.rsplit('/').next().unwrap().to_owned();
    let minutes = [
        ("year", "2014"),
        ("kind", "minutes"),
        ("issued_on", "11/07/2014"),
        ("agency", "Sở Tài chính"),
        ("abstract_line", "Biên bản hội nghị"),
        ("content", "x"),
        ("readers", "everyone"),
        ("conference", id.as_str()),
    ];
    let document = secretariat.post("/documents", &minutes).await.location;
    secretariat.get(&address).await.assert_shows(&document);
    staff.get(&address).await.assert_hides(&document);
    let sending = format!("{document}/sending");
    secretariat.post_from(&sending, &sending, &[]).await.assert_status(303);
    staff.get(&address).await.assert_shows(&document);
    let elsewhere = [&minutes[..7], &[("conference", "99")]].concat();
    let words = "Không có hội nghị này trong năm. Chọn trong danh sách.";
    secretariat.post("/documents", &elsewhere).await.assert_status(422).assert_shows(words);
}

//! Documents: written and sent by the secretariat, read by those they are for, each saying so himself, once.

use diesel::prelude::*;
use thidua::schema::document_receipts;
use thidua::texts::{TextKind, read_here};

use crate::support::*;

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    other: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let other = app.login("VAN", "VP", &[Role::Staff]).await;
    let secretariat = app.login("TT", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, other, secretariat }
}

const PLAN: [(&str, &str); 8] = [
    ("year", "2014"),
    ("kind", "plan"),
    ("number", "05/KH-STC"),
    ("issued_on", "10/07/2014"),
    ("agency", "Sở Tài chính"),
    ("abstract_line", "Phong trào thi đua năm 2014"),
    ("content", "Các đơn vị phát động, đăng ký."),
    ("due_on", "20/07/2014"),
];

/// Writes one for these readers and answers its address.
async fn drafted(secretariat: &mut Client, readers: &[(&str, &str)]) -> String {
    let saved = secretariat.post("/documents", &[&PLAN[..], readers].concat()).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    saved.location
}

async fn sent(secretariat: &mut Client, readers: &[(&str, &str)]) -> String {
    let address = drafted(secretariat, readers).await;
    let sending = format!("{address}/sending");
    secretariat.post_from(&sending, &sending, &[]).await.assert_went_to(&address);
    address
}

const EVERYONE: &[(&str, &str)] = &[("readers", "everyone")];

#[actix_web::test]
async fn a_plan_is_sent_to_everyone_and_read_by_a_button_once() {
    let Office { app, mut staff, mut head, mut secretariat, .. } = office().await;
    let address = drafted(&mut secretariat, EVERYONE).await;
    staff.get(&address).await.assert_status(404);
    staff.get("/documents").await.assert_hides("05/KH-STC");
    let sending = format!("{address}/sending");
    secretariat.get(&sending).await.assert_shows("Mọi cán bộ của cơ quan: 4 người");
    secretariat.post_from(&sending, &sending, &[]).await.assert_went_to(&address);

    staff.get("/").await.assert_shows("Đọc 1 văn bản").assert_shows("Hạn 20/07/2014");
    staff.get("/notices").await.assert_shows("Văn bản mới: Kế hoạch 05/KH-STC ngày 10/07/2014");
    staff.get("/documents?state=unread").await.assert_shows("05/KH-STC").assert_shows("Chưa đọc");
    // To open it is not to have read it.
    staff.get(&address).await.assert_shows("Đã đọc</button>").assert_hides("Xem ai chưa đọc");
    head.get(&format!("{address}/readers")).await.assert_shows("0/2 người");
    let receipt = format!("{address}/receipt");
    staff.post(&receipt, &[]).await.assert_went_to(&address);
    staff
        .get(&address)
        .await
        .assert_shows("Đồng chí xác nhận đã đọc lúc 12:00 15/07/2014")
        .assert_hides("Đã đọc</button>");
    let at = || -> Vec<chrono::NaiveDateTime> {
        app.read(|conn| document_receipts::table.select(document_receipts::at).load(conn))
    };
    let first = at();
    staff.post(&receipt, &[]).await.assert_went_to(&address);
    assert_eq!(at(), first, "the first time stays");
    staff.get("/").await.assert_hides("văn bản</p>");
    staff.get("/documents?state=unread").await.assert_shows("Không có văn bản nào khớp");

    head.get(&format!("{address}/readers")).await.assert_shows("1/2 người").assert_shows("HUONG").assert_hides("VAN");
    for event in ["document_drafted", "document_sent", "document_read"] {
        assert!(app.audited().iter().any(|it| it == event), "{event}");
    }
}

#[actix_web::test]
async fn who_has_not_read_is_listed_per_unit_as_a_file_and_on_paper() {
    let Office { app, mut staff, mut head, mut other, mut secretariat } = office().await;
    let address = sent(&mut secretariat, EVERYONE).await;
    other.post(&format!("{address}/receipt"), &[]).await.assert_status(303);
    let readers = format!("{address}/readers");
    let page = secretariat.get(&readers).await;
    page.assert_shows("1/4 người").assert_shows("còn 3 người").assert_shows("LAN").assert_hides(">Nguyễn Thị VAN<");
    secretariat.get(&format!("{readers}?state=all")).await.assert_shows("Nguyễn Thị VAN");
    secretariat.get(&format!("{readers}?unit=VP")).await.assert_shows("1/2 người").assert_hides("Nguyễn Thị LAN");
    secretariat.get(&format!("{readers}?unit=KHONG-CO")).await.assert_status(404);
    // A head is shown his own unit, whatever he asks for.
    head.get(&format!("{readers}?unit=VP&state=all")).await.assert_hides("Nguyễn Thị VAN").assert_shows("LAN");
    let csv = head.get(&format!("{readers}.csv")).await;
    csv.assert_shows("QLNS-LAN").assert_shows("QLNS-HUONG").assert_hides("VP-TT");
    head.get(&format!("{readers}/print")).await.assert_shows("DANH SÁCH").assert_shows("Nguyễn Thị LAN");
    let docx = secretariat.get(&format!("{readers}/print.docx?unit=QLNS")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    assert!(text.contains("DANH SÁCH") && text.contains("Nguyễn Thị LAN") && text.contains("2 người"), "{text}");
    assert!(!text.contains("Nguyễn Thị TT"), "of another unit: {text}");
    staff.get(&readers).await.assert_status(403);
    staff.get(&format!("{readers}.csv")).await.assert_status(403);

    // Whoever joins later has it to read; whoever has left is not counted.
    let mut late = app.login("MOI", "QLNS", &[Role::Staff]).await;
    late.get("/").await.assert_shows("Đọc 1 văn bản");
    secretariat.get(&readers).await.assert_shows("1/5 người");
    let leaving = [("left_on", "14/07/2014")];
    secretariat.post_from("/people/QLNS-MOI/leaving", "/people/QLNS-MOI/leaving", &leaving).await.assert_status(303);
    secretariat.get(&readers).await.assert_shows("1/4 người");
}

#[actix_web::test]
async fn chosen_units_and_heads_alone_are_asked_to_read() {
    let Office { mut staff, mut head, mut other, mut secretariat, .. } = office().await;
    let of_unit = sent(&mut secretariat, &[("readers", "units"), ("units", "QLNS")]).await;
    let of_heads = sent(&mut secretariat, &[("readers", "heads")]).await;
    staff.get("/").await.assert_shows("Đọc 1 văn bản");
    head.get("/").await.assert_shows("Đọc 2 văn bản");
    other.get("/").await.assert_hides("Đọc 1 văn bản");
    other.get("/notices").await.assert_hides("Văn bản mới");
    // Everybody may read it all the same, but says so only where he is asked to.
    other.get(&of_unit).await.assert_ok().assert_hides("Đã đọc</button>");
    other.post(&format!("{of_unit}/receipt"), &[]).await.assert_status(403);
    staff.post(&format!("{of_heads}/receipt"), &[]).await.assert_status(403);
    head.post(&format!("{of_heads}/receipt"), &[]).await.assert_status(303);
    secretariat.get(&format!("{of_heads}/readers")).await.assert_shows("1/1 người");
    secretariat.get(&format!("{of_unit}/readers")).await.assert_shows("0/2 người");
}

#[actix_web::test]
async fn a_document_taken_back_is_nobodys_to_read_and_another_takes_its_place() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    let address = sent(&mut secretariat, EVERYONE).await;
    let back = format!("{address}/withdrawal");
    staff.post(&back, &[("note", "x")]).await.assert_status(403);
    secretariat.post_from(&back, &back, &[("note", " ")]).await.assert_status(422);
    secretariat.post_from(&back, &back, &[("note", "Ghi nhầm hạn")]).await.assert_went_to(&address);
    secretariat.get(&back).await.assert_status(409);
    staff.get("/").await.assert_hides("Đọc 1 văn bản");
    staff.get(&address).await.assert_shows("Ghi nhầm hạn").assert_shows("Đã thu hồi").assert_hides("Đã đọc</button>");
    staff.post(&format!("{address}/receipt"), &[]).await.assert_status(409);
    staff.get("/notices").await.assert_shows("Đã thu hồi văn bản: Kế hoạch 05/KH-STC");
    let id = address.rsplit('/').next().unwrap().to_owned();
    secretariat.get(&format!("/documents/new?replaces={id}")).await.assert_shows("Phong trào thi đua năm 2014");
    let new = [EVERYONE, &[("replaces", id.as_str())]].concat();
    let replacement = sent(&mut secretariat, &new).await;
    staff.get(&address).await.assert_shows(&format!("Thay bằng <a href=\"{replacement}\">"));
    staff.get(&replacement).await.assert_shows("Thay thế cho");
    // Only once, and only in the place of one that was taken back.
    secretariat.post("/documents", &[&PLAN[..], &new].concat()).await.assert_status(422);
    let of_sent = [EVERYONE, &[("replaces", replacement.rsplit('/').next().unwrap())]].concat();
    secretariat.post("/documents", &[&PLAN[..], &of_sent].concat()).await.assert_status(409);
    assert!(app.audited().iter().any(|it| it == "document_withdrawn"));
}

#[actix_web::test]
async fn only_the_secretariat_writes_and_what_is_sent_stays_as_it_is() {
    let Office { mut head, mut secretariat, .. } = office().await;
    head.post("/documents", &[&PLAN[..], EVERYONE].concat()).await.assert_status(403);
    let address = sent(&mut secretariat, EVERYONE).await;
    for verb in ["", "/sending", "/discarding"] {
        let page = secretariat.post(&format!("{address}{verb}"), &[&PLAN[..], EVERYONE].concat()).await;
        assert_eq!(page.status.as_u16(), 409, "{verb}");
    }
    secretariat.upload_to(&format!("{address}/files"), "", "a.pdf", b"%PDF-1.4").await.assert_status(409);
}

#[actix_web::test]
async fn mistakes_are_named_at_their_fields() {
    let Office { mut secretariat, .. } = office().await;
    let empty = secretariat.post("/documents", &[("year", "2014")]).await;
    for (field, words) in [
        ("kind", "Chọn loại văn bản."),
        ("agency", "Nhập cơ quan ban hành."),
        ("abstract_line", "Nhập trích yếu."),
        ("readers", "Chọn ai cần đọc."),
    ] {
        empty.assert_field_error(field, words);
    }
    let none = [&PLAN[..], &[("readers", "units")]].concat();
    secretariat.post("/documents", &none).await.assert_field_error("units", "Chọn ít nhất một đơn vị trong danh sách.");
    let ahead = [&PLAN[..3], &[("issued_on", "16/07/2014")], &PLAN[4..], EVERYONE].concat();
    let words = "Ngày văn bản không được sau hôm nay. Kiểm tra lại ngày.";
    secretariat.post("/documents", &ahead).await.assert_field_error("issued_on", words);
    // Nothing to read, and a day to read it that lies behind.
    let bare = [&PLAN[..6], &[("content", ""), ("due_on", "11/07/2014")], EVERYONE].concat();
    let address = secretariat.post("/documents", &bare).await.location;
    let sending = format!("{address}/sending");
    let page = secretariat.post_from(&sending, &sending, &[]).await;
    page.assert_field_error("content", "Văn bản chưa có nội dung. Nhập nội dung hoặc đính kèm tệp trước khi gửi.");
    page.assert_field_error("due_on", "Hạn đọc đã qua. Sửa hạn đọc thành ngày từ hôm nay trở đi.");
}

#[actix_web::test]
async fn files_are_kept_given_back_and_go_with_a_draft_that_is_dropped() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    let lying = || std::fs::read_dir(app.attachments()).map_or(0, Iterator::count);
    let address = drafted(&mut secretariat, EVERYONE).await;
    let files = format!("{address}/files");
    let wrong = secretariat.upload_to(&files, "", "a.pdf", b"MZ").await;
    wrong.assert_field_error("file", "Nội dung không phải dạng .pdf. Lưu lại đúng dạng rồi chọn lại tệp.");
    assert_eq!(lying(), 0);
    for name in ["Kế hoạch.pdf", "b.pdf"] {
        secretariat.upload_to(&files, "", name, b"%PDF-1.4 x").await.assert_went_to(&address);
    }
    assert_eq!(lying(), 2);
    let removal = format!("{files}/2/removal");
    secretariat.post_from(&address, &removal, &[]).await.assert_went_to(&address);
    assert_eq!(lying(), 1);
    staff.get(&format!("{files}/1")).await.assert_status(404);
    let given = secretariat.get(&format!("{files}/1")).await;
    assert_eq!(given.bytes, b"%PDF-1.4 x");
    assert!(given.headers.get("content-disposition").unwrap().to_str().unwrap().starts_with("attachment"));
    let dropped = secretariat.post_from(&address, &format!("{address}/discarding"), &[]).await;
    dropped.assert_went_to("/documents?year=2014");
    assert_eq!(lying(), 0);
    secretariat.get(&address).await.assert_status(404);
    // The next one takes a number of its own.
    assert_ne!(drafted(&mut secretariat, EVERYONE).await, address);
}

#[actix_web::test]
async fn somebody_quicker_is_named_and_the_list_is_filtered() {
    let Office { mut staff, mut secretariat, .. } = office().await;
    let address = drafted(&mut secretariat, EVERYONE).await;
    let old = [&PLAN[..], EVERYONE, &[("version", "1")]].concat();
    secretariat.post(&address, &old).await.assert_went_to(&address);
    secretariat.post(&address, &old).await.assert_status(409).assert_shows("tt vừa sửa văn bản");
    sent(&mut secretariat, EVERYONE).await;
    let rows = |page: Page| page.body.lines().filter(|line| line.starts_with("2014,")).count();
    assert_eq!(rows(secretariat.get("/documents.csv").await), 2);
    assert_eq!(rows(staff.get("/documents.csv").await), 1);
    assert_eq!(rows(secretariat.get("/documents.csv?state=draft").await), 1);
    assert_eq!(rows(secretariat.get("/documents.csv?kind=guidance").await), 0);
    assert_eq!(rows(staff.get("/documents.csv?q=phong+trao").await), 1);
    assert_eq!(rows(staff.get("/documents.csv?q=nghi+quyet").await), 0);
    assert_eq!(rows(staff.get("/documents.csv?year=2013").await), 0);
}

#[actix_web::test]
async fn a_document_of_the_agency_is_printed_to_be_signed_and_one_from_elsewhere_is_not() {
    let Office { mut staff, mut secretariat, .. } = office().await;
    let address = sent(&mut secretariat, EVERYONE).await;
    staff.get(&address).await.assert_shows("In văn bản");
    let docx = staff.get(&format!("{address}/print.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in
        ["SỞ TÀI CHÍNH", "Số: 05/KH-STC", "KẾ HOẠCH", "Phong trào thi đua năm 2014", "phát động, đăng ký.", "VT"]
    {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    let elsewhere =
        PLAN.map(|(name, value)| if name == "agency" { (name, "UBND tỉnh Thái Nguyên") } else { (name, value) });
    let of_province = secretariat.post("/documents", &[&elsewhere[..], EVERYONE].concat()).await.location;
    secretariat.get(&of_province).await.assert_ok().assert_hides("In văn bản");
    secretariat.get(&format!("{of_province}/print")).await.assert_status(404);
}

//! Local regulation on top of the law: never looser, in force by its days, what was assessed stays.

use diesel::prelude::*;
use thidua::schema::assessments;

use thidua::domain::dossier::State;
use thidua::domain::year::Year;
use thidua::features::council_results::ops::{self as council_results, NewResult, Voted};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const DOCUMENT: [(&str, &str); 3] = [
    ("document_no", "Quyết định 12/2014/QĐ-STC"),
    ("title", "Quy chế thi đua, khen thưởng của Sở"),
    ("effective_from", "01/07/2014"),
];
const SHOW: &str = "/regulations/1";

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

/// A draft with these words more than the least.
pub async fn drafted(client: &mut Client, more: &[(&str, &str)]) {
    let fields = [&DOCUMENT[..], more].concat();
    client.post("/regulations", &fields).await.assert_went_to(SHOW);
}

/// Fills the form of a criterion of the base title for people.
async fn criterion(client: &mut Client, clause: &str, fields: &[(&str, &str)]) -> Page {
    let about = [("award", "CSTDCS:person"), ("clause", clause), ("within", "award_year")];
    client.post_from(SHOW, "/regulations/1/criteria", &[&about[..], fields].concat()).await
}

pub async fn applied(client: &mut Client) {
    client.post_from(SHOW, "/regulations/1/application", &[]).await.assert_went_to(SHOW);
}

#[actix_web::test]
async fn a_criterion_on_top_of_the_law_is_asked_with_its_document_while_it_is_in_force() {
    let app = TestApp::new();
    app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut nguyet = secretariat(&app).await;
    nguyet.get("/regulations").await.assert_shows("Chưa có quy chế nào.");
    drafted(&mut nguyet, &[]).await;
    let of_units = criterion(&mut nguyet, "unit_age", &[("years", "5")]).await;
    of_units.assert_field_error("clause", "Chọn loại tiêu chuẩn.");
    let chosen = "/regulations/1/criteria/new?award=CSTDCS:person&clause=initiative";
    nguyet
        .get(chosen)
        .await
        .assert_shows("Chiến sĩ thi đua cơ sở (cá nhân): Sáng kiến")
        .assert_shows("Cấp công nhận từ");
    let typed = [("count", "2"), ("level", "base"), ("article", "Điều 5")];
    criterion(&mut nguyet, "initiative", &typed).await.assert_went_to(SHOW);
    let page = nguyet.get(SHOW).await;
    page.assert_shows("Ít nhất 2 sáng kiến được công nhận cấp cơ sở trong năm xét").assert_shows("Dự thảo");

    let asked = "/people/QLNS-LAN/eligibility?year=2014&award=CSTDCS";
    nguyet.get(asked).await.assert_hides("12/2014/QĐ-STC");
    applied(&mut nguyet).await;
    nguyet.get(asked).await.assert_shows("Điều 5 Quyết định 12/2014/QĐ-STC");
    nguyet.get("/people/QLNS-LAN/eligibility?year=2013&award=CSTDCS").await.assert_hides("12/2014/QĐ-STC");

    let end = "/regulations/1/end";
    nguyet
        .post_from(SHOW, end, &[("effective_to", "30/06/2014"), ("reason", "Có quy chế mới")])
        .await
        .assert_field_error("effective_to", "Quy chế có hiệu lực từ 01/07/2014. Nhập ngày sau đó.");
    let ending = [("effective_to", "10/07/2014"), ("reason", "Có quy chế mới")];
    nguyet.post_from(SHOW, end, &ending).await.assert_went_to(SHOW);
    nguyet.get(asked).await.assert_hides("12/2014/QĐ-STC");
    nguyet.get("/regulations").await.assert_shows("01/07/2014–10/07/2014");
    nguyet.get("/regulations.csv").await.assert_shows("Quyết định 12/2014/QĐ-STC,");
}

#[actix_web::test]
async fn less_than_the_law_asks_is_refused_with_the_article() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    drafted(&mut nguyet, &[]).await;
    let months = |months| [("award", "LDTT:person"), ("clause", "min_months_employed"), ("months", months)];
    nguyet.post_from(SHOW, "/regulations/1/criteria", &months("9")).await.assert_field_error(
        "clause",
        "Thời gian công tác tối thiểu: thấp hơn mức của NĐ 65/2014/NĐ-CP Điều 5 khoản 1, khoản 6; Luật 15/2003/QH11 \
         Điều 10, Điều 24 (Luật TĐKT sửa đổi 2013 - NĐ 42/2010, 39/2012, 65/2014). Quy chế chỉ được quy định cao hơn.",
    );
    nguyet.post_from(SHOW, "/regulations/1/criteria", &months("11")).await.assert_went_to(SHOW);
    let own = criterion(&mut nguyet, "title_in_year", &[("title", "CSTDCS")]).await;
    own.assert_field_error("clause", "Chọn danh hiệu thấp hơn danh hiệu đang đặt tiêu chuẩn.");

    let cap = |share| [("award", "CSTDCS:person"), ("share", share), ("rounding", "floor")];
    let caps = "/regulations/1/caps";
    let looser = nguyet.post_from("/regulations/1/caps/new", caps, &cap("20")).await;
    looser.assert_status(422).assert_shows("Tỷ lệ tối đa: thấp hơn mức của").assert_shows("value=\"20\"");
    nguyet.post_from("/regulations/1/caps/new", caps, &cap("10")).await.assert_went_to(SHOW);
    nguyet.get(SHOW).await.assert_shows("Không quá 10%; bỏ phần lẻ");
    applied(&mut nguyet).await;
    nguyet.get("/eligibility/quota?year=2014").await.assert_shows("10%").assert_shows("12/2014/QĐ-STC");
}

#[actix_web::test]
async fn what_was_assessed_before_stays_and_nothing_in_force_is_edited() {
    let app = TestApp::new();
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut huong = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let mut nguyet = secretariat(&app).await;
    let saved =
        lan.post("/registrations", &[("year", "2014"), ("award_code", "LDTT"), ("subject_code", "QLNS-LAN")]).await;
    let address = saved.location.strip_suffix("/filing").expect(&saved.body).to_owned();
    let filing = format!("{address}/filing");
    lan.post_from(&filing, &filing, &[]).await.assert_status(303);
    huong.post_from(&address, &format!("{address}/agreement"), &[]).await.assert_status(303);
    let kept =
        |app: &TestApp| -> Vec<String> { app.read(|conn| assessments::table.select(assessments::record).load(conn)) };
    let before = kept(&app);
    assert_eq!(before.len(), 1);

    drafted(&mut nguyet, &[("requires_registration", "true")]).await;
    applied(&mut nguyet).await;
    assert_eq!(kept(&app), before);
    nguyet.get(&address).await.assert_hides("12/2014/QĐ-STC");
    nguyet.get("/people/QLNS-HUONG/eligibility?year=2014&award=LDTT").await.assert_shows("12/2014/QĐ-STC");

    nguyet.get("/regulations/1/edit").await.assert_status(409);
    nguyet.get(SHOW).await.assert_hides("Thêm tiêu chuẩn").assert_shows("Thu lại quy chế nhập nhầm");
    let withdraw = "/regulations/1/withdrawal";
    nguyet.post_from(SHOW, withdraw, &[]).await.assert_field_error("withdrawn_because", "Nêu lý do thu lại.");
    nguyet.post_from(SHOW, withdraw, &[("withdrawn_because", "Nhập nhầm")]).await.assert_went_to(SHOW);
    nguyet.get("/people/QLNS-HUONG/eligibility?year=2014&award=LDTT").await.assert_hides("12/2014/QĐ-STC");
    drafted_again(&mut nguyet).await;
}

/// The number of a withdrawn one is free again, that of a standing one is not.
async fn drafted_again(client: &mut Client) {
    client.post("/regulations", &DOCUMENT).await.assert_went_to("/regulations/2");
    client
        .post("/regulations", &DOCUMENT)
        .await
        .assert_field_error("document_no", "Đã có quy chế mang số văn bản này. Mở quy chế đó, hoặc nhập số khác.");
    client.post_from("/regulations/2", "/regulations/2/removal", &[]).await.assert_went_to("/regulations");
    client.get("/regulations/2").await.assert_status(404);
}

#[actix_web::test]
async fn a_score_sheet_adds_up_to_a_hundred_and_is_printed() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    drafted(&mut nguyet, &[]).await;
    let lines = "/regulations/1/score-lines";
    let line = |name, points| [("subject", "person"), ("name", name), ("points", points)];
    nguyet.post_from(SHOW, lines, &line("Kết quả công việc", "70")).await.assert_went_to(SHOW);
    nguyet
        .post_from(SHOW, lines, &line("Kỷ luật", "40"))
        .await
        .assert_field_error("points", "Tổng điểm sẽ là 110, tối đa 100. Nhập số điểm nhỏ hơn.");
    nguyet
        .post_from(SHOW, "/regulations/1/application", &[])
        .await
        .assert_field_error("application", "Bảng chấm điểm cá nhân có tổng 70 điểm, phải đủ 100. Sửa bảng điểm.");
    nguyet.post_from(SHOW, lines, &line("Kỷ luật", "30")).await.assert_went_to(SHOW);
    applied(&mut nguyet).await;
    let sheet = nguyet.get("/regulations/1/score-sheet").await;
    sheet.assert_ok().assert_shows("PHIẾU CHẤM ĐIỂM THI ĐUA").assert_shows("Kết quả công việc");
    let docx = nguyet.get("/regulations/1/score-sheet.docx").await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["PHIẾU CHẤM ĐIỂM THI ĐUA CÁ NHÂN", "Theo Quyết định 12/2014/QĐ-STC", "Kỷ luật", "NGƯỜI TỰ CHẤM"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("TẬP THỂ"), "no line is scored for collectives: {text}");
    nguyet.get("/grades?year=2014").await.assert_shows("/regulations/1/score-sheet");
    nguyet.get("/grades?year=2013").await.assert_hides("/regulations/1/score-sheet");
}

#[actix_web::test]
async fn a_stale_form_says_who_was_quicker_and_writes_nothing() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    drafted(&mut nguyet, &[]).await;
    let stale = nguyet.post("/regulations/1/application", &[("version", "0")]).await;
    stale.assert_status(409).assert_shows("lưu quy chế");
    nguyet.get(SHOW).await.assert_shows("Dự thảo");
    let empty = nguyet.post("/regulations", &[("registration_due", "31/02"), ("publicity_days", "-1")]).await;
    empty.assert_field_error("document_no", "Nhập số và tên loại văn bản, ví dụ Quyết định 12/2024/QĐ-UBND.");
    empty.assert_field_error("registration_due", "Nhập ngày/tháng, ví dụ 15/03.");
    empty.assert_field_error("publicity_days", "Số ngày niêm yết phải từ 0 đến 60.");
}

/// A draft that takes effect on another day.
async fn drafted_from(client: &mut Client, day: &str) {
    let fields = [&DOCUMENT[..2], &[("effective_from", day)]].concat();
    client.post("/regulations", &fields).await.assert_went_to(SHOW);
}

/// The form with a threshold for a title.
async fn vote_rule(client: &mut Client, award: &str, threshold: &str) -> Page {
    let fields = [("award", award), ("threshold", threshold), ("article", "Điều 9")];
    client.post_from("/regulations/1/vote-rules/new", "/regulations/1/vote-rules", &fields).await
}

#[actix_web::test]
async fn a_threshold_of_the_agency_decides_where_the_law_sets_none() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.person("QLNS-007", "Đỗ Văn An", "QLNS");
    let verified = |code| app.verified(code, "CSTDCS", thidua::domain::dossier::Kind::Merit, None);
    let (seven, eight) = (verified("QLNS-006"), verified("QLNS-007"));
    let council = app.council(thidua::domain::council::CouncilKind::Emulation, &["QLNS-006"]);
    let form = format!("/council-meetings/{}/agenda", app.meeting(council, None));
    nguyet
        .get(&form)
        .await
        .assert_shows("cần từ 70% tổng số thành viên")
        .assert_shows("mức cài đặt, đổi được ở Quy chế");
    drafted(&mut nguyet, &[]).await;
    let wrong = vote_rule(&mut nguyet, "", "101").await;
    wrong.assert_field_error("award", "Chọn danh hiệu, hình thức khen thưởng.").assert_shows("value=\"101\"");
    wrong.assert_field_error("threshold", "Nhập tỷ lệ phần trăm từ 0,01 đến 100, ví dụ 15.");
    vote_rule(&mut nguyet, "CSTDCS", "66,67").await.assert_went_to(SHOW);
    let twice = vote_rule(&mut nguyet, "CSTDCS", "80").await;
    twice.assert_field_error("award", "Quy chế đã có tỷ lệ phiếu cho danh hiệu này. Xóa tỷ lệ cũ trước.");
    nguyet.get(SHOW).await.assert_shows("Từ 66,67% tổng số thành viên đồng ý").assert_shows("Điều 9");
    nguyet.post_from(SHOW, "/regulations/1/vote-rules/1/removal", &[]).await.assert_went_to(SHOW);
    nguyet.get(SHOW).await.assert_hides("66,67%");
    vote_rule(&mut nguyet, "CSTDCS", "80").await.assert_went_to(SHOW);
    nguyet.get(&form).await.assert_hides("từ 80%");

    applied(&mut nguyet).await;
    nguyet.get(&form).await.assert_shows("Cần từ 80% tổng số thành viên (Quyết định 12/2014/QĐ-STC Điều 9)");
    let voted = |id, agree| Voted {
        dossier: app.dossier(id).seen(),
        agree,
        members: 9,
        said: Some(true),
        reason: String::new(),
    };
    let result = NewResult {
        year: Year(2014),
        held_on: "2014-07-14".parse().unwrap(),
        minutes_no: "05/BB-HĐ".into(),
        members: 9,
        present: 9,
        lines: vec![voted(seven, 7), voted(eight, 8)],
    };
    app.db.write_now(&app.actor("nguyet"), |tx| council_results::record(tx, &result)).unwrap();
    let page = nguyet.get("/council-results/1").await;
    page.assert_shows("7/9 phiếu (77,8%)").assert_shows("8/9 phiếu (88,9%)");
    let states = [seven, eight].map(|id| app.dossier(id).facts.state);
    assert_eq!(states, [State::Rejected, State::CouncilVoted]);
}

#[actix_web::test]
async fn a_threshold_below_a_decree_that_binds_is_refused_with_the_article() {
    let app = TestApp::on("2024-12-20");
    let mut nguyet = secretariat(&app).await;
    let words = "Tỷ lệ phiếu của Hội đồng: thấp hơn mức của NĐ 98/2023/NĐ-CP Điều 30 khoản 7";
    drafted_from(&mut nguyet, "01/02/2024").await;
    let looser = vote_rule(&mut nguyet, "CSTDCS", "75").await;
    looser.assert_status(422).assert_shows(words).assert_shows("value=\"75\"");
    vote_rule(&mut nguyet, "CSTDCS", "85").await.assert_went_to(SHOW);
    // No text binds a commendation: a majority is only usual.
    vote_rule(&mut nguyet, "GK", "40").await.assert_went_to(SHOW);
    applied(&mut nguyet).await;
}

#[actix_web::test]
async fn a_draft_moved_under_a_decree_is_not_applied_below_it() {
    let app = TestApp::on("2024-12-20");
    let mut nguyet = secretariat(&app).await;
    drafted_from(&mut nguyet, "01/08/2025").await;
    vote_rule(&mut nguyet, "CSTDCS", "60").await.assert_went_to(SHOW);
    let earlier = [&DOCUMENT[..2], &[("effective_from", "01/02/2024")]].concat();
    nguyet.post_from("/regulations/1/edit", SHOW, &earlier).await.assert_went_to(SHOW);
    let refused = nguyet.post_from(SHOW, "/regulations/1/application", &[]).await;
    refused.assert_status(422).assert_shows("Tỷ lệ phiếu của Hội đồng: thấp hơn mức của NĐ 98/2023/NĐ-CP");
}

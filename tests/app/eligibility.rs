//! Who qualifies and why, on pages and in files; judging a criterion; the assessment kept with a registration.

use diesel::prelude::*;
use thidua::schema::{assessments, judgements};

use crate::support::*;

const CONDUCT: [(&str, &str); 4] = [("year", "2014"), ("award", "LDTT"), ("clause", "conduct"), ("met", "true")];
const OF_LAN: &str = "/people/QLNS-LAN/eligibility";
const JUDGEMENTS: &str = "/people/QLNS-LAN/eligibility/judgements";

/// Registers for the base title and brings it to the secretariat.
async fn reviewed(staff: &mut Client, head: &mut Client) -> String {
    let fields = [("year", "2014"), ("award_code", "CSTDCS"), ("subject_code", "QLNS-LAN")];
    let saved = staff.post("/registrations", &fields).await;
    let address = saved.location.strip_suffix("/filing").expect(&saved.body).to_owned();
    let filing = format!("{address}/filing");
    staff.post_from(&filing, &filing, &[]).await.assert_went_to(&format!("{address}/filed"));
    head.post_from(&address, &format!("{address}/agreement"), &[])
        .await
        .assert_went_to("/approvals/next?kind=registration");
    address
}

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, secretariat }
}

#[actix_web::test]
async fn everybody_reads_as_far_as_the_policy_lets_him() {
    let Office { mut staff, mut head, mut secretariat, .. } = office().await;
    let address = "/eligibility.csv?year=2014&award=LDTT";
    let (own, unit, all) = (staff.get(address).await, head.get(address).await, secretariat.get(address).await);
    own.assert_shows("QLNS-LAN").assert_hides("QLNS-HUONG");
    unit.assert_shows("QLNS-LAN").assert_shows("QLNS-HUONG").assert_hides("VP-NGUYET");
    all.assert_shows("QLNS-LAN").assert_shows("VP-NGUYET");
    staff.get("/people/VP-NGUYET/eligibility").await.assert_status(404);
    staff.get("/units/QLNS/eligibility").await.assert_status(404);
    head.get("/units/QLNS/eligibility?award=TTLDTT").await.assert_shows("Tập thể lao động tiên tiến");
}

#[actix_web::test]
async fn what_lacks_is_named_with_the_article() {
    let Office { mut secretariat, .. } = office().await;
    let page = secretariat.get(&format!("{OF_LAN}?year=2014&award=CSTDCS")).await;
    page.assert_shows("Luật 15/2003/QH11 Điều 23").assert_shows("sáng kiến");
}

#[actix_web::test]
async fn an_award_without_a_rule_says_so() {
    let Office { mut secretariat, .. } = office().await;
    secretariat.get("/eligibility?year=2014&award=KNC_BTC").await.assert_shows("không có tiêu chuẩn");
    secretariat.get("/eligibility?year=2014&award=NOPE").await.assert_status(404);
}

#[actix_web::test]
async fn the_secretariat_judges_what_no_register_tells() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    for client in [&mut staff, &mut head] {
        client.post(JUDGEMENTS, &CONDUCT).await.assert_status(403);
    }
    secretariat.post(JUDGEMENTS, &CONDUCT).await.assert_went_to(&format!("{OF_LAN}?year=2014&award=LDTT"));
    let found: Vec<(String, bool)> =
        app.read(|conn| judgements::table.select((judgements::clause, judgements::met)).load(conn));
    assert_eq!(found, [("conduct".to_owned(), true)]);
    assert!(app.audited().iter().any(|kind| kind == "criterion_judged"));
    secretariat.post("/people/VP-NGUYET/eligibility/judgements", &CONDUCT).await.assert_status(403);
}

#[actix_web::test]
async fn a_negative_judgement_needs_its_grounds_and_what_was_typed_stays() {
    let Office { app, mut secretariat, .. } = office().await;
    let refused = secretariat
        .post(JUDGEMENTS, &[("year", "2014"), ("award", "LDTT"), ("clause", "conduct"), ("met", "false")])
        .await;
    refused.assert_field_error("judgement_note", "Nêu căn cứ khi đánh giá chưa đạt.");
    let unknown = secretariat.post(JUDGEMENTS, &[("year", "2014"), ("award", "LDTT"), ("clause", "initiative")]).await;
    unknown.assert_field_error("clause", "Chọn tiêu chí cần đánh giá.");
    unknown.assert_field_error("met", "Chọn Đạt hoặc Chưa đạt.");
    assert_eq!(app.read(|conn| judgements::table.count().get_result::<i64>(conn)), 0);
}

#[actix_web::test]
async fn the_assessment_is_kept_when_the_registration_reaches_the_secretariat() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    let address = reviewed(&mut staff, &mut head).await;
    let kept: Vec<(String, String)> =
        app.read(|conn| assessments::table.select((assessments::regime, assessments::outcome)).load(conn));
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].0, "R2014", "the regime of the day it was received, 15/07/2014");
    secretariat.get(&address).await.assert_shows("Theo quy định của ngày nhận hồ sơ, 15/07/2014");
}

#[actix_web::test]
async fn the_day_of_receipt_is_mended_with_a_reason_and_other_rules_apply() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    let address = reviewed(&mut staff, &mut head).await;
    let receipt = format!("{address}/receipt");
    let early = [("received_on", "30/05/2014"), ("receipt_reason", "Đơn vị nộp bản giấy ngày này.")];
    for client in [&mut staff, &mut head] {
        client.post(&receipt, &early).await.assert_status(403);
    }
    let refused = secretariat.post(&receipt, &[("received_on", "16/07/2014")]).await;
    refused.assert_field_error("received_on", "Ngày nhận hồ sơ không được sau hôm nay.");
    refused.assert_field_error("receipt_reason", "Nêu lý do sửa ngày nhận hồ sơ.");
    secretariat.post(&receipt, &early).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("Theo quy định của ngày nhận hồ sơ, 30/05/2014");
    let regimes: Vec<String> =
        app.read(|conn| assessments::table.order(assessments::id).select(assessments::regime).load(conn));
    assert_eq!(regimes, ["R2014", "R2010"], "both stay; the newest counts");
    assert!(app.audited().iter().any(|kind| kind == "receipt_mended"));
}

#[actix_web::test]
async fn the_secretariat_does_not_mend_the_day_on_which_its_own_was_received() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    let address = reviewed(&mut staff, &mut head).await;
    app.execute("INSERT INTO account_roles SELECT id, 'secretariat' FROM accounts WHERE username = 'lan'").unwrap();
    let early = [("received_on", "30/05/2014"), ("receipt_reason", "Nộp bản giấy ngày này.")];
    staff.get(&address).await.assert_ok().assert_hides("Sửa ngày nhận hồ sơ");
    staff.post(&format!("{address}/receipt"), &early).await.assert_status(403);
    secretariat.get(&address).await.assert_shows("Sửa ngày nhận hồ sơ");
    secretariat.post(&format!("{address}/receipt"), &early).await.assert_went_to(&address);
}

#[actix_web::test]
async fn the_quota_is_tried_without_changing_anything() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    reviewed(&mut staff, &mut head).await;
    let before = app.audited().len();
    secretariat.get("/eligibility/quota?year=2014").await.assert_shows("15%").assert_shows("Vượt tỷ lệ");
    secretariat.get("/eligibility/quota?year=2014&scope=unit&order=unit").await.assert_shows("Phòng Quản lý ngân sách");
    staff.get("/eligibility/quota").await.assert_status(403);
    assert_eq!(app.audited().len(), before);
}

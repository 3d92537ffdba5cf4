//! The interim review: proposed by the unit, confirmed by the secretariat, provisional throughout.

use diesel::prelude::*;
use thidua::schema::{awards, interim_results};

use crate::support::*;

struct Office {
    app: TestApp,
    head: Client,
    secretariat: Client,
}

/// QLNS has two people and a head, VP the secretary.
async fn office() -> Office {
    let app = TestApp::new();
    app.person("QLNS-001", "Trần Văn Ấn", "QLNS");
    app.person("QLNS-002", "Đặng Thị Hoà", "QLNS");
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, head, secretariat }
}

async fn version(client: &mut Client, address: &str) -> String {
    client.get(address).await.between("name=\"version\" value=\"", "\"").unwrap_or_default()
}

async fn propose(client: &mut Client, unit: &str, codes: &[&str]) -> Page {
    let version = version(client, &format!("/interim-results?year=2014&unit={unit}")).await;
    let mut fields = vec![("year", "2014"), ("unit", unit), ("version", version.as_str())];
    fields.extend(codes.iter().map(|code| ("subject", *code)));
    client.post("/interim-results/proposal", &fields).await
}

async fn confirm(client: &mut Client, unit: &str) -> Page {
    let check = client.get(&format!("/interim-results/confirmation?year=2014&unit={unit}")).await;
    let version = check.between("name=\"version\" value=\"", "\"").unwrap_or_default();
    client.post("/interim-results/confirmation", &[("year", "2014"), ("unit", unit), ("version", &version)]).await
}

type Stored = (String, String, chrono::NaiveDate);

fn stored(app: &TestApp) -> Vec<Stored> {
    app.read(|conn| {
        interim_results::table
            .order(interim_results::id)
            .select((interim_results::award_code, interim_results::state, interim_results::on_date))
            .load(conn)
    })
}

#[actix_web::test]
async fn the_head_proposes_and_the_secretariat_confirms() {
    let Office { app, mut head, mut secretariat } = office().await;
    let sheet = head.get("/interim-results").await;
    sheet.assert_ok().assert_shows("Phòng Quản lý ngân sách, 6 tháng năm 2014, đến ngày 30/06/2014.");
    sheet.assert_shows("Tập thể Phòng Quản lý ngân sách").assert_shows("Đặng Thị Hoà").assert_hides(" checked");
    let proposed = propose(&mut head, "QLNS", &["QLNS", "QLNS-001", "QLNS-002"]).await;
    proposed.assert_went_to("/interim-results?year=2014&unit=QLNS");
    head.get("/interim-results").await.assert_shows("value=\"QLNS-001\" checked").assert_shows("Chờ xác nhận");

    secretariat.get("/interim-results").await.assert_shows("2 cá nhân, 1 tập thể");
    let check = secretariat.get("/interim-results/confirmation?year=2014").await;
    check.assert_ok().assert_shows("Xác nhận 2 cá nhân, 1 tập thể");
    confirm(&mut secretariat, "").await.assert_went_to("/interim-results?year=2014");

    let result = |award: &str| (award.to_owned(), "confirmed".to_owned(), "2014-06-30".parse().unwrap());
    assert_eq!(stored(&app), [result("TTLDTT"), result("LDTT"), result("LDTT")]);
    assert_eq!(app.read(|conn| awards::table.count().get_result::<i64>(conn)), 0);
    let audited = app.audited();
    assert_eq!(audited[audited.len() - 2..], ["interim_results_proposed", "interim_results_confirmed"]);
}

#[actix_web::test]
async fn what_is_confirmed_stays_whatever_the_head_sends() {
    let Office { app, mut head, mut secretariat } = office().await;
    propose(&mut head, "QLNS", &["QLNS-001"]).await;
    confirm(&mut secretariat, "QLNS").await.assert_went_to("/interim-results?year=2014&unit=QLNS");
    head.get("/interim-results").await.assert_hides("value=\"QLNS-001\"").assert_shows("Đã xác nhận");
    propose(&mut head, "QLNS", &["QLNS-002"]).await.assert_went_to("/interim-results?year=2014&unit=QLNS");
    let states: Vec<String> = stored(&app).into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, ["confirmed", "proposed"]);
    propose(&mut secretariat, "QLNS", &["QLNS-002"]).await.assert_went_to("/interim-results?year=2014&unit=QLNS");
    assert_eq!(stored(&app).len(), 1, "the secretariat may take it back");
}

#[actix_web::test]
async fn only_the_units_head_and_the_secretariat_propose_and_only_the_latter_confirms() {
    let Office { app, mut head, .. } = office().await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut other = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    let mut auditor = app.login("KIEM", "VP", &[Role::Auditor]).await;
    staff.get("/interim-results").await.assert_status(403);
    other.get("/interim-results?unit=QLNS").await.assert_status(404);
    auditor.get("/interim-results?unit=QLNS").await.assert_ok().assert_hides("Gửi đề nghị");
    let version = version(&mut head, "/interim-results").await;
    let fields = [("year", "2014"), ("unit", "QLNS"), ("version", &version), ("subject", "QLNS-001")];
    for client in [&mut staff, &mut other, &mut auditor] {
        client.post("/interim-results/proposal", &fields).await.assert_status(403);
    }
    head.post("/interim-results/proposal", &fields).await.assert_went_to("/interim-results?year=2014&unit=QLNS");
    head.get("/interim-results/confirmation?year=2014").await.assert_status(403);
    head.post("/interim-results/confirmation", &[("year", "2014"), ("unit", "QLNS")]).await.assert_status(403);
    let version = self::version(&mut head, "/interim-results").await;
    let fields = [("year", "2014"), ("unit", "QLNS"), ("version", &version)];
    head.post("/interim-results/confirmation", &fields).await.assert_status(403);
}

#[actix_web::test]
async fn nobody_of_another_unit_and_nobody_at_all_is_refused() {
    let Office { mut head, mut secretariat, .. } = office().await;
    let page = propose(&mut head, "QLNS", &["QLNS-001", "VP-NGUYET"]).await;
    let message = "VP-NGUYET không thuộc Phòng Quản lý ngân sách vào ngày 30/06/2014. Chọn lại.";
    page.assert_field_error("subject", message);
    page.assert_shows("value=\"QLNS-001\" checked");
    propose(&mut head, "QLNS", &[])
        .await
        .assert_field_error("subject", "Chưa chọn ai. Chọn người, tập thể được đề nghị.");
    confirm(&mut secretariat, "QLNS").await.assert_status(409);
}

#[actix_web::test]
async fn a_page_that_has_changed_since_says_who_was_quicker() {
    let Office { mut head, mut secretariat, .. } = office().await;
    let seen = version(&mut secretariat, "/interim-results?year=2014&unit=QLNS").await;
    propose(&mut head, "QLNS", &["QLNS-001"]).await;
    let fields = [("year", "2014"), ("unit", "QLNS"), ("version", &seen), ("subject", "QLNS-002")];
    let page = secretariat.post("/interim-results/proposal", &fields).await;
    page.assert_status(409).assert_shows("Đồng chí huong vừa đề nghị kết quả sơ kết lúc");
}

#[actix_web::test]
async fn the_agencys_own_members_are_reviewed_but_the_agency_is_no_collective() {
    let Office { app, mut secretariat, .. } = office().await;
    app.person("STC-002", "Cao Xuân Hiệp", "STC");
    let sheet = secretariat.get("/interim-results?unit=STC").await;
    sheet.assert_ok().assert_shows("Cao Xuân Hiệp").assert_hides("Tập thể Sở Tài chính");
}

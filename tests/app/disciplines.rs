//! Disciplines: entered, corrected, taken out with their history kept, and read by few.

use diesel::prelude::*;
use thidua::schema::{audit_entries, disciplines};

use crate::support::*;

const PAGE: &str = "/people/QLNS-001/disciplines";
const REPRIMAND: [(&str, &str); 3] =
    [("kind", "KHIEN_TRACH"), ("decided_on", "5/3/2013"), ("decision_no", "96/QĐ-STC")];

fn department() -> TestApp {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.person("DT-001", "Vi Văn Hải", "DT");
    app
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

fn rows(app: &TestApp) -> Vec<(String, String)> {
    app.read(|conn| disciplines::table.select((disciplines::kind, disciplines::decision_no)).load(conn))
}

#[actix_web::test]
async fn a_discipline_is_entered_corrected_and_shown_on_the_record() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    nguyet.get(PAGE).await.assert_ok().assert_shows("Chưa ghi kỷ luật nào.");
    nguyet.post_from(PAGE, PAGE, &REPRIMAND).await.assert_went_to(PAGE);
    nguyet.get(PAGE).await.assert_shows("05/03/2013").assert_shows("Khiển trách").assert_shows("96/QĐ-STC");
    nguyet.get("/people/QLNS-001").await.assert_shows("96/QĐ-STC").assert_shows("ghi kỷ luật");

    let one = &format!("{PAGE}/1");
    nguyet.get(one).await.assert_shows("value=\"05/03/2013\"").assert_shows("value=\"KHIEN_TRACH\" selected");
    let warning = [("kind", "CANH_CAO"), ("decided_on", "06/03/2013"), ("decision_no", "")];
    nguyet.post_from(one, one, &warning).await.assert_went_to(PAGE);
    assert_eq!(rows(&app), [("CANH_CAO".to_owned(), String::new())]);
    nguyet.get(PAGE).await.assert_shows("06/03/2013").assert_shows("Chưa ghi số");
    let file = nguyet.get(&format!("{PAGE}.csv")).await;
    file.assert_shows("person_code,decided_on,kind,decision_no\r\nQLNS-001,2013-03-06,CANH_CAO,\r\n");
    nguyet.get(&format!("{PAGE}.xlsx")).await.assert_ok();
    let told = app.audited();
    assert_eq!(
        told[told.len() - 4..],
        ["discipline_recorded", "discipline_corrected", "list_exported", "list_exported"]
    );
}

#[actix_web::test]
async fn what_was_entered_by_mistake_goes_and_its_history_stays() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    nguyet.post_from(PAGE, PAGE, &REPRIMAND).await.assert_status(303);
    let removal = &format!("{PAGE}/1/removal");
    nguyet.get(removal).await.assert_ok().assert_shows("Khiển trách, ngày 05/03/2013, số 96/QĐ-STC");
    nguyet
        .post_from(removal, removal, &[("note", " ")])
        .await
        .assert_field_error("note", "Nêu lý do xóa, ví dụ ghi nhầm người.");
    nguyet.post_from(removal, removal, &[("note", "Ghi nhầm người")]).await.assert_went_to(PAGE);
    assert_eq!(rows(&app), []);
    let last: (String, String) = app.read(|conn| {
        let newest = audit_entries::table.order(audit_entries::id.desc());
        newest.select((audit_entries::note, audit_entries::changes)).first(conn)
    });
    assert_eq!(last.0, "Khiển trách, ngày 05/03/2013. Lý do: Ghi nhầm người");
    assert!(
        last.1.contains("KHIEN_TRACH") && last.1.contains("96/QĐ-STC") && last.1.contains("2013-03-05"),
        "{}",
        last.1
    );
    nguyet.get("/people/QLNS-001").await.assert_shows("xóa kỷ luật ghi nhầm").assert_shows("Lý do: Ghi nhầm người");
    nguyet.get(removal).await.assert_status(404);
}

#[actix_web::test]
async fn only_secretariat_auditor_and_the_person_himself_read_it() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    nguyet.post_from(PAGE, PAGE, &REPRIMAND).await.assert_status(303);
    app.account("auditor", None, &[Role::Auditor]);
    app.account(
        "hoa",
        app.read(|conn| {
            use thidua::schema::subjects;
            subjects::table.filter(subjects::code.eq("QLNS-001")).select(subjects::id).first(conn).map(Some)
        }),
        &[Role::Staff],
    );
    for reader in ["auditor", "hoa"] {
        let mut reader = app.client(reader).await;
        reader.get("/people/QLNS-001").await.assert_shows("96/QĐ-STC");
        reader.get(PAGE).await.assert_shows("96/QĐ-STC").assert_hides("Sửa").assert_hides("Ghi kỷ luật");
        reader.get(&format!("{PAGE}.csv")).await.assert_shows("96/QĐ-STC");
        reader.get(&format!("{PAGE}/1")).await.assert_status(403);
        reader.post(PAGE, &REPRIMAND).await.assert_status(403);
    }
    for (name, roles) in [("HUONG", [Role::Staff, Role::UnitHead]), ("GIAM", [Role::Staff, Role::Leader])] {
        let mut reader = app.login(name, "QLNS", &roles).await;
        reader.get("/people/QLNS-001").await.assert_ok().assert_hides("96/QĐ-STC").assert_hides("Kỷ luật");
        reader.get(PAGE).await.assert_status(404);
    }
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_is_saved() {
    let app = department();
    let mut nguyet = secretariat(&app).await;
    let page = nguyet.post_from(PAGE, PAGE, &[("decided_on", "31/02/2013"), ("decision_no", "96/QĐ")]).await;
    page.assert_field_error("kind", "Chọn hình thức kỷ luật.").assert_shows("value=\"96/QĐ\"");
    page.assert_shows("Ngày quyết định chưa đúng: Tháng 2 năm 2013 có 28 ngày.");
    let to_come = [("kind", "KHIEN_TRACH"), ("decided_on", "16/07/2014")];
    nguyet
        .post_from(PAGE, PAGE, &to_come)
        .await
        .assert_field_error("decided_on", "Ngày quyết định chưa đến. Nhập ngày ghi trên quyết định.");
    nguyet.post_from(PAGE, PAGE, &REPRIMAND).await.assert_status(303);
    let twice = nguyet.post_from(PAGE, PAGE, &REPRIMAND).await;
    twice.assert_status(422).assert_shows("Đã ghi một kỷ luật của người này ngày đó.");
    let stale = [&[("version", "0")], &REPRIMAND[..]].concat();
    nguyet.post(PAGE, &stale).await.assert_status(409).assert_shows("vừa ghi kỷ luật");
    nguyet.get("/people/DT-001/disciplines/1").await.assert_status(404);
    let elsewhere = "/people/DT-001/disciplines";
    nguyet.post_from(elsewhere, &format!("{elsewhere}/1"), &REPRIMAND).await.assert_status(404);
    assert_eq!(rows(&app).len(), 1);
}

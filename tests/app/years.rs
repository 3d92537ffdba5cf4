//! Opening a year and setting its dates.

use crate::support::*;
use diesel::prelude::*;
use thidua::domain::year::Year;
use thidua::features::years;
use thidua::schema::key_dates;

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

/// Sets the dates of 2014 in the version that its page shows.
async fn set(client: &mut Client, fields: &[(&str, &str)]) -> Page {
    let version = client.get("/years/2014").await.between("name=\"version\" value=\"", "\"").unwrap_or_default();
    let mut all = vec![("state", "open"), ("version", version.as_str())];
    all.extend_from_slice(fields);
    client.post("/years/2014", &all).await
}

#[actix_web::test]
async fn a_new_year_takes_its_dates_from_the_one_before() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.get("/years/new").await.assert_ok().assert_shows("value=\"2015\"");
    secretariat.post("/years", &[("year", "2015")]).await.assert_went_to("/years/2015");
    let page = secretariat.get("/years/2015").await;
    page.assert_shows("value=\"30/11/2015\"").assert_shows("value=\"30/06/2015\"").assert_shows("Sơ kết 6 tháng");
    secretariat
        .post("/years", &[("year", "2015")])
        .await
        .assert_field_error("year", "Năm này đã có. Mở trang của năm đó để sửa.");
    let page = secretariat.post("/years", &[("year", "15")]).await;
    page.assert_field_error("year", "Nhập năm gồm bốn chữ số, ví dụ 2015.");
    assert_eq!(app.audited().last().map(String::as_str), Some("year_opened"));
}

#[actix_web::test]
async fn dates_are_set_left_out_and_checked() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let fields = [("registration_due_on", "15/10/2014"), ("due_MID_YEAR_REVIEW", "5/7/2014")];
    set(&mut secretariat, &fields).await.assert_went_to("/years/2014");
    secretariat.get("/years").await.assert_shows("15/10/2014").assert_shows("05/07/2014: Sơ kết 6 tháng");
    let kept: i64 = app.read(|conn| key_dates::table.filter(key_dates::year.eq(Year(2014))).count().get_result(conn));
    assert_eq!(kept, 1, "a date left empty is not observed");
    let fields = [("registration_due_on", "15/10/2041"), ("due_MID_YEAR_REVIEW", "31/06/2014")];
    let page = set(&mut secretariat, &fields).await;
    page.assert_field_error("registration_due_on", "Ngày của năm 2014 phải từ 01/01/2013 đến 31/12/2015. Sửa lại năm.");
    page.assert_shows("Tháng 6 năm 2014 có 30 ngày.").assert_shows("value=\"31/06/2014\"");
    assert_eq!(app.audited().last().map(String::as_str), Some("year_changed"));
}

#[actix_web::test]
async fn the_auditor_reads_the_secretariat_writes_and_others_see_nothing() {
    let app = TestApp::new();
    let mut auditor = app.login("SOAT", "VP", &[Role::Auditor]).await;
    auditor.get("/years").await.assert_ok().assert_hides("Mở năm mới");
    auditor.get("/years.csv").await.assert_ok().assert_shows("2014,open,2014-11-30");
    auditor.get("/years/2014").await.assert_ok().assert_hides("Lưu các mốc");
    set(&mut auditor, &[("registration_due_on", "15/10/2014")]).await.assert_status(403);
    auditor.post("/years", &[("year", "2015")]).await.assert_status(403);
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/years").await.assert_status(403);
    let mut secretariat = secretariat(&app).await;
    secretariat.get("/years/1999").await.assert_status(404);
    secretariat.get("/years/mot").await.assert_status(404);
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let version = secretariat.get("/years/2014").await.between("name=\"version\" value=\"", "\"").unwrap();
    let due = ("registration_due_on", "15/10/2014");
    set(&mut secretariat, &[due]).await.assert_went_to("/years/2014");
    let page = secretariat.post("/years/2014", &[("state", "open"), ("version", &version), due]).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa sửa mốc của năm thi đua lúc");
}

#[actix_web::test]
async fn a_year_known_only_from_an_old_certificate_is_not_offered() {
    let app = TestApp::new();
    app.set_up(|tx| years::ops::ensure(tx, Year(2006)));
    let offered = app.db.read_now(years::ops::all).unwrap();
    assert_eq!(offered.first(), Some(&Year(2014)));
    assert_eq!(offered.last(), Some(&Year(2009)));
}

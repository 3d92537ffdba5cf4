//! Opening a year and setting its dates.

use crate::support::*;
use diesel::prelude::*;
use thidua::domain::year::Year;
use thidua::features::years;
use thidua::schema::{grades, key_dates, registrations};

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

/// Sets the dates of 2014 in the version that its page shows.
async fn set(client: &mut Client, fields: &[(&str, &str)]) -> Page {
    let version = client.get("/years/2014").await.between("name=\"version\" value=\"", "\"").unwrap_or_default();
    let mut all = vec![("version", version.as_str())];
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
    let page = secretariat.post("/years/2014", &[("version", &version), due]).await;
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

async fn version(client: &mut Client, address: &str) -> String {
    client.get(address).await.between("name=\"version\" value=\"", "\"").unwrap_or_default()
}

#[actix_web::test]
async fn the_round_begins_before_it_ends_and_the_next_year_takes_over_both_days() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let page =
        set(&mut secretariat, &[("registration_opens_on", "01/12/2014"), ("registration_due_on", "30/11/2014")]).await;
    page.assert_field_error("registration_opens_on", "Ngày bắt đầu sau hạn đăng ký. Sửa một trong hai ngày.");
    let fields = [("registration_opens_on", "10/01/2014"), ("registration_due_on", "28/02/2014")];
    set(&mut secretariat, &fields).await.assert_went_to("/years/2014");
    secretariat.post("/years", &[("year", "2015")]).await.assert_went_to("/years/2015");
    let page = secretariat.get("/years/2015").await;
    page.assert_shows("value=\"10/01/2015\"").assert_shows("value=\"28/02/2015\"");
}

#[actix_web::test]
async fn a_year_ends_and_opens_again_only_with_a_reason() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let mut auditor = app.login("SOAT", "VP", &[Role::Auditor]).await;
    let version_ = version(&mut secretariat, "/years/2014/closing").await;
    let sent = [("version", version_.as_str())];
    auditor.post("/years/2014/closing", &sent).await.assert_status(403);
    secretariat.post("/years/2014/closing", &sent).await.assert_went_to("/years/2014");
    secretariat.get("/years/2014").await.assert_shows("Đã kết thúc ngày 15/07/2014").assert_hides("Lưu các mốc");
    secretariat.get("/years/2014/closing").await.assert_status(409);
    secretariat.post("/years/2014/closing", &sent).await.assert_status(409);
    let ended = "Năm thi đua 2014 đã kết thúc, không sửa được nữa. Hỏi thường trực hội đồng nếu cần mở lại.";
    let version_ = version(&mut secretariat, "/years/2014/reopening").await;
    let due = [("version", version_.as_str()), ("registration_due_on", "15/10/2014")];
    secretariat.post("/years/2014", &due).await.assert_status(422).assert_shows(ended);
    let page = secretariat.post("/years/2014/reopening", &[("version", version_.as_str()), ("note", " ")]).await;
    page.assert_field_error("note", "Nêu lý do mở lại năm thi đua.");
    let reason = [("version", version_.as_str()), ("note", "Cấp trên đính chính")];
    auditor.post("/years/2014/reopening", &reason).await.assert_status(403);
    secretariat.post("/years/2014/reopening", &reason).await.assert_went_to("/years/2014");
    secretariat.get("/years/2014").await.assert_shows("mở lại năm thi đua").assert_shows("Cấp trên đính chính");
    secretariat.post("/years/2014/reopening", &reason).await.assert_status(409);
    assert_eq!(app.audited().last().map(String::as_str), Some("year_reopened"));
}

#[actix_web::test]
async fn a_year_that_is_to_come_does_not_end() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/years", &[("year", "2015")]).await.assert_status(303);
    secretariat.get("/years/2015").await.assert_hides("/years/2015/closing");
    let version_ = version(&mut secretariat, "/years/2015/closing").await;
    let page = secretariat.post("/years/2015/closing", &[("version", version_.as_str())]).await;
    page.assert_field_error("year", "Năm 2015 chưa bắt đầu, chưa kết thúc được. Đợi hết năm.");
}

/// What was begun while the year was open: a registration that waits for the head, one with the secretariat.
#[actix_web::test]
async fn nothing_changes_in_a_year_that_has_ended() {
    let app = TestApp::new();
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let mut secretariat = secretariat(&app).await;
    let mut accountant = app.login("TOAN", "VP", &[Role::Staff, Role::Accountant]).await;
    let register = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "LDTT")];
    staff.post("/registrations", &register).await.assert_status(303);
    staff.post("/registrations/1/filing", &[("version", "1")]).await.assert_status(303);
    let draft = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "CSTDCS"), ("draft", "1")];
    staff.post("/registrations", &draft).await.assert_status(303);
    let propose = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "GK"), ("kind", "sudden")];
    staff.post("/dossiers", &propose).await.assert_status(303);
    let initiative = [
        ("year", "2014"),
        ("title", "Sổ tay"),
        ("summary", "Tra cứu"),
        ("author_code_1", "QLNS-LAN"),
        ("percent_1", "100"),
        ("draft", "1"),
    ];
    staff.post("/initiatives", &initiative).await.assert_status(303);
    let sheet = version(&mut head, "/interim-results?year=2014").await;
    let revenue = accountant.get("/revenue/entry?year=2014&month=6").await;
    let form = revenue.forms().into_iter().find(|form| form.action == "/revenue/entry").unwrap();
    let version_ = version(&mut secretariat, "/years/2014/closing").await;
    secretariat.post("/years/2014/closing", &[("version", version_.as_str())]).await.assert_status(303);
    let before = app.all_rows();

    let ended = "Năm thi đua 2014 đã kết thúc";
    let another = [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", "GK")];
    staff.post("/registrations", &another).await.assert_status(422).assert_shows(ended);
    let changed = [&draft[..], &[("version", "1"), ("pledge", "Khác")]].concat();
    staff.post("/registrations/2", &changed).await.assert_status(422).assert_shows(ended);
    staff.post("/registrations/2/filing", &[("version", "1")]).await.assert_status(422).assert_shows(ended);
    staff.post("/registrations/1/withdrawal", &[("version", "2")]).await.assert_status(422).assert_shows(ended);
    head.post("/registrations/1/agreement", &[("version", "2")]).await.assert_status(422).assert_shows(ended);
    let back = [("version", "2"), ("note", "Sửa lại")];
    head.post("/registrations/1/return", &back).await.assert_status(422).assert_shows(ended);
    staff.post("/dossiers", &propose).await.assert_status(422).assert_shows(ended);
    let edited = [&propose[..], &[("version", "1"), ("achievement", "Khác")]].concat();
    staff.post("/dossiers/1", &edited).await.assert_status(422).assert_shows(ended);
    let section = [("version", "1"), ("content", "Đã làm")];
    staff.post("/dossiers/1/report/duties", &section).await.assert_status(422).assert_shows(ended);
    staff.post("/dossiers/1/withdrawal", &[("version", "1")]).await.assert_status(422).assert_shows(ended);
    staff
        .upload_to("/dossiers/1/files", "minh_chung", "a.pdf", b"%PDF-1.4")
        .await
        .assert_status(422)
        .assert_shows(ended);
    staff.post("/initiatives", &initiative).await.assert_status(422).assert_shows(ended);
    let edited = [&initiative[..], &[("version", "1"), ("field", "Thuế")]].concat();
    staff.post("/initiatives/SK-2014-001", &edited).await.assert_status(422).assert_shows(ended);
    staff.post("/initiatives/SK-2014-001/filing", &[("version", "1")]).await.assert_status(422).assert_shows(ended);
    let ticked = [("year", "2014"), ("unit", "QLNS"), ("version", sheet.as_str()), ("subject", "QLNS-LAN")];
    head.post("/interim-results/proposal", &ticked).await.assert_status(422).assert_shows(ended);
    let graded = secretariat.get("/grades?year=2014&unit=QLNS").await;
    let version_ = graded.between("name=\"version\" value=\"", "\"").unwrap();
    let grade = [
        ("year", "2014"),
        ("unit", "QLNS"),
        ("version", version_.as_str()),
        ("subject_code", "QLNS-LAN"),
        ("grade", "HTTNV"),
        ("score", ""),
    ];
    secretariat.post("/grades", &grade).await.assert_status(422).assert_shows(ended);
    let sent = [&form.as_pairs()[..], &[("A.I.4", "5")]].concat();
    accountant.post("/revenue/entry", &sent).await.assert_status(422);
    for (kind, csv) in [
        ("grades", "year,subject_code,grade\n2014,QLNS-LAN,HTTNV\n"),
        (
            "registrations",
            "year,subject_code,award_code,registered_on,state,note\n2014,QLNS-HUONG,LDTT,2014-03-01,filed,\n",
        ),
    ] {
        let staged = secretariat.upload(kind, "x.csv", csv.as_bytes()).await;
        let page = secretariat.post(&format!("{}/confirmation", staged.location), &[]).await;
        page.assert_status(422).assert_shows(ended);
    }
    let movement = [
        ("year", "2014"),
        ("name", "Tăng thu"),
        ("origin", "own"),
        ("launched_by", "Sở"),
        ("starts_on", "01/01/2014"),
        ("ends_on", "31/12/2014"),
    ];
    secretariat.post("/movements", &movement).await.assert_status(422).assert_shows(ended);

    let of_years = |rows: &str| rows.lines().filter(|row| !row.starts_with("imports:")).collect::<Vec<_>>().join("\n");
    assert_eq!(of_years(&app.all_rows()), of_years(&before));
    let kept: (i64, i64) =
        app.read(|conn| Ok((registrations::table.count().get_result(conn)?, grades::table.count().get_result(conn)?)));
    assert_eq!(kept, (2, 0));
}

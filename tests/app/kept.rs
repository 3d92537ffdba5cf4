//! A form that comes after its session has ended: what was typed goes along through the login and is sent after it.

use actix_web::http::header::REFERER;
use actix_web::test::TestRequest;
use chrono::Duration;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::features::account::ops::{OneTime, reset};
use thidua::schema::initiatives;

use crate::login_rules::RULES;
use crate::support::*;

const TITLE: &str = "Sổ tay \"thu\" <b> & chi";
const SUMMARY: &str = "Dòng một của phần tóm tắt.\r\nDòng hai, dài hơn.";
const STILL_THERE: &str = "Phiên làm việc đã kết thúc nên chưa ghi gì.";
const DRAFT: [(&str, &str); 4] = [("year", "2014"), ("title", TITLE), ("summary", SUMMARY), ("draft", "1")];

/// The same browser after a while.
fn later(app: &mut TestApp, client: &Client, time: Duration) -> Client {
    app.db.clock = Clock::shifted(app.db.clock.offset() + time);
    client.with_db(app.db.clone())
}

/// Sends a form as a browser does: with its token, and the page it stood on.
async fn send_from(client: &mut Client, page: &str, address: &str, fields: &[(&str, &str)]) -> Page {
    let token = client.token().to_owned();
    let all = [&[("_token", token.as_str()), ("_number", "n-1")], fields].concat();
    let request = TestRequest::post().uri(address).insert_header(("Sec-Fetch-Site", "same-origin"));
    client.send(request.insert_header((REFERER, format!("http://localhost{page}"))).set_form(all)).await
}

fn stored(app: &TestApp) -> Vec<(String, String)> {
    let rows = initiatives::table.order(initiatives::id).select((initiatives::title, initiatives::summary));
    app.read(|conn| rows.load(conn))
}

fn log_in_as<'f>(username: &'f str, password: &'f str) -> [(&'f str, &'f str); 2] {
    [("username", username), ("password", password)]
}

/// Lan has been writing a draft for so long, and saves it.
async fn saved_too_late(app: &mut TestApp, lan: &Client, time: Duration) -> (Client, Page) {
    let mut lan = later(app, lan, time);
    let page = send_from(&mut lan, "/initiatives/new?year=2014", "/initiatives", &DRAFT).await;
    page.assert_status(403).assert_shows(STILL_THERE);
    (lan, page)
}

#[actix_web::test]
async fn what_was_typed_when_the_session_ended_is_there_after_the_login() {
    for time in [Duration::minutes(31), Duration::hours(13)] {
        let mut app = TestApp::new();
        let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
        let (mut lan, page) = saved_too_late(&mut app, &lan, time).await;
        // A wrong password on the way loses nothing, nor does an empty one.
        let page = lan.press(&page, "/login", &log_in_as("lan", "không phải nó")).await;
        page.assert_field_error("username", "Tên đăng nhập hoặc mật khẩu chưa đúng.");
        let page = lan.press(&page, "/login", &log_in_as("lan", "")).await;
        page.assert_field_error("password", "Nhập mật khẩu.");
        let page = lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await;
        page.assert_ok().assert_shows("Đã đăng nhập với tên lan.");
        page.assert_shows("&#34;thu&#34; &#60;b&#62; &#38; chi</textarea>").assert_shows("Dòng hai, dài hơn.");
        page.assert_shows("href=\"/initiatives/new?year=2014\"");
        assert_eq!(stored(&app), [], "nothing is sent by itself");
        lan.press(&page, "/initiatives", &[]).await.assert_went_to("/initiatives/SK-2014-001");
        assert_eq!(stored(&app).len(), 1);
        assert_eq!(
            (stored(&app)[0].0.as_str(), stored(&app)[0].1.replace('\r', "")),
            (TITLE, SUMMARY.replace('\r', ""))
        );
    }
}

#[actix_web::test]
async fn it_goes_along_through_the_second_factor() {
    let mut app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    app.give_second_factor("lan");
    let (mut lan, page) = saved_too_late(&mut app, &lan, Duration::minutes(31)).await;
    let page = lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await;
    page.assert_ok().assert_shows("Mã trên điện thoại");
    lan.get("/initiatives").await.assert_status(303);
    let page = lan.press(&page, "/login/code", &[("code", "000000")]).await;
    page.assert_status(422);
    // He looks for his telephone for too long: the password again, and the text is still there.
    let mut lan = later(&mut app, &lan, Duration::minutes(6));
    let page = lan.press(&page, "/login/code", &[("code", &app.second_factor_code("lan", 0))]).await;
    let page = lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await;
    let page = lan.press(&page, "/login/code", &[("code", &app.second_factor_code("lan", 0))]).await;
    page.assert_ok().assert_shows("Nội dung chưa gửi");
    lan.press(&page, "/initiatives", &[]).await.assert_went_to("/initiatives/SK-2014-001");
    assert_eq!(stored(&app)[0].0, TITLE);
}

#[actix_web::test]
async fn it_goes_along_through_a_change_of_password_that_is_asked_for() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let account = app.actor("lan").account.unwrap();
    // IT gives a new password, and with it ends the session.
    let one_time = OneTime::new().unwrap();
    app.db.write_now(&app.actor("quantri"), |tx| reset(tx, account, &one_time)).unwrap();
    let one_time = one_time.plain;
    let page = send_from(&mut lan, "/initiatives/new?year=2014", "/initiatives", &DRAFT).await;
    let page = lan.press(&page, "/login", &log_in_as("lan", &one_time)).await;
    let page = lan.press(&page, "/initiatives", &[]).await;
    page.assert_status(403).assert_shows("Nội dung vừa gửi chưa được ghi nhưng vẫn còn");
    assert_eq!(stored(&app), []);
    let change =
        |old| [("old_password", old), ("new_password", "câu khác hẳn"), ("new_password_again", "câu khác hẳn")];
    let page = lan.press(&page, "/account/password", &change("không phải nó")).await;
    page.assert_field_error("old_password", "Mật khẩu đang dùng chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.");
    let page = lan.press(&page, "/account/password", &change(&one_time)).await;
    page.assert_ok().assert_shows("Đã đổi mật khẩu.");
    lan.press(&page, "/initiatives", &[]).await.assert_went_to("/initiatives/SK-2014-001");
    assert_eq!(stored(&app)[0].0, TITLE);
}

#[actix_web::test]
async fn it_waits_where_a_second_factor_has_to_be_set_up_first() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff, Role::Secretariat]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let rules = [RULES.as_slice(), &[("second_factor_roles", "secretariat")]].concat();
    app.client("quantri").await.post("/admin/login-rules", &rules).await.assert_status(303);
    let page = send_from(&mut lan, "/initiatives/new?year=2014", "/initiatives", &DRAFT).await;
    page.assert_status(403).assert_shows("Cài ở thẻ mới");
    app.give_second_factor("lan");
    lan.press(&page, "/initiatives", &[]).await.assert_went_to("/initiatives/SK-2014-001");
}

#[actix_web::test]
async fn whoever_logs_in_there_sends_it_under_his_own_name_and_rights() {
    let mut app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    app.account("kiemsoat", None, &[Role::Auditor]);
    let (mut screen, page) = saved_too_late(&mut app, &lan, Duration::minutes(31)).await;
    let page = screen.press(&page, "/login", &log_in_as("kiemsoat", PASSWORD)).await;
    page.assert_ok();
    screen.press(&page, "/initiatives", &[]).await.assert_status(403).assert_shows("Đồng chí không làm được việc này");
    assert_eq!(stored(&app), []);
}

#[actix_web::test]
async fn it_outlasts_a_login_page_that_grew_old_and_a_page_that_is_loaded_again() {
    let mut app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let (lan, page) = saved_too_late(&mut app, &lan, Duration::minutes(31)).await;
    let mut lan = later(&mut app, &lan, Duration::minutes(31));
    let old = lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await;
    old.assert_status(403).assert_shows("Biểu mẫu đã cũ").assert_hides(PASSWORD);
    let page = lan.press(&old, "/initiatives", &[]).await;
    page.assert_status(403).assert_shows(STILL_THERE);
    lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await.assert_ok();
    // The browser sends the login once more: the text again, under the new session's token.
    let again = lan.press(&page, "/login", &log_in_as("lan", PASSWORD)).await;
    again.assert_status(403).assert_shows("Biểu mẫu đã cũ");
    lan.press(&again, "/initiatives", &[]).await.assert_went_to("/initiatives/SK-2014-001");
}

#[actix_web::test]
async fn secrets_ballots_files_and_what_is_too_long_are_not_kept() {
    let app = TestApp::new();
    let mut lan = app.stranger();
    lan.ask_for_token().await;
    let passwords = [("old_password", "bí mật"), ("new_password", "bí mật"), ("new_password_again", "bí mật")];
    for (page, address, fields) in [
        ("/account/password", "/account/password", passwords.as_slice()),
        ("/council-meetings/1/ballot", "/council-meetings/1/ballot/check", &[("line_1_1", "agree")]),
        ("/council-meetings/1/ballot", "/council-meetings/1/ballot", &[("line_1_1", "agree"), ("version", "1")]),
        // A button alone is pressed again on its page.
        ("/registrations/1?back=x", "/registrations/1/agreement", &[("version", "2")]),
    ] {
        let onward = thidua::web::login_address(page);
        send_from(&mut lan, page, address, fields).await.assert_went_to(&onward);
    }
    let mixed = [("number", "77"), ("password", "bí mật"), ("password_one", "bí mật")];
    let page = send_from(&mut lan, "/decisions/1/issuance", "/decisions/1/issuance", &mixed).await;
    page.assert_status(403).assert_shows("number").assert_hides("bí mật");

    let page = lan.upload_to("/documents/1/files", "paper", "quyết định.pdf", b"%PDF-1.7").await;
    page.assert_status(403).assert_shows("tệp chưa được gửi và không giữ lại được").assert_hides("name=\"kept\"");

    let long = "ữ".repeat(29_000);
    let page = send_from(&mut lan, "/initiatives/new", "/initiatives", &[("title", "Một"), ("summary", &long)]).await;
    page.assert_status(403).assert_shows("Nội dung quá dài để giữ ở đây").assert_hides("name=\"kept\"");
}

#[actix_web::test]
async fn nothing_else_can_be_put_in_its_place() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    for kept in [
        r#"{"action":"https://evil.example","back":"/","fields":[["a","b"]]}"#,
        r#"{"action":"//evil.example","back":"/","fields":[["a","b"]]}"#,
        "không đọc được",
    ] {
        let mut lan = app.stranger();
        lan.ask_for_token().await;
        let fields = [log_in_as("lan", PASSWORD).as_slice(), &[("kept", kept), ("next", "/audit")]].concat();
        lan.post("/login", &fields).await.assert_went_to("/audit");
    }
}

//! Logging in and out, changing the password, ending sessions.

use crate::support::*;

#[actix_web::test]
async fn a_stranger_is_sent_to_the_login_and_back() {
    let app = TestApp::new();
    let mut stranger = app.stranger();
    stranger.get("/account/password").await.assert_went_to("/login?next=%2Faccount%2Fpassword");
    stranger.get("/login").await.assert_ok().assert_shows("Đăng nhập");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_name_get_the_same_words() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::ItAdmin]);
    for (username, password) in [("lan", "không phải nó"), ("nobody", "không phải nó")] {
        let page = app.stranger().log_in(username, password).await;
        page.assert_field_error("username", "Tên đăng nhập hoặc mật khẩu chưa đúng.");
    }
    assert_eq!(app.audited().iter().filter(|kind| *kind == "login_failed").count(), 2);
}

#[actix_web::test]
async fn five_wrong_tries_make_the_account_wait() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::ItAdmin]);
    for _ in 0..5 {
        app.stranger().log_in("lan", "không phải nó").await.assert_status(422);
    }
    app.stranger().log_in("lan", "một câu dễ nhớ").await.assert_status(422);
}

#[actix_web::test]
async fn a_cookie_is_worth_nothing_after_logging_out() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    lan.get("/account/sessions").await.assert_ok();
    lan.post("/logout", &[]).await.assert_went_to("/login");
    lan.get("/account/sessions").await.assert_status(303);
}

#[actix_web::test]
async fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let mut elsewhere = app.client("lan").await;
    let change =
        |old| [("old_password", old), ("new_password", "câu khác hẳn"), ("new_password_again", "câu khác hẳn")];
    let page = lan.post("/account/password", &change("không phải nó")).await;
    page.assert_field_error("old_password", "Mật khẩu đang dùng chưa đúng. Nhập lại.");
    lan.post("/account/password", &change("một câu dễ nhớ")).await.assert_went_to("/");
    elsewhere.get("/account/sessions").await.assert_status(303);
    lan.get("/account/sessions").await.assert_ok();
    assert!(app.audited().contains(&"password_changed".to_owned()));
}

#[actix_web::test]
async fn a_form_without_the_right_token_comes_back_with_its_text() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let page = lan.post_exactly("/account/text-size", &[("_token", "x"), ("size", "2")]).await;
    page.assert_status(403).assert_shows("Biểu mẫu đã cũ").assert_shows(">2</textarea>");
}

#[actix_web::test]
async fn a_locked_account_is_out_at_once() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let id = app.actor("lan").account.unwrap();
    app.set_up(|tx| thidua::features::account::ops::set_locked(tx, id, true));
    lan.get("/account/sessions").await.assert_status(303);
    app.stranger().log_in("lan", "một câu dễ nhớ").await.assert_status(422);
}

#[actix_web::test]
async fn another_host_name_is_refused_without_saying_it_back() {
    let app = TestApp::new();
    let page = app.stranger().asking_for("evil.example").get("/login").await;
    page.assert_status(421).assert_hides("evil.example");
    assert!(page.headers.contains_key("content-security-policy"));
}

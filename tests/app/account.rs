//! Logging in and out, changing the password, ending sessions.

use chrono::Duration;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::features::account;
use thidua::features::account::ops::{Judged, OneTime};
use thidua::policy::Actor;
use thidua::schema::{accounts, login_failures};

use crate::support::*;

const WRONG_OLD: &str = "Mật khẩu đang dùng chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.";

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

/// What a page says, whatever the session that it is shown in.
fn without_token(page: &Page) -> String {
    page.body.replace(&page.token(), "")
}

#[actix_web::test]
async fn a_waiting_account_says_the_same_to_the_right_password_as_to_a_wrong_one() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::ItAdmin]);
    let wrong = app.stranger().log_in("lan", "không phải nó").await;
    for _ in 1..5 {
        app.stranger().log_in("lan", "không phải nó").await.assert_status(422);
    }
    let waiting = app.stranger().log_in("lan", PASSWORD).await;
    let unknown = app.stranger().log_in("nobody", "không phải nó").await;
    assert_eq!((waiting.status, unknown.status), (wrong.status, wrong.status));
    assert_eq!(without_token(&waiting), without_token(&wrong));
    assert_eq!(without_token(&unknown).replace("value=\"nobody\"", "value=\"lan\""), without_token(&wrong));
}

#[actix_web::test]
async fn tries_in_the_wait_do_not_make_it_longer() {
    let mut app = TestApp::new();
    app.account("lan", None, &[Role::ItAdmin]);
    for _ in 0..5 {
        app.stranger().log_in("lan", "không phải nó").await.assert_status(422);
    }
    let begun = app.db.clock;
    for (minutes, password) in [(5, "không phải nó"), (10, PASSWORD), (14, "không phải nó"), (14, PASSWORD)] {
        app.db.clock = Clock::shifted(begun.offset() + Duration::minutes(minutes));
        app.stranger().log_in("lan", password).await.assert_status(422);
    }
    let of = |username: &str| {
        let rows = login_failures::table.filter(login_failures::username.eq(username.to_owned())).count();
        app.read(|conn| rows.get_result::<i64>(conn))
    };
    // They count for the address alone.
    assert_eq!((of("lan"), of("")), (5, 4));
    app.db.clock = Clock::shifted(begun.offset() + Duration::minutes(15) + Duration::seconds(5));
    app.stranger().log_in("lan", PASSWORD).await.assert_status(303);
}

#[actix_web::test]
async fn of_many_tries_at_once_only_five_are_judged() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::ItAdmin]);
    let tries = (1..=20).map(|nth| {
        let (db, address) = (app.db.clone(), format!("10.0.0.{nth}"));
        // They come in this order; from the sixth on even the right password is one of a waiting account.
        let typed = if nth > 5 { PASSWORD } else { "không phải nó" };
        actix_web::rt::spawn(async move {
            let who = Actor::stranger(address);
            matches!(account::ops::check_login(&db, &who, "lan", typed).await, Ok(account::ops::Login::No))
        })
    });
    let tries: Vec<_> = tries.collect();
    for (nth, refused) in tries.into_iter().enumerate() {
        assert!(refused.await.unwrap(), "{nth}");
    }
    let of_name = login_failures::table.filter(login_failures::username.eq("lan")).count();
    assert_eq!(app.read(|conn| of_name.get_result::<i64>(conn)), 5);
}

/// The right password, judged: what a login does before it writes anything.
async fn judged(app: &TestApp, username: &str, password: &str) -> Judged {
    let who = Actor::stranger("10.0.0.1".into());
    match account::ops::check_login(&app.db, &who, username, password).await {
        Ok(account::ops::Login::Welcome { judged, .. }) => judged,
        _ => panic!("{username} is not let in"),
    }
}

#[actix_web::test]
async fn a_password_that_is_reset_after_it_was_judged_opens_nothing_and_does_not_come_back() {
    let app = TestApp::new();
    let id = app.account("lan", None, &[Role::ItAdmin]);
    let stored = || -> String { app.read(|conn| accounts::table.find(id).select(accounts::password_hash).first(conn)) };
    let mut judged = judged(&app, "lan", PASSWORD).await;
    judged.rehashed = Some("$argon2id$the-old-one-hashed-anew".into());
    let one_time = OneTime::new().unwrap();
    app.set_up(|tx| account::ops::reset(tx, id, &one_time));
    let lan = app.actor("lan");
    for note in [account::ops::note_login, account::ops::note_password, account::ops::note_confirmation] {
        assert_eq!(app.db.write_now(&lan, |tx| note(tx, &judged)).unwrap(), None);
        assert_eq!(stored(), one_time.hash);
    }
    assert!(!app.db.write_now(&lan, |tx| account::ops::change_password(tx, &judged, "other")).unwrap());
    assert_eq!(stored(), one_time.hash);
    assert_eq!(app.audited().iter().filter(|kind| *kind == "login_failed").count(), 4);
}

#[actix_web::test]
async fn the_old_password_is_guessed_no_oftener_than_at_the_login() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let change =
        |old| [("old_password", old), ("new_password", "câu khác hẳn"), ("new_password_again", "câu khác hẳn")];
    for _ in 0..5 {
        let page = lan.post("/account/password", &change("không phải nó")).await;
        page.assert_field_error("old_password", WRONG_OLD);
    }
    // Now it waits, here and at the login.
    lan.post("/account/password", &change(PASSWORD)).await.assert_field_error("old_password", WRONG_OLD);
    app.stranger().log_in("lan", PASSWORD).await.assert_status(422);
    assert!(!app.audited().contains(&"password_changed".to_owned()));
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
    page.assert_field_error("old_password", WRONG_OLD);
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

//! How logins are guarded: set by IT, and biting at the next change, login or click.

use chrono::Duration;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::schema::accounts;

use crate::support::*;

/// What the program starts with, as its page sends it.
pub const RULES: [(&str, &str); 7] = [
    ("version", "0"),
    ("least_length", "10"),
    ("most_days", "0"),
    ("old_passwords", "0"),
    ("tries", "5"),
    ("address_tries", "100"),
    ("idle_minutes", "30"),
];

/// IT sets some rules otherwise.
async fn set(app: &TestApp, changed: &[(&'static str, &'static str)]) {
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut rules = RULES.to_vec();
    rules.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    rules.extend(changed);
    let mut it_admin = app.client("quantri").await;
    it_admin.post("/admin/login-rules", &rules).await.assert_went_to("/admin/login-rules");
}

fn later(app: &mut TestApp, time: Duration) {
    app.db.clock = Clock::shifted(app.db.clock.offset() + time);
}

async fn change(client: &mut Client, old: &str, new: &str) -> Page {
    let typed = [("old_password", old), ("new_password", new), ("new_password_again", new)];
    client.post("/account/password", &typed).await
}

#[actix_web::test]
async fn only_it_sets_them_within_bounds_and_in_the_version_that_was_read() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff, Role::Secretariat]).await;
    lan.get("/admin/login-rules").await.assert_status(403);
    lan.post("/admin/login-rules", &RULES).await.assert_status(403);
    set(&app, &[("least_length", "12")]).await;
    let mut it_admin = app.client("quantri").await;
    it_admin.get("/admin/login-rules").await.assert_shows("value=\"12\"");
    it_admin.post("/admin/login-rules", &RULES).await.assert_status(409);
    let bad = [("least_length", "9"), ("most_days", "x"), ("idle_minutes", "121"), ("second_factor_roles", "staff")];
    let page = it_admin.post("/admin/login-rules", &bad).await;
    page.assert_field_error("least_length", "Độ dài tối thiểu phải từ 10 đến 64.");
    page.assert_field_error("idle_minutes", "Số phút phải từ 5 đến 120.");
    page.assert_field_error("second_factor_roles", "Chọn trong các vai trò của danh sách.");
    assert!(app.audited().contains(&"login_rules_changed".to_owned()));
}

#[actix_web::test]
async fn length_mixture_and_old_passwords_bite_at_the_next_change() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set(&app, &[("least_length", "12"), ("needs_mixture", "true"), ("old_passwords", "2")]).await;
    lan.get("/account/password").await.assert_shows("Từ 12 đến 128 ký tự").assert_shows("Đủ chữ hoa");
    let refused = async |client: &mut Client, new, because| {
        change(client, PASSWORD, new).await.assert_field_error("new_password", because);
    };
    refused(&mut lan, "Câu dễ nhớ", "Mật khẩu cần ít nhất 12 ký tự. Có thể dùng một câu dễ nhớ, có dấu cách.").await;
    let mixture = "Mật khẩu cần đủ chữ hoa, chữ thường, chữ số và ký tự khác, ví dụ dấu cách.";
    refused(&mut lan, "câu khác hẳn nhau", mixture).await;
    refused(&mut lan, "Matkhau@12345", "Mật khẩu này quá phổ biến, dễ bị đoán. Chọn một câu chỉ riêng mình nhớ.").await;
    refused(&mut lan, "STC nhà mình số 1", "Mật khẩu không được chứa tên viết tắt của cơ quan.").await;
    let [first, second, third] = ["Cây khế ngọt số 1", "Cây khế chua số 2", "Cây khế xanh số 3"];
    change(&mut lan, PASSWORD, first).await.assert_went_to("/");
    lan.token_of("/account/password").await;
    change(&mut lan, first, second).await.assert_went_to("/");
    lan.token_of("/account/password").await;
    let used = "Mật khẩu này đã dùng gần đây. Chọn mật khẩu khác.";
    change(&mut lan, second, first).await.assert_field_error("new_password", used);
    change(&mut lan, second, third).await.assert_went_to("/");
    lan.token_of("/account/password").await;
    change(&mut lan, third, second).await.assert_field_error("new_password", used);
}

#[actix_web::test]
async fn a_password_that_has_grown_old_is_changed_before_anything_else() {
    let mut app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set(&app, &[("most_days", "90")]).await;
    lan.get("/registrations").await.assert_ok();
    later(&mut app, Duration::days(91));
    let mut lan = app.stranger();
    lan.log_in("lan", PASSWORD).await.assert_status(303);
    lan.get("/registrations").await.assert_went_to("/account/password");
    change(&mut lan, PASSWORD, "một câu khác hẳn").await.assert_went_to("/");
    lan.get("/registrations").await.assert_ok();
}

#[actix_web::test]
async fn the_number_of_tries_is_as_it_was_set_for_account_and_address() {
    let app = TestApp::new();
    app.account("lan", None, &[Role::Auditor]);
    set(&app, &[("tries", "3"), ("address_tries", "20")]).await;
    for _ in 0..3 {
        app.stranger().log_in("lan", "không phải nó").await.assert_status(422);
    }
    app.stranger().log_in("lan", PASSWORD).await.assert_status(422);
    app.account("hoa", None, &[Role::Auditor]);
    app.stranger().log_in("hoa", PASSWORD).await.assert_status(303);
    for nth in 4..20 {
        app.stranger().log_in(&format!("ai{nth}"), "không phải nó").await.assert_status(422);
    }
    app.stranger().log_in("hoa", PASSWORD).await.assert_status(429).assert_shows("Thử lại sau ít phút");
}

#[actix_web::test]
async fn a_session_nobody_uses_ends_after_the_time_that_was_set_and_every_one_after_half_a_day() {
    let mut app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let at = async |app: &TestApp, path: &str| lan.with_db(app.db.clone()).get(path).await.status.as_u16();
    assert_eq!(at(&app, "/registrations").await, 200);
    later(&mut app, Duration::minutes(29));
    assert_eq!(at(&app, "/registrations").await, 200);
    set(&app, &[("idle_minutes", "5")]).await;
    app.stranger().get("/login").await.assert_shows("Sau 5 phút không thao tác");
    later(&mut app, Duration::minutes(4));
    assert_eq!(at(&app, "/registrations").await, 200);
    later(&mut app, Duration::minutes(6));
    assert_eq!(at(&app, "/registrations").await, 303);

    let hoa = app.login("hoa", "QLNS", &[Role::Staff]).await;
    for _ in 0..(12 * 60 / 4 - 1) {
        later(&mut app, Duration::minutes(4));
        hoa.with_db(app.db.clone()).get("/account/second-factor").await.assert_ok();
    }
    later(&mut app, Duration::minutes(4));
    hoa.with_db(app.db.clone()).get("/account/second-factor").await.assert_status(303);
}

#[actix_web::test]
async fn a_clock_set_back_revives_no_session() {
    let mut app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    later(&mut app, Duration::minutes(-10));
    lan.with_db(app.db.clone()).get("/registrations").await.assert_status(303);
}

#[actix_web::test]
async fn a_password_stored_with_less_work_is_hashed_anew_at_the_next_login() {
    use argon2::password_hash::PasswordHasher;
    let app = TestApp::new();
    let id = app.account("lan", None, &[Role::Auditor]);
    let params = argon2::Params::new(8_192, 1, 1, None).unwrap();
    let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let stored = weak.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    app.set_up(|tx| {
        diesel::update(accounts::table.find(id)).set(accounts::password_hash.eq(&stored)).execute(tx.conn)?;
        thidua::features::account::ops::set_locked(tx, id, false)
    });
    app.stranger().log_in("lan", PASSWORD).await.assert_status(303);
    let now: String = app.read(|conn| accounts::table.find(id).select(accounts::password_hash).first(conn));
    assert!(now != stored && now.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{now}");
    app.stranger().log_in("lan", PASSWORD).await.assert_status(303);
}

//! The code after the password: set up, asked for, never taken twice, demanded, lost and taken away.

use chrono::Duration;
use diesel::prelude::*;
use thidua::clock::Clock;
use thidua::features::account::ops::{OneTime, reset};
use thidua::schema::{recovery_codes, second_factors};

use crate::support::*;

const PATH: &str = "/account/second-factor";

/// Half a minute goes by: the next code shows.
fn wait(app: &mut TestApp) {
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::seconds(30));
}

async fn set_up(app: &TestApp, client: &mut Client, username: &str) -> Vec<String> {
    client.post(PATH, &[("password", PASSWORD)]).await.assert_went_to(PATH);
    let page =
        client.post("/account/second-factor/confirmation", &[("code", &app.second_factor_code(username, 0))]).await;
    page.assert_ok().assert_shows("Đã bật xác thực hai lớp");
    let codes = page.body.split("<li><b class=\"num\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    codes.collect()
}

fn count(app: &TestApp, kind: &str) -> usize {
    app.audited().iter().filter(|found| *found == kind).count()
}

#[actix_web::test]
async fn it_is_set_up_with_the_secret_as_text_and_picture_and_confirmed_with_a_code() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    lan.get(PATH).await.assert_ok().assert_shows("Bắt đầu cài");
    let page = lan.post(PATH, &[("password", "không phải nó")]).await;
    page.assert_field_error("password", "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.");
    lan.post(PATH, &[("password", PASSWORD)]).await.assert_went_to(PATH);
    let page = lan.get(PATH).await;
    let account = app.actor("lan").account.unwrap();
    let secret: String =
        app.read(|conn| second_factors::table.find(account).select(second_factors::secret).first(conn));
    let shown = page.between("gõ khóa: <b class=\"num\">", "</b>").unwrap();
    assert_eq!(shown.replace(' ', ""), secret);
    page.assert_shows("<svg width=\"240\" height=\"240\"");
    // Until it is confirmed, a login asks for the password alone.
    app.stranger().log_in("lan", PASSWORD).await.assert_went_to("/");
    let page = lan.post("/account/second-factor/confirmation", &[("code", "000 00")]).await;
    let wrong = "Mã chưa đúng. Nhập sáu chữ số đang hiện trên điện thoại; kiểm tra giờ của điện thoại.";
    page.assert_field_error("code", wrong);
    let page = lan.post("/account/second-factor/confirmation", &[("code", &app.second_factor_code("lan", 0))]).await;
    page.assert_shows("Đã bật xác thực hai lớp");
    let codes: Vec<String> = app.read(|conn| recovery_codes::table.select(recovery_codes::code_hash).load(conn));
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|hash| hash.len() == 64 && !page.body.contains(hash)));
    lan.get(PATH).await.assert_shows("10 mã").assert_hides(&secret);
    for kind in ["second_factor_begun", "second_factor_set"] {
        assert_eq!(count(&app, kind), 1, "{kind}");
    }
}

#[actix_web::test]
async fn after_the_password_a_code_is_asked_for_and_taken_once() {
    let mut app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set_up(&app, &mut lan, "lan").await;
    wait(&mut app);
    let mut elsewhere = app.stranger();
    let page = elsewhere.log_in("lan", PASSWORD).await;
    page.assert_went_to("/login/code?next=%2F");
    elsewhere.get("/account/sessions").await.assert_status(303);
    elsewhere.get("/login/code").await.assert_ok().assert_shows("Mã trên điện thoại");
    let now = app.second_factor_code("lan", 0);
    let answer = [("code", now.as_str()), ("next", "/registrations")];
    elsewhere.token_of("/login/code").await;
    elsewhere.post("/login/code", &answer).await.assert_went_to("/registrations");
    elsewhere.get("/account/sessions").await.assert_ok();
    // The very same code, a moment later: somebody has looked over the shoulder.
    let mut third = app.stranger();
    third.log_in("lan", PASSWORD).await;
    third.token_of("/login/code").await;
    let page = third.post("/login/code", &answer).await;
    page.assert_field_error("code", "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại.");
    third.get("/account/sessions").await.assert_status(303);
}

#[actix_web::test]
async fn nobody_comes_to_the_code_without_the_password_nor_long_after_it() {
    let mut app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set_up(&app, &mut lan, "lan").await;
    let mut stranger = app.stranger();
    stranger.get("/login/code").await.assert_went_to("/login");
    stranger.ask_for_token().await;
    stranger.post("/login/code", &[("code", &app.second_factor_code("lan", 1))]).await.assert_went_to("/login");
    let mut slow = app.stranger();
    slow.log_in("lan", PASSWORD).await;
    slow.token_of("/login/code").await;
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::minutes(6));
    let mut slow = slow.with_db(app.db.clone());
    slow.post("/login/code", &[("code", &app.second_factor_code("lan", 0))]).await.assert_went_to("/login");
    slow.get("/account/sessions").await.assert_status(303);
}

#[actix_web::test]
async fn a_password_that_is_reset_before_the_code_comes_ends_the_waiting_for_it() {
    let mut app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set_up(&app, &mut lan, "lan").await;
    wait(&mut app);
    let mut awaited = app.stranger();
    awaited.log_in("lan", PASSWORD).await.assert_went_to("/login/code?next=%2F");
    awaited.token_of("/login/code").await;
    let id = app.actor("lan").account.unwrap();
    let one_time = OneTime::new().unwrap();
    app.set_up(|tx| reset(tx, id, &one_time));
    awaited.post("/login/code", &[("code", &app.second_factor_code("lan", 0))]).await.assert_went_to("/login");
    awaited.get("/account/password").await.assert_status(303);
    // The code was not used up by it: it lets in whoever has the new password.
    let mut lan = app.stranger();
    lan.log_in("lan", &one_time.plain).await.assert_went_to("/login/code?next=%2F");
    lan.token_of("/login/code").await;
    lan.post("/login/code", &[("code", &app.second_factor_code("lan", 0))]).await.assert_went_to("/");
}

#[actix_web::test]
async fn wrong_codes_count_like_wrong_passwords() {
    let mut app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    set_up(&app, &mut lan, "lan").await;
    wait(&mut app);
    let mut guesser = app.stranger();
    guesser.log_in("lan", PASSWORD).await;
    guesser.token_of("/login/code").await;
    for _ in 0..5 {
        guesser.post("/login/code", &[("code", "12345")]).await.assert_status(422);
    }
    let page = guesser.post("/login/code", &[("code", &app.second_factor_code("lan", 0))]).await;
    page.assert_field_error("code", "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại.");
    app.stranger().log_in("lan", PASSWORD).await.assert_status(422);
}

#[actix_web::test]
async fn a_recovery_code_lets_in_once_and_new_ones_end_the_old() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let codes = set_up(&app, &mut lan, "lan").await;
    assert_eq!(codes.len(), 10);
    let log_in = async |code: &str| {
        let mut client = app.stranger();
        client.log_in("lan", PASSWORD).await;
        client.token_of("/login/code").await;
        client.post("/login/code", &[("code", code)]).await.status.as_u16()
    };
    assert_eq!(log_in(&codes[0].to_uppercase().replace('-', " ")).await, 303);
    assert_eq!(log_in(&codes[0]).await, 422);
    lan.get(PATH).await.assert_shows("9 mã");
    let page = lan.post("/account/second-factor/recovery-codes", &[("password", PASSWORD)]).await;
    page.assert_ok().assert_shows("Đã tạo mã dự phòng mới").assert_hides(&codes[1]);
    assert_eq!(log_in(&codes[1]).await, 422);
    assert_eq!(count(&app, "recovery_code_used"), 1);
}

#[actix_web::test]
async fn where_the_rules_demand_it_nothing_opens_before_it_is_set_up() {
    let app = TestApp::new();
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    let mut it_admin = app.client("quantri").await;
    let page = it_admin.get("/admin/login-rules").await;
    page.assert_ok().assert_shows("Chính sách mật khẩu");
    let rules = [("second_factor_roles", "it_admin"), ("second_factor_roles", "leader")];
    let rules = [&super::login_rules::RULES[..], &rules].concat();
    it_admin.post("/admin/login-rules", &rules).await.assert_went_to("/admin/login-rules");
    for path in ["/", "/admin/accounts", "/account/sessions", "/account/second-factor/removal"] {
        it_admin.get(path).await.assert_went_to(PATH);
    }
    app.client("kiemsoat").await.get("/").await.assert_ok();
    it_admin.get(PATH).await.assert_ok().assert_shows("bắt buộc xác thực hai lớp");
    set_up(&app, &mut it_admin, "quantri").await;
    it_admin.get("/admin/accounts").await.assert_ok().assert_shows("Xác thực hai lớp");
    it_admin.post("/account/second-factor/removal", &[("password", PASSWORD)]).await.assert_status(403);
}

#[actix_web::test]
async fn it_is_taken_away_by_its_holder_or_by_it_and_never_by_it_for_itself() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut it_admin = app.client("quantri").await;
    set_up(&app, &mut lan, "lan").await;
    lan.get("/account/second-factor/removal").await.assert_ok();
    lan.post("/account/second-factor/removal", &[("password", PASSWORD)]).await.assert_went_to(PATH);
    app.stranger().log_in("lan", PASSWORD).await.assert_went_to("/");
    const RESET: &str = "/admin/accounts/lan/second-factor-reset";
    it_admin.get(RESET).await.assert_ok().assert_shows("Bỏ xác thực hai lớp của lan");
    set_up(&app, &mut lan, "lan").await;
    lan.post("/admin/accounts/lan/second-factor-reset", &[]).await.assert_status(403);
    it_admin.get("/admin/accounts/lan").await.assert_shows("Bỏ xác thực hai lớp");
    let page = it_admin.post(RESET, &[]).await;
    page.assert_field_error("password", "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này.");
    lan.get("/account/sessions").await.assert_ok();
    it_admin.post(RESET, &[("password", PASSWORD)]).await.assert_went_to("/admin/accounts/lan");
    it_admin.post(RESET, &[]).await.assert_status(409);
    lan.get("/").await.assert_status(303);
    app.stranger().log_in("lan", PASSWORD).await.assert_went_to("/");
    set_up(&app, &mut it_admin, "quantri").await;
    let page = it_admin.post("/admin/accounts/quantri/second-factor-reset", &[]).await;
    page.assert_status(422).assert_shows("Không tự bỏ xác thực hai lớp của mình ở đây.");
    for kind in ["second_factor_removed", "second_factor_reset"] {
        assert_eq!(count(&app, kind), 1, "{kind}");
    }
}

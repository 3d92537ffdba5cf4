//! Roles: asked for by IT, confirmed by somebody else, and working at the next click.

use chrono::Duration;
use thidua::clock::Clock;
use thidua::domain::ids::RoleRequestId;
use thidua::features::account;
use thidua::features::account::ops::OneTime;

use crate::support::*;

struct Office {
    app: TestApp,
    it_admin: Client,
    secretariat: Client,
    lan: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let lan = app.login("lan", "QLNS", &[Role::Staff]).await;
    let secretariat = app.login("nguyet", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let it_admin = app.client("quantri").await;
    Office { app, it_admin, secretariat, lan }
}

const ACCOUNTANT: [(&str, &str); 3] = [("roles", "staff"), ("roles", "accountant"), ("reason", "QĐ 12/QĐ-STC")];

#[actix_web::test]
async fn a_role_is_asked_for_by_it_confirmed_with_the_password_and_works_at_once() {
    let Office { app, mut it_admin, mut secretariat, mut lan } = office().await;
    lan.get("/payments?year=2014").await.assert_status(403);
    it_admin.get("/admin/accounts/lan/roles").await.assert_ok().assert_shows("hiện nay: cán bộ");
    it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_went_to("/role-requests");
    lan.get("/payments?year=2014").await.assert_status(403);
    secretariat.get("/").await.assert_shows("Xác nhận 1 đề nghị vai trò");
    let page = secretariat.get("/role-requests/1").await;
    page.assert_ok().assert_shows("cán bộ, kế toán").assert_shows("QĐ 12/QĐ-STC");
    let page = secretariat.post("/role-requests/1/confirmation", &[("password", "không phải nó")]).await;
    page.assert_field_error("password", "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.");
    lan.get("/payments?year=2014").await.assert_status(403);
    secretariat.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_went_to("/role-requests");
    lan.get("/payments?year=2014").await.assert_ok();
    secretariat.get("/role-requests").await.assert_shows("Đã xác nhận");
    // And taken away again.
    let staff = [("roles", "staff"), ("reason", "Thôi giữ nhiệm vụ")];
    it_admin.post("/admin/accounts/lan/roles", &staff).await.assert_went_to("/role-requests");
    lan.get("/payments?year=2014").await.assert_ok();
    secretariat.post("/role-requests/2/confirmation", &[]).await.assert_went_to("/role-requests");
    lan.get("/payments?year=2014").await.assert_status(403);
    assert_eq!(app.audited().iter().filter(|kind| *kind == "roles_changed").count(), 2);
}

#[actix_web::test]
async fn nobody_asks_or_confirms_for_himself_and_nobody_both_asks_and_confirms() {
    let Office { app, mut it_admin, mut secretariat, mut lan } = office().await;
    let page = it_admin.post("/admin/accounts/quantri/roles", &ACCOUNTANT).await;
    page.assert_field_error("roles", "Không tự đề nghị vai trò cho mình. Nhờ quản trị viên khác.");
    for client in [&mut secretariat, &mut lan] {
        client.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_status(403);
    }
    it_admin.post("/admin/accounts/nguyet/roles", &ACCOUNTANT).await.assert_went_to("/role-requests");
    it_admin.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_status(403);
    secretariat.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_status(403);
    secretariat.get("/role-requests/1").await.assert_ok().assert_hides("Xác nhận vai trò</button>");
    secretariat.get("/").await.assert_hides("đề nghị vai trò</");
    lan.get("/role-requests").await.assert_status(403);
    let mut leader = app.login("giam", "STC", &[Role::Staff, Role::Leader]).await;
    leader
        .post("/role-requests/1/refusal", &[("note", "")])
        .await
        .assert_field_error("note", "Nhập lý do không đồng ý.");
    let why = [("note", "Chưa có quyết định")];
    leader.post("/role-requests/1/refusal", &why).await.assert_went_to("/role-requests");
    leader.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_status(409);
    secretariat.get("/role-requests").await.assert_ok().assert_shows("Chưa có quyết định");
}

#[actix_web::test]
async fn one_request_waits_at_a_time_and_is_taken_back_until_it_is_decided() {
    let Office { app, mut it_admin, mut secretariat, .. } = office().await;
    let none = it_admin.post("/admin/accounts/lan/roles", &[("roles", "staff"), ("reason", "x")]).await;
    none.assert_field_error("roles", "Tài khoản đã có đúng các vai trò này.");
    it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_status(303);
    let again = it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await;
    again.assert_field_error("roles", "Tài khoản này đang có một đề nghị chờ xác nhận. Rút đề nghị đó trước.");
    it_admin.post("/role-requests/1/withdrawal", &[]).await.assert_went_to("/role-requests");
    secretariat.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_status(409);
    it_admin.post("/role-requests/1/withdrawal", &[]).await.assert_status(409);
    it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_status(303);
    for kind in ["roles_asked_for", "role_request_withdrawn"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
}

#[actix_web::test]
async fn an_account_made_on_the_page_begins_as_staff_and_the_rest_is_asked_for() {
    let Office { app, mut it_admin, mut secretariat, .. } = office().await;
    let new = [("username", "hoa"), ("full_name", "Hoa"), ("roles", "staff"), ("roles", "leader")];
    it_admin.post("/admin/accounts", &new).await.assert_ok();
    assert!(!app.actor("hoa").is(Role::Leader));
    secretariat.get("/role-requests").await.assert_shows("cán bộ, lãnh đạo ký");
    secretariat.post("/role-requests/1/confirmation", &[("password", PASSWORD)]).await.assert_status(303);
    assert!(app.actor("hoa").is(Role::Leader));
}

const OPENED_BY_ASKER: &str = "Tài khoản, mật khẩu hoặc xác thực hai lớp của đồng chí vừa do người đề nghị cấp";

/// Gives somebody a new password, as somebody of IT.
fn reset(app: &TestApp, by: &str, whose: &str) {
    let (one_time, id) = (OneTime::new().unwrap(), app.actor(whose).account.unwrap());
    app.db.write_now(&app.actor(by), |tx| account::ops::reset(tx, id, &one_time)).unwrap();
}

/// Confirms the first request as somebody, whatever his password is by now; what it says if it is refused.
fn confirm(app: &TestApp, by: &str) -> Result<(), String> {
    let confirmed = app.db.write_now(&app.actor(by), |tx| account::roles::ops::confirm(tx, RoleRequestId(1)));
    confirmed.map_err(|error| error.message())
}

#[actix_web::test]
async fn it_resets_a_password_logs_in_with_it_and_yet_confirms_nothing_of_its_own() {
    let Office { mut app, mut it_admin, .. } = office().await;
    let with_password = [("password", PASSWORD)];
    let page = it_admin.post("/admin/accounts/nguyet/reset", &with_password).await;
    let one_time = page.between("panel-done__number\">", "<").unwrap();
    it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_went_to("/role-requests");
    let mut taken = app.stranger();
    taken.log_in("nguyet", &one_time).await.assert_status(303);
    let new = "câu khác hẳn";
    let change = [("old_password", one_time.as_str()), ("new_password", new), ("new_password_again", new)];
    taken.post("/account/password", &change).await.assert_went_to("/");
    taken.token_of("/account/password").await;
    let page = taken.post("/role-requests/1/confirmation", &[("password", new)]).await;
    page.assert_status(422).assert_shows(OPENED_BY_ASKER);
    assert!(!app.actor("lan").is(Role::Accountant));
    // A month later its holder would have come for the account.
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::days(29));
    assert!(confirm(&app, "nguyet").unwrap_err().contains(OPENED_BY_ASKER));
    app.db.clock = Clock::shifted(app.db.clock.offset() + Duration::days(2));
    assert_eq!(confirm(&app, "nguyet"), Ok(()));
    assert!(app.actor("lan").is(Role::Accountant));
}

#[actix_web::test]
async fn nor_does_it_confirm_through_a_second_factor_it_took_an_account_it_made_or_a_colleague_of_its() {
    let asked = async || {
        let Office { app, mut it_admin, .. } = office().await;
        app.account("tinhoc", None, &[Role::ItAdmin]);
        it_admin.post("/admin/accounts/lan/roles", &ACCOUNTANT).await.assert_went_to("/role-requests");
        app
    };
    let app = asked().await;
    app.give_second_factor("nguyet");
    let nguyet = app.actor("nguyet").account.unwrap();
    app.db.write_now(&app.actor("quantri"), |tx| account::second_factor::ops::reset(tx, nguyet)).unwrap();
    assert!(confirm(&app, "nguyet").unwrap_err().contains(OPENED_BY_ASKER));

    let app = asked().await;
    let new = account::ops::NewUser {
        username: "moi".into(),
        full_name: "Mới".into(),
        person: None,
        roles: [Role::Staff].into_iter().collect(),
    };
    let one_time = OneTime::new().unwrap();
    let made = app.db.write_now(&app.actor("quantri"), |tx| account::ops::create(tx, &new, &one_time)).unwrap();
    app.execute(&format!("INSERT INTO account_roles (account_id, role) VALUES ({made}, 'leader')")).unwrap();
    assert!(confirm(&app, "moi").unwrap_err().contains(OPENED_BY_ASKER));
    // Somebody else gives a password: nobody knows the first one any more.
    reset(&app, "tinhoc", "moi");
    assert_eq!(confirm(&app, "moi"), Ok(()));

    // The asker's account is opened, and the confirming one, by a third.
    let app = asked().await;
    reset(&app, "tinhoc", "quantri");
    reset(&app, "tinhoc", "nguyet");
    assert!(confirm(&app, "nguyet").unwrap_err().contains(OPENED_BY_ASKER));

    // At the machine nobody in particular gave it.
    let app = asked().await;
    let one_time = OneTime::new().unwrap();
    let nguyet = app.actor("nguyet").account.unwrap();
    app.set_up(|tx| account::ops::reset(tx, nguyet, &one_time));
    assert_eq!(confirm(&app, "nguyet"), Ok(()));
}

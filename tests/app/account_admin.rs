//! Accounts kept by IT: made, given a one-time password, locked, unlocked.

use crate::support::*;

async fn it_admin(app: &TestApp) -> Client {
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await
}

const LAN: [(&str, &str); 4] =
    [("username", "lan.nguyen"), ("full_name", "Nguyễn Thị Lan"), ("roles", "staff"), ("roles", "accountant")];

fn one_time_of(page: &Page) -> String {
    page.between("panel-done__number\">", "<").unwrap()
}

#[actix_web::test]
async fn a_new_account_gets_a_password_that_is_shown_once_and_must_be_changed() {
    let app = TestApp::new();
    let person = app.person("QLNS-006", "Nguyễn Thị Lan", "QLNS");
    let mut it_admin = it_admin(&app).await;
    it_admin.get("/admin/accounts/new").await.assert_ok();
    let mut fields = LAN.to_vec();
    fields.push(("person_code", "qlns-006"));
    let page = it_admin.post("/admin/accounts", &fields).await;
    page.assert_ok().assert_shows("Đã tạo tài khoản");
    let one_time = one_time_of(&page);
    assert!(!page.headers.iter().any(|(_, value)| value.to_str().is_ok_and(|value| value.contains(&one_time))));
    it_admin.get("/admin/accounts").await.assert_shows(">cán bộ<").assert_hides(&one_time);
    assert_eq!(app.actor("lan.nguyen").person, Some(person));
    let mut lan = app.stranger();
    lan.log_in("lan.nguyen", &one_time).await.assert_status(303);
    lan.get("/registrations").await.assert_went_to("/account/password");
    assert!(app.audited().contains(&"account_created".to_owned()));
}

#[actix_web::test]
async fn a_second_copy_of_the_form_makes_nothing_and_shows_no_password() {
    let app = TestApp::new();
    let mut it_admin = it_admin(&app).await;
    let token = it_admin.token().to_owned();
    let mut fields = vec![("_token", token.as_str()), ("_number", "twice")];
    fields.extend_from_slice(&LAN);
    it_admin.post_exactly("/admin/accounts", &fields).await.assert_ok();
    it_admin.post_exactly("/admin/accounts", &fields).await.assert_went_to("/admin/accounts");
    assert_eq!(app.audited().iter().filter(|kind| *kind == "account_created").count(), 2, "quantri and lan");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    let mut it_admin = it_admin(&app).await;
    let page = it_admin.post("/admin/accounts", &[("username", "Lê Lan"), ("full_name", "")]).await;
    page.assert_field_error("username", "Dùng 3 đến 40 chữ thường không dấu, chữ số, dấu chấm; không dùng new, staff.");
    page.assert_field_error("roles", "Chọn ít nhất một vai trò.").assert_shows("value=\"Lê Lan\"");
    let mut fields = LAN.to_vec();
    fields.push(("person_code", "X-1"));
    let page = it_admin.post("/admin/accounts", &fields).await;
    page.assert_field_error("person_code", "Không có cán bộ mang mã X-1. Kiểm tra lại mã.");
    page.assert_shows("value=\"accountant\" checked");
    it_admin.post("/admin/accounts", &LAN).await.assert_ok();
    let page = it_admin.post("/admin/accounts", &LAN).await;
    page.assert_field_error("username", "Tên đăng nhập này đã có. Chọn tên khác.");
}

#[actix_web::test]
async fn a_reset_ends_the_sessions_and_the_old_password() {
    let app = TestApp::new();
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut it_admin = it_admin(&app).await;
    it_admin.get("/admin/accounts/lan/reset").await.assert_ok().assert_shows("Cấp lại mật khẩu cho lan");
    let page = it_admin.post("/admin/accounts/lan/reset", &[]).await;
    page.assert_field_error("password", "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này.");
    let page = it_admin.post("/admin/accounts/lan/reset", &[("password", "không phải nó")]).await;
    page.assert_field_error("password", "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.");
    lan.get("/registrations").await.assert_ok();
    let page = it_admin.post("/admin/accounts/lan/reset", &[("password", PASSWORD)]).await;
    page.assert_ok().assert_shows("Đã cấp lại mật khẩu");
    lan.get("/registrations").await.assert_went_to("/login?next=%2Fregistrations");
    app.stranger().log_in("lan", "một câu dễ nhớ").await.assert_status(422);
    app.stranger().log_in("lan", &one_time_of(&page)).await.assert_status(303);
    it_admin.post("/admin/accounts/nobody/reset", &[]).await.assert_status(404);
    assert!(app.audited().contains(&"password_reset".to_owned()));
}

#[actix_web::test]
async fn locking_passes_a_check_page_and_nobody_locks_himself() {
    let app = TestApp::new();
    app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut it_admin = it_admin(&app).await;
    it_admin.get("/admin/accounts/lan/lock").await.assert_ok().assert_shows("Khóa tài khoản lan");
    it_admin.post("/admin/accounts/lan/lock", &[]).await.assert_went_to("/admin/accounts/lan");
    it_admin.get("/admin/accounts/lan").await.assert_shows("Đã khóa").assert_shows("Mở khóa");
    app.stranger().log_in("lan", "một câu dễ nhớ").await.assert_status(422);
    it_admin.post("/admin/accounts/lan/unlock", &[]).await.assert_went_to("/admin/accounts/lan");
    app.stranger().log_in("lan", "một câu dễ nhớ").await.assert_status(303);
    let page = it_admin.post("/admin/accounts/quantri/lock", &[]).await;
    page.assert_status(422).assert_shows("Không tự khóa tài khoản của mình.");
    it_admin.get("/admin/accounts/nobody/lock").await.assert_status(404);
    for kind in ["account_locked", "account_unlocked"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
}

#[actix_web::test]
async fn three_hundred_accounts_come_fifty_at_a_time_and_are_found_by_name_unit_role_and_state() {
    let app = TestApp::new();
    let mut it_admin = it_admin(&app).await;
    app.login("LAN", "QLNS", &[Role::Staff, Role::Accountant]).await;
    for nth in 1..300 {
        app.account(&format!("canbo{nth:03}"), None, &[Role::Staff]);
    }
    let page = it_admin.get("/admin/accounts").await;
    page.assert_ok().assert_shows("301 tài khoản").assert_shows("canbo050").assert_hides("canbo051");
    assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
    it_admin.get("/admin/accounts?page=7").await.assert_shows(">quantri<").assert_hides(">lan<");
    for (query, found) in [("q=canbo05", 10), ("role=accountant", 1), ("q=quan+ly+ngan+sach", 1), ("state=locked", 0)] {
        let page = it_admin.get(&format!("/admin/accounts?{query}")).await;
        page.assert_ok().assert_shows(&format!("{found} tài khoản"));
        let file = it_admin.get(&format!("/admin/accounts.csv?{query}")).await;
        assert_eq!(file.assert_ok().body.trim_end().lines().count(), 1 + found, "{query}");
    }
    it_admin.get("/admin/accounts?state=locked").await.assert_shows("Không có tài khoản nào khớp với bộ lọc.");
}

#[actix_web::test]
async fn the_page_of_an_account_says_how_it_stands() {
    let app = TestApp::new();
    let mut it_admin = it_admin(&app).await;
    app.login("LAN", "QLNS", &[Role::Staff]).await;
    let page = it_admin.get("/admin/accounts/lan").await;
    page.assert_ok().assert_shows("Phòng Quản lý ngân sách").assert_shows("0 lần trong 15 phút qua");
    page.assert_shows("Phiên đăng nhập của lan")
        .assert_hides("Đang phải chờ")
        .assert_shows("/admin/accounts/lan/roles");
    let asked = [("roles", "staff"), ("roles", "accountant"), ("reason", "QĐ 12/QĐ-STC")];
    it_admin.post("/admin/accounts/lan/roles", &asked).await.assert_status(303);
    for _ in 0..5 {
        app.stranger().log_in("lan", "không phải nó").await.assert_status(422);
    }
    let page = it_admin.get("/admin/accounts/lan").await;
    page.assert_shows("Đang chờ xác nhận: cán bộ, kế toán").assert_hides("/admin/accounts/lan/roles");
    page.assert_shows("Đang phải chờ:").assert_shows("nhập sai 5 lần");
    let page = it_admin.get("/admin/accounts/quantri").await;
    page.assert_ok().assert_shows("Không thuộc danh sách cán bộ").assert_hides("/admin/accounts/quantri/lock");
    it_admin.get("/admin/accounts/nobody").await.assert_status(404);
}

#[actix_web::test]
async fn only_it_keeps_accounts() {
    let app = TestApp::new();
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat, Role::Auditor]).await;
    for path in ["", ".csv", "/new", "/nguyet", "/nguyet/lock"].map(|rest| format!("/admin/accounts{rest}")) {
        secretariat.get(&path).await.assert_status(403);
    }
    for path in ["/admin/accounts/nguyet/reset", "/admin/accounts/nguyet/lock", "/admin/accounts/nguyet/unlock"] {
        secretariat.post(path, &[]).await.assert_status(403);
    }
    secretariat.post("/admin/accounts", &LAN).await.assert_status(403);
}

#[actix_web::test]
async fn a_one_time_password_is_worth_nothing_after_three_days() {
    let mut app = TestApp::new();
    let mut it_admin = it_admin(&app).await;
    let one_time = one_time_of(&it_admin.post("/admin/accounts", &LAN).await);
    app.move_to("2014-07-17");
    let mut early = app.stranger();
    early.log_in("lan.nguyen", &one_time).await.assert_status(303);
    app.move_to("2014-07-19");
    app.stranger().log_in("lan.nguyen", &one_time).await.assert_status(422);
}

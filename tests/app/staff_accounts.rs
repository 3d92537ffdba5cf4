//! Accounts for all of the staff at once, with slips to print and cut.

use crate::support::*;

#[actix_web::test]
async fn all_who_have_none_get_an_account_and_a_slip_that_is_shown_once() {
    let app = TestApp::new();
    let hoa = app.person("QLNS-001", "Lê Thị Hoa", "QLNS").to_string();
    let hoa_too = app.person("VP-001", "Lê Thị Hoà", "VP").to_string();
    let gone = app.person("DT-009", "Trần Văn Nghỉ", "DT");
    app.execute(&format!("UPDATE people SET left_on = '2014-07-01' WHERE id = {gone}")).unwrap();
    app.login("lan", "QLNS", &[Role::Staff]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut it_admin = app.client("quantri").await;
    let page = it_admin.get("/admin/accounts/staff").await;
    page.assert_ok().assert_shows("2 cán bộ chưa có tài khoản").assert_shows("lethihoa2").assert_hides("Trần Văn Nghỉ");
    page.assert_hides("QLNS-LAN");
    let token = it_admin.token().to_owned();
    let all =
        [("_token", token.as_str()), ("_number", "slips"), ("people", hoa.as_str()), ("people", hoa_too.as_str())];
    let page = it_admin.post_exactly("/admin/accounts/staff", &all).await;
    page.assert_ok().assert_shows("Đã tạo 2 tài khoản").assert_shows("Phòng Quản lý ngân sách");
    let slips: Vec<(String, String)> = page
        .body
        .split("Tên đăng nhập: <b>")
        .skip(1)
        .map(|slip| {
            let username = slip.split('<').next().unwrap().to_owned();
            let one_time = slip.split("<b class=\"num\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
            (username, one_time)
        })
        .collect();
    assert_eq!(slips.len(), 2, "{slips:?}");
    assert_ne!(slips[0].1, slips[1].1);
    it_admin.post_exactly("/admin/accounts/staff", &all).await.assert_went_to("/admin/accounts");
    it_admin.get("/admin/accounts/staff").await.assert_shows("đều đã có tài khoản");
    for (username, one_time) in &slips {
        let mut staff = app.stranger();
        staff.log_in(username, one_time).await.assert_status(303);
        staff.get("/registrations").await.assert_went_to("/account/password");
        assert!(app.actor(username).is(Role::Staff) && app.actor(username).person.is_some());
    }
    assert_eq!(app.audited().iter().filter(|kind| *kind == "account_created").count(), 4);
}

#[actix_web::test]
async fn only_it_makes_them_and_only_for_staff_without_one() {
    let app = TestApp::new();
    let mut lan = app.login("lan", "QLNS", &[Role::Staff, Role::Secretariat]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    let mut it_admin = app.client("quantri").await;
    lan.get("/admin/accounts/staff").await.assert_status(403);
    lan.post("/admin/accounts/staff", &[("people", "1")]).await.assert_status(403);
    let with_one = app.actor("lan").person.unwrap().to_string();
    let gone = "Có người trong danh sách đã có tài khoản hoặc đã nghỉ. Mở lại trang để chọn lại.";
    for (people, because) in [
        (with_one.as_str(), gone),
        ("999999", gone),
        ("x", "Chọn từ 1 đến 150 người."),
        ("", "Chọn từ 1 đến 150 người."),
    ] {
        let page = it_admin.post("/admin/accounts/staff", &[("people", people)]).await;
        page.assert_status(422).assert_shows(because);
    }
    it_admin.post("/admin/accounts/staff", &[]).await.assert_status(422).assert_shows("Chọn từ 1 đến 150 người.");
}

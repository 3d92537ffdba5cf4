//! Who of the staff is whose relative: declared by oneself, seen by the two and those who keep the list.

use crate::support::*;

struct Office {
    app: TestApp,
    staff: Client,
    spouse: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let spouse = app.login("TU", "DT", &[Role::Staff]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, spouse, secretariat }
}

const DECLARATION: [(&str, &str); 2] = [("relative", "DT-TU"), ("relation", "vợ")];

#[actix_web::test]
async fn one_declares_ones_own_and_both_see_it() {
    let Office { app, mut staff, mut spouse, mut secretariat } = office().await;
    staff.post("/relatives", &DECLARATION).await.assert_went_to("/relatives");
    for client in [&mut staff, &mut spouse, &mut secretariat] {
        client.get("/relatives").await.assert_shows("DT-TU").assert_shows("vợ").assert_shows("15/07/2014");
    }
    let mut other = app.login("HOA", "DT", &[Role::Staff]).await;
    other.get("/relatives").await.assert_hides("DT-TU");
    assert!(app.audited().contains(&"relative_declared".to_owned()));
}

#[actix_web::test]
async fn nobody_declares_for_somebody_else_but_the_secretariat() {
    let Office { mut spouse, mut secretariat, mut staff, .. } = office().await;
    let for_lan = [DECLARATION.as_slice(), &[("person", "QLNS-LAN")]].concat();
    spouse
        .post("/relatives", &[("person", "QLNS-LAN"), ("relative", "VP-NGUYET"), ("relation", "em")])
        .await
        .assert_status(403);
    secretariat.post("/relatives", &for_lan).await.assert_went_to("/relatives");
    staff.get("/relatives").await.assert_shows("DT-TU");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field() {
    let Office { mut staff, mut spouse, .. } = office().await;
    let page = staff.post("/relatives", &[]).await;
    page.assert_field_error("relative", "Nhập mã cán bộ hoặc họ và tên người thân.");
    page.assert_field_error("relation", "Nhập quan hệ, ví dụ vợ, em ruột.");
    let page = staff.post("/relatives", &[("relative", "QLNS-LAN"), ("relation", "vợ")]).await;
    page.assert_field_error("relative", "Người thân phải là người khác. Kiểm tra lại mã hoặc họ tên.");
    staff.post("/relatives", &DECLARATION).await.assert_went_to("/relatives");
    let page = spouse.post("/relatives", &[("relative", "QLNS-LAN"), ("relation", "chồng")]).await;
    page.assert_field_error("relative", "Hai người này đã được khai là người thân.");
}

#[actix_web::test]
async fn only_the_secretariat_takes_out_what_was_entered_by_mistake() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    staff.post("/relatives", &DECLARATION).await.assert_went_to("/relatives");
    let removal = "/relatives/QLNS-LAN/DT-TU/removal";
    staff.post(removal, &[]).await.assert_status(403);
    secretariat.post(removal, &[]).await.assert_went_to("/relatives");
    secretariat.get("/relatives").await.assert_shows("Chưa khai người thân nào.");
    secretariat.post(removal, &[]).await.assert_status(404);
    assert!(app.audited().contains(&"relative_removed".to_owned()));
}

//! Filtered lists that somebody keeps under a name.

use crate::support::*;

const LIST: &str = "/awards?year=2013&award=LDTT";

#[actix_web::test]
async fn a_list_is_kept_as_it_was_filtered_and_only_its_owner_sees_it() {
    let app = TestApp::new();
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut van = app.login("VAN", "VP", &[Role::Staff]).await;
    let page = lan.get(LIST).await;
    page.assert_shows("/account/filters/new?address=%2Fawards%3Fyear%3D2013%26award%3DLDTT");
    lan.get("/awards").await.assert_hides("Lưu bộ lọc này");
    lan.get(&format!("/account/filters/new?address={}", LIST.replace('&', "%26")))
        .await
        .assert_shows("year=2013&#38;award=LDTT");
    let kept = [("name", "Lao động <tiên tiến>"), ("address", LIST)];
    lan.post("/account/filters", &kept).await.assert_went_to(LIST);
    lan.get("/account/filters").await.assert_shows("Lao động &#60;tiên tiến&#62;").assert_shows("award=LDTT");
    van.get("/account/filters").await.assert_hides("LDTT");
    van.post("/account/filters/1/removal", &[]).await.assert_status(404);
    lan.post("/account/filters", &kept).await.assert_status(422).assert_shows("Đã có bộ lọc tên này");
    lan.post("/account/filters/1/removal", &[]).await.assert_went_to("/account/filters");
    lan.get("/account/filters").await.assert_shows("Chưa lưu bộ lọc nào");
}

#[actix_web::test]
async fn only_a_list_of_this_program_is_kept_and_not_without_end() {
    let app = TestApp::new();
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let long = format!("/awards?q={}", "a".repeat(2_000));
    for address in ["https://evil.example/?a=b", "//evil.example/?a=b", "/awards", "", long.as_str(), "/\\evil?a=b"] {
        let filter = [("name", "Xấu"), ("address", address)];
        lan.post("/account/filters", &filter).await.assert_status(422).assert_hides("href=\"https:");
    }
    lan.post("/account/filters", &[("name", " "), ("address", LIST)]).await.assert_status(422);
    for number in 1..=50 {
        let filter = [("name", format!("Bộ {number}")), ("address", LIST.to_owned())];
        let filter: Vec<(&str, &str)> = filter.iter().map(|(name, value)| (*name, value.as_str())).collect();
        lan.post("/account/filters", &filter).await.assert_status(303);
    }
    lan.post("/account/filters", &[("name", "Thêm"), ("address", LIST)])
        .await
        .assert_status(422)
        .assert_shows("Đã có 50");
}

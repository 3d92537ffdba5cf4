//! The history, searched: each reads as far as his roles reach, with what was there before and after.

use crate::support::*;

async fn office() -> TestApp {
    let app = TestApp::new();
    app.login("lan", "QLNS", &[Role::Staff]).await;
    let mut secretariat = app.login("nguyet", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.account("quantri", None, &[Role::ItAdmin]);
    app.account("kiemsoat", None, &[Role::Auditor]);
    app.login("giam", "STC", &[Role::Staff, Role::Leader]).await;
    let person =
        [("code", "QLNS-900"), ("full_name", "Lê Văn Mới"), ("position", "Chuyên viên"), ("joined_on", "01/07/2014")];
    let more = [("gender", "male"), ("unit_code", "QLNS"), ("staff_kind", "civil_servant")];
    secretariat.post("/people", &[&person[..], &more].concat()).await.assert_status(303);
    let rules = [&super::login_rules::RULES[..], &[("needs_mixture", "true")]].concat();
    app.client("quantri").await.post("/admin/login-rules", &rules).await.assert_status(303);
    app
}

const PERSON: &str = "thêm cán bộ";
const RULES: &str = "sửa chính sách mật khẩu";

#[actix_web::test]
async fn everybody_reads_as_far_as_his_role_reaches() {
    let app = office().await;
    // Logins of lan, what the secretariat did, what IT did.
    for (username, logins, dossiers, technical) in [
        ("lan", true, false, false),
        ("nguyet", false, true, false),
        ("quantri", true, false, true),
        ("giam", true, true, true),
        ("kiemsoat", true, true, true),
    ] {
        let mut client = app.client(username).await;
        let body = client.get("/audit").await.assert_ok().body.clone();
        let rows = body.split("<tbody").nth(1).unwrap_or_default();
        assert_eq!(rows.contains("Người làm\">lan<"), logins, "{username}: logins");
        assert_eq!(rows.contains(PERSON), dossiers, "{username}: dossiers");
        assert_eq!(rows.contains(RULES), technical, "{username}: technical");
        let file = client.get("/audit.csv").await;
        file.assert_ok();
        assert_eq!(file.body.contains(RULES), technical, "{username}: file");
        assert_eq!(file.body.contains(PERSON), dossiers, "{username}: file");
    }
}

#[actix_web::test]
async fn it_is_searched_by_day_person_thing_and_words_and_shows_before_and_after() {
    let app = office().await;
    let mut auditor = app.client("kiemsoat").await;
    let page = auditor.get("/audit?object=login_rules").await;
    page.assert_shows(RULES).assert_hides(PERSON).assert_shows("needs_mixture: false → true");
    auditor.get("/audit?q=needs_mixture").await.assert_shows(RULES).assert_hides(PERSON);
    auditor.get("/audit?who=nguyet").await.assert_shows(PERSON).assert_hides(RULES);
    for nothing in [
        "/audit?who=%25",
        "/audit?who=_guyet",
        "/audit?q=100%25",
        "/audit?object=x",
        "/audit?until=01/01/2014&from=01/01/2013",
    ] {
        auditor.get(nothing).await.assert_ok().assert_shows("Không có dòng nào");
    }
    auditor.get("/audit?from=31/02/2014").await.assert_ok().assert_shows("Ngày chưa đúng");
    for odd in ["/audit?page=x", "/audit?page=999999", "/audit?q=%27%20OR%201=1--"] {
        auditor.get(odd).await.assert_ok();
    }
}

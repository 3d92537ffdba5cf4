//! The agency's data: the secretariat changes it, the auditor reads it, nobody else sees it.

use crate::support::*;

const FIELDS: [(&str, &str); 10] = [
    ("name", "Sở Tài chính tỉnh Thái Nguyên"),
    ("parent_name", "UBND tỉnh Thái Nguyên"),
    ("place", "Thái Nguyên"),
    ("symbol", "STC"),
    ("head", ""),
    ("union_chair", ""),
    ("help_contact", "Tổ tin học, máy lẻ 123"),
    ("address_form", "comrade"),
    ("review_days", "5"),
    ("least_boxes", "5"),
];

/// The form as its page would send it, with some fields typed otherwise.
async fn save(client: &mut Client, changed: &[(&str, &str)]) -> Page {
    let version = client.get("/admin/agency").await.between("name=\"version\" value=\"", "\"").unwrap_or("0".into());
    let mut fields: Vec<(&str, &str)> =
        FIELDS.iter().copied().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name)).collect();
    fields.extend_from_slice(changed);
    if !changed.iter().any(|(name, _)| *name == "version") {
        fields.push(("version", &version));
    }
    client.post("/admin/agency", &fields).await
}

#[actix_web::test]
async fn the_secretariat_sets_name_head_and_help_and_it_shows_everywhere() {
    let app = TestApp::new();
    app.person("STC-001", "Trần Văn Giám", "STC");
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let page = save(&mut secretariat, &[("name", "Sở Tài chính Bắc Thái"), ("head", "trần văn giám")]).await;
    page.assert_went_to("/admin/agency");
    let page = secretariat.get("/admin/agency").await;
    page.assert_shows("<span class=\"header__agency\">Sở Tài chính Bắc Thái</span>");
    page.assert_shows("Cần giúp: Tổ tin học, máy lẻ 123")
        .assert_shows("Hiện nay: Trần Văn Giám (STC-001, Chuyên viên)");
    page.assert_shows("sửa thông tin cơ quan");
    assert!(app.audited().contains(&"agency_changed".to_owned()));
}

#[actix_web::test]
async fn the_auditor_reads_and_others_are_refused() {
    let app = TestApp::new();
    let mut auditor = app.login("SOAT", "VP", &[Role::Auditor]).await;
    let page = auditor.get("/admin/agency").await;
    page.assert_ok().assert_shows("15/QĐ-STC").assert_hides("Lưu thông tin");
    save(&mut auditor, &[]).await.assert_status(403);
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/admin/agency").await.assert_status(403);
    save(&mut staff, &[]).await.assert_status(403);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    app.person("VP-007", "Lê Thị Hoa", "VP");
    app.person("DT-003", "Lê Thị Hoa", "DT");
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let page = save(&mut secretariat, &[("symbol", "15/STC"), ("review_days", "0"), ("place", "Bắc Thái")]).await;
    page.assert_field_error("symbol", "Chữ viết tắt không có dấu cách và dấu gạch chéo, ví dụ STC.");
    page.assert_field_error("review_days", "Số ngày phải từ 1 đến 90.").assert_shows("value=\"Bắc Thái\"");
    let page = save(&mut secretariat, &[("head", "Lê Thị Hoa"), ("union_chair", "X-1")]).await;
    let message = "Có nhiều cán bộ cùng họ tên. Nhập một mã: \
                   DT-003 (Lê Thị Hoa, Chuyên viên); VP-007 (Lê Thị Hoa, Chuyên viên).";
    page.assert_field_error("head", message);
    page.assert_shows("Không có cán bộ đang công tác mang mã hoặc họ tên “X-1”.");
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let seen = secretariat.get("/admin/agency").await.between("name=\"version\" value=\"", "\"").unwrap();
    save(&mut secretariat, &[("review_days", "9")]).await.assert_went_to("/admin/agency");
    let page = save(&mut secretariat, &[("version", &seen)]).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa sửa thông tin cơ quan lúc");
}

//! Movements: the secretariat records and changes them, everybody but IT reads them.

use crate::support::*;

const MOVEMENT: [(&str, &str); 7] = [
    ("year", "2014"),
    ("name", "Thi đua hoàn thành dự toán thu"),
    ("launched_by", "Giám đốc Sở Tài chính"),
    ("document_number", "12/KH-STC"),
    ("starts_on", "05/01/2014"),
    ("ends_on", "31/12/2014"),
    ("aims", "Thu đạt dự toán.\nKhông nợ đọng."),
];

fn with<'f>(changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = MOVEMENT.iter().copied().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

#[actix_web::test]
async fn a_movement_is_recorded_shown_and_changed() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.get("/movements/new").await.assert_ok();
    let page = secretariat.post("/movements", &MOVEMENT).await;
    let address = page.location.clone();
    page.assert_went_to("/movements/1");
    secretariat.get(&address).await.assert_shows("12/KH-STC").assert_shows("lưu phong trào thi đua");
    secretariat.get(&format!("{address}/edit")).await.assert_ok().assert_shows("value=\"05/01/2014\"");
    let changed = with(&[("document_number", "13/KH-STC"), ("version", "1")]);
    secretariat.post(&address, &changed).await.assert_went_to(&address);
    secretariat.get(&address).await.assert_shows("13/KH-STC");
    let csv = secretariat.get("/movements.csv?year=2014").await;
    csv.assert_shows("year,name,launched_by,document_number,starts_on,ends_on,aims").assert_shows("2014-01-05");
    secretariat.get("/movements.xlsx").await.assert_ok();
    assert_eq!(app.audited().iter().filter(|kind| *kind == "movement_saved").count(), 2);
}

#[actix_web::test]
async fn everybody_but_it_reads_and_only_the_secretariat_writes() {
    let app = TestApp::new();
    secretariat(&app).await.post("/movements", &MOVEMENT).await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff
        .get("/movements")
        .await
        .assert_ok()
        .assert_shows("Thi đua hoàn thành dự toán thu")
        .assert_hides("Thêm phong trào");
    staff.get("/movements?year=2013").await.assert_shows("Chưa ghi phong trào nào của năm 2013.");
    staff.get("/movements/1").await.assert_ok().assert_hides("Sửa phong trào");
    staff.get("/movements/1/edit").await.assert_status(403);
    staff.post("/movements", &MOVEMENT).await.assert_status(403);
    staff.post("/movements/1", &with(&[("version", "1")])).await.assert_status(403);
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/movements").await.assert_status(403);
    staff.get("/movements/9").await.assert_status(404);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let page = secretariat.post("/movements", &with(&[("name", ""), ("ends_on", "04/01/2014")])).await;
    page.assert_field_error("name", "Nhập tên phong trào.");
    page.assert_field_error("ends_on", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.");
    page.assert_shows("Giám đốc Sở Tài chính").assert_shows("Không nợ đọng.");
    let page = secretariat.post("/movements", &with(&[("year", "2031")])).await;
    page.assert_field_error("year", "Chưa mở năm thi đua 2031. Chọn năm khác.");
    secretariat.post("/movements", &MOVEMENT).await.assert_went_to("/movements/1");
    let page = secretariat.post("/movements", &MOVEMENT).await;
    page.assert_field_error("name", "Năm này đã có phong trào mang tên đó. Đặt tên khác.");
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/movements", &MOVEMENT).await;
    secretariat.post("/movements/1", &with(&[("aims", "Khác"), ("version", "1")])).await.assert_status(303);
    let page = secretariat.post("/movements/1", &with(&[("version", "1")])).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa lưu phong trào thi đua lúc");
}

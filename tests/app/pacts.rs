//! Pacts with their measurable targets: one a unit and year.

use crate::support::*;

const PACT: [(&str, &str); 8] = [
    ("year", "2014"),
    ("unit_code", "QLNS"),
    ("signed_on", "20/02/2014"),
    ("commitments", "Hoàn thành nhiệm vụ.\nGiữ kỷ cương."),
    ("indicator_1", "Báo cáo gửi đúng hạn"),
    ("target_1", "100"),
    ("measure_1", "%"),
    ("due_1", "31/12/2014"),
];

fn with<'f>(changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = PACT.iter().copied().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

#[actix_web::test]
async fn a_pact_is_recorded_with_its_targets_and_changed() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.get("/pacts/new?year=2014").await.assert_ok().assert_shows("name=\"indicator_8\"");
    secretariat.post("/pacts", &PACT).await.assert_went_to("/pacts/1");
    let page = secretariat.get("/pacts/1").await;
    page.assert_shows("Giao ước thi đua của Phòng Quản lý ngân sách").assert_shows("Báo cáo gửi đúng hạn");
    page.assert_shows("31/12/2014").assert_shows("lưu giao ước thi đua");
    secretariat.get("/pacts/1/edit").await.assert_ok().assert_shows("value=\"Báo cáo gửi đúng hạn\"");
    let changed =
        with(&[("indicator_5", "Sáng kiến"), ("target_5", "2"), ("indicator_1", "Báo cáo"), ("version", "1")]);
    secretariat.post("/pacts/1", &changed).await.assert_went_to("/pacts/1");
    secretariat.get("/pacts/1").await.assert_shows(">Báo cáo</th>").assert_shows(">Sáng kiến</th>");
    let csv = secretariat.get("/pacts.csv?year=2014&unit=QLNS").await;
    csv.assert_shows("2014,QLNS,Phòng Quản lý ngân sách,2014-02-20,2");
    secretariat.get("/pacts.xlsx").await.assert_ok();
    assert_eq!(app.audited().iter().filter(|kind| *kind == "pact_saved").count(), 2);
}

#[actix_web::test]
async fn a_pact_may_belong_to_a_movement_of_its_year() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let movement = |year| {
        [
            ("year", year),
            ("name", "Thi đua nước rút"),
            ("launched_by", "Giám đốc"),
            ("starts_on", "01/01/2014"),
            ("ends_on", "31/12/2014"),
        ]
    };
    secretariat.post("/movements", &movement("2014")).await.assert_went_to("/movements/1");
    secretariat.post("/movements", &movement("2013")).await.assert_went_to("/movements/2");
    let page = secretariat.post("/pacts", &with(&[("movement", "2")])).await;
    page.assert_field_error("movement", "Phong trào này không thuộc năm của giao ước. Chọn lại.");
    secretariat.post("/pacts", &with(&[("movement", "1")])).await.assert_went_to("/pacts/1");
    secretariat.get("/pacts/1").await.assert_shows("Thi đua nước rút");
}

#[actix_web::test]
async fn everybody_but_it_reads_and_only_the_secretariat_writes() {
    let app = TestApp::new();
    secretariat(&app).await.post("/pacts", &PACT).await;
    let mut staff = app.login("LAN", "DT", &[Role::Staff]).await;
    staff.get("/pacts").await.assert_ok().assert_shows("Phòng Quản lý ngân sách").assert_hides("Thêm giao ước");
    staff.get("/pacts?unit=DT").await.assert_shows("Không có giao ước nào khớp với bộ lọc.");
    staff.get("/pacts/1").await.assert_ok().assert_hides("Sửa giao ước");
    staff.get("/pacts/1/edit").await.assert_status(403);
    staff.post("/pacts", &PACT).await.assert_status(403);
    staff.post("/pacts/1", &with(&[("version", "1")])).await.assert_status(403);
    staff.get("/pacts/9").await.assert_status(404);
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/pacts").await.assert_status(403);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let wrong = with(&[("target_1", ""), ("signed_on", "30/02/2014"), ("indicator_7", "Giữ <b>nguyên</b>")]);
    let page = secretariat.post("/pacts", &wrong).await;
    page.assert_field_error("target_1", "Nhập mức phấn đấu của chỉ tiêu 1, để cuối năm đo được.");
    page.assert_shows("Tháng 2 năm 2014 có 28 ngày.").assert_shows("Giữ &#60;b&#62;nguyên&#60;/b&#62;");
    for unit in ["", "STC", "KHÔNG-CÓ"] {
        secretariat.post("/pacts", &with(&[("unit_code", unit)])).await.assert_status(422);
    }
    secretariat
        .post("/pacts", &with(&[("year", "2031")]))
        .await
        .assert_status(422)
        .assert_shows("Chưa mở năm thi đua 2031.");
    secretariat.post("/pacts", &PACT).await.assert_went_to("/pacts/1");
    let page = secretariat.post("/pacts", &PACT).await;
    page.assert_field_error("unit_code", "Đơn vị này đã có giao ước của năm. Mở giao ước đó để sửa.");
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/pacts", &PACT).await;
    secretariat.post("/pacts/1", &with(&[("commitments", "Khác"), ("version", "1")])).await.assert_status(303);
    let page = secretariat.post("/pacts/1", &with(&[("target_1", "90"), ("version", "1")])).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa lưu giao ước thi đua lúc");
    secretariat.get("/pacts/1").await.assert_shows(">100</td>");
}

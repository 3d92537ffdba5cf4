//! Levels above the base: recorded from a higher decision with its confirmation of effect, counted at once, taken back.

use thidua::domain::ids::PersonId;

use crate::support::*;

const PAGE: &str = "/initiatives/SK-2014-001";
const LEVELS: &str = "/initiatives/SK-2014-001/levels";
const PROVINCE: [(&str, &str); 7] = [
    ("level", "provincial"),
    ("decision_no", "1120/QĐ-UBND"),
    ("decided_on", "10/07/2014"),
    ("authority", "Chủ tịch UBND tỉnh"),
    ("confirmed_by", "Hội đồng sáng kiến tỉnh"),
    ("confirmed_on", "05/07/2014"),
    ("effect", "Áp dụng tại 9 huyện."),
];

/// A department in the middle of July with an initiative of QLNS-006, recognised at the base on 1 July.
fn recognised() -> (TestApp, PersonId) {
    let app = TestApp::on("2014-07-15");
    let author = app.person("QLNS-006", "Lê Thị Hoa", "QLNS");
    app.import_initiatives(&[
        "SK-2014-001,2014,Cảnh báo sớm khoản thu,Thu ngân sách,QLNS-006:100,Phát hiện sớm,base,58/QĐ-STC,2014-07-01",
    ]);
    (app, author)
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

async fn post(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> Page {
    client.post_from(LEVELS, path, fields).await
}

fn with(field: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = PROVINCE.to_vec();
    fields.iter_mut().filter(|(name, _)| *name == field).for_each(|it| it.1 = value);
    fields
}

#[actix_web::test]
async fn a_higher_level_takes_the_place_of_the_base_and_counts_at_once() {
    let (app, _) = recognised();
    let mut nguyet = secretariat(&app).await;
    nguyet.get(LEVELS).await.assert_shows("Đang có: Cấp cơ sở, Quyết định số 58/QĐ-STC ngày 01/07/2014.");
    post(&mut nguyet, LEVELS, &PROVINCE).await.assert_went_to(PAGE);
    nguyet.get(PAGE).await.assert_shows("Cấp tỉnh, Quyết định số 1120/QĐ-UBND ngày 10/07/2014.");
    nguyet.get("/library/SK-2014-001").await.assert_shows("Hội đồng sáng kiến tỉnh xác nhận hiệu quả ngày 05/07/2014");
    nguyet.get("/initiatives.csv?year=2014").await.assert_shows("provincial,1120/QĐ-UBND,2014-07-10");
    assert!(app.audited().contains(&"initiative_raised".to_owned()));
    let facts = nguyet.get("/people/QLNS-006/eligibility?award=CSTD_TINH&year=2014").await;
    facts.assert_shows("1120/QĐ-UBND");
}

#[actix_web::test]
async fn taking_it_back_brings_the_level_before_back() {
    let (app, _) = recognised();
    let mut nguyet = secretariat(&app).await;
    post(&mut nguyet, LEVELS, &PROVINCE).await.assert_status(303);
    let national = with("level", "national");
    post(&mut nguyet, LEVELS, &national).await.assert_status(303);
    nguyet.get(LEVELS).await.assert_shows("Sáng kiến đã được công nhận ở cấp cao nhất.");
    let withdrawal = "/initiatives/SK-2014-001/levels/withdrawal";
    post(&mut nguyet, withdrawal, &[])
        .await
        .assert_field_error("reason", "Nêu lý do thu lại, ví dụ ghi nhầm số quyết định.");
    post(&mut nguyet, withdrawal, &[("reason", "Ghi nhầm cấp")]).await.assert_went_to(PAGE);
    nguyet.get(PAGE).await.assert_shows("Cấp tỉnh, Quyết định số 1120/QĐ-UBND ngày 10/07/2014.");
    post(&mut nguyet, withdrawal, &[("reason", "Ghi nhầm số")]).await.assert_went_to(PAGE);
    nguyet.get(PAGE).await.assert_shows("Cấp cơ sở, Quyết định số 58/QĐ-STC ngày 01/07/2014.");
    post(&mut nguyet, withdrawal, &[("reason", "Nữa")]).await.assert_status(404);
    let page = nguyet.get(LEVELS).await;
    page.assert_shows("Thu lại ngày 15/07/2014: Ghi nhầm số");
    post(&mut nguyet, LEVELS, &PROVINCE).await.assert_status(303);
    let entries = app.audited();
    let of = |kind: &str| entries.iter().filter(|event| *event == kind).count();
    assert_eq!((of("initiative_raised"), of("initiative_raise_withdrawn")), (3, 2));
}

#[actix_web::test]
async fn what_cannot_be_is_said_at_its_field() {
    let (app, _) = recognised();
    let mut nguyet = secretariat(&app).await;
    for (field, value, message) in [
        ("level", "base", "Chọn cấp tỉnh hoặc toàn quốc."),
        ("decision_no", " ", "Nhập số quyết định, ví dụ 1245/QĐ-UBND."),
        ("decided_on", "16/07/2014", "Ngày quyết định chưa tới. Nhập ngày không sau hôm nay, 15/07/2014."),
        (
            "confirmed_on",
            "11/07/2014",
            "Xác nhận phải có trước khi ra quyết định ngày 10/07/2014. Sửa một trong hai ngày.",
        ),
        ("effect", "", "Ghi nội dung xác nhận hiệu quả áp dụng."),
    ] {
        let page = post(&mut nguyet, LEVELS, &with(field, value)).await;
        page.assert_field_error(field, message);
        page.assert_shows("Chủ tịch UBND tỉnh");
    }
    let mut early = with("decided_on", "30/06/2014");
    early.iter_mut().filter(|(name, _)| *name == "confirmed_on").for_each(|it| it.1 = "29/06/2014");
    post(&mut nguyet, LEVELS, &early).await.assert_field_error(
        "decided_on",
        "Sáng kiến được công nhận Cấp cơ sở ngày 01/07/2014. Nhập ngày từ đó trở đi.",
    );
    post(&mut nguyet, LEVELS, &PROVINCE).await.assert_status(303);
    post(&mut nguyet, LEVELS, &PROVINCE)
        .await
        .assert_field_error("level", "Sáng kiến đã được công nhận cấp tỉnh. Chọn cấp cao hơn.");
}

#[actix_web::test]
async fn only_the_secretariat_records_it_and_never_on_its_own() {
    let (app, author) = recognised();
    app.account("hoa", Some(author), &[Role::Staff, Role::Secretariat]);
    let mut hoa = app.client("hoa").await;
    let mut nguyet = secretariat(&app).await;
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    for refused in [&mut hoa, &mut head] {
        refused.get(LEVELS).await.assert_status(403);
        refused.post(LEVELS, &[&PROVINCE[..], &[("version", "1")]].concat()).await.assert_status(403);
    }
    hoa.get(PAGE).await.assert_hides("Công nhận ở cấp cao hơn");
    nguyet.post(LEVELS, &[&PROVINCE[..], &[("version", "9")]].concat()).await.assert_status(409);
    post(&mut nguyet, LEVELS, &PROVINCE).await.assert_status(303);
    hoa.get("/notices").await.assert_shows("Sáng kiến SK-2014-001 của đồng chí đã được công nhận cấp tỉnh.");
}

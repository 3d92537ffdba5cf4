//! The queue: what waits for whom, agreeing to several at once.

use thidua::domain::law::AwardCode;
use thidua::domain::year::Year;
use thidua::features::registrations::ops::{self as registrations, Registering, Seen};

use crate::support::*;

/// A department with three filed registrations of one unit.
async fn three_filed() -> (TestApp, Client) {
    let app = TestApp::new();
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    for (code, name) in [("QLNS-001", "Trần Văn Ấn"), ("QLNS-002", "Nông Văn An"), ("QLNS-003", "Lê Thị Bình")]
    {
        app.person(code, name, "QLNS");
        app.set_up(|tx| {
            let new = Registering {
                year: Year(2014),
                subject_code: code.into(),
                award: AwardCode::from_code("LDTT").unwrap(),
                planned_initiative: String::new(),
                pledge: String::new(),
            };
            let id = registrations::register(tx, &new)?;
            registrations::file(tx, Seen { id, version: 1 })
        });
    }
    (app, head)
}

#[actix_web::test]
async fn the_queue_is_in_order_of_given_names() {
    let (_app, mut head) = three_filed().await;
    let page = head.get("/approvals").await;
    page.assert_ok().assert_shows("3 đăng ký chờ đồng chí xử lý");
    let place = |name: &str| page.body.find(name).unwrap();
    assert!(place("Nông Văn An") < place("Trần Văn Ấn") && place("Trần Văn Ấn") < place("Lê Thị Bình"));
    head.get("/").await.assert_shows("Duyệt 3 đăng ký của đơn vị").assert_shows("việc cần làm");
}

#[actix_web::test]
async fn several_are_agreed_to_through_a_check_page() {
    let (app, mut head) = three_filed().await;
    let picked = [("kind", "registration"), ("id", "1:2"), ("id", "3:2")];
    let check = head.post("/approvals/check", &picked).await;
    check.assert_ok().assert_shows("Đồng ý 2 đăng ký").assert_shows("Trần Văn Ấn").assert_hides("Nông Văn An");
    head.post("/approvals/agreement", &picked).await.assert_went_to("/approvals?kind=registration");
    head.get("/approvals").await.assert_shows("1 đăng ký chờ");
    assert_eq!(app.audited().iter().filter(|kind| *kind == "registration_agreed").count(), 2);
}

#[actix_web::test]
async fn what_somebody_else_decided_first_is_left_and_said() {
    let (_app, mut head) = three_filed().await;
    head.post("/registrations/1/agreement", &[("version", "2")]).await.assert_status(303);
    let page = head.post("/approvals/agreement", &[("kind", "registration"), ("id", "1:2"), ("id", "2:2")]).await;
    page.assert_ok()
        .assert_shows("Đã đồng ý 1 đăng ký")
        .assert_shows("Trần Văn Ấn")
        .assert_shows("Đồng chí huong vừa đồng ý đăng ký");
}

#[actix_web::test]
async fn picking_nothing_is_said() {
    let (_app, mut head) = three_filed().await;
    for address in ["/approvals/check", "/approvals/agreement"] {
        let page = head.post(address, &[("kind", "registration"), ("id", "")]).await;
        page.assert_status(422).assert_shows("Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ.");
    }
}

#[actix_web::test]
async fn staff_have_no_queue_and_another_head_sees_nothing() {
    let (app, _head) = three_filed().await;
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/approvals").await.assert_status(403);
    let mut other = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    other.get("/approvals").await.assert_shows("0 đăng ký chờ");
    let page = other.post("/approvals/agreement", &[("kind", "registration"), ("id", "1:2")]).await;
    page.assert_status(409).assert_shows("Không còn chờ đồng chí duyệt");
}

#[actix_web::test]
async fn the_queue_comes_as_a_file_and_leads_to_the_next() {
    let (_app, mut head) = three_filed().await;
    let csv = head.get("/approvals.csv").await;
    csv.assert_shows("id,kind,subject_code,subject_name,unit_code,award_code,state,since,due");
    csv.assert_shows("2,registration,QLNS-002,Nông Văn An,QLNS,LDTT,filed,2014-07-15,2014-07-22");
    head.get("/approvals/next?kind=registration").await.assert_went_to("/registrations/2");
}

/// The only secretary files a registration and an initiative of her own.
async fn of_the_only_secretary() -> (TestApp, Client, Client) {
    let app = TestApp::new();
    let director = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(director), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(director);
    let mut secretary = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let registration = [("year", "2014"), ("subject_code", "VP-NGUYET"), ("award_code", "LDTT")];
    secretary.post("/registrations", &registration).await.assert_went_to("/registrations/1/filing");
    secretary.post("/registrations/1/filing", &[("version", "1")]).await.assert_status(303);
    let initiative = initiatives::by(&[("VP-NGUYET", "100")]);
    secretary.post("/initiatives", &initiative).await.assert_went_to("/initiatives/SK-2014-001/filing");
    secretary.post("/initiatives/SK-2014-001/filing", &[("version", "1")]).await.assert_status(303);
    let director = app.client("giamdoc").await;
    (app, secretary, director)
}

#[actix_web::test]
async fn what_the_only_secretary_files_waits_for_the_head_of_the_agency() {
    let (_app, mut secretary, mut director) = of_the_only_secretary().await;
    let inbox = director.get("/").await;
    inbox.assert_shows("Thẩm định 1 đăng ký").assert_shows("Ghi kết quả 1 sáng kiến");
    let own = [
        ("registration", "1 đăng ký chờ", "/registrations/1"),
        ("initiative", "1 sáng kiến chờ", "/initiatives/SK-2014-001"),
    ];
    for (kind, words, address) in own {
        let queue = director.get(&format!("/approvals?kind={kind}")).await;
        queue.assert_shows(words).assert_shows(address);
        director.get(&format!("/approvals/next?kind={kind}")).await.assert_went_to(address);
        secretary.get(&format!("/approvals?kind={kind}")).await.assert_hides(address);
    }
    secretary.get("/").await.assert_hides("Thẩm định").assert_hides("Ghi kết quả");
    let recognition =
        [("version", "2"), ("level", "base"), ("decision_no", "152/QĐ-STC"), ("recognised_on", "15/07/2014")];
    let next = "/approvals/next?kind=initiative";
    director.post("/initiatives/SK-2014-001/recognition", &recognition).await.assert_went_to(next);
    director.get("/approvals?kind=initiative").await.assert_shows("0 sáng kiến chờ");
    director.get("/").await.assert_hides("Ghi kết quả").assert_shows("Thẩm định 1 đăng ký");
}

#[actix_web::test]
async fn a_second_secretary_takes_it_from_the_head_of_the_agency() {
    let (app, _secretary, mut director) = of_the_only_secretary().await;
    let mut other = app.login("HANH", "VP", &[Role::Staff, Role::Secretariat]).await;
    director.get("/").await.assert_hides("Thẩm định").assert_hides("Ghi kết quả");
    director.get("/approvals?kind=initiative").await.assert_shows("0 sáng kiến chờ");
    other.get("/").await.assert_shows("Thẩm định 1 đăng ký").assert_shows("Ghi kết quả 1 sáng kiến");
    other.get("/approvals?kind=initiative").await.assert_shows("/initiatives/SK-2014-001");
}

#[actix_web::test]
async fn nobody_finds_his_own_in_his_queue_even_as_head_of_the_agency_and_only_secretary() {
    let (app, mut secretary, _director) = of_the_only_secretary().await;
    app.make_head_of_agency(app.actor("nguyet").person.unwrap());
    secretary.get("/").await.assert_hides("Thẩm định").assert_hides("Ghi kết quả");
    for (kind, words) in [("registration", "0 đăng ký chờ"), ("initiative", "0 sáng kiến chờ")] {
        secretary.get(&format!("/approvals?kind={kind}")).await.assert_shows(words);
    }
}

//! Registering, and each step to acceptance: it works, it is refused to the wrong person and in the wrong
//! state, it leaves its history.

use crate::support::*;

/// After deciding on one, the next that waits.
const NEXT: &str = "/approvals/next?kind=registration";

const CSTDCS: [(&str, &str); 4] = [
    ("year", "2014"),
    ("award_code", "CSTDCS"),
    ("planned_initiative", "Cảnh báo sớm khoản thu chậm"),
    ("pledge", "Không có báo cáo gửi muộn"),
];

/// Registers for the client's own code and sends it in; answers the address of the registration.
async fn file(client: &mut Client, subject_code: &str) -> String {
    let mut fields = CSTDCS.to_vec();
    fields.push(("subject_code", subject_code));
    let saved = client.post("/registrations", &fields).await;
    let address = saved.location.strip_suffix("/filing").expect(&saved.body).to_owned();
    step(client, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
    address
}

/// Takes a step in the version that the page shows.
async fn step(client: &mut Client, address: &str, step: &str) -> Page {
    step_with(client, address, step, &[]).await
}

async fn step_with(client: &mut Client, address: &str, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = client.get(address).await;
    let version = page.between("name=\"version\" value=\"", "\"");
    let version = match version {
        Some(version) => version,
        None => client
            .get(&format!("{address}/filing"))
            .await
            .between("name=\"version\" value=\"", "\"")
            .unwrap_or("1".into()),
    };
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    client.post(&format!("{address}/{step}"), &all).await
}

struct Office {
    app: TestApp,
    staff: Client,
    head: Client,
    secretariat: Client,
}

async fn office() -> Office {
    let app = TestApp::new();
    let staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let secretariat = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    Office { app, staff, head, secretariat }
}

#[actix_web::test]
async fn a_registration_goes_from_the_person_to_the_unit_to_the_secretariat() {
    let Office { app, mut staff, mut head, mut secretariat } = office().await;
    let address = file(&mut staff, "QLNS-LAN").await;
    staff.get(&address).await.assert_shows("Chờ đơn vị duyệt");
    step(&mut head, &address, "agreement").await.assert_went_to(NEXT);
    staff.get(&address).await.assert_shows("Chờ thẩm định").assert_shows("đồng ý đăng ký");
    step(&mut secretariat, &address, "acceptance").await.assert_went_to(NEXT);
    staff.get(&address).await.assert_shows("Đã chấp nhận");
    for kind in ["registration_drafted", "registration_filed", "registration_agreed", "registration_accepted"] {
        assert!(app.audited().iter().any(|audited| audited == kind), "{kind}");
    }
}

#[actix_web::test]
async fn nobody_agrees_to_his_own_and_a_heads_own_goes_straight_to_the_secretariat() {
    let Office { mut head, mut staff, .. } = office().await;
    let own = file(&mut head, "QLNS-HUONG").await;
    head.get(&own).await.assert_shows("Chờ thẩm định");
    let of_staff = file(&mut staff, "QLNS-LAN").await;
    step(&mut staff, &of_staff, "agreement").await.assert_status(403);
}

#[actix_web::test]
async fn a_head_registers_his_collective_but_staff_do_not() {
    let Office { mut staff, mut head, .. } = office().await;
    let fields = |award| [("year", "2014"), ("award_code", award), ("subject_code", "QLNS")];
    let page = staff.post("/registrations", &fields("TTLDTT")).await;
    page.assert_status(422).assert_shows("Đồng chí chỉ đăng ký cho mình hoặc cho đơn vị mình phụ trách.");
    let page = head.post("/registrations", &fields("CSTDCS")).await;
    page.assert_field_error("award_code", "Danh hiệu này dành cho cá nhân. Chọn danh hiệu khác.");
    let saved = head.post("/registrations", &fields("TTLDTT")).await;
    let address = saved.location.strip_suffix("/filing").unwrap().to_owned();
    step(&mut head, &address, "filing").await;
    head.get(&address).await.assert_shows("Chờ thẩm định");
}

#[actix_web::test]
async fn the_secretariat_registers_on_behalf_and_it_is_marked() {
    let Office { app, mut secretariat, .. } = office().await;
    let address = file(&mut secretariat, "QLNS-LAN").await;
    secretariat.get(&address).await.assert_shows("Thường trực đăng ký thay");
    let _ = app;
}

#[actix_web::test]
async fn what_is_missing_is_said_at_the_field_and_the_text_is_kept() {
    let Office { mut staff, .. } = office().await;
    let fields =
        [("year", "2014"), ("subject_code", "QLNS-LAN"), ("award_code", ""), ("pledge", "Giữ nguyên <b>chữ</b> này")];
    let page = staff.post("/registrations", &fields).await;
    page.assert_field_error("award_code", "Chưa chọn danh hiệu. Chọn một danh hiệu trong danh sách.");
    page.assert_shows("Giữ nguyên &#60;b&#62;chữ&#60;/b&#62; này");
}

#[actix_web::test]
async fn the_same_award_is_registered_once_a_year() {
    let Office { mut staff, .. } = office().await;
    file(&mut staff, "QLNS-LAN").await;
    let mut fields = CSTDCS.to_vec();
    fields.push(("subject_code", "QLNS-LAN"));
    let page = staff.post("/registrations", &fields).await;
    page.assert_field_error("award_code", "Đã có đăng ký danh hiệu này trong năm. Mở đăng ký đó để sửa.");
}

#[actix_web::test]
async fn a_double_click_makes_one_registration() {
    let Office { mut staff, .. } = office().await;
    let token = staff.token().to_owned();
    let mut fields = vec![("_token", token.as_str()), ("_number", "same"), ("subject_code", "QLNS-LAN")];
    fields.extend(CSTDCS);
    let first = staff.post_exactly("/registrations", &fields).await;
    let second = staff.post_exactly("/registrations", &fields).await;
    second.assert_went_to(&first.location);
    staff.get("/registrations?subject=me").await.assert_shows("1 đăng ký năm 2014");
}

#[actix_web::test]
async fn what_was_returned_is_mended_and_filed_again() {
    let Office { mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN").await;
    let page = step(&mut head, &address, "return").await;
    page.assert_field_error("note", "Nêu lý do để người gửi biết cần sửa gì.");
    let reason = [("note", "Nêu rõ chỉ tiêu tăng thu")];
    step_with(&mut head, &address, "return", &reason).await.assert_went_to(NEXT);
    staff.get(&address).await.assert_shows("Trả lại để sửa").assert_shows("Nêu rõ chỉ tiêu tăng thu");
    let version = staff.get(&format!("{address}/edit")).await.between("name=\"version\" value=\"", "\"").unwrap();
    let mut fields = CSTDCS.to_vec();
    fields.extend([("subject_code", "QLNS-LAN"), ("version", version.as_str())]);
    staff.post(&address, &fields).await.assert_went_to(&format!("{address}/filing"));
    step(&mut staff, &address, "filing").await.assert_went_to(&format!("{address}/filed"));
}

#[actix_web::test]
async fn it_is_withdrawn_until_the_next_person_has_acted() {
    let Office { mut staff, mut head, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN").await;
    step(&mut staff, &address, "withdrawal").await.assert_went_to(&address);
    staff.get(&address).await.assert_shows("Đã rút");
    let again = file(&mut staff, "QLNS-LAN").await;
    step(&mut head, &again, "agreement").await;
    step(&mut staff, &again, "withdrawal").await.assert_status(409);
    staff.get(&again).await.assert_hides("Rút lại");
}

#[actix_web::test]
async fn the_second_of_two_deciding_at_once_is_told_who_was_first() {
    let Office { app, mut staff, mut head, .. } = office().await;
    let mut deputy = app.login("MINH", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let address = file(&mut staff, "QLNS-LAN").await;
    let version = head.get(&address).await.between("name=\"version\" value=\"", "\"").unwrap();
    step(&mut head, &address, "agreement").await;
    let page = deputy.post(&format!("{address}/agreement"), &[("version", &version)]).await;
    page.assert_status(409).assert_shows("Đồng chí huong vừa đồng ý đăng ký lúc");
}

#[actix_web::test]
async fn another_units_registration_does_not_exist() {
    let Office { app, mut staff, .. } = office().await;
    let address = file(&mut staff, "QLNS-LAN").await;
    let mut other_head = app.login("HUNG", "DT", &[Role::Staff, Role::UnitHead]).await;
    other_head.get(&address).await.assert_status(404);
    other_head.post(&format!("{address}/agreement"), &[("version", "2")]).await.assert_status(404);
    other_head.get("/registrations").await.assert_shows("0 đăng ký năm 2014");
}

#[actix_web::test]
async fn the_only_secretarys_own_goes_to_the_head_of_the_agency() {
    let Office { app, mut secretariat, .. } = office().await;
    let director = app.person("STC-001", "Trần Văn Giám", "STC");
    app.account("giamdoc", Some(director), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(director);
    let mut director = app.client("giamdoc").await;
    let address = file(&mut secretariat, "VP-NGUYET").await;
    step(&mut secretariat, &address, "acceptance").await.assert_status(403);
    step(&mut director, &address, "acceptance").await.assert_went_to(NEXT);
}

#[actix_web::test]
async fn after_the_deadline_nothing_new_is_registered() {
    let app = TestApp::on("2014-12-01");
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let mut fields = CSTDCS.to_vec();
    fields.push(("subject_code", "QLNS-LAN"));
    let page = staff.post("/registrations", &fields).await;
    page.assert_field_error("award_code", "Đã hết hạn đăng ký năm 2014 (30/11/2014). Hỏi thường trực hội đồng.");
}

#[actix_web::test]
async fn the_list_is_found_by_name_without_marks_and_comes_as_a_file() {
    let Office { app, mut staff, mut secretariat, .. } = office().await;
    app.person("QLNS-009", "Đặng Thị Hoà", "QLNS");
    file(&mut staff, "QLNS-LAN").await;
    let address = file(&mut secretariat, "QLNS-009").await;
    let page = secretariat.get("/registrations?q=dang+thi+hoa").await;
    page.assert_ok().assert_shows("1 đăng ký năm 2014").assert_shows(&address).assert_shows("Đặng Thị Hoà");
    let csv = secretariat.get("/registrations.csv?unit=QLNS&state=filed").await;
    csv.assert_ok().assert_shows("year,subject_code,subject_name,unit_code,award_code,state,registered_on");
    csv.assert_shows("2014,QLNS-009,Đặng Thị Hoà,QLNS,CSTDCS,filed,2014-07-15");
    secretariat.get("/registrations.xlsx").await.assert_ok();
}

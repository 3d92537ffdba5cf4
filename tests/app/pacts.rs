//! Pacts with their measurable targets: one a unit and year, signed by each side, reported quarter by quarter.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::domain::pact::State;
use thidua::domain::target::{Manner, Source};
use thidua::domain::year::Year;
use thidua::features::pacts::ops;
use thidua::schema::{audit_entries, pact_signatures, targets};
use thidua::texts::{TextKind, read_here};

use crate::support::*;

const PACT: [(&str, &str); 4] = [
    ("year", "2014"),
    ("unit_code", "QLNS"),
    ("commitments", "Hoàn thành nhiệm vụ.\nGiữ kỷ cương."),
    ("support", "Chăm lo"),
];
const TARGET: [(&str, &str); 6] = [
    ("indicator", "Báo cáo gửi đúng hạn"),
    ("source", "by_hand"),
    ("goal", "100"),
    ("measure", "%"),
    ("manner", "level"),
    ("due", "31/12/2014"),
];

fn with<'f>(changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = PACT.iter().copied().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

/// The head of the agency, who signs for it.
async fn director(app: &TestApp) -> Client {
    let person = app.person("STC-GIAM", "Trần Văn Giám", "STC");
    app.account("giam", Some(person), &[Role::Staff, Role::Leader]);
    app.make_head_of_agency(person);
    app.client("giam").await
}

async fn head_of(app: &TestApp, name: &str, unit: &str) -> Client {
    app.login(name, unit, &[Role::Staff, Role::UnitHead]).await
}

fn found(app: &TestApp, id: PactId) -> ops::Pact {
    app.db.read_now(|conn| ops::find(conn, id)).unwrap()
}

fn version(app: &TestApp, id: PactId) -> String {
    found(app, id).version.to_string()
}

fn notes(app: &TestApp, kind: &str) -> Vec<String> {
    let of_kind = audit_entries::table.filter(audit_entries::event.eq(kind)).order(audit_entries::id);
    app.read(|conn| of_kind.select(audit_entries::note).load(conn))
}

#[actix_web::test]
async fn a_pact_is_drafted_with_its_targets_and_changed() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.get("/pacts/new?year=2014").await.assert_ok();
    secretariat.post("/pacts", &PACT).await.assert_went_to("/pacts/1");
    let page = secretariat.post_from("/pacts/1/targets/new", "/pacts/1/targets", &TARGET).await;
    page.assert_went_to("/pacts/1#chi-tieu");
    let page = secretariat.get("/pacts/1").await;
    page.assert_shows("Giao ước thi đua của Phòng Quản lý ngân sách").assert_shows("Báo cáo gửi đúng hạn");
    page.assert_shows("100%").assert_shows("31/12/2014").assert_shows("Dự thảo");
    secretariat.get("/pacts/1/targets/1").await.assert_ok().assert_shows("value=\"Báo cáo gửi đúng hạn\"");
    let other = [&[("indicator", "Sáng kiến"), ("source", "initiatives"), ("goal", "2")], &TARGET[3..]].concat();
    secretariat.post_from("/pacts/1/targets/1", "/pacts/1/targets/1", &other).await.assert_status(303);
    secretariat.get("/pacts/1").await.assert_shows("2 sáng kiến").assert_hides("Báo cáo gửi đúng hạn</th>");
    let csv = secretariat.get("/pacts.csv?year=2014&unit=QLNS").await;
    csv.assert_shows("year,unit_code,unit_name,signed_on,targets,state");
    csv.assert_shows("2014,QLNS,Phòng Quản lý ngân sách,,1,draft");
    secretariat.get("/pacts.xlsx").await.assert_ok();
    secretariat
        .post_from("/pacts/1/edit", "/pacts/1", &with(&[("commitments", "Khác")]))
        .await
        .assert_went_to("/pacts/1");
    secretariat.get("/pacts/1").await.assert_shows("Khác");
}

#[actix_web::test]
async fn a_pact_may_belong_to_a_movement_of_its_year() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    let movement = app.launched_movement("Thi đua nước rút").to_string();
    let page = secretariat.post("/pacts", &with(&[("movement", &movement), ("year", "2013")])).await;
    page.assert_field_error("movement", "Phong trào này không thuộc năm của giao ước. Chọn lại.");
    secretariat.post("/pacts", &with(&[("movement", &movement)])).await.assert_went_to("/pacts/1");
    secretariat.get("/pacts/1").await.assert_shows("Thi đua nước rút");
}

#[actix_web::test]
async fn only_the_secretariat_prepares_and_drafts_are_not_shown_to_units() {
    let app = TestApp::new();
    let id = app.drafted_pact(2014, "QLNS");
    let mut staff = app.login("LAN", "DT", &[Role::Staff]).await;
    let mut head = head_of(&app, "HOA", "QLNS").await;
    for client in [&mut staff, &mut head] {
        client.get("/pacts").await.assert_ok().assert_shows("Chưa ghi giao ước nào").assert_hides("Thêm giao ước");
        client.get(&format!("/pacts/{id}")).await.assert_status(404);
        client.post("/pacts", &PACT).await.assert_status(403);
        client.post(&format!("/pacts/{id}/offering"), &[("version", "2")]).await.assert_status(403);
    }
    app.offered_pact(2014, "DT");
    staff.get("/pacts").await.assert_shows("Phòng Tài chính đầu tư").assert_shows("Chờ Lãnh đạo cơ quan, Đơn vị");
    staff.get("/pacts?unit=QLNS").await.assert_shows("Không có giao ước nào khớp với bộ lọc.");
    staff.get("/pacts?unit=me").await.assert_shows("Đơn vị tôi").assert_shows("Phòng Tài chính đầu tư");
    staff.get("/pacts/2").await.assert_ok().assert_hides("Đọc và ký").assert_hides("Đưa về dự thảo");
    staff.get("/pacts/9").await.assert_status(404);
    app.account("quantri", None, &[Role::ItAdmin]);
    app.client("quantri").await.get("/pacts").await.assert_status(403);
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_the_field_and_the_text_is_kept() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    for unit in ["", "STC", "KHÔNG-CÓ"] {
        secretariat
            .post("/pacts", &with(&[("unit_code", unit)]))
            .await
            .assert_status(422)
            .assert_shows("Giữ kỷ cương.");
    }
    let page = secretariat.post("/pacts", &with(&[("year", "2031")])).await;
    page.assert_status(422).assert_shows("Chưa mở năm thi đua 2031.");
    secretariat.post("/pacts", &PACT).await.assert_went_to("/pacts/1");
    let page = secretariat.post("/pacts", &PACT).await;
    page.assert_field_error("unit_code", "Đơn vị này đã có giao ước của năm. Mở giao ước đó để sửa.");
    let wrong = [("indicator", "Giữ <b>nguyên</b>"), ("source", "by_hand"), ("goal", ""), ("due", "30/02/2014")];
    let page = secretariat.post_from("/pacts/1/targets/new", "/pacts/1/targets", &wrong).await;
    page.assert_field_error("goal", "Mức phấn đấu chưa đúng. Nhập một số, ví dụ 1.234.567.");
    page.assert_field_error("measure", "Nhập đơn vị tính, ví dụ %, báo cáo, dự án.");
    page.assert_shows("Tháng 2 năm 2014 có 28 ngày.").assert_shows("Giữ &#60;b&#62;nguyên&#60;/b&#62;");
    let parent = [("indicator", "Thu nội địa"), ("source", "revenue_lines"), ("goal", "9"), ("lines", "A.I")];
    let page = secretariat.post_from("/pacts/1/targets/new", "/pacts/1/targets", &parent).await;
    page.assert_status(422).assert_shows("Thu nội địa (A.I) là dòng cộng.");
    let page = secretariat.post("/pacts/1/offering", &[("version", &version(&app, PactId(1)))]).await;
    let words = "Phòng Quản lý ngân sách chưa có chỉ tiêu đo được. Thêm ít nhất một chỉ tiêu.";
    page.assert_field_error("targets", words);
}

#[actix_web::test]
async fn the_second_of_two_is_told_who_was_quicker() {
    let app = TestApp::new();
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/pacts", &PACT).await;
    secretariat.post("/pacts/1", &with(&[("commitments", "Khác"), ("version", "1")])).await.assert_status(303);
    let page = secretariat.post("/pacts/1", &with(&[("version", "1")])).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa lưu giao ước thi đua lúc");
    secretariat.get("/pacts/1").await.assert_shows("Khác");
}

#[actix_web::test]
async fn all_sides_sign_on_the_screen_and_each_only_for_itself() {
    let app = TestApp::new();
    let chair = app.person("VP-CHAIR", "Đỗ Thị Liên", "VP");
    app.account("chair", Some(chair), &[Role::Staff]);
    app.make_union_chair(chair);
    let id = app.drafted_pact(2014, "QLNS");
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    let (mut head, mut other) = (head_of(&app, "HOA", "QLNS").await, head_of(&app, "BINH", "DT").await);
    let mut chair = app.client("chair").await;
    let at = format!("/pacts/{id}");
    let step = |name: &str| format!("{at}/{name}");
    secretariat.post(&step("offering"), &[("version", &version(&app, id))]).await.assert_went_to(&at);
    let seen = version(&app, id);
    let signing = |side: &'static str| [("version", seen.clone()), ("side", side.to_owned())];
    let pairs = |fields: &[(&'static str, String); 2]| fields.clone();
    for (client, side) in
        [(&mut other, "unit"), (&mut secretariat, "unit"), (&mut head, "agency"), (&mut director, "union")]
    {
        let sent = pairs(&signing(side));
        let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.post(&step("signing"), &sent).await.assert_status(403);
    }
    other.get(&step("signing")).await.assert_status(403);
    head.get("/").await.assert_shows("Ký giao ước thi đua của đơn vị");
    director.get("/").await.assert_shows("Ký 1 giao ước thi đua");
    chair.get("/").await.assert_shows("Ký 1 giao ước thi đua").assert_shows("Chờ Công đoàn");
    head.get(&step("signing")).await.assert_ok().assert_shows("Hồ sơ đúng hạn").assert_shows("Ký thay mặt đơn vị");
    for (client, side) in [(&mut head, "unit"), (&mut chair, "union"), (&mut director, "agency")] {
        assert_eq!(found(&app, id).standing.state, State::Offered);
        let sent = pairs(&signing(side));
        let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.post(&step("signing"), &sent).await.assert_went_to(&at);
    }
    let signed = found(&app, id).standing;
    assert_eq!((signed.state, signed.signed_on.unwrap().to_string().as_str()), (State::Signed, "2014-07-15"));
    let page = head.get(&at).await;
    page.assert_shows("Đã ký").assert_shows("Chuyên viên").assert_shows("bản 1").assert_shows("15/07/2014");
    let page = head.get(&step("print")).await;
    page.assert_shows("ĐẠI DIỆN CÔNG ĐOÀN").assert_shows("ĐẠI DIỆN PHÒNG QUẢN LÝ NGÂN SÁCH");
    page.assert_shows("Đã ký trên hệ thống ngày 15/07/2014 bởi hoa");
    let docx = head.get(&step("print.docx")).await;
    let text = read_here(TextKind::Docx, &docx.bytes).unwrap();
    for words in ["BẢN GIAO ƯỚC THI ĐUA", "Hồ sơ đúng hạn", "ĐẠI DIỆN CÔNG ĐOÀN", "ngày 15/07/2014 bởi hoa"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    let again = [("version", seen.as_str()), ("side", "unit")];
    let page = head.post(&step("signing"), &again).await;
    page.assert_status(409).assert_shows("Đồng chí hoa đã ký giao ước này lúc");
    assert_eq!(notes(&app, "pact_signed"), ["Đơn vị, bản 1.", "Công đoàn, bản 1.", "Lãnh đạo cơ quan, bản 1."]);
}

#[actix_web::test]
async fn nobody_signs_once_the_year_has_ended() {
    let app = TestApp::new();
    let id = app.offered_pact(2013, "QLNS");
    let mut head = head_of(&app, "HOA", "QLNS").await;
    app.set_up(|tx| {
        let seen = thidua::web::history::version(tx.conn, thidua::domain::event::Object::Year(Year(2013)))?;
        thidua::features::years::ops::close(tx, Year(2013), seen)
    });
    let signing = format!("/pacts/{id}/signing");
    let page = head.post(&signing, &[("version", &version(&app, id)), ("side", "unit")]).await;
    page.assert_status(422);
    page.assert_shows("Năm thi đua 2013 đã kết thúc, không sửa được nữa. Hỏi thường trực hội đồng nếu cần mở lại.");
    assert_eq!(app.read(|conn| pact_signatures::table.count().get_result::<i64>(conn)), 0);
    head.get("/").await.assert_hides("Ký giao ước thi đua của đơn vị");
}

#[actix_web::test]
async fn a_signed_text_does_not_change_and_what_is_taken_back_is_signed_anew() {
    let app = TestApp::new();
    let id = app.offered_pact(2014, "QLNS");
    let (mut secretariat, mut head) = (secretariat(&app).await, head_of(&app, "HOA", "QLNS").await);
    let at = format!("/pacts/{id}");
    let now = version(&app, id);
    head.post(&format!("{at}/signing"), &[("version", &now), ("side", "unit")]).await.assert_went_to(&at);
    secretariat.post(&at, &with(&[("version", &now)])).await.assert_status(409);
    let target = [&[("version", now.as_str())], &TARGET[..]].concat();
    secretariat.post(&format!("{at}/targets"), &target).await.assert_status(409);
    head.get(&format!("{at}/withdrawal")).await.assert_status(403);
    let back = format!("{at}/withdrawal");
    secretariat.get(&back).await.assert_shows("Chữ ký của hoa hết giá trị");
    secretariat.post_from(&back, &back, &[]).await.assert_field_error("note", "Nêu lý do đưa về dự thảo.");
    secretariat.post_from(&back, &back, &[("note", "Sửa chỉ tiêu")]).await.assert_went_to(&at);
    assert_eq!(found(&app, id).standing.state, State::Draft);
    let page = secretariat.get(&at).await;
    page.assert_shows("Chữ ký đã hết giá trị của bản trước").assert_shows("Sửa chỉ tiêu");
    let page = secretariat.post(&format!("{at}/discarding"), &[("version", &version(&app, id))]).await;
    page.assert_field_error(
        "discard",
        "Giao ước này đã có người ký ở bản trước, phải giữ lại. Sửa dự thảo rồi trình ký.",
    );
    secretariat.post(&format!("{at}/offering"), &[("version", &version(&app, id))]).await.assert_status(303);
    assert!(found(&app, id).standing.awaits_unit);
    let stale = [("version", now.as_str()), ("side", "unit")];
    head.post(&format!("{at}/signing"), &stale).await.assert_status(409);
    head.post(&format!("{at}/signing"), &[("version", &version(&app, id)), ("side", "unit")]).await.assert_status(303);
    head.get(&at).await.assert_shows("bản 2");
}

#[actix_web::test]
async fn pacts_are_drafted_offered_and_signed_for_all_units_at_once() {
    let app = TestApp::new();
    let movement = app.launched_movement("Tăng thu").to_string();
    app.drafted_pact(2014, "VP");
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    secretariat.get("/pacts/drafting?year=2014").await.assert_shows("Chỉ tiêu của phong trào Tăng thu");
    let page = secretariat.post("/pacts/drafting", &[("year", "2014"), ("from", "last_year")]).await;
    page.assert_status(422).assert_shows("Không còn đơn vị nào chưa có giao ước theo lựa chọn này.");
    let page = secretariat.post("/pacts/drafting", &[("year", "2014"), ("from", &movement)]).await;
    page.assert_went_to("/pacts?year=2014&state=draft");
    secretariat.get("/pacts/3").await.assert_shows("Hồ sơ đúng hạn").assert_shows("98%");
    let page = secretariat.get("/pacts/offering?year=2014").await;
    page.assert_shows("Trình ký 3 giao ước").assert_shows("Phòng Tài chính đầu tư");
    secretariat.post("/pacts/offering", &[("year", "2014")]).await.assert_went_to("/pacts?year=2014&state=offered");
    let page = director.get("/pacts/signing?year=2014").await;
    page.assert_shows("3 giao ước năm 2014 chờ lãnh đạo cơ quan ký");
    secretariat.get("/pacts/signing?year=2014").await.assert_status(403);
    let page = director.post("/pacts/signing", &[("year", "2014"), ("side", "agency")]).await;
    page.assert_field_error("pacts", "Chưa chọn giao ước nào. Đánh dấu ít nhất một giao ước.");
    let chosen: Vec<String> = [1, 3].iter().map(|id| format!("{id}:{}", version(&app, PactId(*id)))).collect();
    let sent = [("year", "2014"), ("side", "agency"), ("pact", chosen[0].as_str()), ("pact", chosen[1].as_str())];
    director.post("/pacts/signing", &sent).await.assert_went_to("/pacts?year=2014");
    assert!(!found(&app, PactId(1)).standing.awaits_agency);
    assert!(found(&app, PactId(2)).standing.awaits_agency);
    director.post("/pacts/signing", &sent).await.assert_status(409);

    app.set_up(|tx| thidua::features::years::ops::open(tx, Year(2015)));
    let page = secretariat.post("/pacts/drafting", &[("year", "2015"), ("from", "last_year")]).await;
    page.assert_status(303);
    secretariat.get("/pacts?year=2015").await.assert_shows("3 giao ước thi đua năm 2015");
}

#[actix_web::test]
async fn an_offering_of_many_stops_at_the_one_that_cannot_be_measured() {
    let app = TestApp::new();
    app.drafted_pact(2014, "VP");
    let mut secretariat = secretariat(&app).await;
    secretariat.post("/pacts", &PACT).await.assert_status(303);
    let before = app.all_rows();
    let page = secretariat.post("/pacts/offering", &[("year", "2014")]).await;
    page.assert_status(422).assert_shows("Phòng Quản lý ngân sách chưa có chỉ tiêu đo được.");
    assert_eq!(app.all_rows(), before);
}

#[actix_web::test]
async fn a_quarter_is_reported_returned_reported_again_and_confirmed() {
    let app = TestApp::new();
    let id = app.signed_pact(2014, "QLNS");
    let (mut head, mut other) = (head_of(&app, "HOA", "QLNS").await, head_of(&app, "BINH", "DT").await);
    let (mut secretariat, mut director) = (secretariat(&app).await, director(&app).await);
    let at = format!("/pacts/{id}/progress/2");
    head.get("/").await.assert_shows("Báo cáo tiến độ giao ước Quý II năm 2014");
    head.get(&format!("/pacts/{id}")).await.assert_shows("Chưa báo cáo");
    let page = head.post_from(&at, &at, &[("value_1", "nhiều"), ("note_1", "Giữ nguyên")]).await;
    let words =
        "Số thực hiện của “Hồ sơ đúng hạn” chưa đúng. Chỉ dùng chữ số và dấu chấm giữa các nghìn, ví dụ 1.234.567.";
    page.assert_field_error("value_1", words);
    page.assert_shows("Giữ nguyên");
    let sent = [("version", "0"), ("value_1", "97")];
    other.post(&at, &sent).await.assert_status(403);
    secretariat.post(&at, &sent).await.assert_status(403);
    let page = head.post("/pacts/1/progress/4", &sent).await;
    page.assert_status(422).assert_shows("Quý IV báo cáo từ ngày 01/12/2014.");
    head.post("/pacts/1/progress/5", &sent).await.assert_status(404);
    head.post(&at, &sent).await.assert_went_to("/pacts/1");
    head.get(&at).await.assert_shows("Chậm").assert_shows("Chờ xác nhận");
    head.get("/").await.assert_hides("Báo cáo tiến độ giao ước");
    director.get("/").await.assert_shows("Xác nhận 1 báo cáo tiến độ giao ước");
    head.post(&format!("{at}/confirmation"), &[("version", "1")]).await.assert_status(403);
    let page = director.post_from(&at, &format!("{at}/return"), &[("note", "")]).await;
    page.assert_field_error("note", "Nêu lý do để đơn vị biết cần sửa gì.");
    let back = [("version", "1"), ("note", "Kiểm tra lại số")];
    director.post(&format!("{at}/return"), &back).await.assert_went_to("/pacts/1");
    head.get(&at).await.assert_shows("Trả lại để sửa").assert_shows("Kiểm tra lại số");
    head.get("/").await.assert_shows("Báo cáo tiến độ giao ước Quý II");
    head.post_from(&at, &at, &[("value_1", "98,5")]).await.assert_went_to("/pacts/1");
    let now = director.get(&at).await.between("name=\"version\" value=\"", "\"").unwrap();
    director.post(&format!("{at}/confirmation"), &[("version", &now)]).await.assert_went_to("/pacts/1");
    let page = director.get("/pacts/progress?year=2014").await;
    page.assert_shows("Đạt</span>").assert_hides("chờ xác nhận");
    let csv = director.get("/pacts/progress.csv?year=2014").await;
    csv.assert_shows("unit_code,unit_name,quarter_1,quarter_2,quarter_3,quarter_4");
    csv.assert_shows("QLNS,Phòng Quản lý ngân sách,unreported,reached,,");
    let page = head.post(&at, &[("version", "4"), ("value_1", "99")]).await;
    page.assert_status(409).assert_shows("Đồng chí giam đã xác nhận báo cáo này lúc");
    secretariat.get("/pacts/1/withdrawal").await.assert_ok();
    let page = secretariat.post_from("/pacts/1/withdrawal", "/pacts/1/withdrawal", &[("note", "Sửa")]).await;
    page.assert_field_error("note", "Giao ước đã có báo cáo quý, không đưa về dự thảo được nữa.");
    assert_eq!(notes(&app, "pact_report_returned"), ["Quý II. Kiểm tra lại số"]);
}

#[actix_web::test]
async fn what_the_program_counts_is_filled_in_and_stays_as_it_was_reported() {
    let app = TestApp::new();
    let id = app.drafted_pact(2014, "QLNS");
    app.set_up(|tx| {
        let seen = ops::find(tx.conn, id)?.seen();
        ops::put_target(tx, seen, None, &target("Tổng thu", Source::TotalRevenue, Manner::Total, 10))
    });
    let revenue = |month, amount| {
        app.set_up(|tx| {
            let actual = thidua::domain::revenue::Actual {
                year: Year(2014),
                month,
                line: thidua::domain::law::RevenueLineCode::from_code("A.I.4").unwrap(),
                unit: None,
                amount: thidua::domain::money::Dong::new(amount),
            };
            thidua::features::revenue::ops::put_actual(tx, &actual)?;
            tx.audit(thidua::domain::event::Event::new(
                thidua::domain::event::EventKind::RevenueEntered,
                thidua::domain::event::Object::Year(Year(2014)),
            ))
        });
    };
    revenue(3, 2_400_000_000);
    revenue(6, 3_000_000_000);
    app.set_up(|tx| {
        let seen = ops::find(tx.conn, id)?.seen();
        ops::offer(tx, seen)?;
        for side in [thidua::domain::pact::Side::Unit, thidua::domain::pact::Side::Agency] {
            let seen = ops::find(tx.conn, id)?.seen();
            ops::sign(tx, seen, side)?;
        }
        Ok(())
    });
    let mut head = head_of(&app, "HOA", "QLNS").await;
    let at = format!("/pacts/{id}/progress/1");
    head.get(&at).await.assert_shows("Hệ thống tự lấy số: <b>2,4</b>, hết tháng 3 năm 2014");
    head.post_from(&at, &at, &[("value_1", "98"), ("value_2", "9999")]).await.assert_status(303);
    head.get(&format!("/pacts/{id}")).await.assert_shows("5,4 <span class=\"table__sub\">hết tháng 6 năm 2014</span>");
    head.get(&format!("/pacts/{id}")).await.assert_shows("Đến hết tháng 6 chưa đạt, còn thiếu 4,6 %.");
    let mut director = director(&app).await;
    director.post(&format!("{at}/confirmation"), &[("version", "1")]).await.assert_status(303);
    revenue(2, 5_000_000_000);
    let page = director.get(&at).await;
    page.assert_shows("2,4 <span class=\"table__sub\">hết tháng 3 năm 2014</span>").assert_shows("Đúng tiến độ");
}

#[actix_web::test]
async fn whoever_stands_in_for_a_head_reports_but_does_not_sign() {
    let app = TestApp::new();
    let id = app.signed_pact(2014, "QLNS");
    let offered = app.offered_pact(2013, "QLNS");
    let mut head = head_of(&app, "HOA", "QLNS").await;
    let mut deputy = app.login("LAN", "QLNS", &[Role::Staff]).await;
    let at = format!("/pacts/{id}/progress/2");
    deputy.post(&at, &[("version", "0"), ("value_1", "98")]).await.assert_status(403);
    let taker = app.actor("lan").account.unwrap().to_string();
    let given = [
        ("scope", "review"),
        ("taker", taker.as_str()),
        ("form", "deputy"),
        ("starts_on", "15/07/2014"),
        ("ends_on", "20/07/2014"),
        ("reason", "Đi công tác"),
    ];
    head.post("/delegations", &given).await.assert_status(303);
    deputy.post(&at, &[("version", "0"), ("value_1", "98")]).await.assert_went_to(&format!("/pacts/{id}"));
    deputy.get(&format!("/pacts/{id}")).await.assert_shows("thay mặt hoa");
    let signing = format!("/pacts/{offered}/signing");
    deputy.post(&signing, &[("version", &version(&app, offered)), ("side", "unit")]).await.assert_status(403);
}

#[actix_web::test]
async fn signatures_cannot_be_rewritten() {
    let app = TestApp::new();
    app.signed_pact(2014, "QLNS");
    for sql in ["UPDATE pact_signatures SET signer_name = 'x'", "DELETE FROM pact_signatures"] {
        let refused = app.set_up(|tx| {
            tx.audit(thidua::domain::event::Event::new(
                thidua::domain::event::EventKind::AgencyChanged,
                thidua::domain::event::Object::Agency,
            ))?;
            Ok(tx.conn.batch_execute(sql).is_err())
        });
        assert!(refused, "{sql}");
    }
}

#[test]
fn two_thousand_units_take_part_and_get_their_pacts_in_few_statements() {
    let app = TestApp::new();
    app.set_up(|tx| {
        for number in 0..2_000 {
            let new = thidua::features::units::ops::NewUnit {
                code: format!("X{number}"),
                name: format!("Phòng {number}"),
                kind: thidua::domain::subject::UnitKind::Division,
                parent: None,
                sort_order: 100 + number,
                founded_on: None,
            };
            thidua::features::units::ops::add(tx, &new)?;
        }
        Ok(())
    });
    let movement = app.launched_movement("Toàn tỉnh");
    let made = app.set_up(|tx| ops::draft_all(tx, Year(2014), ops::From::Movement(movement)));
    assert_eq!(made, 2_003);
    assert_eq!(app.read(|conn| targets::table.count().get_result::<i64>(conn)), 2_004);
}

//! Units: listed in order, added, changed, and each with a record that shows its rows only to those who may read them.

use thidua::schema::subjects;

use diesel::prelude::*;

use crate::support::*;

const NEW: [(&str, &str); 5] = [
    ("code", "qln"),
    ("name", "Phòng Quản lý nợ"),
    ("kind", "division"),
    ("sort_order", "4"),
    ("founded_on", "01/01/2014"),
];

#[actix_web::test]
async fn everybody_reads_the_units_in_their_order() {
    let app = TestApp::new();
    let mut lan = app.login("LAN", "QLNS", &[Role::Staff]).await;
    app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let page = lan.get("/units").await;
    page.assert_ok().assert_shows("Nguyễn Thị HUONG").assert_hides("Thêm đơn vị");
    let places: Vec<_> =
        ["STC", "VP", "QLNS", "DT"].iter().map(|code| page.body.find(&format!("\"/units/{code}\""))).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some));
    let csv = lan.get("/units.csv").await;
    csv.assert_ok().assert_shows("code,name,parent_code,kind,sort_order,founded_on,dissolved_on,successor_code");
    csv.assert_shows("QLNS,Phòng Quản lý ngân sách,,Phòng,2,,,");
    lan.get("/units.xlsx").await.assert_ok();
}

#[actix_web::test]
async fn the_secretariat_adds_a_unit() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    nguyet.get("/units/new").await.assert_ok().assert_shows("value=\"4\"");
    nguyet.post("/units", &NEW).await.assert_went_to("/units/QLN");
    nguyet.get("/units/QLN").await.assert_ok().assert_shows("Phòng Quản lý nợ").assert_shows("thêm đơn vị");
    assert!(app.audited().contains(&"unit_added".to_owned()));
    nguyet
        .post("/units", &NEW)
        .await
        .assert_field_error("code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.");
}

#[actix_web::test]
async fn a_unit_is_kept_by_nobody_but_the_secretariat() {
    let app = TestApp::new();
    let mut huong = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    huong.get("/units/new").await.assert_status(403);
    huong.get("/units/QLNS/edit").await.assert_status(403);
    huong.post("/units", &NEW).await.assert_status(403);
    huong.post("/units/QLNS", &NEW).await.assert_status(403);
}

#[actix_web::test]
async fn what_is_wrong_with_a_unit_is_said_at_its_field_and_the_rest_stays() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let typed = [("code", "A/B"), ("name", " "), ("kind", ""), ("sort_order", "x"), ("founded_on", "31/02/2014")];
    let page = nguyet.post("/units", &typed).await;
    page.assert_field_error("code", "Nhập mã đơn vị: chữ không dấu, số, gạch nối, ví dụ QLNS.");
    page.assert_field_error("name", "Nhập tên đơn vị.").assert_field_error("kind", "Chọn loại đơn vị.");
    page.assert_shows("Ngày thành lập chưa đúng").assert_shows("value=\"31/02/2014\"").assert_shows("value=\"A/B\"");
    let page = nguyet.post("/units", &[&NEW[..], &[("parent_code", "XYZ")]].concat()).await;
    page.assert_field_error("parent_code", "Không có đơn vị mang mã này. Chọn một đơn vị trong danh sách.");
    let second = [("code", "UB"), ("name", "Cơ quan khác"), ("kind", "agency"), ("sort_order", "9")];
    let page = nguyet.post("/units", &second).await;
    page.assert_field_error("kind", "Đã có một đơn vị loại Cơ quan. Chọn loại khác.");
    let second: i64 = app.read(|conn| subjects::table.filter(subjects::code.eq("UB")).count().get_result(conn));
    assert_eq!(second, 0, "nothing is half-written");
}

/// The fields of the edit form as the page fills them, with some changed.
async fn edit(client: &mut Client, unit: &str, fields: &[(&str, &str)]) -> Page {
    let page = client.get(&format!("/units/{unit}/edit")).await;
    let version = page.between("name=\"version\" value=\"", "\"").expect(&page.body);
    let name = page.between("name=\"name\" type=\"text\" inputmode=\"text\" autocomplete=\"off\" value=\"", "\"");
    let mut all = vec![("version", version.as_str()), ("kind", "division"), ("sort_order", "2")];
    let name = name.expect(&page.body);
    if !fields.iter().any(|(field, _)| *field == "name") {
        all.push(("name", &name));
    }
    all.extend_from_slice(fields);
    client.post(&format!("/units/{unit}"), &all).await
}

#[actix_web::test]
async fn a_unit_gets_a_new_name_and_an_end_with_a_successor() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let saved = edit(&mut nguyet, "QLNS", &[("name", "Phòng Ngân sách nhà nước")]).await;
    saved.assert_went_to("/units/QLNS");
    let ended = [("dissolved_on", "30/06/2014"), ("successor_code", "DT")];
    edit(&mut nguyet, "QLNS", &ended).await.assert_went_to("/units/QLNS");
    let page = nguyet.get("/units/QLNS").await;
    page.assert_shows("Phòng Ngân sách nhà nước").assert_shows("30/06/2014, đơn vị kế thừa: Phòng Tài chính đầu tư");
    nguyet.get("/units").await.assert_shows("Giải thể ngày 30/06/2014");
    let folded: String =
        app.read(|conn| subjects::table.filter(subjects::code.eq("QLNS")).select(subjects::folded_name).first(conn));
    assert_eq!(folded, "phong ngan sach nha nuoc");
    assert_eq!(app.audited().iter().filter(|kind| *kind == "unit_changed").count(), 2);
}

#[actix_web::test]
async fn the_tree_of_units_never_closes_in_a_circle() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    edit(&mut nguyet, "QLNS", &[("parent_code", "DT")]).await.assert_went_to("/units/QLNS");
    let page = edit(&mut nguyet, "DT", &[("parent_code", "QLNS")]).await;
    page.assert_field_error("parent_code", "Đơn vị cấp trên lại thuộc chính đơn vị này. Chọn đơn vị cấp trên khác.");
    let page = edit(&mut nguyet, "DT", &[("founded_on", "01/01/2014"), ("dissolved_on", "31/12/2013")]).await;
    page.assert_field_error("dissolved_on", "Ngày giải thể trước ngày thành lập. Sửa một trong hai ngày.");
    let page = edit(&mut nguyet, "DT", &[("successor_code", "VP")]).await;
    page.assert_field_error("dissolved_on", "Có đơn vị kế thừa thì phải có ngày giải thể. Nhập ngày giải thể.");
}

#[actix_web::test]
async fn the_second_to_change_a_unit_is_told_who_was_first() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let old = nguyet.get("/units/DT/edit").await.between("name=\"version\" value=\"", "\"").unwrap();
    edit(&mut nguyet, "DT", &[("name", "Phòng Đầu tư")]).await.assert_went_to("/units/DT");
    let late = [("version", old.as_str()), ("name", "Phòng X"), ("kind", "division"), ("sort_order", "3")];
    let page = nguyet.post("/units/DT", &late).await;
    page.assert_status(409).assert_shows("Đồng chí nguyet vừa sửa đơn vị");
}

#[actix_web::test]
async fn a_units_people_are_shown_to_its_head_and_not_to_others() {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/units/QLNS").await.assert_ok().assert_shows("Nguyễn Thị Hoà");
    head.get("/units/DT").await.assert_ok().assert_hides("Cán bộ của đơn vị hôm nay");
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/units/QLNS").await.assert_ok().assert_hides("Nguyễn Thị Hoà");
    staff.get("/units/KHONGCO").await.assert_status(404);
    app.account("it", None, &[Role::ItAdmin]);
    app.client("it").await.get("/units").await.assert_status(403);
}

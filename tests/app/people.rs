//! The staff list and the records: found without diacritics, in Vietnamese order, within what one may read; added,
//! corrected, transferred and left as of a date.

use diesel::prelude::*;
use thidua::domain::ids::*;
use thidua::features::people;
use thidua::schema::{people as people_table, subjects};

use crate::support::*;

const NEW: [(&str, &str); 8] = [
    ("code", "qlns-009"),
    ("full_name", "Nguyễn Thị Hoà"),
    ("gender", "female"),
    ("birth_date", "5/9/1979"),
    ("unit_code", "QLNS"),
    ("position", "Chuyên viên"),
    ("staff_kind", "civil_servant"),
    ("joined_on", "01/08/2005"),
];

async fn secretariat(app: &TestApp) -> Client {
    app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await
}

async fn transfer(client: &mut Client, code: &str, fields: &[(&str, &str)]) -> Page {
    let address = format!("/people/{code}/transfer");
    client.post_from(&address, &address, fields).await
}

async fn leave(client: &mut Client, code: &str, last_day: &str) -> Page {
    let address = format!("/people/{code}/leaving");
    client.post_from(&address, &address, &[("left_on", last_day)]).await
}

async fn change(client: &mut Client, code: &str, fields: &[(&str, &str)]) -> Page {
    let address = format!("/people/{code}");
    let person: Vec<_> =
        NEW[1..].iter().filter(|(key, _)| !fields.iter().any(|(other, _)| other == key)).copied().collect();
    client.post_from(&format!("{address}/edit"), &address, &[&person, fields].concat()).await
}

/// Unit and position of a person on a day.
fn place_on(app: &TestApp, person: PersonId, day: &str) -> Option<(UnitId, String)> {
    let day = day.parse().unwrap();
    let found = app.db.read_now(|conn| people::ops::membership_on(conn, person, day)).unwrap();
    found.map(|it| (it.unit, it.position))
}

#[actix_web::test]
async fn a_name_is_found_without_its_marks() {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.person("DT-001", "Đỗ Văn Đức", "DT");
    let mut nguyet = secretariat(&app).await;
    for q in ["nguyen thi hoa", "NGUYEN HOA", "nguyễn thị hòa", "hoà", "ho"] {
        let page = nguyet.get(&format!("/people?q={}", thidua::web::percent_encode(q))).await;
        page.assert_ok().assert_shows("Nguyễn Thị Hoà").assert_hides("Đỗ Văn Đức");
    }
    nguyet.get("/people?q=do+duc").await.assert_shows("Đỗ Văn Đức").assert_hides("Nguyễn Thị Hoà");
    nguyet.get("/people?q=hoang").await.assert_shows("Không có cán bộ nào khớp với bộ lọc.");
    for odd in ["%22", "*", "hoa%22*", "%00", "NEAR(", "-"] {
        nguyet.get(&format!("/people?q={odd}")).await.assert_ok();
    }
    let found = nguyet.get("/people?q=hoa&unit=DT").await;
    found.assert_hides("Nguyễn Thị Hoà").assert_shows("Bỏ </span>Tên: hoa");
}

#[actix_web::test]
async fn people_stand_by_unit_then_by_given_name_in_vietnamese_order() {
    let app = TestApp::new();
    let names = ["Lê Thị An", "Trần Văn Dũng", "Bùi Thị Đào", "Ngô Thị Hoa", "Ngô Thị Hoà", "Ngô Thị Hoạ"];
    for (place, name) in names.iter().enumerate().rev() {
        app.person(&format!("QLNS-{place}"), name, "QLNS");
    }
    app.person("DT-1", "Cao Thị An", "DT");
    let page = secretariat(&app).await.get("/people").await;
    let places: Vec<_> = names.iter().chain(&["Cao Thị An"]).map(|name| page.body.find(&format!(">{name}<"))).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
}

#[actix_web::test]
async fn a_very_common_name_asks_for_more_of_it() {
    let app = TestApp::new();
    for number in 0..203 {
        app.person(&format!("QLNS-{number}"), "Nguyễn Văn An", "QLNS");
    }
    app.person("DT-1", "Nguyễn Văn An", "DT");
    let mut nguyet = secretariat(&app).await;
    let page = nguyet.get("/people?q=nguyen+van").await;
    page.assert_shows("Hơn 200 người khớp; gõ thêm tên").assert_shows("Trang 1 trên 4");
    nguyet.get("/people?q=nguyen+van&unit=DT").await.assert_shows("1 người.").assert_shows("/people/DT-1");
    let all = nguyet.get("/people.csv?q=nguyen+van").await;
    assert_eq!(all.body.matches("Nguyễn Văn An").count(), 204, "a file has all rows");
    nguyet.get("/people?page=5").await.assert_shows("Trang 5 trên 5");
}

#[actix_web::test]
async fn everybody_sees_as_far_as_his_role_reaches() {
    let app = TestApp::new();
    app.person("QLNS-001", "Nguyễn Thị Hoà", "QLNS");
    app.person("DT-001", "Đỗ Văn Đức", "DT");
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/people").await.assert_shows("Nguyễn Thị Hoà").assert_hides("Đỗ Văn Đức");
    head.get("/people?q=duc").await.assert_hides("Đỗ Văn Đức");
    head.get("/people?unit=DT").await.assert_hides("Đỗ Văn Đức");
    head.get("/people/QLNS-001").await.assert_ok();
    head.get("/people/DT-001").await.assert_status(404);
    let mut staff = app.login("LAN", "QLNS", &[Role::Staff]).await;
    staff.get("/people").await.assert_shows("Nguyễn Thị LAN").assert_hides("Nguyễn Thị Hoà");
    staff.get("/people.csv").await.assert_hides("Nguyễn Thị Hoà");
    staff.get("/people/QLNS-001").await.assert_status(404);
    staff.get("/account/record").await.assert_went_to("/people/QLNS-LAN");
    staff.get("/people/QLNS-LAN").await.assert_ok().assert_hides("Điều động");
    app.account("it", None, &[Role::ItAdmin]);
    app.client("it").await.get("/people").await.assert_status(403);
}

#[actix_web::test]
async fn the_secretariat_adds_a_person() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    nguyet.get("/people/new").await.assert_ok();
    nguyet.post("/people", &NEW).await.assert_went_to("/people/QLNS-009");
    let page = nguyet.get("/people/QLNS-009").await;
    page.assert_shows("<h1>Nguyễn Thị Hoà</h1>").assert_shows("05/09/1979, nữ").assert_shows("thêm cán bộ");
    assert!(app.audited().contains(&"person_added".to_owned()));
    let again = nguyet.post("/people", &NEW).await;
    again.assert_field_error("code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.");
}

#[actix_web::test]
async fn the_staff_list_is_kept_by_nobody_but_the_secretariat() {
    let app = TestApp::new();
    app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut huong = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    for page in ["/people/new", "/people/QLNS-009/edit", "/people/QLNS-009/transfer", "/people/QLNS-009/leaving"] {
        huong.get(page).await.assert_status(403);
    }
    huong.post("/people", &[&[("code", "QLNS-010")], &NEW[1..]].concat()).await.assert_status(403);
    let version =
        app.read(|conn| Ok(thidua::web::history::version(conn, object(&app, "QLNS-009")).unwrap())).to_string();
    let seen = ("version", version.as_str());
    huong.post("/people/QLNS-009", &[&[seen], &NEW[1..]].concat()).await.assert_status(403);
    let to = [seen, ("unit_code", "DT"), ("position", "Phó phòng"), ("from_date", "01/07/2014")];
    huong.post("/people/QLNS-009/transfer", &to).await.assert_status(403);
    huong.post("/people/QLNS-009/leaving", &[seen, ("left_on", "01/07/2014")]).await.assert_status(403);
}

fn object(app: &TestApp, code: &str) -> thidua::domain::event::Object {
    let id = app.db.read_now(|conn| people::ops::by_code(conn, code)).unwrap().unwrap();
    thidua::domain::event::Object::Person(id)
}

#[actix_web::test]
async fn what_is_wrong_with_a_person_is_said_at_its_field_and_the_rest_stays() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    let typed =
        [("code", "?"), ("full_name", "Lê <b>"), ("birth_date", "5/9/79"), ("national_id", "12"), ("joined_on", "")];
    let page = nguyet.post("/people", &typed).await;
    page.assert_field_error("code", "Nhập mã cán bộ: chữ không dấu, số, gạch nối, ví dụ QLNS-006.");
    page.assert_field_error("gender", "Chọn nam hoặc nữ.").assert_field_error("unit_code", "Chọn đơn vị.");
    page.assert_field_error("national_id", "Số CCCD có 12 chữ số (CMND có 9). Kiểm tra lại.");
    page.assert_shows("Ngày sinh chưa đúng").assert_shows("value=\"5/9/79\"").assert_shows("Lê &#60;b&#62;");
    let young = [&NEW[..3], &[("birth_date", "01/01/2010")], &NEW[4..]].concat();
    let page = nguyet.post("/people", &young).await;
    page.assert_field_error("joined_on", "Ngày vào trước ngày sinh. Sửa một trong hai ngày.");
    let page = nguyet.post("/people", &[&NEW[..4], &[("unit_code", "XYZ")], &NEW[5..]].concat()).await;
    page.assert_field_error("unit_code", "Không có đơn vị mang mã này. Chọn một đơn vị trong danh sách.");
    for (field, value) in [("full_name", "a\0b"), ("full_name", "🙂"), ("position", "'; DROP TABLE people; --")] {
        let fields: Vec<_> =
            NEW.iter().map(|(key, typed)| (*key, if *key == field { value } else { *typed })).collect();
        assert!(nguyet.post("/people", &fields).await.status.as_u16() < 500);
    }
}

#[actix_web::test]
async fn a_new_name_takes_its_place_everywhere() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Yên", "QLNS");
    let mut nguyet = secretariat(&app).await;
    let to = [("code", "QLNS-009"), ("full_name", "Nguye\u{302}\u{303}n Thị An")];
    change(&mut nguyet, "QLNS-009", &to).await.assert_went_to("/people/QLNS-009");
    nguyet.get("/people?q=nguyen+thi+an").await.assert_shows("Nguyễn Thị An").assert_hides("Yên");
    let keys: (Vec<u8>, Vec<u8>) = app.read(|conn| {
        let joined = people_table::table.inner_join(subjects::table).filter(people_table::id.eq(id));
        joined.select((people_table::sort_key, subjects::sort_key)).first(conn)
    });
    assert_eq!(keys.0, thidua::domain::sort_key::name_key("Nguyễn Thị An"));
    assert_eq!(keys.0, keys.1);
    assert!(app.audited().contains(&"person_changed".to_owned()));
}

#[actix_web::test]
async fn a_first_day_moves_the_first_membership_but_not_past_its_end() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    change(&mut nguyet, "QLNS-009", &[("joined_on", "01/01/2004")]).await.assert_went_to("/people/QLNS-009");
    assert!(place_on(&app, id, "2004-01-01").is_some());
    assert!(place_on(&app, id, "2003-12-31").is_none());
    let to = [("unit_code", "DT"), ("position", "Chuyên viên"), ("from_date", "01/07/2010")];
    transfer(&mut nguyet, "QLNS-009", &to).await.assert_went_to("/people/QLNS-009");
    let page = change(&mut nguyet, "QLNS-009", &[("joined_on", "01/01/2011")]).await;
    page.assert_field_error(
        "joined_on",
        "Ngày vào sau khi chức vụ đầu tiên đã kết thúc (30/06/2010). Nhập ngày trước đó.",
    );
}

#[actix_web::test]
async fn a_transfer_is_seen_as_of_its_day() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    let to = [("unit_code", "DT"), ("position", "Phó Trưởng phòng"), ("from_date", "01/07/2014")];
    transfer(&mut nguyet, "QLNS-009", &to).await.assert_went_to("/people/QLNS-009");
    assert_eq!(place_on(&app, id, "2014-06-30"), Some((app.unit("QLNS"), "Chuyên viên".into())));
    assert_eq!(place_on(&app, id, "2014-07-01"), Some((app.unit("DT"), "Phó Trưởng phòng".into())));
    let page = nguyet.get("/people/QLNS-009").await;
    page.assert_shows("30/06/2014").assert_shows("Phó Trưởng phòng, Phòng Tài chính đầu tư");
    nguyet.get("/people?unit=DT").await.assert_shows("Nguyễn Thị Hoà");
    nguyet.get("/people?unit=QLNS").await.assert_hides("Nguyễn Thị Hoà");
    assert!(app.audited().contains(&"person_transferred".to_owned()));
}

#[actix_web::test]
async fn a_transfer_entered_wrongly_is_corrected_by_the_same_day() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    for (unit, position) in [("DT", "Trưởng phòng"), ("VP", "Phó Chánh Văn phòng")] {
        let to = [("unit_code", unit), ("position", position), ("from_date", "15/07/2014")];
        transfer(&mut nguyet, "QLNS-009", &to).await.assert_went_to("/people/QLNS-009");
    }
    assert_eq!(place_on(&app, id, "2014-07-15"), Some((app.unit("VP"), "Phó Chánh Văn phòng".into())));
    nguyet.get("/people/QLNS-009").await.assert_hides("Trưởng phòng<");
}

#[actix_web::test]
async fn a_transfer_on_an_impossible_day_is_refused() {
    let app = TestApp::new();
    app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    let on = |day| [("unit_code", "DT"), ("position", "Trưởng phòng"), ("from_date", day)];
    let page = transfer(&mut nguyet, "QLNS-009", &on("16/07/2014")).await;
    page.assert_field_error("from_date", "Ngày này chưa đến. Ghi điều động từ ngày có hiệu lực trở đi.");
    page.assert_shows("value=\"Trưởng phòng\"");
    let page = transfer(&mut nguyet, "QLNS-009", &on("31/07/2005")).await;
    page.assert_field_error("from_date", "Chức vụ hiện tại bắt đầu từ 01/08/2005. Nhập ngày từ đó trở đi.");
    let same = [("unit_code", "QLNS"), ("position", "Chuyên viên"), ("from_date", "01/07/2014")];
    let page = transfer(&mut nguyet, "QLNS-009", &same).await;
    page.assert_field_error("position", "Đơn vị và chức vụ như cũ. Chọn đơn vị khác hoặc nhập chức vụ mới.");
    leave(&mut nguyet, "QLNS-009", "30/06/2014").await.assert_went_to("/people/QLNS-009");
    let page = transfer(&mut nguyet, "QLNS-009", &on("01/07/2014")).await;
    page.assert_field_error("from_date", "Cán bộ đã nghỉ từ sau ngày 30/06/2014. Sửa ngày nghỉ trước khi điều động.");
}

#[actix_web::test]
async fn somebody_who_leaves_is_still_found_and_may_come_back_when_it_was_a_slip() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    let page = leave(&mut nguyet, "QLNS-009", "31/07/2005").await;
    page.assert_status(422).assert_shows("Ngày nghỉ trước ngày bắt đầu chức vụ hiện tại (01/08/2005).");
    leave(&mut nguyet, "QLNS-009", "")
        .await
        .assert_field_error("left_on", "Chưa nhập ngày nghỉ. Nhập ngày/tháng/năm, ví dụ 05/09/2014.");
    leave(&mut nguyet, "QLNS-009", "30/06/2014").await.assert_went_to("/people/QLNS-009");
    assert!(place_on(&app, id, "2014-06-30").is_some());
    assert!(place_on(&app, id, "2014-07-01").is_none());
    nguyet.get("/people?state=working").await.assert_hides("Nguyễn Thị Hoà");
    nguyet.get("/people?state=left").await.assert_shows("Nguyễn Thị Hoà").assert_shows("Đã nghỉ, ngày cuối 30/06/2014");
    nguyet.get("/people/QLNS-009").await.assert_shows("Đã nghỉ");
    leave(&mut nguyet, "QLNS-009", "").await.assert_went_to("/people/QLNS-009");
    assert!(place_on(&app, id, "2014-07-01").is_some());
    assert_eq!(app.audited().iter().filter(|kind| *kind == "person_left").count(), 2);
}

#[actix_web::test]
async fn the_second_to_change_a_person_is_told_who_was_first() {
    let app = TestApp::new();
    app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    let mut nguyet = secretariat(&app).await;
    let old = nguyet.get("/people/QLNS-009/edit").await.between("name=\"version\" value=\"", "\"").unwrap();
    leave(&mut nguyet, "QLNS-009", "30/06/2014").await.assert_went_to("/people/QLNS-009");
    let page = nguyet.post("/people/QLNS-009", &[&[("version", old.as_str())], &NEW[1..]].concat()).await;
    page.assert_status(409).assert_shows("vừa ghi nhận cán bộ nghỉ");
}

#[actix_web::test]
async fn a_national_id_is_masked_except_in_the_secretariats_file() {
    let app = TestApp::new();
    let mut nguyet = secretariat(&app).await;
    nguyet.post("/people", &[&NEW[..], &[("national_id", "001079001234")]].concat()).await.assert_status(303);
    nguyet.get("/people/QLNS-009").await.assert_shows("********1234").assert_hides("001079001234");
    let csv = nguyet.get("/people.csv?unit=QLNS").await;
    csv.assert_shows("code,full_name,gender,birth_date,unit_code,position,staff_kind,joined_on,left_on,national_id");
    csv.assert_shows("QLNS-009,Nguyễn Thị Hoà,Nữ,1979-09-05,QLNS,Chuyên viên,Công chức,2005-08-01,,001079001234");
    assert!(app.audited().contains(&"list_exported".to_owned()));
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    head.get("/people.csv").await.assert_shows("********1234").assert_hides("001079001234");
    head.get("/people/QLNS-009").await.assert_hides("1234");
}

/// Stores a table of rows as an import would.
fn import(app: &TestApp, kind: &str, rows: &str) {
    let table = thidua::features::imports::ops::table(kind).unwrap();
    app.set_up(|tx| thidua::features::imports::ops::store_file(tx, table, rows.as_bytes(), "rows.csv"));
}

#[actix_web::test]
async fn a_record_tells_every_year_with_its_papers() {
    let app = TestApp::new();
    app.person("QLNS-009", "Nguyễn Thị Hoà", "QLNS");
    import(
        &app,
        "awards",
        "subject_code,award_code,year,decision_no,decided_on,authority\n\
         QLNS-009,CSTDCS,2012,11/QĐ-STC,2013-01-18,department_director\n\
         QLNS-009,CSTDCS,2013,15/QĐ-STC,2014-01-20,department_director\n\
         QLNS-009,BK_TINH,2013,212/QĐ-UBND,2014-02-14,province_chairman\n\
         QLNS,TTLDTT,2013,15/QĐ-STC,2014-01-20,department_director\n",
    );
    import(
        &app,
        "initiatives",
        "code,year,title,authors,level,decision_no,recognised_on\n\
         SK-2013-014,2013,Cảnh báo sớm khoản thu,QLNS-009:100,base,20/QĐ-STC,2013-12-01\n",
    );
    let mut head = app.login("HUONG", "QLNS", &[Role::Staff, Role::UnitHead]).await;
    let page = head.get("/people/QLNS-009").await;
    page.assert_shows("15/QĐ-STC ngày 20/01/2014").assert_shows("212/QĐ-UBND ngày 14/02/2014");
    page.assert_shows("<b>2013</b>Đạt, năm thứ 2").assert_shows("<b>2014</b>Chưa đăng ký");
    page.assert_shows("Cảnh báo sớm khoản thu").assert_shows("SK-2013-014</a>, cấp cơ sở");
    let unit = head.get("/units/QLNS").await;
    unit.assert_shows("Tập thể lao động tiên tiến").assert_shows("15/QĐ-STC ngày 20/01/2014");
    unit.assert_shows("/initiatives?year=2013&amp;unit=QLNS");
    let mut other = app.login("HAI", "DT", &[Role::Staff]).await;
    other.get("/units/QLNS").await.assert_shows("Tập thể lao động tiên tiến").assert_hides("Xếp loại");
}

#[actix_web::test]
async fn a_new_name_goes_into_the_lists_of_awards() {
    let app = TestApp::new();
    let id = app.person("QLNS-009", "Nguyễn Thị Yên", "QLNS");
    let award = "subject_code,award_code,year,decision_no,decided_on,authority\n\
                 QLNS-009,LDTT,2013,15/QĐ-STC,2014-01-20,department_director\n";
    import(&app, "awards", award);
    let mut nguyet = secretariat(&app).await;
    let to = [("full_name", "Nguyễn Thị An")];
    change(&mut nguyet, "QLNS-009", &to).await.assert_went_to("/people/QLNS-009");
    let key: Vec<u8> = app.read(|conn| {
        use thidua::schema::awards;
        awards::table.filter(awards::subject_id.eq(SubjectId::from(id))).select(awards::sort_key).first(conn)
    });
    assert_eq!(key, thidua::domain::sort_key::name_key("Nguyễn Thị An"));
}

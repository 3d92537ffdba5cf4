//! An agency with more units than a select can hold: a unit is typed by its code or name, and what fits is offered.

use thidua::domain::subject::UnitKind;
use thidua::features::units;

use crate::support::*;

/// Enough to be too many for a select.
async fn province() -> (TestApp, Client) {
    let app = TestApp::new();
    let reader = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    app.set_up(|tx| {
        for place in 0..120 {
            let new = units::ops::NewUnit {
                code: format!("X{place:03}"),
                name: format!("Trung tâm {}", if place == 77 { "Lưu trữ".to_owned() } else { format!("số {place}") }),
                kind: UnitKind::Affiliate,
                parent: None,
                sort_order: 50 + place,
                founded_on: None,
            };
            units::ops::add(tx, &new)?;
        }
        Ok(())
    });
    app.person("AN", "Lê Văn An", "X077");
    app.person("BINH", "Lê Văn Bình", "X078");
    (app, reader)
}

/// Pages with a filter by unit, and whether the unit's people are in them.
const FILTERED: [&str; 10] = [
    "/people?",
    "/registrations?year=2014&",
    "/awards?year=2013&",
    "/dossiers?year=2014&",
    "/initiatives?year=2014&",
    "/library?",
    "/progress/refusals?year=2014&",
    "/pacts?year=2014&",
    "/unit-meetings?year=2014&",
    "/eligibility?year=2014&award=LDTT&",
];

#[actix_web::test]
async fn a_filter_takes_a_code_or_words_and_offers_what_fits() {
    let (_app, mut reader) = province().await;
    for page in FILTERED {
        let none = reader.get(&format!("{page}unit=")).await;
        none.assert_ok().assert_shows("Đơn vị (mã hoặc tên)").assert_hides("<option value=\"X001\">");
        let code = reader.get(&format!("{page}unit=X077")).await;
        code.assert_ok().assert_shows("name=\"unit\" type=\"text\"").assert_shows("value=\"X077\"");
        code.assert_shows("</span>Trung tâm Lưu trữ</a>");
        let words = reader.get(&format!("{page}unit=luu+tru")).await;
        words.assert_ok().assert_shows("<option value=\"X077\" selected>Trung tâm Lưu trữ</option>");
        let several = reader.get(&format!("{page}unit=trung+tam+so+11")).await;
        several.assert_ok().assert_shows("Đơn vị nào khớp với “trung tam so 11”?");
        for place in [11, 110, 119] {
            several.assert_shows(&format!("<option value=\"X{place:03}\">Trung tâm số {place}</option>"));
        }
        reader.get(&format!("{page}unit=%25")).await.assert_ok().assert_hides("<option value=\"X001\">");
    }
    // Words that fit one unit alone ask for it; those that fit several ask for nobody.
    let one = reader.get("/people?unit=luu+tru").await;
    one.assert_shows("Lê Văn An").assert_hides("Lê Văn Bình");
    reader.get("/people?unit=trung+tam").await.assert_hides("Lê Văn An");
    reader.get("/people.csv?unit=luu+tru").await.assert_shows("AN,").assert_hides("BINH,");
}

#[actix_web::test]
async fn a_field_keeps_what_was_typed_and_offers_what_fits() {
    let (_app, mut secretary) = province().await;
    let form = secretary.get("/people/AN/transfer").await;
    form.assert_shows("Nhập mã hoặc một phần tên đơn vị.").assert_shows("value=\"X077\"");
    let fields = [("unit_code", "số 78"), ("position", "Chuyên viên"), ("from_date", "01/07/2014")];
    let refused = secretary.post_from("/people/AN/transfer", "/people/AN/transfer", &fields).await;
    refused.assert_status(422).assert_shows("<option value=\"X078\">Trung tâm số 78</option>");
    let fields = [("unit_code", "X078"), ("position", "Chuyên viên"), ("from_date", "01/07/2014")];
    secretary.post_from("/people/AN/transfer", "/people/AN/transfer", &fields).await.assert_status(303);
    secretary.get("/units/X078/edit").await.assert_ok().assert_hides("<option value=\"X001\">");
}

#[actix_web::test]
async fn amounts_are_entered_for_the_unit_that_was_meant() {
    let (app, _) = province().await;
    let mut accountant = app.login("KETOAN", "VP", &[Role::Staff, Role::Accountant]).await;
    for page in ["/revenue/entry?year=2014&month=1&", "/revenue/estimates?year=2014&"] {
        let one = accountant.get(&format!("{page}unit=luu+tru")).await;
        one.assert_ok().assert_shows("Trung tâm Lưu trữ").assert_shows("name=\"unit\" value=\"X077\"");
        let several = accountant.get(&format!("{page}unit=trung+tam+so+11")).await;
        several.assert_ok().assert_shows("<option value=\"X110\">Trung tâm số 110</option>");
    }
    let fields = [("year", "2014"), ("month", "1"), ("unit", "trung tam so 11"), ("A.I.1a", "5")];
    let page = accountant.post("/revenue/entry", &fields).await;
    page.assert_status(422).assert_shows("Chọn một đơn vị trong danh sách.");
}

#[actix_web::test]
async fn few_units_are_chosen_from_a_list() {
    let app = TestApp::new();
    let mut reader = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    for page in FILTERED {
        let page = reader.get(&format!("{page}unit=QLNS")).await;
        page.assert_ok().assert_shows("<option value=\"QLNS\" selected>").assert_shows("<option value=\"VP\">");
    }
}

#[actix_web::test]
async fn units_are_found_by_code_name_kind_and_day_and_come_in_pages() {
    let (app, mut reader) = province().await;
    let page = reader.get("/units").await;
    page.assert_shows("124 đơn vị").assert_shows("Trang 1 trên 3").assert_hides("Trung tâm số 100");
    reader.get("/units?page=3").await.assert_shows("Trung tâm số 100").assert_hides("Trung tâm số 1<");
    reader.get("/units?q=luu+tru").await.assert_shows("1 đơn vị").assert_shows("X077").assert_hides("X078");
    reader.get("/units?q=x07").await.assert_shows("10 đơn vị");
    reader.get("/units?kind=division&q=khong+co").await.assert_shows("Không có đơn vị nào khớp với bộ lọc.");
    reader.get("/units?kind=collective").await.assert_shows("123 đơn vị").assert_hides("\"/units/STC\"");
    reader.get("/units.csv?q=luu+tru").await.assert_shows("X077").assert_hides("X078");
    app.execute("UPDATE units SET founded_on = '2014-01-01' WHERE id = (SELECT id FROM subjects WHERE code = 'X005')")
        .unwrap();
    reader.get("/units?kind=collective&on=2013-12-31").await.assert_shows("122 đơn vị").assert_hides("\"/units/X005\"");
    reader.get("/units?kind=collective&on=01/01/2014").await.assert_shows("123 đơn vị");
}

#[actix_web::test]
async fn the_staff_of_a_day_stands_in_the_units_of_that_day() {
    let (app, mut reader) = province().await;
    app.execute("UPDATE memberships SET from_date = '2010-01-01'").unwrap();
    let fields = [("unit_code", "X001"), ("position", "Trưởng phòng"), ("from_date", "01/03/2014")];
    reader.post_from("/people/AN/transfer", "/people/AN/transfer", &fields).await.assert_status(303);
    let then = reader.get("/people?on=2014-02-28&unit=X077").await;
    then.assert_shows("Lê Văn An").assert_shows("Có mặt ngày 28/02/2014").assert_hides("Trưởng phòng");
    let now = reader.get("/people?on=2014-03-01&unit=X001").await;
    now.assert_shows("Lê Văn An").assert_shows("Trưởng phòng");
    reader.get("/people?on=2014-03-01&unit=X077").await.assert_hides("Lê Văn An");
    reader.get("/people?on=2014-02-28&q=van+an&unit=X077").await.assert_shows("Lê Văn An");
    reader.get("/people?on=2009-12-31").await.assert_shows("0 người");
    reader.get("/people.csv?on=2014-02-28").await.assert_shows("AN,Lê Văn An").assert_shows(",X077,");
    reader.get("/people?on=khong").await.assert_ok().assert_shows("Lê Văn An");
}

//! The table of holidays: shipped, kept by the secretariat, and what periods reckon with.

use thidua::features::holidays::ops::reckon;

use crate::support::*;

const PAGE: &str = "/holidays";

fn last_day(app: &TestApp, from: &str, working_days: u32) -> String {
    let from = from.parse().unwrap();
    app.db.read_now(|conn| reckon(conn, from, working_days)).unwrap().last_day.to_string()
}

#[actix_web::test]
async fn the_years_it_ships_with_are_known() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    for year in 2013..=2027 {
        let csv = nguyet.get(&format!("/holidays.csv?year={year}")).await;
        csv.assert_shows(&format!("{year}-01-01,Tết Dương lịch,false"))
            .assert_shows("Giỗ Tổ Hùng Vương")
            .assert_shows(&format!("{year}-09-02,Quốc khánh,false"));
        let tet = csv.body.matches(",Tết Nguyên đán,").count();
        assert_eq!(tet, if year == 2013 { 4 } else { 5 }, "{year}");
    }
    nguyet.get("/holidays?year=2014").await.assert_shows("31/01/2014").assert_shows("09/04/2014");
    nguyet.get("/holidays?year=2030").await.assert_shows("Chưa có ngày nghỉ nào của năm 2030");
}

#[actix_web::test]
async fn periods_leave_out_holidays_and_count_weekends_worked_in_exchange() {
    let app = TestApp::new();
    // 28/08/2014 is a Thursday; 02/09 is Quốc khánh.
    assert_eq!(last_day(&app, "2014-08-28", 3), "2014-09-03");
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let worked = [("day", "30/8/2014"), ("name", "Làm bù"), ("kind", "worked")];
    nguyet.post(PAGE, &worked).await.assert_went_to("/holidays?year=2014");
    assert_eq!(last_day(&app, "2014-08-28", 3), "2014-09-01");
    nguyet.post("/holidays/2014-09-02/removal", &[]).await.assert_status(303);
    assert_eq!(last_day(&app, "2014-08-28", 4), "2014-09-02");
    nguyet.get("/holidays?year=2014").await.assert_shows("Thứ Ba 02/09/2014, Quốc khánh");
    let unknown = app.db.read_now(|conn| reckon(conn, "2031-05-05".parse().unwrap(), 5)).unwrap();
    assert_eq!(unknown.unknown_year.map(|year| year.0), Some(2031));
}

#[actix_web::test]
async fn what_makes_no_sense_is_refused_at_its_field() {
    let app = TestApp::new();
    let mut nguyet = app.login("NGUYET", "VP", &[Role::Staff, Role::Secretariat]).await;
    let fields = |day: &'static str, kind: &'static str| [("day", day), ("name", "Nghỉ"), ("kind", kind)];
    let page = nguyet.post(PAGE, &fields("02/09/2014", "off")).await;
    page.assert_field_error("day", "Ngày 02/09/2014 đã có trong bảng. Bỏ dòng cũ rồi thêm lại.");
    let page = nguyet.post(PAGE, &fields("16/07/2014", "worked")).await;
    page.assert_field_error("day", "Thứ Tư 16/07/2014 là ngày làm việc. Chọn một ngày thứ Bảy hoặc Chủ nhật.");
    let page = nguyet.post(PAGE, &fields("31/02/2014", "")).await;
    page.assert_field_error("kind", "Chọn nghỉ hoặc làm bù.");
    nguyet.post("/holidays/2014-07-16/removal", &[]).await.assert_status(404);
    nguyet.post("/holidays/hom-nay/removal", &[]).await.assert_status(404);
    let mut auditor = app.login("KIEM", "VP", &[Role::Auditor]).await;
    auditor.get(PAGE).await.assert_ok().assert_hides("Thêm ngày");
    auditor.post(PAGE, &fields("22/12/2014", "off")).await.assert_status(403);
}

//! What is expected, what is forecast, and two spans side by side, on the pages.

use super::*;

/// Two whole years before: 40 % and 60 % of a year by June.
fn with_history() -> Article {
    let it = Article::new();
    for (year, early, late) in [(2011, 40, 60), (2012, 60, 40)] {
        for month in 1..=12 {
            it.put(year, month, "A.I.3", None, 1_000 * if month <= 6 { early } else { late });
        }
    }
    it
}

#[actix_web::test]
async fn without_history_the_run_rate_is_carried_on_and_the_page_says_so() {
    let it = Article::new();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue?year=2014&month=6").await;
    page.assert_shows("Dự báo cả năm")
        .assert_shows("5.181,4 tỷ")
        .assert_shows("Cách tính: bình quân 6 tháng nhân 12, vì chưa đủ hai năm trước để lấy nhịp thu")
        .assert_shows("chia đều 12 tháng, vì chưa có năm nào trước đó đủ số liệu")
        .assert_shows("Kịp tiến độ")
        .assert_shows("Chậm tiến độ")
        .assert_shows("Không giao");
    let page = staff.get("/revenue/profile?year=2014&month=6&line=A.III").await;
    page.assert_shows("mức phải đạt chia đều 12 tháng").assert_shows("(800,0 − 331,0)").assert_shows("78,2");
}

#[actix_web::test]
async fn the_years_before_tell_what_to_expect_and_to_forecast() {
    let it = with_history();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue/forecast?year=2014&month=6").await;
    // 2.259,7 : 50 %, between : 60 % and : 40 %.
    page.assert_ok().assert_shows("4.519,4").assert_shows("3.766,2 đến 5.649,3").assert_shows("87,2%");
    page.assert_shows("lũy kế chia tỷ trọng đã thu đến hết tháng 6 của các năm 2011, 2012");
    let file = staff.get("/revenue/forecast.csv?year=2014&month=6").await;
    file.assert_shows(
        "A.I.3,Thu từ khu vực kinh tế ngoài quốc doanh,3450000000000,2259700000000,\"87,22\",1725000000000,Kịp tiến độ",
    );
    let page = staff.get("/revenue/profile?year=2014&month=6&line=A.I.3").await;
    page.assert_shows("Nhịp thu lấy từ các năm 2011, 2012 của chính khoản này.")
        .assert_shows("240,0")
        .assert_shows("40,0%");
    let page = staff.get("/revenue/profile?year=2014&month=6&line=A.III").await;
    page.assert_shows("nên nhịp thu lấy từ các năm 2011, 2012 của Tổng thu");
    staff.get("/revenue/profile?line=Z").await.assert_status(404);
    staff.get("/revenue/units?line=Z").await.assert_status(404);
}

#[actix_web::test]
async fn a_month_never_entered_stops_the_forecast_and_not_the_page() {
    let it = Article::new();
    it.put(2013, 12, "A.I.3", None, 5);
    let mut staff = it.staff().await;
    it.app.execute("DELETE FROM revenue_actuals WHERE year = 2014 AND month = 3").unwrap();
    let page = staff.get("/revenue?year=2014&month=6").await;
    page.assert_ok().assert_shows("Chưa có số thu tháng 3").assert_hides("Dự báo cả năm</dt>");
    let page = staff.get("/revenue/forecast?year=2014&month=6").await;
    page.assert_ok().assert_shows("Có tháng chưa nhập số thu nên chưa dự báo.");
    for path in ["/revenue?year=2016&month=3", "/revenue/forecast?year=2016", "/revenue/units?year=2010"] {
        staff.get(path).await.assert_ok().assert_hides("0,0%");
    }
    staff.get("/revenue/profile?year=2010").await.assert_ok().assert_shows("Không giao");
    let last = staff.get("/revenue?year=2013&month=12").await;
    last.assert_ok().assert_hides("Dự báo cả năm</dt>");
}

#[actix_web::test]
async fn units_that_answer_for_a_line_stand_side_by_side() {
    let it = with_history();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue/units?year=2014&month=6&line=A.III").await;
    page.assert_ok().assert_shows("Chi cục Hải quan Thái Nguyên").assert_shows("41,4%").assert_shows("Chậm tiến độ");
    page.assert_hides("Chưa giao cho đơn vị nào</th>");
    let page = staff.get("/revenue/units?year=2014&month=6&line=A.I").await;
    page.assert_shows("Chưa giao cho đơn vị nào");
    let file = staff.get("/revenue/units.csv?year=2014&month=6&line=A.III").await;
    file.assert_shows(
        "A.III,HAIQUAN,Chi cục Hải quan Thái Nguyên,800000000000,331000000000,331000000000,\"41,38\",Chậm tiến độ",
    );
}

#[actix_web::test]
async fn any_two_spans_are_compared() {
    let it = with_history();
    let mut staff = it.staff().await;
    let page = staff.get("/revenue/compare?year=2014&from=6&month=5&with_year=2012&with_from=5&with_month=6").await;
    page.assert_shows("Thu tháng 5 đến 6 năm 2014 so với tháng 5 đến 6 năm 2012")
        .assert_shows("Tổng thu tháng 5 đến 6 năm 2014 hơn tháng 5 đến 6 năm 2012 2.470,7 tỷ đồng, bằng 2.158,9%.")
        .assert_shows("/revenue/entries?year=2012&#38;line=A.I&#38;from=5&#38;month=6");
    let page = staff.get("/revenue/compare").await;
    page.assert_shows("Thu tháng 1 đến 6 năm 2014 so với tháng 1 đến 6 năm 2013")
        .assert_shows("Chưa có số thu tháng 1 năm 2013");
    let page = staff.get("/revenue/compare?year=2014&month=6&with_year=2011&with_month=12").await;
    page.assert_shows("Hai kỳ dài khác nhau: 6 và 12 tháng.");
    staff
        .get("/revenue/compare?year=1999&with_year=1998")
        .await
        .assert_ok()
        .assert_shows("Cả hai kỳ chưa có số thu nào");
    staff.get("/revenue/compare?unit=KHONGCO").await.assert_status(404);
    staff.get("/revenue/compare?year=x&from=-1&month=99&with_year=%00").await.assert_ok();
    let file = staff.get("/revenue/compare.csv?year=2014&from=5&month=6&with_year=2012").await;
    file.assert_shows("A.III,").assert_shows("331000000000,,,,\"12,78\",");
}

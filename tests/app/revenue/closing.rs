//! A closed month takes nothing until leadership opens it again.

use super::*;

const MAY: &str = "/revenue/months/2014/5/closing";
const REOPEN: &str = "/revenue/months/2014/5/reopening";
const REASON: &str = "Kho bạc đính chính số thu tháng 5.";

async fn close(client: &mut Client) {
    let page = client.get(MAY).await;
    page.assert_ok().assert_shows("Số sẽ chốt");
    let seen = page.between("name=\"seen\" value=\"", "\"").unwrap();
    client.post(MAY, &[("seen", &seen)]).await.assert_went_to("/revenue/months?year=2014");
}

#[actix_web::test]
async fn a_closed_month_is_refused_at_the_field_in_forms_and_files() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    close(&mut accountant).await;
    accountant.get("/revenue/months?year=2014").await.assert_shows("Đã chốt số liệu tháng 5 năm 2014.");
    accountant.get("/revenue").await.assert_shows("Đã chốt số liệu tháng 5.");
    let locked = "Số liệu tháng 5 năm 2014 đã chốt lúc";

    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=5", &[("A.I.3", "1")]).await;
    page.assert_status(422).assert_shows(locked).assert_shows("<a href=\"#month\">").assert_shows("value=\"1\"");
    let csv = b"year,month,line_code,amount\n2014,5,A.I.3,1\n2014,6,A.I.3,2\n";
    let staged = accountant.upload("revenue_actuals", "thu.csv", csv).await;
    accountant.get(&staged.location).await.assert_ok().assert_shows(locked).assert_shows("B2");
    accountant.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(422);
    let actual =
        |amount| Actual { year: Year(2014), month: 5, line: line("A.I.3"), unit: None, amount: Dong::new(amount) };
    let put = |amount| {
        it.app.db.write_now(&thidua::policy::Actor::machine(), |tx| {
            let replaced = ops::put_actual(tx, &actual(amount))?;
            told(tx)?;
            Ok(replaced)
        })
    };
    assert!(put(5).unwrap_err().message().contains("đã chốt"));
    assert!(put(1_000_000 * MILLION).unwrap(), "what stands already is no change");
    assert_eq!((it.amount(5, "A.I.3"), it.amount(6, "A.I.3")), (Some(1_000_000 * MILLION), Some(1_259_700 * MILLION)));
    accountant.get(MAY).await.assert_status(409);
    let page = send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[("A.I.3", "1")]).await;
    page.assert_went_to("/revenue?year=2014&month=6");
}

#[actix_web::test]
async fn an_import_into_a_month_closed_since_cannot_be_undone() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let staged =
        accountant.upload("revenue_actuals", "thu.csv", b"year,month,line_code,amount\n2014,5,A.I.4,7\n").await;
    accountant.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(303);
    close(&mut accountant).await;
    let page = accountant.post(&format!("{}/undoing", staged.location), &[]).await;
    page.assert_status(422).assert_shows("đã chốt");
    assert_eq!(it.amount(5, "A.I.4"), Some(7));
}

#[actix_web::test]
async fn leadership_opens_a_month_again_with_a_reason_and_not_whoever_closed_it() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let mut leader = it.app.login("phogiamdoc", "VP", &[Role::Staff, Role::Leader]).await;
    leader.get(REOPEN).await.assert_status(409);
    close(&mut accountant).await;
    accountant.get(REOPEN).await.assert_status(403);
    accountant.post(REOPEN, &[("note", REASON)]).await.assert_status(403);
    it.staff().await.post(REOPEN, &[("note", REASON)]).await.assert_status(403);
    leader.get(MAY).await.assert_status(403);

    leader.get("/revenue/months?year=2014").await.assert_shows(REOPEN).assert_hides(MAY);
    let page = leader.post(REOPEN, &[("note", " ")]).await;
    page.assert_field_error("note", "Nêu lý do mở lại, ví dụ kho bạc đính chính số thu.");
    leader.post(REOPEN, &[("note", REASON)]).await.assert_went_to("/revenue/months?year=2014");
    for event in ["revenue_month_closed", "revenue_month_reopened"] {
        assert!(it.app.audited().contains(&event.to_owned()), "{event}");
    }
    let page = accountant.get("/revenue/months?year=2014").await;
    page.assert_shows(REASON).assert_shows(MAY);
    send_back(&mut accountant, "/revenue/entry?year=2014&month=5", &[("A.I.3", "5")]).await.assert_status(303);
    close(&mut accountant).await;

    let mut both = it.app.login("kiemnhiem", "VP", &[Role::Accountant, Role::Leader]).await;
    both.post(REOPEN, &[("note", REASON)]).await.assert_status(303);
    close(&mut both).await;
    both.get(REOPEN).await.assert_status(403);
    both.post(REOPEN, &[("note", REASON)]).await.assert_status(403);
}

#[actix_web::test]
async fn what_was_seen_is_what_is_closed() {
    let mut it = Article::new();
    let mut accountant = it.accountant().await;
    let seen = accountant.get(MAY).await.between("name=\"seen\" value=\"", "\"").unwrap();
    it.put(2014, 5, "A.I.3", None, 1_000_001);
    let page = accountant.post(MAY, &[("seen", &seen)]).await;
    page.assert_status(422).assert_shows("Đối chiếu lại rồi chốt.");
    let page = accountant.post("/revenue/months/2014/7/closing", &[("seen", "")]).await;
    page.assert_field_error("month", "Chưa hết tháng 7 năm 2014. Chốt được sau ngày 31/07/2014.");
    it.app.move_to("2014-09-01");
    let mut accountant = it.app.client("ketoan").await;
    let page = accountant.post("/revenue/months/2014/7/closing", &[("seen", "")]).await;
    page.assert_field_error("month", "Chưa có số thu tháng 7 năm 2014. Nhập số thu trước khi chốt.");
    for path in ["/revenue/months/2014/13/closing", "/revenue/months/2014/0/closing", "/revenue/months/1950/1/closing"]
    {
        accountant.get(path).await.assert_status(404);
    }
}

#[actix_web::test]
async fn forgotten_lines_are_named_before_a_month_is_closed() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let page = accountant.get("/revenue/months/2014/6/closing").await;
    page.assert_shows("Tháng trước có số, tháng này chưa có:").assert_shows(&line("A.I.11").title());
    let file = accountant.get("/revenue/months.csv?year=2014").await;
    file.assert_ok().assert_shows("2014,5,1000000000000,1000000000000,Chưa chốt");
}

#[actix_web::test]
async fn an_estimate_from_a_day_before_a_closed_month_s_end_needs_the_month_opened_again() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    close(&mut accountant).await;
    let path = |day: &str| format!("/revenue/estimates?year=2014&assigned_by=province&assigned_on={day}");
    let revised = |day: &'static str| [("A.I.3", "3.600.000"), ("assigned_on", day)];
    let refused = "làm đổi tỷ lệ của tháng 5 năm 2014 đã chốt số liệu. Muốn lưu, đề nghị lãnh đạo mở lại các tháng đó.";
    for day in ["10/12/2013", "31/05/2014"] {
        let page = send_back(&mut accountant, &path(day), &revised(day)).await;
        page.assert_status(422).assert_shows("<a href=\"#assigned_on\">").assert_shows(refused);
        page.assert_shows("value=\"3.600.000\"");
    }
    // What stands already is no change; a file says so at the cell.
    send_back(&mut accountant, &path("10/12/2013"), &[("assigned_on", "10/12/2013")]).await.assert_status(303);
    let csv = b"year,line_code,assigned_by,assigned_on,amount\n2014,A.I.4,province,31/05/2014,5\n2014,A.I.4,province,01/06/2014,6\n";
    let staged = accountant.upload("revenue_estimates", "dt.csv", csv).await;
    accountant.get(&staged.location).await.assert_ok().assert_shows(refused).assert_shows("D2").assert_hides("D3");
    accountant.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(422);
    accountant.get("/revenue?year=2014&month=5").await.assert_shows("so với dự toán tỉnh giao ngày 10/12/2013");

    // After the last closed month it holds, and takes nothing from that month.
    send_back(&mut accountant, &path("01/06/2014"), &revised("01/06/2014")).await.assert_status(303);
    accountant.get("/revenue?year=2014&month=5").await.assert_hides("điều chỉnh ngày");
    accountant.get("/revenue?year=2014&month=6").await.assert_shows("điều chỉnh ngày 01/06/2014");
    let mut leader = it.app.login("phogiamdoc", "VP", &[Role::Staff, Role::Leader]).await;
    leader.post(REOPEN, &[("note", REASON)]).await.assert_status(303);
    send_back(&mut accountant, &path("31/05/2014"), &revised("31/05/2014")).await.assert_status(303);
    accountant.get("/revenue?year=2014&month=5").await.assert_shows("điều chỉnh ngày 31/05/2014");
}

#[actix_web::test]
async fn estimates_that_a_month_was_closed_with_cannot_be_taken_back() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let csv = b"year,line_code,assigned_by,assigned_on,amount\n2014,A.I.4,province,01/02/2014,5\n";
    let staged = accountant.upload("revenue_estimates", "dt.csv", csv).await;
    accountant.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(303);
    close(&mut accountant).await;
    let page = accountant.post(&format!("{}/undoing", staged.location), &[]).await;
    page.assert_status(422).assert_shows("làm đổi tỷ lệ của tháng 5 năm 2014 đã chốt số liệu");
}

//! Old figures and old estimates are kept, with who entered what when.

use thidua::schema::{revenue_entries, revenue_estimate_entries, revenue_estimates};

use super::*;

#[actix_web::test]
async fn a_corrected_figure_keeps_the_old_one_with_who_and_why() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let changed = [("A.I.3", "1.300.000"), ("A.I.11", "5"), ("reason", "Kho bạc đính chính.")];
    send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &changed).await.assert_status(303);
    send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[("A.I.11", "")]).await.assert_status(303);
    let mut staff = it.staff().await;
    let page = staff.get("/revenue/entries?year=2014&line=A.I&from=6&month=6").await;
    page.assert_shows("1.300.000.000.000 đồng.")
        .assert_shows("Số cũ: 1.259.700.000.000 đồng (Lệnh tại máy chủ, 12:00 15/07/2014")
        .assert_shows("Lý do thay: Kho bạc đính chính.")
        .assert_shows("đã bỏ")
        .assert_shows("Số cũ: 5.000.000 đồng (");
    let entries: Vec<(Option<i64>, String)> = it.app.read(|conn| {
        let of_line = revenue_entries::table.filter(revenue_entries::line_code.eq("A.I.11"));
        let of_month = of_line.filter(revenue_entries::month.eq(6)).order(revenue_entries::id);
        of_month.select((revenue_entries::amount, revenue_entries::entered_by)).load(conn)
    });
    let names: Vec<_> = entries.iter().map(|(_, by)| by.as_str()).collect();
    assert_eq!(entries.iter().map(|(amount, _)| *amount).collect::<Vec<_>>(), [Some(5 * MILLION), None]);
    assert!(names.iter().all(|name| !name.is_empty()));
    let file = staff.get("/revenue/entries.csv?year=2014&line=A.I.3&from=6&month=6&state=all").await;
    file.assert_shows("2014,6,A.I.3,,1259700000000,0,false,").assert_shows("2014,6,A.I.3,,1300000000000,1,true,");
    assert!(it.app.audited().contains(&"list_exported".to_owned()));
}

#[actix_web::test]
async fn what_is_sent_back_as_it_stood_makes_no_new_version() {
    let it = Article::new();
    let count = || it.app.read(|conn| revenue_entries::table.count().get_result::<i64>(conn));
    let before = count();
    let mut accountant = it.accountant().await;
    send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[]).await.assert_status(303);
    it.put(2014, 6, "A.I.3", None, 1_259_700);
    assert_eq!(count(), before);
    send_back(&mut accountant, "/revenue/entry?year=2014&month=6", &[("A.I.3", "1")]).await.assert_status(303);
    assert_eq!(count(), before + 1);
}

#[actix_web::test]
async fn an_import_that_is_undone_leaves_its_versions_behind() {
    let it = Article::new();
    let mut accountant = it.accountant().await;
    let csv = b"year,month,line_code,amount\n2014,6,A.I.3,9\n2014,6,A.I.4,7\n";
    let staged = accountant.upload("revenue_actuals", "thu.csv", csv).await;
    accountant.post(&format!("{}/confirmation", staged.location), &[]).await.assert_status(303);
    assert_eq!((it.amount(6, "A.I.3"), it.amount(6, "A.I.4")), (Some(9), Some(7)));
    accountant.post(&format!("{}/undoing", staged.location), &[]).await.assert_status(303);
    assert_eq!((it.amount(6, "A.I.3"), it.amount(6, "A.I.4")), (Some(1_259_700 * MILLION), None));
    let page = accountant.get("/revenue/entries?year=2014&line=A.I&from=6&month=6").await;
    page.assert_shows("Số cũ: 9 đồng").assert_shows("Lý do thay: Nhập từ tệp").assert_shows("Hoàn tác lần nhập từ tệp");
}

#[actix_web::test]
async fn an_estimate_is_looked_at_as_of_any_of_its_versions() {
    let it = Article::new();
    it.assign(AssignedBy::Province, "2014-07-12", "A.I.3", None, 3_600_000);
    let mut staff = it.staff().await;
    let page = staff.get("/revenue?month=6").await;
    page.assert_shows("so với dự toán tỉnh giao ngày 10/12/2013 và").assert_shows("Sau lần giao 12/07/2014");
    let page = staff.get("/revenue?month=6&version=2014-07-12").await;
    page.assert_shows("so với dự toán tỉnh giao ngày 10/12/2013, điều chỉnh ngày 12/07/2014");
    page.assert_shows("62,8% của 3.600,0 tỷ.").assert_shows("value=\"2014-07-12\" selected");
    staff.get("/revenue?month=6&version=31/02/2014").await.assert_ok().assert_shows("65,5% của 3.450,0 tỷ.");

    let mut accountant = it.accountant().await;
    let path = "/revenue/estimates?year=2014&assigned_by=province&assigned_on=12/07/2014";
    let changed = [("A.I.3", "3.700.000"), ("assigned_on", "12/07/2014")];
    send_back(&mut accountant, path, &changed).await.assert_status(303);
    let page = staff.get("/revenue/assignments?year=2014&line=A.I&estimate=province&until=2014-07-31").await;
    page.assert_shows("tính đến ngày 31/07/2014: 3.700.000.000.000 đồng.")
        .assert_shows("đã thay bằng lần giao sau")
        .assert_shows("Số cũ: 3.600.000.000.000 đồng (Lệnh tại máy chủ, 12:00 15/07/2014");
    let file = staff.get("/revenue/assignments.csv?year=2014&line=A.I&estimate=province&until=2014-06-30").await;
    file.assert_shows("2014,A.I.3,,province,2013-12-10,3450000000000,1");
    file.assert_shows("2014,A.I.3,,province,2014-07-12,3700000000000,0");
    staff.get("/revenue/assignments?year=2014&line=Z").await.assert_status(404);
    staff.get("/revenue/assignments?year=2014&unit=KHONGCO").await.assert_status(404);
    staff.get("/revenue/assignments?year=2012").await.assert_ok().assert_shows("Chưa giao dự toán nào");
}

#[test]
fn versions_are_never_changed_and_what_is_in_force_is_the_last_of_them() {
    let it = Article::new();
    for statement in [
        "UPDATE revenue_entries SET amount = 1",
        "DELETE FROM revenue_entries",
        "UPDATE revenue_estimate_entries SET amount = 1",
        "DELETE FROM revenue_estimate_entries",
    ] {
        assert!(it.app.execute(statement).is_err(), "{statement}");
    }
    it.put(2014, 6, "A.I.3", None, 5);
    it.assign(AssignedBy::Province, "2013-12-10", "A.I.3", None, 7);
    let counts = it.app.read(|conn| {
        let actuals: i64 = revenue_actuals::table.count().get_result(conn)?;
        let entries: i64 = revenue_entries::table.count().get_result(conn)?;
        let estimates: i64 = revenue_estimates::table.count().get_result(conn)?;
        let versions: i64 = revenue_estimate_entries::table.count().get_result(conn)?;
        Ok((entries - actuals, versions - estimates))
    });
    assert_eq!((it.amount(6, "A.I.3"), counts), (Some(5 * MILLION), (1, 1)));
}

#[actix_web::test]
async fn what_was_entered_before_versions_were_kept_says_so() {
    let it = Article::new();
    // As the migration brings older rows over.
    it.app
        .execute(
            "INSERT INTO revenue_entries (year, month, line_code, unit_id, amount, reason, entered_by) \
             VALUES (2014, 7, 'A.I.4', NULL, 12, '', '')",
        )
        .unwrap();
    let page = it.staff().await.get("/revenue/entries?year=2014&line=A.I.4").await;
    page.assert_shows("Nhập trước đây");
}

//! Money in the department of the table: a fund with two receipts, a bonus that was paid, and one that was taken back after;
//! a month of revenue that is closed.

use diesel::prelude::*;
use thidua::domain::law::RevenueLineCode;
use thidua::domain::money::Dong;
use thidua::domain::revenue::{Actual, Period};
use thidua::features::payments::ops::{self as payments, NewPayment, Paid};
use thidua::features::revenue::ops as revenue;
use thidua::schema::awards;

use super::*;

/// Paid, and paid and taken back.
const PAID: DossierId = DossierId(25);
const TAKEN_BACK: DossierId = DossierId(26);

pub async fn paid_and_taken_back(app: &TestApp) {
    let mut accountant = app.client("accountant").await;
    // The first can be taken back: the second alone covers what is paid.
    for amount in ["1.000.000", "50.000.000"] {
        let receipt = [("source", "1"), ("entered_on", "01/07/2014"), ("amount", amount), ("content", "Ngân sách cấp")];
        accountant.post("/funds/receipts", &receipt).await.assert_status(303);
    }
    accountant.post("/funds/sources", &[("name", "Nguồn xã hội hóa")]).await.assert_status(303);
    let lines = ["QLNS-HEAD", "DT-COUNCIL"].map(|code| app.passed(code, "GK"));
    assert_eq!(lines, [PAID, TAKEN_BACK], "the addresses below name them");
    let day = "2014-07-15".parse().unwrap();
    let draft = Draft { year: Year(2014), abstract_line: "Tặng Giấy khen".into(), lines: lines.to_vec() };
    let id = app.db.write_now(&app.actor("secretariat"), |tx| decisions::draft(tx, &draft)).unwrap();
    let issue = |tx: &mut Tx| decisions::issue(tx, decisions::Seen { id, version: 1 }, "61", day);
    app.db.write_now(&app.actor("leader"), issue).unwrap();
    let paid = |id: &DossierId| Paid { dossier: app.dossier(*id).seen(), amount: Dong::new(350_000) };
    let new =
        NewPayment { paid_on: day, source: None, document_no: String::new(), lines: lines.iter().map(paid).collect() };
    app.db.write_now(&app.actor("accountant"), |tx| payments::pay(tx, &new)).unwrap();
    let award = awards::table.filter(awards::dossier_id.eq(TAKEN_BACK)).select(awards::id);
    let revocation = decisions::Revocation {
        number: "62".into(),
        decided_on: day,
        reason: "Khai sai".into(),
        awards: vec![app.read(|conn| award.first(conn))],
        confirmed: "61/QĐ-STC".into(),
    };
    let version: i64 = app.read(|conn| {
        let decisions = thidua::schema::decisions::table;
        decisions.find(id).select(thidua::schema::decisions::version).first(conn)
    });
    let revoke = |tx: &mut Tx| decisions::revoke(tx, decisions::Seen { id, version }, &revocation);
    app.db.write_now(&app.actor("leader"), revoke).unwrap();
}

pub fn address(path: &str) -> String {
    let id = if path.ends_with("recovery") { TAKEN_BACK } else { PAID };
    path.replace("{id}", &id.to_string())
}

/// April has a figure, May is closed.
pub fn closed_month(app: &TestApp) {
    let (year, line) = (Year(2014), RevenueLineCode::leaves_of_total().next().unwrap());
    let figure = |month| Actual { year, month, line, unit: None, amount: Dong::new(1_000_000) };
    let close = |tx: &mut Tx| {
        revenue::put_actual(tx, &figure(4))?;
        revenue::put_actual(tx, &figure(5))?;
        revenue::close_month(tx, Period { year, month: 5 }, &revenue::fingerprint_of_all(&[figure(5)]))
    };
    app.db.write_now(&app.actor("accountant"), close).unwrap();
}

/// The month on which an act makes sense.
pub fn month_address(path: &str) -> String {
    let month = if path.ends_with("reopening") { "5" } else { "4" };
    path.replace("{year}", "2014").replace("{month}", month)
}

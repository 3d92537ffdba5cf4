//! The table `revenue_actuals`: what came in for each line in each month.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::super::closing::{ClosingRow, locked};
use super::super::{ops, store};
use super::{EXCEEDED, leaf, unit};
use crate::db::{Connection, Tx};
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Actual, Figure, Period};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, YEAR, read_rows};
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value};

static FORMAT: TableFormat = TableFormat {
    name: "revenue_actuals",
    columns: &[
        Column::required("year", "Năm", YEAR),
        Column::required("month", "Tháng", Kind::MONTH),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("amount", "Thực hiện trong tháng", Kind::Money),
    ],
};

#[derive(Debug)]
pub struct ActualRecord {
    row: u32,
    actual: Actual,
}

/// The table `revenue_actuals`.
pub struct Actuals;

impl Records for Actuals {
    type Record = ActualRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "month", "line_code", "unit_code"];
    const ACT: Act<'static> = Act::EnterRevenue;

    fn read(conn: &mut Connection, sheet: &Sheet, today: NaiveDate) -> AppResult<Reading<ActualRecord>> {
        let codes = Codes::load(conn)?;
        let closed = Closed::load(conn, &sheet.rows)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes, &closed, today));
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            let stored = store::all_actuals(conn)?.into_iter().map(|(actual, _)| actual);
            reading.faults = exceeded(stored, &reading.records, &sheet.rows);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<ActualRecord>) -> AppResult<()> {
        records.iter().try_for_each(|record| ops::put_actual(tx, &record.actual).map(drop))
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let Some(line) = RevenueLineCode::from_code(row.text("line_code")) else { continue };
            let unit = row.text_if("unit_code").and_then(|code| codes.unit(code));
            ops::remove_actual(tx, period(row), line, unit)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let row = |(actual, unit): (Actual, Option<String>)| {
            vec![
                actual.year.0.into(),
                actual.month.into(),
                actual.line.code().into(),
                unit.into(),
                actual.amount.into(),
            ]
        };
        Ok(store::all_actuals(conn)?.into_iter().map(row).collect())
    }
}

fn period(row: &Row) -> Period {
    Period { year: Year(row.whole("year")), month: row.whole("month") }
}

/// The closed months of the years that a file speaks of.
struct Closed(BTreeMap<Year, BTreeMap<i32, ClosingRow>>);

impl Closed {
    fn load(conn: &mut Connection, rows: &[Row]) -> AppResult<Self> {
        let years: BTreeSet<Year> = rows.iter().map(|row| Year(row.whole("year"))).collect();
        // As many reads as a file has years, not rows.
        let of_year = |year: Year| Ok((year, ops::closed_months(conn, year)?));
        years.into_iter().map(of_year).collect::<AppResult<_>>().map(Self)
    }

    /// Why a month takes nothing.
    fn refusal(&self, period: Period) -> Option<String> {
        Some(locked(period, self.0.get(&period.year)?.get(&period.month)?))
    }
}

fn read(check: &mut RowCheck, codes: &Codes, closed: &Closed, today: NaiveDate) -> Option<ActualRecord> {
    let row = check.row;
    let (line, unit) = (leaf(check), unit(check, codes));
    let period = period(row);
    let now = Period::of(today);
    check.refuse_if(period.is_after(today), "month", format!("Chưa đến {period}. Sửa tháng hoặc năm, đến {now}."));
    if let Some(locked) = closed.refusal(period) {
        check.refuse("month", locked);
    }
    let Period { year, month } = period;
    let actual = Actual { year, month, line: line?, unit: unit?, amount: row.money("amount") };
    Some(ActualRecord { row: row.number, actual })
}

/// Units answer for parts of a line, never for more than there is.
fn exceeded(stored: impl Iterator<Item = Actual>, records: &[ActualRecord], rows: &[Row]) -> Vec<Fault> {
    let all = stored.chain(records.iter().map(|record| record.actual));
    let latest: HashMap<_, Dong> =
        all.map(|actual| ((actual.year, actual.month, actual.line, actual.unit), actual.amount)).collect();
    let mut figures: HashMap<(Year, i32, RevenueLineCode), Figure> = HashMap::new();
    for ((year, month, line, unit), amount) in latest {
        figures.entry((year, month, line)).or_default().add(unit, amount);
    }
    let is_exceeded = |actual: &Actual| {
        figures.get(&(actual.year, actual.month, actual.line)).is_some_and(|figure| figure.is_exceeded())
    };
    let wrong: HashSet<u32> =
        records.iter().filter(|record| is_exceeded(&record.actual)).map(|record| record.row).collect();
    rows.iter().filter(|row| wrong.contains(&row.number)).map(|row| row.fault("amount", EXCEEDED)).collect()
}

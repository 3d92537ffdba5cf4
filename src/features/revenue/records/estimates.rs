//! The table `revenue_estimates`: what was assigned for each line, version by version.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::kept::Version;
use super::super::sparing::{Days, refusal, touched};
use super::super::{ops, store};
use super::{EXCEEDED, leaf, unit};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{AssignedBy, Estimate, Figure};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, YEAR, read_rows};
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value, Written};
use chrono::NaiveDate;

static FORMAT: TableFormat = TableFormat {
    name: "revenue_estimates",
    columns: &[
        Column::required("year", "Năm", YEAR),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("assigned_by", "Cấp giao", Kind::Word(|| AssignedBy::WORDS.to_vec(), Written::Code)),
        Column::required("assigned_on", "Ngày giao", Kind::Date),
        Column::required("amount", "Dự toán", Kind::Money),
    ],
};

#[derive(Debug)]
pub struct EstimateRecord {
    row: u32,
    estimate: Estimate,
}

/// The table `revenue_estimates`.
pub struct Estimates;

impl Records for Estimates {
    type Record = EstimateRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "line_code", "unit_code", "assigned_by", "assigned_on"];
    const ACT: Act<'static> = Act::EnterRevenue;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<EstimateRecord>> {
        let codes = Codes::load(conn)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes));
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            let stored: Vec<Estimate> = store::all_estimates(conn)?.into_iter().map(|(estimate, _)| estimate).collect();
            reading.faults = exceeded(&stored, &reading.records, &sheet.rows);
            reading.faults.extend(closed(conn, &stored, &reading.records, &sheet.rows)?);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<EstimateRecord>) -> AppResult<()> {
        records.iter().try_for_each(|record| ops::put_estimate(tx, &record.estimate).map(drop))
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let assigned_by = AssignedBy::from_code(row.word("assigned_by"));
            let (Some(line), Some(assigned_by)) = (RevenueLineCode::from_code(row.text("line_code")), assigned_by)
            else {
                continue;
            };
            let unit = row.text_if("unit_code").and_then(|code| codes.unit(code));
            let version =
                Version { year: Year(row.whole("year")), assigned_by, assigned_on: row.date("assigned_on"), unit };
            ops::remove_estimate(tx, version, line)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let row = |(estimate, unit): (Estimate, Option<String>)| {
            vec![
                estimate.year.0.into(),
                estimate.line.code().into(),
                unit.into(),
                Value::Word(estimate.assigned_by.code()),
                estimate.assigned_on.into(),
                estimate.amount.into(),
            ]
        };
        Ok(store::all_estimates(conn)?.into_iter().map(row).collect())
    }
}

fn read(check: &mut RowCheck, codes: &Codes) -> Option<EstimateRecord> {
    let row = check.row;
    let (line, unit) = (leaf(check), unit(check, codes));
    let amount = row.money("amount");
    check.refuse_if(amount < Dong::ZERO, "amount", ops::NEGATIVE_ESTIMATE);
    let estimate = Estimate {
        year: Year(row.whole("year")),
        line: line?,
        unit: unit?,
        assigned_by: AssignedBy::from_code(row.word("assigned_by"))?,
        assigned_on: row.date("assigned_on"),
        amount,
    };
    Some(EstimateRecord { row: row.number, estimate })
}

/// The line of a year by one who assigns, with all versions and all who answer for parts of it.
type Line = (Year, AssignedBy, RevenueLineCode);
/// Amounts by day, of the line itself (no unit) and of each unit.
type Versions = HashMap<Option<UnitId>, BTreeMap<NaiveDate, Dong>>;

/// Rows that closed months would show.
fn closed(
    conn: &mut Connection,
    stored: &[Estimate],
    records: &[EstimateRecord],
    rows: &[Row],
) -> AppResult<Vec<Fault>> {
    // As many reads as a file has years, not rows.
    let years: BTreeSet<Year> = records.iter().map(|record| record.estimate.year).collect();
    let of_year = |year: Year| Ok((year, ops::closed_months(conn, year)?));
    let closed: BTreeMap<Year, _> = years.into_iter().map(of_year).collect::<AppResult<_>>()?;
    let key = |it: &Estimate| (it.year, it.assigned_by, it.line, it.unit);
    let mut known: HashMap<_, Days> = HashMap::new();
    for estimate in stored {
        known.entry(key(estimate)).or_default().insert(estimate.assigned_on, estimate.amount);
    }
    let mut refused: HashMap<u32, String> = HashMap::new();
    for EstimateRecord { row, estimate } in records {
        let Some(months) = closed.get(&estimate.year).filter(|months| !months.is_empty()) else { continue };
        let days = known.entry(key(estimate)).or_default();
        let change = (estimate.assigned_on, Some(estimate.amount));
        let touched = touched(estimate.year, months.keys(), days, change);
        if !touched.is_empty() {
            refused.insert(*row, refusal(estimate.year, estimate.assigned_on, touched));
        }
    }
    Ok(rows.iter().filter_map(|row| Some(row.fault("assigned_on", refused.remove(&row.number)?))).collect())
}

/// Units answer for parts of a line, on no day for more than is assigned to it.
fn exceeded(stored: &[Estimate], records: &[EstimateRecord], rows: &[Row]) -> Vec<Fault> {
    let line_of = |estimate: &Estimate| (estimate.year, estimate.assigned_by, estimate.line);
    let mut lines: HashMap<Line, Versions> = HashMap::new();
    for estimate in stored.iter().copied().chain(records.iter().map(|record| record.estimate)) {
        let versions = lines.entry(line_of(&estimate)).or_default().entry(estimate.unit).or_default();
        versions.insert(estimate.assigned_on, estimate.amount);
    }
    let in_force_on = |line: &Line, day: NaiveDate| {
        let mut figure = Figure::default();
        for (unit, versions) in lines.get(line).into_iter().flatten() {
            if let Some((_, amount)) = versions.range(..=day).next_back() {
                figure.add(*unit, *amount);
            }
        }
        figure
    };
    let is_exceeded = |estimate: &Estimate| in_force_on(&line_of(estimate), estimate.assigned_on).is_exceeded();
    let wrong: HashSet<u32> =
        records.iter().filter(|record| is_exceeded(&record.estimate)).map(|record| record.row).collect();
    rows.iter().filter(|row| wrong.contains(&row.number)).map(|row| row.fault("amount", EXCEEDED)).collect()
}

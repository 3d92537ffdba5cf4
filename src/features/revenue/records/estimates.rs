//! The table `revenue_estimates`: what was assigned for each line, version by version.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel::sqlite::Sqlite;

use super::{EXCEEDED, leaf, unit};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{AssignedBy, Figure};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, YEAR, codes, read_rows};
use crate::schema::revenue_estimates;
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value, Written};

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

/// The line of a year by one who assigns, with all versions and all who answer for parts of it.
type Line = (Year, AssignedBy, RevenueLineCode);

#[derive(Debug)]
pub struct EstimateRecord {
    row: u32,
    line: Line,
    unit: Option<UnitId>,
    assigned_on: NaiveDate,
    amount: Dong,
}

/// The table `revenue_estimates`.
pub struct Estimates;

impl Records for Estimates {
    type Record = EstimateRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "line_code", "unit_code", "assigned_by", "assigned_on"];
    const ACT: Act<'static> = Act::EnterRevenue;

    fn read(conn: &mut Connection, sheet: &Sheet) -> AppResult<Reading<EstimateRecord>> {
        let codes = Codes::load(conn)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes));
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            reading.faults = exceeded(stored(conn)?, &reading.records, &sheet.rows);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<EstimateRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.line.0))?;
        for record in &records {
            let changed =
                diesel::update(revenue_estimates::table.filter(is(record.line, record.unit, record.assigned_on)))
                    .set(revenue_estimates::amount.eq(record.amount.amount()))
                    .execute(tx.conn)?;
            if changed == 0 {
                let (year, assigned_by, line) = record.line;
                diesel::insert_into(revenue_estimates::table)
                    .values((
                        revenue_estimates::year.eq(year),
                        revenue_estimates::line_code.eq(line),
                        revenue_estimates::unit_id.eq(record.unit),
                        revenue_estimates::assigned_by.eq(assigned_by),
                        revenue_estimates::assigned_on.eq(record.assigned_on),
                        revenue_estimates::amount.eq(record.amount.amount()),
                    ))
                    .execute(tx.conn)?;
            }
        }
        Ok(())
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let assigned_by = AssignedBy::from_code(row.word("assigned_by"));
            let (Some(line), Some(assigned_by)) = (RevenueLineCode::from_code(row.text("line_code")), assigned_by)
            else {
                continue;
            };
            let unit = row.text_if("unit_code").and_then(|code| codes.unit(code));
            let line = (Year(row.whole("year")), assigned_by, line);
            diesel::delete(revenue_estimates::table.filter(is(line, unit, row.date("assigned_on"))))
                .execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored = (Year, RevenueLineCode, Option<i64>, AssignedBy, NaiveDate, i64);
        let codes = codes::by_id(conn)?;
        let rows: Vec<Stored> = revenue_estimates::table
            .order((
                revenue_estimates::year,
                revenue_estimates::assigned_by,
                revenue_estimates::assigned_on,
                revenue_estimates::line_code,
                revenue_estimates::unit_id,
            ))
            .select((
                revenue_estimates::year,
                revenue_estimates::line_code,
                revenue_estimates::unit_id,
                revenue_estimates::assigned_by,
                revenue_estimates::assigned_on,
                revenue_estimates::amount,
            ))
            .load(conn)?;
        let row = |(year, line, unit, assigned_by, assigned_on, amount): Stored| {
            vec![
                year.0.into(),
                line.code().into(),
                unit.and_then(|unit| codes.get(&unit)).map(String::as_str).into(),
                Value::Word(assigned_by.code()),
                assigned_on.into(),
                Dong::new(amount).into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// The row of a key, in the words of the unique index.
fn is(
    (year, assigned_by, line): Line,
    unit: Option<UnitId>,
    day: NaiveDate,
) -> Box<dyn BoxableExpression<revenue_estimates::table, Sqlite, SqlType = Bool>> {
    let of_line = revenue_estimates::year.eq(year).and(revenue_estimates::line_code.eq(line));
    let assigned = revenue_estimates::assigned_by.eq(assigned_by).and(revenue_estimates::assigned_on.eq(day));
    Box::new(of_line.and(assigned).and(revenue_estimates::unit_id.is(unit)))
}

fn read(check: &mut RowCheck, codes: &Codes) -> Option<EstimateRecord> {
    let row = check.row;
    let (line, unit) = (leaf(check), unit(check, codes));
    let amount = row.money("amount");
    check.refuse_if(amount < Dong::ZERO, "amount", "Dự toán không âm. Nhập lại số.");
    Some(EstimateRecord {
        row: row.number,
        line: (Year(row.whole("year")), AssignedBy::from_code(row.word("assigned_by"))?, line?),
        unit: unit?,
        assigned_on: row.date("assigned_on"),
        amount,
    })
}

/// Amounts by day, of the line itself (no unit) and of each unit.
type Versions = HashMap<Option<UnitId>, BTreeMap<NaiveDate, Dong>>;

fn stored(conn: &mut Connection) -> AppResult<HashMap<Line, Versions>> {
    type Stored = (Year, AssignedBy, RevenueLineCode, Option<UnitId>, NaiveDate, i64);
    let rows: Vec<Stored> = revenue_estimates::table
        .select((
            revenue_estimates::year,
            revenue_estimates::assigned_by,
            revenue_estimates::line_code,
            revenue_estimates::unit_id,
            revenue_estimates::assigned_on,
            revenue_estimates::amount,
        ))
        .load(conn)?;
    let mut lines: HashMap<Line, Versions> = HashMap::new();
    for (year, assigned_by, line, unit, day, amount) in rows {
        lines.entry((year, assigned_by, line)).or_default().entry(unit).or_default().insert(day, Dong::new(amount));
    }
    Ok(lines)
}

/// Units answer for parts of a line, on no day for more than is assigned to it.
fn exceeded(mut lines: HashMap<Line, Versions>, records: &[EstimateRecord], rows: &[Row]) -> Vec<Fault> {
    for record in records {
        let versions = lines.entry(record.line).or_default().entry(record.unit).or_default();
        versions.insert(record.assigned_on, record.amount);
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
    let wrong: HashSet<u32> = records
        .iter()
        .filter(|record| in_force_on(&record.line, record.assigned_on).is_exceeded())
        .map(|record| record.row)
        .collect();
    rows.iter().filter(|row| wrong.contains(&row.number)).map(|row| row.fault("amount", EXCEEDED)).collect()
}

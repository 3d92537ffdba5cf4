//! The table `revenue_actuals`: what came in for each line in each month.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel::sqlite::Sqlite;

use super::{EXCEEDED, leaf, unit};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::Figure;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, YEAR, codes, read_rows};
use crate::schema::revenue_actuals;
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

/// The figure a row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    year: Year,
    month: i32,
    line: RevenueLineCode,
    unit: Option<UnitId>,
}

impl Key {
    /// The line with all who answer for parts of it.
    const fn of_line(self) -> Self {
        Self { unit: None, ..self }
    }
}

#[derive(Debug)]
pub struct ActualRecord {
    row: u32,
    key: Key,
    amount: Dong,
}

/// The table `revenue_actuals`.
pub struct Actuals;

impl Records for Actuals {
    type Record = ActualRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "month", "line_code", "unit_code"];
    const ACT: Act<'static> = Act::EnterRevenue;

    fn read(conn: &mut Connection, sheet: &Sheet) -> AppResult<Reading<ActualRecord>> {
        let codes = Codes::load(conn)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes));
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            reading.faults = exceeded(stored(conn)?, &reading.records, &sheet.rows);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<ActualRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.key.year))?;
        for record in &records {
            let changed = diesel::update(revenue_actuals::table.filter(is(record.key)))
                .set(revenue_actuals::amount.eq(record.amount.amount()))
                .execute(tx.conn)?;
            if changed == 0 {
                diesel::insert_into(revenue_actuals::table)
                    .values((
                        revenue_actuals::year.eq(record.key.year),
                        revenue_actuals::month.eq(record.key.month),
                        revenue_actuals::line_code.eq(record.key.line),
                        revenue_actuals::unit_id.eq(record.key.unit),
                        revenue_actuals::amount.eq(record.amount.amount()),
                    ))
                    .execute(tx.conn)?;
            }
        }
        Ok(())
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let Some(line) = RevenueLineCode::from_code(row.text("line_code")) else { continue };
            let unit = row.text_if("unit_code").and_then(|code| codes.unit(code));
            let key = Key { year: Year(row.whole("year")), month: row.whole("month"), line, unit };
            diesel::delete(revenue_actuals::table.filter(is(key))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let codes = codes::by_id(conn)?;
        let rows: Vec<(Year, i32, RevenueLineCode, Option<i64>, i64)> = revenue_actuals::table
            .order((
                revenue_actuals::year,
                revenue_actuals::month,
                revenue_actuals::line_code,
                revenue_actuals::unit_id,
            ))
            .select((
                revenue_actuals::year,
                revenue_actuals::month,
                revenue_actuals::line_code,
                revenue_actuals::unit_id,
                revenue_actuals::amount,
            ))
            .load(conn)?;
        let row = |(year, month, line, unit, amount): (Year, i32, RevenueLineCode, Option<i64>, i64)| {
            let unit = unit.and_then(|unit| codes.get(&unit)).map(String::as_str);
            vec![year.0.into(), month.into(), line.code().into(), unit.into(), Dong::new(amount).into()]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// The row of a key, in the words of the unique index.
fn is(key: Key) -> Box<dyn BoxableExpression<revenue_actuals::table, Sqlite, SqlType = Bool>> {
    let of_month = revenue_actuals::year.eq(key.year).and(revenue_actuals::month.eq(key.month));
    Box::new(of_month.and(revenue_actuals::line_code.eq(key.line)).and(revenue_actuals::unit_id.is(key.unit)))
}

fn read(check: &mut RowCheck, codes: &Codes) -> Option<ActualRecord> {
    let row = check.row;
    let (line, unit) = (leaf(check), unit(check, codes));
    let key = Key { year: Year(row.whole("year")), month: row.whole("month"), line: line?, unit: unit? };
    Some(ActualRecord { row: row.number, key, amount: row.money("amount") })
}

fn stored(conn: &mut Connection) -> AppResult<HashMap<Key, Dong>> {
    let rows: Vec<(Year, i32, RevenueLineCode, Option<UnitId>, i64)> = revenue_actuals::table
        .select((
            revenue_actuals::year,
            revenue_actuals::month,
            revenue_actuals::line_code,
            revenue_actuals::unit_id,
            revenue_actuals::amount,
        ))
        .load(conn)?;
    let figure = |(year, month, line, unit, amount)| (Key { year, month, line, unit }, Dong::new(amount));
    Ok(rows.into_iter().map(figure).collect())
}

/// Units answer for parts of a line, never for more than there is.
fn exceeded(mut figures: HashMap<Key, Dong>, records: &[ActualRecord], rows: &[Row]) -> Vec<Fault> {
    figures.extend(records.iter().map(|record| (record.key, record.amount)));
    let mut lines: HashMap<Key, Figure> = HashMap::new();
    for (key, amount) in figures {
        lines.entry(key.of_line()).or_default().add(key.unit, amount);
    }
    let wrong: HashSet<u32> = records
        .iter()
        .filter(|record| lines.get(&record.key.of_line()).is_some_and(|figure| figure.is_exceeded()))
        .map(|record| record.row)
        .collect();
    rows.iter().filter(|row| wrong.contains(&row.number)).map(|row| row.fault("amount", EXCEEDED)).collect()
}

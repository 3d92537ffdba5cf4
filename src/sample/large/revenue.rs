//! Estimates and monthly actuals of this year and the three before, with what two offices outside answer for.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::dice::Dice;
use super::organisation::Organisation;
use super::{Calendar, insert_rows};
use crate::db::Tx;
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::MoneyUnit;
use crate::domain::revenue::AssignedBy;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{revenue_entries, revenue_estimate_entries};

const YEARS: i32 = 4;
const ENTERED_BY: &str = "Kế toán";

pub fn fill(tx: &mut Tx, dice: &mut Dice, calendar: &Calendar, organisation: &Organisation) -> AppResult<()> {
    let (mut estimates, mut actuals) = (Vec::new(), Vec::new());
    for year in calendar.years().filter(|year| year.0 > calendar.running.0 - YEARS) {
        let months = if year == calendar.running { calendar.today.month() - 1 } else { 12 };
        for line in RevenueLineCode::all().filter(|line| line.is_leaf() && root_of(*line) == RevenueLineCode::total()) {
            let millions = i64::from(dice.within(20_000..=400_000));
            let office = organisation.outside()[branch_of(line) % organisation.outside().len()].id;
            estimates.extend(estimates_of(year, line, office, millions, tx.now.naive_utc()));
            for month in 1..=months {
                let collected = millions / 12 * i64::from(dice.within(70..=130)) / 100;
                let answered_for = collected * i64::from(dice.within(50..=100)) / 100;
                let row = |unit_id, millions| ActualRow {
                    year,
                    month: month as i32,
                    line_code: line,
                    unit_id,
                    amount: dong(millions),
                    reason: "",
                    entered_by: ENTERED_BY,
                    entered_at: tx.now.naive_utc(),
                };
                actuals.extend([row(None, collected), row(Some(office), answered_for)]);
            }
        }
    }
    // What is in force follows by triggers.
    insert_rows!(tx.conn, revenue_estimate_entries::table, estimates);
    insert_rows!(tx.conn, revenue_entries::table, actuals);
    Ok(())
}

/// Of the province, with the office's part; the central government asks for less, the target for more.
fn estimates_of(
    year: Year,
    line: RevenueLineCode,
    office: UnitId,
    millions: i64,
    entered_at: NaiveDateTime,
) -> [EstimateRow; 4] {
    let row = |assigned_by, unit_id, percent| EstimateRow {
        year,
        line_code: line,
        unit_id,
        assigned_by,
        assigned_on: year.previous().end(),
        amount: dong(millions * percent / 100),
        reason: "",
        entered_by: ENTERED_BY,
        entered_at,
    };
    [
        row(AssignedBy::Central, None, 95),
        row(AssignedBy::Province, None, 100),
        row(AssignedBy::Province, Some(office), 80),
        row(AssignedBy::Target, None, 105),
    ]
}

const fn dong(millions: i64) -> i64 {
    millions * MoneyUnit::Million.dong()
}

fn root_of(line: RevenueLineCode) -> RevenueLineCode {
    std::iter::successors(Some(line), |line| line.parent()).last().unwrap_or(line)
}

/// Which part of the total a line belongs to, counted from 0.
fn branch_of(line: RevenueLineCode) -> usize {
    let above: Vec<_> = std::iter::successors(Some(line), |line| line.parent()).collect();
    RevenueLineCode::total().children().position(|branch| above.contains(&branch)).unwrap_or(0)
}

#[derive(Insertable)]
#[diesel(table_name = revenue_estimate_entries, treat_none_as_default_value = false)]
struct EstimateRow {
    year: Year,
    line_code: RevenueLineCode,
    unit_id: Option<UnitId>,
    assigned_by: AssignedBy,
    assigned_on: NaiveDate,
    amount: i64,
    reason: &'static str,
    entered_by: &'static str,
    entered_at: NaiveDateTime,
}

#[derive(Insertable)]
#[diesel(table_name = revenue_entries, treat_none_as_default_value = false)]
struct ActualRow {
    year: Year,
    month: i32,
    line_code: RevenueLineCode,
    unit_id: Option<UnitId>,
    amount: i64,
    reason: &'static str,
    entered_by: &'static str,
    entered_at: NaiveDateTime,
}

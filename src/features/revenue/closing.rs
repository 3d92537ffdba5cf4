//! Closing a month's figures (chốt số liệu), so that what was reported stays as it was, and opening it again.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{entered_meanwhile, fingerprint_of_all};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::AccountId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Closing, Course, InForce, Period};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::revenue_closings;

/// One time a month was closed or opened again.
#[derive(Debug, Clone, Queryable)]
pub struct ClosingRow {
    pub month: i32,
    pub state: Closing,
    /// What had come in of line A.
    pub total: Dong,
    pub reason: String,
    pub account: Option<AccountId>,
    pub by: String,
    pub at: NaiveDateTime,
}

/// All of a year, oldest first.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<ClosingRow>> {
    use revenue_closings as closings;
    Ok(closings::table
        .filter(closings::year.eq(year))
        .order(closings::id)
        .select((
            closings::month,
            closings::state,
            closings::total,
            closings::reason,
            closings::account_id,
            closings::made_by,
            closings::made_at,
        ))
        .load(conn)?)
}

/// The months of a year that are closed, each with how it came to be.
pub fn closed_months(conn: &mut Connection, year: Year) -> AppResult<BTreeMap<i32, ClosingRow>> {
    Ok(closed_of(of_year(conn, year)?))
}

/// Of all that was done to a year's months: those that are closed by now.
pub fn closed_of(rows: Vec<ClosingRow>) -> BTreeMap<i32, ClosingRow> {
    let mut last: BTreeMap<i32, ClosingRow> = rows.into_iter().map(|row| (row.month, row)).collect();
    last.retain(|_, row| row.state == Closing::Closed);
    last
}

/// Refuses a change of a closed month's figures.
///
/// # Errors
/// `Fields` at `field`.
pub fn must_be_unlocked(conn: &mut Connection, period: Period, field: &str) -> AppResult<()> {
    match closed_months(conn, period.year)?.get(&period.month) {
        None => Ok(()),
        Some(closed) => Err(FieldErrors::one(field, locked(period, closed)).into()),
    }
}

/// Why a closed month takes nothing, and what can be done.
pub fn locked(period: Period, closed: &ClosingRow) -> String {
    format!(
        "Số liệu {period} đã chốt lúc {} ({}). Muốn sửa, đề nghị lãnh đạo mở lại tháng này.",
        format_date_time(closed.at.and_utc()),
        closed.by
    )
}

/// Closes a month as it was seen.
///
/// # Errors
/// At `month`: not over yet, without figures, closed already, or changed since it was read.
pub fn close_month(tx: &mut Tx, period: Period, seen: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    years::ops::must_exist(tx.conn, period.year)?;
    years::ops::must_not_be_ended(tx.conn, period.year, "month")?;
    if period.end() >= tx.today {
        let last = format_date(period.end());
        return Err(FieldErrors::one("month", format!("Chưa hết {period}. Chốt được sau ngày {last}.")).into());
    }
    must_be_unlocked(tx.conn, period, "month")?;
    let figures = store::actuals_of_month(tx.conn, period)?;
    if figures.is_empty() {
        return Err(FieldErrors::one("month", format!("Chưa có số thu {period}. Nhập số thu trước khi chốt.")).into());
    }
    if fingerprint_of_all(&figures) != seen {
        let words = format!("{} Đối chiếu lại rồi chốt.", entered_meanwhile(tx.conn, period.year)?);
        return Err(FieldErrors::one("month", words).into());
    }
    let total = add(tx, period, Closing::Closed, "")?;
    let event = Event::new(EventKind::RevenueMonthClosed, Object::Year(period.year)).because(period.to_string());
    tx.audit(event.changed("total", "", total))
}

/// Opens a closed month again, with the reason.
///
/// # Errors
/// `Illegal` when it is not closed; `Denied` to whoever closed it.
pub fn reopen_month(tx: &mut Tx, period: Period, reason: &str) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, period.year, "note")?;
    let closed = closed_months(tx.conn, period.year)?.remove(&period.month).ok_or(AppError::Illegal)?;
    policy::must(tx.actor, Act::ReopenRevenueMonth { closed_by: closed.account })?;
    add(tx, period, Closing::Reopened, reason)?;
    let event = Event::new(EventKind::RevenueMonthReopened, Object::Year(period.year));
    tx.audit(event.because(format!("{period}: {reason}")))
}

fn add(tx: &mut Tx, period: Period, state: Closing, reason: &str) -> AppResult<Dong> {
    use revenue_closings as closings;
    let figures = store::actuals_of_month(tx.conn, period)?;
    let lines = Course::of(period.year, &figures, None).by_line(period.month, &InForce::default());
    let total = lines.get(&RevenueLineCode::total()).and_then(|total| total.in_month).unwrap_or_default();
    diesel::insert_into(closings::table)
        .values((
            closings::year.eq(period.year),
            closings::month.eq(period.month),
            closings::state.eq(state),
            closings::total.eq(total),
            closings::reason.eq(reason),
            closings::account_id.eq(tx.actor.account),
            closings::made_by.eq(&tx.actor.full_name),
            closings::made_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(total)
}

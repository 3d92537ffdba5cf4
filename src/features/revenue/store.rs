//! Reads and writes of revenue figures, estimates and notes.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::revenue::{Actual, AssignedBy, Estimate, Period};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{revenue_actuals, revenue_estimates, revenue_notes, subjects, units};

/// All figures of some years, lines' own and units'.
pub fn actuals_of(conn: &mut Connection, years: &[Year]) -> AppResult<Vec<Actual>> {
    use revenue_actuals as actuals;
    Ok(actuals::table
        .filter(actuals::year.eq_any(years))
        .select((actuals::year, actuals::month, actuals::line_code, actuals::unit_id, actuals::amount))
        .load(conn)?)
}

/// The figures of one month.
pub fn actuals_of_month(conn: &mut Connection, period: Period) -> AppResult<Vec<Actual>> {
    use revenue_actuals as actuals;
    Ok(actuals::table
        .filter(actuals::year.eq(period.year))
        .filter(actuals::month.eq(period.month))
        .select((actuals::year, actuals::month, actuals::line_code, actuals::unit_id, actuals::amount))
        .load(conn)?)
}

/// All figures with the unit's code, by year, month and line as the catalogue prints it.
pub fn all_actuals(conn: &mut Connection) -> AppResult<Vec<(Actual, Option<String>)>> {
    use revenue_actuals as actuals;
    let mut rows: Vec<(Actual, Option<String>)> = actuals::table
        .left_join(subjects::table.on(actuals::unit_id.eq(subjects::id.nullable())))
        .select((
            (actuals::year, actuals::month, actuals::line_code, actuals::unit_id, actuals::amount),
            subjects::code.nullable(),
        ))
        .load(conn)?;
    rows.sort_by(|(a, a_unit), (b, b_unit)| (a.year, a.month, a.line, a_unit).cmp(&(b.year, b.month, b.line, b_unit)));
    Ok(rows)
}

/// The estimates of one origin assigned for a year up to a day.
pub fn estimates_up_to(
    conn: &mut Connection,
    year: Year,
    assigned_by: AssignedBy,
    day: NaiveDate,
) -> AppResult<Vec<Estimate>> {
    use revenue_estimates as estimates;
    Ok(estimates::table
        .filter(estimates::year.eq(year))
        .filter(estimates::assigned_by.eq(assigned_by))
        .filter(estimates::assigned_on.le(day))
        .select((
            estimates::year,
            estimates::line_code,
            estimates::unit_id,
            estimates::assigned_by,
            estimates::assigned_on,
            estimates::amount,
        ))
        .load(conn)?)
}

/// All estimates with the unit's code, by year, origin, day and line as the catalogue prints it.
pub fn all_estimates(conn: &mut Connection) -> AppResult<Vec<(Estimate, Option<String>)>> {
    use revenue_estimates as estimates;
    let mut rows: Vec<(Estimate, Option<String>)> = estimates::table
        .left_join(subjects::table.on(estimates::unit_id.eq(subjects::id.nullable())))
        .select((
            (
                estimates::year,
                estimates::line_code,
                estimates::unit_id,
                estimates::assigned_by,
                estimates::assigned_on,
                estimates::amount,
            ),
            subjects::code.nullable(),
        ))
        .load(conn)?;
    rows.sort_by(|(a, a_unit), (b, b_unit)| {
        (a.year, a.assigned_by, a.assigned_on, a.line, a_unit).cmp(&(
            b.year,
            b.assigned_by,
            b.assigned_on,
            b.line,
            b_unit,
        ))
    });
    Ok(rows)
}

/// What the accountant says about a month.
#[derive(Debug, Clone, Queryable)]
pub struct Note {
    pub month: i32,
    pub body: String,
    pub written_by: String,
    pub written_at: NaiveDateTime,
}

/// The notes of a year up to a month, in order.
pub fn notes(conn: &mut Connection, up_to: Period) -> AppResult<Vec<Note>> {
    use revenue_notes as notes;
    Ok(notes::table
        .filter(notes::year.eq(up_to.year))
        .filter(notes::month.le(up_to.month))
        .order((notes::month, notes::id))
        .select((notes::month, notes::body, notes::written_by, notes::written_at))
        .load(conn)?)
}

/// Puts one note in the place of a month's notes; an empty one removes them.
pub fn replace_note(
    conn: &mut Connection,
    period: Period,
    body: &str,
    written_by: &str,
    at: NaiveDateTime,
) -> AppResult<()> {
    use revenue_notes as notes;
    diesel::delete(notes::table)
        .filter(notes::year.eq(period.year))
        .filter(notes::month.eq(period.month))
        .execute(conn)?;
    if body.is_empty() {
        return Ok(());
    }
    diesel::insert_into(notes::table)
        .values((
            notes::year.eq(period.year),
            notes::month.eq(period.month),
            notes::body.eq(body),
            notes::written_by.eq(written_by),
            notes::written_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// A unit that answers for revenue, as filters and tables name it.
#[derive(Debug, Clone, Queryable)]
pub struct Answering {
    pub id: UnitId,
    pub code: String,
    pub name: String,
}

/// These units and the one of this code, in the order of lists.
pub fn answering(conn: &mut Connection, ids: &[UnitId], code: &str) -> AppResult<Vec<Answering>> {
    Ok(units::table
        .inner_join(subjects::table)
        .filter(units::id.eq_any(ids).or(subjects::code.eq(code)))
        .order((units::sort_order, units::id))
        .select((units::id, subjects::code, subjects::name))
        .load(conn)?)
}

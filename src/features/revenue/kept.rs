//! Every version of a figure and of an estimate, with who entered it when. Rows are only ever added: the tables of what is
//! in force follow them by triggers.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::SqliteExpressionMethods;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{AssignedBy, Period};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{revenue_actuals, revenue_entries, revenue_estimate_entries, revenue_estimates};

/// What the figure of one leaf line in one month becomes; without an amount it is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub period: Period,
    pub line: RevenueLineCode,
    pub unit: Option<UnitId>,
    pub amount: Option<Dong>,
}

/// Adds changes as the actor's, now.
pub fn enter(tx: &mut Tx, changes: &[Change], reason: &str) -> AppResult<()> {
    use revenue_entries as entries;
    let (by, at) = (&tx.actor.full_name, tx.now.naive_utc());
    let row = |change: &Change| {
        (
            entries::year.eq(change.period.year),
            entries::month.eq(change.period.month),
            entries::line_code.eq(change.line),
            entries::unit_id.eq(change.unit),
            entries::amount.eq(change.amount),
            entries::reason.eq(reason),
            entries::entered_by.eq(by),
            entries::entered_at.eq(Some(at)),
        )
    };
    let rows: Vec<_> = changes.iter().map(row).collect();
    diesel::insert_into(entries::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// The figure in force of a line, or of what a unit answers for of it.
pub fn figure(conn: &mut Connection, change: &Change) -> AppResult<Option<Dong>> {
    use revenue_actuals as actuals;
    Ok(actuals::table
        .filter(actuals::year.eq(change.period.year))
        .filter(actuals::month.eq(change.period.month))
        .filter(actuals::line_code.eq(change.line))
        .filter(actuals::unit_id.is(change.unit))
        .select(actuals::amount)
        .first(conn)
        .optional()?)
}

/// One version of a figure or an estimate.
#[derive(Debug, Clone, Queryable)]
pub struct Said {
    /// Missing where the figure was taken out.
    pub amount: Option<Dong>,
    pub reason: String,
    /// Empty, as is the time, of what was entered before versions were kept.
    pub by: String,
    pub at: Option<NaiveDateTime>,
}

/// A version of a figure.
#[derive(Debug, Clone, Queryable)]
pub struct Entry {
    pub month: i32,
    pub line: RevenueLineCode,
    pub unit: Option<UnitId>,
    pub said: Said,
}

/// All versions of some months' figures, oldest first.
pub fn entries(conn: &mut Connection, year: Year, from: i32, to: i32) -> AppResult<Vec<Entry>> {
    use revenue_entries as entries;
    Ok(entries::table
        .filter(entries::year.eq(year))
        .filter(entries::month.between(from, to))
        .order(entries::id)
        .select((
            entries::month,
            entries::line_code,
            entries::unit_id,
            (entries::amount, entries::reason, entries::entered_by, entries::entered_at),
        ))
        .load(conn)?)
}

/// One decision's estimates: whose, for which year, of which day, for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    pub year: Year,
    pub assigned_by: AssignedBy,
    pub assigned_on: NaiveDate,
    pub unit: Option<UnitId>,
}

/// What a line's estimate of one decision becomes; without an amount it is taken out.
pub type EstimateChange = (RevenueLineCode, Option<Dong>);

/// Adds changes as the actor's, now.
pub fn assign(tx: &mut Tx, version: Version, changes: &[EstimateChange], reason: &str) -> AppResult<()> {
    use revenue_estimate_entries as entries;
    let (by, at) = (&tx.actor.full_name, tx.now.naive_utc());
    let row = |(line, amount): &EstimateChange| {
        (
            entries::year.eq(version.year),
            entries::line_code.eq(*line),
            entries::unit_id.eq(version.unit),
            entries::assigned_by.eq(version.assigned_by),
            entries::assigned_on.eq(version.assigned_on),
            entries::amount.eq(*amount),
            entries::reason.eq(reason),
            entries::entered_by.eq(by),
            entries::entered_at.eq(Some(at)),
        )
    };
    let rows: Vec<_> = changes.iter().map(row).collect();
    diesel::insert_into(entries::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// What one decision assigned to a line, as it is in force.
pub fn estimate(conn: &mut Connection, version: Version, line: RevenueLineCode) -> AppResult<Option<Dong>> {
    use revenue_estimates as estimates;
    Ok(estimates::table
        .filter(estimates::year.eq(version.year))
        .filter(estimates::assigned_by.eq(version.assigned_by))
        .filter(estimates::assigned_on.eq(version.assigned_on))
        .filter(estimates::unit_id.is(version.unit))
        .filter(estimates::line_code.eq(line))
        .select(estimates::amount)
        .first(conn)
        .optional()?)
}

/// A version of an estimate.
#[derive(Debug, Clone, Queryable)]
pub struct EstimateEntry {
    pub line: RevenueLineCode,
    pub unit: Option<UnitId>,
    pub assigned_on: NaiveDate,
    pub said: Said,
}

/// All versions of the estimates of one origin for a year, oldest first.
pub fn estimate_entries(conn: &mut Connection, year: Year, assigned_by: AssignedBy) -> AppResult<Vec<EstimateEntry>> {
    use revenue_estimate_entries as entries;
    Ok(entries::table
        .filter(entries::year.eq(year))
        .filter(entries::assigned_by.eq(assigned_by))
        .order(entries::id)
        .select((
            entries::line_code,
            entries::unit_id,
            entries::assigned_on,
            (entries::amount, entries::reason, entries::entered_by, entries::entered_at),
        ))
        .load(conn)?)
}

/// Versions of the same thing together, oldest first; things in the order of their keys.
pub fn grouped<K: Ord, E>(entries: Vec<E>, key: impl Fn(&E) -> K) -> Vec<(K, Vec<E>)> {
    let mut groups: std::collections::BTreeMap<K, Vec<E>> = std::collections::BTreeMap::new();
    for entry in entries {
        groups.entry(key(&entry)).or_default().push(entry);
    }
    groups.into_iter().collect()
}

//! Reads and writes of units.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date};

use super::ops::{NewUnit, UnitChange};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::role::Role;
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{account_roles, accounts, initiatives, people, subjects, units};
use crate::sql::sql;

/// A unit with all its own data.
#[derive(Debug, Clone, Queryable)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub sort_order: i64,
    pub parent_id: Option<UnitId>,
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
    pub successor_id: Option<UnitId>,
}

type Columns = (
    units::id,
    subjects::code,
    subjects::name,
    units::kind,
    units::sort_order,
    units::parent_id,
    units::founded_on,
    units::dissolved_on,
    units::successor_id,
);
const COLUMNS: Columns = (
    units::id,
    subjects::code,
    subjects::name,
    units::kind,
    units::sort_order,
    units::parent_id,
    units::founded_on,
    units::dissolved_on,
    units::successor_id,
);

pub fn find(conn: &mut Connection, id: UnitId) -> AppResult<Unit> {
    Ok(units::table.inner_join(subjects::table).filter(units::id.eq(id)).select(COLUMNS).first(conn)?)
}

pub fn find_by_code(conn: &mut Connection, code: &str) -> AppResult<Unit> {
    Ok(units::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(COLUMNS).first(conn)?)
}

/// Which units a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The beginning of a code, or any part of a name, folded.
    pub q: String,
    pub kinds: Vec<UnitKind>,
    /// Those that existed on this day.
    pub on: Option<NaiveDate>,
}

/// The units that pass the filter.
macro_rules! passing {
    ($filter:expr) => {{
        let mut query = units::table.inner_join(subjects::table).into_boxed();
        if !$filter.q.is_empty() {
            // Signs that LIKE takes for others stand in no code and hardly in a name.
            let typed: String = $filter.q.chars().filter(|sign| !matches!(sign, '%' | '_')).collect();
            if typed.is_empty() {
                query = query.filter(units::id.eq(UnitId::NONE));
            }
            let (code, name) = (format!("{typed}%"), format!("%{typed}%"));
            query = query.filter(subjects::code.like(code).or(subjects::folded_name.like(name)));
        }
        if !$filter.kinds.is_empty() {
            query = query.filter(units::kind.eq_any(&$filter.kinds));
        }
        if let Some(day) = $filter.on {
            query = query.filter(units::founded_on.is_null().or(units::founded_on.le(day)));
            query = query.filter(units::dissolved_on.is_null().or(units::dissolved_on.ge(day)));
        }
        query
    }};
}

/// One page of the units that pass the filter, in the order of lists.
pub fn listed(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Unit>> {
    let query = passing!(filter).order((units::sort_order, units::id)).limit(limit).offset(offset);
    Ok(query.select(COLUMNS).load(conn)?)
}

/// How many pass the filter.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    Ok(passing!(filter).count().get_result(conn)?)
}

/// How many people work in.
pub fn count_inside(conn: &mut Connection) -> AppResult<i64> {
    Ok(units::table.filter(units::kind.ne(UnitKind::External)).count().get_result(conn)?)
}

/// The place after the last unit of the order.
pub fn next_sort_order(conn: &mut Connection) -> AppResult<i64> {
    let last: Option<i64> = units::table.select(max(units::sort_order)).first(conn)?;
    Ok(last.map_or(0, |last| last + 1))
}

pub fn insert(conn: &mut Connection, id: UnitId, new: &NewUnit) -> QueryResult<usize> {
    diesel::insert_into(units::table)
        .values((
            units::id.eq(id),
            units::parent_id.eq(new.parent),
            units::kind.eq(new.kind),
            units::sort_order.eq(new.sort_order),
            units::founded_on.eq(new.founded_on),
        ))
        .execute(conn)
}

pub fn update(conn: &mut Connection, id: UnitId, new: &UnitChange) -> QueryResult<usize> {
    diesel::update(units::table.find(id))
        .set((
            units::kind.eq(new.kind),
            units::sort_order.eq(new.sort_order),
            units::parent_id.eq(new.parent),
            units::founded_on.eq(new.founded_on),
            units::dissolved_on.eq(new.dissolved_on),
            units::successor_id.eq(new.successor),
        ))
        .execute(conn)
}

#[derive(QueryableByName)]
struct Ancestor {
    #[diesel(sql_type = BigInt)]
    id: UnitId,
}

/// UNION drops what was met before, so that even a circle comes to an end.
const ANCESTORS: &str = "WITH RECURSIVE above (id) AS (SELECT ? UNION \
     SELECT u.parent_id FROM units u JOIN above a ON a.id = u.id WHERE u.parent_id IS NOT NULL) SELECT id FROM above";

/// The unit itself and everything above it.
pub fn ancestors(conn: &mut Connection, id: UnitId) -> AppResult<Vec<UnitId>> {
    let rows: Vec<Ancestor> = sql(ANCESTORS).bind::<BigInt, _>(id).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct Staff {
    #[diesel(sql_type = BigInt)]
    unit: UnitId,
    #[diesel(sql_type = BigInt)]
    people: i64,
}

/// The kept counts of who is there without a last day, less those who come later, and those who leave later.
const STAFF: &str = "SELECT unit_id AS unit, SUM(n) AS people FROM (SELECT unit_id, n FROM membership_tallies \
     UNION ALL SELECT unit_id, -COUNT(*) FROM memberships WHERE to_date IS NULL AND from_date > ? GROUP BY unit_id \
     UNION ALL SELECT unit_id, COUNT(*) FROM memberships WHERE to_date >= ? AND from_date <= ? GROUP BY unit_id) \
     GROUP BY unit_id";

/// How many people belong to each unit on a day.
pub fn staff_on(conn: &mut Connection, day: NaiveDate) -> AppResult<HashMap<UnitId, i64>> {
    let days = sql(STAFF).bind::<Date, _>(day).bind::<Date, _>(day).bind::<Date, _>(day);
    let counts: Vec<Staff> = days.load(conn)?;
    Ok(counts.into_iter().map(|it| (it.unit, it.people)).collect())
}

/// Whose accounts head which unit: unit, code and name of the head.
pub fn heads(conn: &mut Connection, unit: Option<UnitId>) -> AppResult<Vec<(UnitId, String, String)>> {
    let mut heads = account_roles::table
        .inner_join(accounts::table.inner_join(people::table.inner_join(subjects::table)))
        .filter(account_roles::role.eq(Role::UnitHead))
        .filter(accounts::locked_at.is_null())
        .order((people::unit_id, people::sort_key))
        .select((people::unit_id, subjects::code, subjects::name))
        .into_boxed();
    if let Some(unit) = unit {
        heads = heads.filter(people::unit_id.eq(unit));
    }
    Ok(heads.load(conn)?)
}

/// Somebody of a unit.
#[derive(Debug, Clone, Queryable)]
pub struct Member {
    pub code: String,
    pub name: String,
    pub position: String,
}

/// The people of a unit today, by given name. People repeat their last membership, and none begins after today
/// but the first, so no as-of query is needed.
pub fn members(conn: &mut Connection, unit: UnitId, today: NaiveDate, most: i64) -> AppResult<Vec<Member>> {
    Ok(people::table
        .inner_join(subjects::table)
        .filter(people::unit_id.eq(unit))
        .filter(people::joined_on.le(today))
        .filter(people::left_on.is_null().or(people::left_on.ge(today)))
        .order((people::sort_key, people::id))
        .limit(most)
        .select((subjects::code, subjects::name, people::position))
        .load(conn)?)
}

/// Initiatives of a unit's people by year, newest first: sent in, and recognised.
pub fn initiatives_by_year(conn: &mut Connection, unit: UnitId) -> AppResult<Vec<(Year, i64, i64)>> {
    use initiative::State;
    let counts: Vec<(Year, State, i64)> = initiatives::table
        .filter(initiatives::unit_id.eq(unit))
        .filter(initiatives::state.ne_all([State::Draft, State::Withdrawn]))
        .group_by((initiatives::year, initiatives::state))
        .order(initiatives::year.desc())
        .select((initiatives::year, initiatives::state, count_star()))
        .load(conn)?;
    let mut years: Vec<(Year, i64, i64)> = Vec::new();
    for (year, state, count) in counts {
        let recognised = if state == State::Recognised { count } else { 0 };
        match years.last_mut().filter(|line| line.0 == year) {
            Some(line) => *line = (year, line.1 + count, line.2 + recognised),
            None => years.push((year, count, recognised)),
        }
    }
    Ok(years)
}

//! Grouped reads, a fixed number whatever the size of the department. Each answers from an index alone
//! or touches few rows; units are a condition of their own, never "? = 0 OR …".

mod counts;
mod higher;
mod people;
mod refusals;
mod run;

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{subjects, units};
use crate::sql::{Sql, sql};

pub use counts::{
    achieved, moved, moved_alone, proposed, provisional, received_both, refused, registered, registered_for_both,
};
pub use higher::{Higher, escalated, granted, higher};
pub use people::{Paper, PersonRow, Received, achieved_by, people, proposals_of, provisional_of, registrations_of};
pub use refusals::{Filter as RefusalFilter, Refusal, count as refusal_count, rows as refusals};
pub use run::{OfYear, alone_over_years, listed, over_years};

/// A unit of the agency over its whole life.
#[derive(Debug, Clone, Queryable)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
    pub successor: Option<UnitId>,
}

impl Unit {
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.founded_on.is_none_or(|founded| founded <= day)
            && self.dissolved_on.is_none_or(|dissolved| dissolved >= day)
    }

    /// Whether it existed on any day of these years.
    pub fn existed(&self, first: Year, last: Year) -> bool {
        self.founded_on.is_none_or(|day| day <= last.end()) && self.dissolved_on.is_none_or(|day| day >= first.start())
    }
}

/// Units inside the agency, in the order of lists.
macro_rules! inside {
    () => {
        units::table
            .inner_join(subjects::table)
            .filter(units::kind.ne(UnitKind::External))
            .order((units::sort_order, units::id))
            .select((
                units::id,
                subjects::code,
                subjects::name,
                units::kind,
                units::founded_on,
                units::dissolved_on,
                units::successor_id,
            ))
    };
}

/// All units inside the agency.
pub fn units(conn: &mut Connection) -> AppResult<Vec<Unit>> {
    Ok(inside!().load(conn)?)
}

/// One unit, those that merged into it, and the one that it merged into.
pub fn units_around(conn: &mut Connection, unit: UnitId) -> AppResult<Vec<Unit>> {
    let mut around: Vec<Unit> = inside!().filter(units::id.eq(unit).or(units::successor_id.eq(unit))).load(conn)?;
    let successor = around.iter().find(|it| it.id == unit).and_then(|it| it.successor);
    if let Some(successor) = successor.filter(|id| around.iter().all(|it| it.id != *id)) {
        around.append(&mut inside!().filter(units::id.eq(successor)).load(conn)?);
    }
    Ok(around)
}

/// Which units' numbers are asked for.
#[derive(Debug, Clone)]
pub enum Which {
    /// Each unit of all.
    Each,
    /// All units as one, under [`UnitId::ALL`].
    Together,
    Some(Units),
}

/// Some units, also as the JSON list that a statement takes them as.
#[derive(Debug, Clone)]
pub struct Units {
    ids: Vec<UnitId>,
    json: String,
}

impl Which {
    pub fn some(ids: impl IntoIterator<Item = UnitId>) -> Self {
        let ids: Vec<UnitId> = ids.into_iter().collect();
        let listed: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
        Self::Some(Units { ids, json: format!("[{}]", listed.join(",")) })
    }

    /// One unit, or each.
    pub fn of(unit: Option<UnitId>) -> Self {
        unit.map_or(Self::Each, |unit| Self::some([unit]))
    }

    pub fn has(&self, unit: UnitId) -> bool {
        match self {
            Self::Each => unit != UnitId::ALL,
            Self::Together => unit == UnitId::ALL,
            Self::Some(units) => units.ids.contains(&unit),
        }
    }

    /// What stands for the unit of a row where no counts are kept of all together.
    const fn unit(&self) -> &'static str {
        match self {
            Self::Together => "0",
            Self::Each | Self::Some(_) => "unit_id",
        }
    }
}

const AMONG: &str = "unit_id IN (SELECT value FROM json_each(?))";

/// Adds the condition on the units of kept counts, which know all together under 0.
fn kept<'q>(query: Sql<'q>, which: &'q Which) -> Sql<'q> {
    match which {
        Which::Each => query.sql(" AND unit_id > 0"),
        Which::Together => query.sql(" AND unit_id = 0"),
        Which::Some(_) => among(query, which),
    }
}

/// Adds the condition on the units of rows, where some are asked for.
fn among<'q>(query: Sql<'q>, which: &'q Which) -> Sql<'q> {
    match which {
        Which::Some(units) => query.sql(" AND ").sql(AMONG).bind::<Text, _>(&units.json),
        Which::Each | Which::Together => query,
    }
}

#[derive(Debug, QueryableByName)]
pub struct Present {
    #[diesel(sql_type = BigInt)]
    pub unit: UnitId,
    #[diesel(sql_type = Date)]
    pub from: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    pub to: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

/// Who is there without a last day, out of the kept counts.
const STAYING: &str = "SELECT unit_id AS unit, '0001-01-01' AS \"from\", NULL AS \"to\", n AS people FROM membership_tallies \
     WHERE unit_id IN (SELECT id FROM units WHERE kind <> 'external')";
/// Who came since a day and stays; found by that day. `+` keeps SQLite from going through all units instead.
const CAME: &str = "SELECT unit_id AS unit, from_date AS \"from\", NULL AS \"to\", COUNT(*) AS people FROM memberships \
     WHERE to_date IS NULL AND from_date > ? AND +unit_id IN (SELECT id FROM units WHERE kind <> 'external')";
/// Who left since a day.
const LEFT: &str = "SELECT unit_id AS unit, from_date AS \"from\", to_date AS \"to\", COUNT(*) AS people FROM memberships \
     WHERE to_date >= ? AND +unit_id IN (SELECT id FROM units WHERE kind <> 'external')";

/// Who was in which unit since `first`. Those who were there all the time come as one row a unit, so
/// what remains is only whoever came or went.
pub fn present_since(conn: &mut Connection, first: NaiveDate, which: &Which) -> AppResult<Vec<Present>> {
    let mut steady: Vec<Present> = among(sql(STAYING), which).load(conn)?;
    let came = among(sql(CAME).bind::<Date, _>(first), which);
    let came: Vec<Present> = came.sql(" GROUP BY unit_id, from_date").load(conn)?;
    let left = among(sql(LEFT).bind::<Date, _>(first), which);
    let left: Vec<Present> = left.sql(" GROUP BY unit_id, from_date, to_date").load(conn)?;
    let mut newcomers: HashMap<UnitId, i64> = HashMap::new();
    for row in &came {
        *newcomers.entry(row.unit).or_default() += row.people;
    }
    for row in &mut steady {
        row.from = first;
        row.people -= newcomers.get(&row.unit).copied().unwrap_or_default();
    }
    Ok(steady.into_iter().chain(came).chain(left).collect())
}

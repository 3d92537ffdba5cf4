//! The year's list: filtered, in order, fifty at a time, at the same cost for 120 people and for 50,000.
//!
//! Rows come out of an index unit by unit, so nothing is sorted; the count comes from kept tallies.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::dossier::{Kind, State};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::schema::dossier_tallies;
use crate::sql::{Sql, sql};

/// In which states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    All,
    One(State),
    /// As award progress counts: sent and not withdrawn, whatever became of them.
    Proposed,
}

impl States {
    pub const PROPOSED: (&'static str, &'static str) = ("proposed", "Đã đề nghị (trừ nháp, đã rút)");

    pub fn from_code(code: &str) -> Self {
        match code {
            code if code == Self::PROPOSED.0 => Self::Proposed,
            code => State::from_code(code).map_or(Self::All, Self::One),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub scope: Scope,
    pub unit: Option<UnitId>,
    pub award: Option<AwardCode>,
    pub states: States,
    pub kind: Option<Kind>,
    /// One subject, or a person with the collective he heads.
    pub subjects: Option<[SubjectId; 2]>,
    pub q: String,
}

#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = BigInt)]
    pub id: DossierId,
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Nullable<Date>)]
    pub filed_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    pub received_on: Option<NaiveDate>,
    /// When what it came of was registered.
    #[diesel(sql_type = Nullable<Date>)]
    pub registered_on: Option<NaiveDate>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT d.id, s.code AS subject_code, s.name AS subject_name, us.code AS unit_code, \
     us.name AS unit_name, d.award_code AS award, d.kind, d.state, d.filed_on, d.received_on, \
     (SELECT g.registered_on FROM registrations g WHERE g.id = d.registration_id) AS registered_on ";
const COUNT: &str = "SELECT COUNT(*) AS n ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN dossiers d ON d.unit_id = u.id \
     JOIN subjects s ON s.id = d.subject_id JOIN subjects us ON us.id = u.id WHERE d.year = ?";
/// A few rows found first, then put in order.
const FOUND_FIRST: &str = "FROM dossiers d JOIN units u ON u.id = d.unit_id \
     JOIN subjects s ON s.id = d.subject_id JOIN subjects us ON us.id = u.id WHERE d.year = ?";
const OF_UNIT_OR_OWN: &str = " AND d.id IN (SELECT id FROM dossiers WHERE year = ? AND unit_id = ? \
     UNION SELECT id FROM dossiers WHERE subject_id = ?)";
/// Names that match; bounded, so that a common name costs no more than a rare one.
const NAMED: &str = " AND d.subject_id IN (SELECT rowid FROM subject_names WHERE subject_names MATCH ? LIMIT 500)";
const ORDER: &str = " ORDER BY u.sort_order, u.id, d.sort_key, d.id LIMIT ? OFFSET ?";

/// One page of rows.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = filtered(COLUMNS, filter).sql(ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let is_tallied = filter.subjects.is_none() && filter.kind.is_none() && filter.q.is_empty();
    if filter.scope == Scope::All && is_tallied {
        return tallied(conn, filter);
    }
    let counted: Count = filtered(COUNT, filter).get_result(conn)?;
    Ok(counted.n)
}

fn tallied(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let mut tallies = dossier_tallies::table
        .filter(dossier_tallies::year.eq(filter.year))
        .filter(dossier_tallies::unit_id.eq(filter.unit.unwrap_or(UnitId::ALL)))
        .into_boxed();
    if let Some(award) = filter.award {
        tallies = tallies.filter(dossier_tallies::award_code.eq(award));
    }
    tallies = match filter.states {
        States::All => tallies,
        States::One(state) => tallies.filter(dossier_tallies::state.eq(state)),
        States::Proposed => tallies.filter(dossier_tallies::state.ne_all([State::Draft, State::Withdrawn])),
    };
    let counts: Vec<i64> = tallies.select(dossier_tallies::n).load(conn)?;
    Ok(counts.iter().sum())
}

fn filtered<'q>(columns: &'static str, filter: &'q Filter) -> Sql<'q> {
    let finds_few = filter.subjects.is_some() || !filter.q.is_empty() || filter.scope != Scope::All;
    let from = if finds_few { FOUND_FIRST } else { UNIT_BY_UNIT };
    let mut query = sql(columns).sql(from).bind::<BigInt, _>(filter.year);
    query = match filter.scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND d.subject_id = ?").bind::<BigInt, _>(person),
        Scope::Unit(unit, person) => {
            let query = query.sql(OF_UNIT_OR_OWN).bind::<BigInt, _>(filter.year);
            query.bind::<BigInt, _>(unit).bind::<BigInt, _>(person)
        }
        Scope::Nothing => query.sql(" AND 0"),
    };
    if let Some([one, other]) = filter.subjects {
        query = query.sql(" AND d.subject_id IN (?, ?)").bind::<BigInt, _>(one).bind::<BigInt, _>(other);
    }
    if let Some(unit) = filter.unit {
        query = query.sql(" AND d.unit_id = ?").bind::<BigInt, _>(unit);
    }
    if let Some(award) = filter.award {
        query = query.sql(" AND d.award_code = ?").bind::<Text, _>(award);
    }
    query = match filter.states {
        States::All => query,
        States::One(state) => query.sql(" AND d.state = ?").bind::<Text, _>(state),
        States::Proposed => query.sql(" AND d.state NOT IN ('draft', 'withdrawn')"),
    };
    if let Some(kind) = filter.kind {
        query = query.sql(" AND d.kind = ?").bind::<Text, _>(kind);
    }
    match text::search_expression(&filter.q) {
        Some(words) => query.sql(NAMED).bind::<Text, _>(words),
        None => query,
    }
}

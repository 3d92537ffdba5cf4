//! The year's list: filtered, in order, fifty at a time, at the same cost for 120 people and for 50,000.
//!
//! Rows come out of an index unit by unit, so nothing is sorted; the count comes from kept tallies.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::progress::includer;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::schema::registration_tallies;
use crate::sql::{Sql, sql};

/// In which states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    All,
    One(State),
    /// As award progress counts: neither withdrawn nor rejected, and under a title also whoever registered only
    /// for the higher one that includes it.
    Counted,
    /// Sent, and neither withdrawn nor rejected: each once, under the award that was registered.
    Sent,
}

impl States {
    pub const COUNTED: (&'static str, &'static str) = ("counted", "Tính vào tiến độ thi đua");
    pub const SENT: (&'static str, &'static str) = ("sent", "Đã gửi, còn hiệu lực");

    pub fn from_code(code: &str) -> Self {
        match code {
            code if code == Self::COUNTED.0 => Self::Counted,
            code if code == Self::SENT.0 => Self::Sent,
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
    pub kind: Option<SubjectKind>,
    pub states: States,
    pub subject: Option<SubjectId>,
    pub q: String,
}

#[derive(Debug, Queryable)]
pub struct Row {
    pub id: RegistrationId,
    pub subject_code: String,
    pub subject_name: String,
    pub unit_code: String,
    pub unit_name: String,
    pub award: AwardCode,
    pub state: State,
    pub registered_on: Option<NaiveDate>,
}

/// The columns of a row, in their order.
type Columns = (BigInt, Text, Text, Text, Text, Text, Text, Nullable<Date>);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT r.id, s.code AS subject_code, s.name AS subject_name, us.code AS unit_code, \
     us.name AS unit_name, r.award_code AS award, r.state, r.registered_on ";
const COUNT: &str = "SELECT COUNT(*) AS n ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN registrations r ON r.unit_id = u.id \
     JOIN subjects s ON s.id = r.subject_id JOIN subjects us ON us.id = u.id WHERE r.year = ?";
/// A few rows found first, then put in order.
const FOUND_FIRST: &str = "FROM registrations r JOIN units u ON u.id = r.unit_id \
     JOIN subjects s ON s.id = r.subject_id JOIN subjects us ON us.id = u.id WHERE r.year = ?";
const OF_UNIT_OR_OWN: &str = " AND r.id IN (SELECT id FROM registrations WHERE year = ? AND unit_id = ? \
     UNION SELECT id FROM registrations WHERE subject_id = ?)";
/// Names that match; bounded, so that a common name costs no more than a rare one.
const NAMED: &str = " AND r.subject_id IN (SELECT rowid FROM subject_names WHERE subject_names MATCH ? LIMIT 500)";
/// The states are written out as in the index registrations_one_live, or SQLite would not use it.
const LIVE: &str = " AND r.state NOT IN ('withdrawn', 'rejected')";
/// Who has not registered for the lower title (`?`) as well: he counts once.
const WITHOUT_LOWER: &str = "NOT EXISTS (SELECT 1 FROM registrations l WHERE l.year = r.year AND l.subject_id = r.subject_id \
     AND l.award_code = ? AND l.state NOT IN ('withdrawn', 'rejected'))";
const ORDER: &str = " ORDER BY u.sort_order, u.id, r.sort_key, r.id LIMIT ? OFFSET ?";

/// One page of rows.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = filtered(COLUMNS, filter).sql(ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).rows::<Columns>().load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let is_tallied = filter.scope == Scope::All && filter.subject.is_none() && filter.q.is_empty();
    if is_tallied && filter.kind.is_none() && filter.higher().is_none() {
        return tallied(conn, filter);
    }
    let counted: Count = filtered(COUNT, filter).get_result(conn)?;
    Ok(counted.n)
}

fn tallied(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let mut tallies = registration_tallies::table
        .filter(registration_tallies::year.eq(filter.year))
        .filter(registration_tallies::unit_id.eq(filter.unit.unwrap_or(UnitId::ALL)))
        .into_boxed();
    if let Some(award) = filter.award {
        tallies = tallies.filter(registration_tallies::award_code.eq(award));
    }
    tallies = match filter.states {
        States::All => tallies,
        States::One(state) => tallies.filter(registration_tallies::state.eq(state)),
        States::Sent => {
            tallies.filter(registration_tallies::state.ne_all([State::Draft, State::Withdrawn, State::Rejected]))
        }
        States::Counted => tallies.filter(registration_tallies::state.ne_all([State::Withdrawn, State::Rejected])),
    };
    let counts: Vec<i64> = tallies.select(registration_tallies::n).load(conn)?;
    Ok(counts.iter().sum())
}

fn filtered<'q>(columns: &'static str, filter: &'q Filter) -> Sql<'q> {
    let finds_few = filter.subject.is_some() || !filter.q.is_empty() || filter.scope != Scope::All;
    let from = if finds_few { FOUND_FIRST } else { UNIT_BY_UNIT };
    let mut query = sql(columns).sql(from).bind::<BigInt, _>(filter.year);
    query = match filter.scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND r.subject_id = ?").bind::<BigInt, _>(person),
        Scope::Unit(unit, person) => {
            let query = query.sql(OF_UNIT_OR_OWN).bind::<BigInt, _>(filter.year);
            query.bind::<BigInt, _>(unit).bind::<BigInt, _>(person)
        }
        Scope::Nothing => query.sql(" AND 0"),
    };
    if let Some(subject) = filter.subject {
        query = query.sql(" AND r.subject_id = ?").bind::<BigInt, _>(subject);
    }
    if let Some(unit) = filter.unit {
        query = query.sql(" AND r.unit_id = ?").bind::<BigInt, _>(unit);
    }
    query = match filter.kind {
        Some(SubjectKind::Unit) => query.sql(" AND r.subject_id = r.unit_id"),
        Some(SubjectKind::Person) => query.sql(" AND r.subject_id <> r.unit_id"),
        None => query,
    };
    query = match filter.states {
        States::All => query,
        States::One(state) => query.sql(" AND r.state = ?").bind::<Text, _>(state),
        States::Counted => query.sql(LIVE),
        States::Sent => query.sql(LIVE).sql(" AND r.state <> 'draft'"),
    };
    query = of_award(query, filter);
    match text::search_expression(&filter.q) {
        Some(words) => query.sql(NAMED).bind::<Text, _>(words),
        None => query,
    }
}

fn of_award<'q>(query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    match (filter.award, filter.higher()) {
        (None, _) => query,
        (Some(award), None) => query.sql(" AND r.award_code = ?").bind::<Text, _>(award),
        (Some(award), Some(higher)) => {
            let query = query.sql(" AND r.award_code IN (?, ?) AND (r.award_code = ? OR ").sql(WITHOUT_LOWER).sql(")");
            query.bind::<Text, _>(award).bind::<Text, _>(higher).bind::<Text, _>(award).bind::<Text, _>(award)
        }
    }
}

impl Filter {
    /// The higher title whose holders also count under the one asked for.
    fn higher(&self) -> Option<AwardCode> {
        let award = self.award.filter(|_| self.states == States::Counted)?;
        includer(award)
    }
}

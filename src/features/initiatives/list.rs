//! The year's list, unit by unit. What is recognised is everybody's to read, the rest is its authors',
//! their unit's and the secretariat's.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative::{Level, State};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::sql::{Sql, sql};

/// What is asked for, and who reads.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub scope: Scope,
    pub reader: Option<AccountId>,
    pub unit: Option<UnitId>,
    pub state: Option<State>,
    pub author: Option<PersonId>,
    /// Those that wait for this co-author's word.
    pub to_answer_by: Option<PersonId>,
    pub q: String,
}

/// A line of the page.
#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Names and shares: "Lê Thị Hoa 60%, Nguyễn Văn Tú 40%".
    #[diesel(sql_type = Text)]
    pub authors: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Nullable<Text>)]
    pub level: Option<Level>,
}

/// A line of the file: CONTRACT.md §3.
#[derive(Debug, QueryableByName)]
pub struct Record {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub field: String,
    /// Codes and shares: `CODE:60;CODE:40`.
    #[diesel(sql_type = Text)]
    pub authors: String,
    #[diesel(sql_type = Text)]
    pub summary: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub level: Option<Level>,
    #[diesel(sql_type = Text)]
    pub decision_no: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub recognised_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    pub state: State,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const ROW: &str = "SELECT i.code, i.title, us.name AS unit_name, i.state, i.level, \
     (SELECT COALESCE(GROUP_CONCAT(s.name || ' ' || a.percent || '%', ', ' ORDER BY a.ordinal), '') \
     FROM initiative_authors a JOIN subjects s ON s.id = a.person_id WHERE a.initiative_id = i.id) AS authors ";
const RECORD: &str = "SELECT i.code, i.title, i.field, i.summary, i.level, i.decision_no, i.recognised_on, i.state, \
     (SELECT COALESCE(GROUP_CONCAT(s.code || ':' || a.percent, ';' ORDER BY a.ordinal), '') \
     FROM initiative_authors a JOIN subjects s ON s.id = a.person_id WHERE a.initiative_id = i.id) AS authors ";
const COUNT: &str = "SELECT COUNT(*) AS n ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN initiatives i ON i.unit_id = u.id \
     JOIN subjects us ON us.id = u.id WHERE i.year = ?";
/// A few rows found first, then put in order.
const FOUND_FIRST: &str = "FROM initiatives i JOIN units u ON u.id = i.unit_id \
     JOIN subjects us ON us.id = u.id WHERE i.year = ?";
const BY_AUTHOR: &str = "i.id IN (SELECT initiative_id FROM initiative_authors WHERE person_id = ?)";
const TO_ANSWER: &str = " AND i.state IN ('draft', 'returned') AND i.id IN \
     (SELECT initiative_id FROM initiative_authors WHERE answer = 'asked' AND person_id = ?)";
/// Titles that match, the newest; bounded, so that a common word costs no more than a rare one.
const TITLED: &str = " AND i.id IN (SELECT rowid FROM initiative_titles WHERE initiative_titles MATCH ? \
     ORDER BY rowid DESC LIMIT 500)";
const ORDER: &str = " ORDER BY u.sort_order, u.id, i.code";

/// One page of lines.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = filtered(ROW, filter).sql(ORDER).sql(" LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// All of them, for a file.
pub fn records(conn: &mut Connection, filter: &Filter) -> AppResult<Vec<Record>> {
    Ok(filtered(RECORD, filter).sql(ORDER).load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let is_tallied =
        filter.scope == Scope::All && filter.author.is_none() && filter.to_answer_by.is_none() && filter.q.is_empty();
    let query = if is_tallied { tallied(filter) } else { filtered(COUNT, filter) };
    let counted: Count = query.get_result(conn)?;
    Ok(counted.n)
}

/// Out of the kept counts.
fn tallied<'q>(filter: &Filter) -> Sql<'q> {
    let query = sql("SELECT COALESCE(SUM(n), 0) AS n FROM initiative_tallies WHERE year = ? AND unit_id = ?")
        .bind::<BigInt, _>(filter.year)
        .bind::<BigInt, _>(filter.unit.unwrap_or(UnitId::ALL));
    match filter.state {
        Some(state) => query.sql(" AND state = ?").bind::<Text, _>(state),
        None => query,
    }
}

fn filtered<'q>(columns: &'static str, filter: &'q Filter) -> Sql<'q> {
    let finds_few = filter.author.is_some() || filter.to_answer_by.is_some() || !filter.q.is_empty();
    let from = if finds_few { FOUND_FIRST } else { UNIT_BY_UNIT };
    let query = sql(columns).sql(from).bind::<BigInt, _>(filter.year);
    let mut query = readable(query, filter);
    if let Some(author) = filter.author {
        query = query.sql(" AND ").sql(BY_AUTHOR).bind::<BigInt, _>(author);
    }
    if let Some(person) = filter.to_answer_by {
        query = query.sql(TO_ANSWER).bind::<BigInt, _>(person);
    }
    if let Some(unit) = filter.unit {
        query = query.sql(" AND i.unit_id = ?").bind::<BigInt, _>(unit);
    }
    if let Some(state) = filter.state {
        query = query.sql(" AND i.state = ?").bind::<Text, _>(state);
    }
    match text::search_expression(&filter.q) {
        Some(words) => query.sql(TITLED).bind::<Text, _>(words),
        None => query,
    }
}

/// The same rows that `Act::SeeInitiative` lets the reader open.
pub fn readable<'q>(query: Sql<'q>, filter: &'q Filter) -> Sql<'q> {
    let (unit, person) = match filter.scope {
        Scope::All => return query,
        Scope::Unit(unit, person) => (unit, person),
        Scope::Own(person) => (UnitId::NONE, person),
        Scope::Nothing => (UnitId::NONE, PersonId(0)),
    };
    let query = query.sql(" AND (i.state = ?").bind::<Text, _>(State::Recognised);
    let query = query.sql(" OR i.unit_id = ?").bind::<BigInt, _>(unit);
    let query = query.sql(" OR i.created_by = ?").bind::<BigInt, _>(filter.reader.unwrap_or(AccountId(0)));
    query.sql(" OR ").sql(BY_AUTHOR).bind::<BigInt, _>(person).sql(")")
}

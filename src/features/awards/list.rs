//! The award list: decided awards, those of them that a number of award progress counts (`state=counted`), or
//! results of the interim review (`state=provisional`).

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};

use super::counted;
use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::progress::includer;
use crate::domain::subject::SubjectKind;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::sql::{Sql, sql};

codes! {
    /// Which results are listed. The counted are those of award progress: none that was revoked, each by the
    /// unit of the year's last day, and under a title also whoever has only the higher one that includes it.
    Results {
        Decided = "decided" "Đã có quyết định",
        Counted = "counted" "Tính vào tiến độ thi đua",
        Provisional = "provisional" "Tạm tính (sơ kết)",
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub unit: Option<UnitId>,
    pub award: Option<AwardCode>,
    pub kind: Option<SubjectKind>,
    /// Code of the catalogue, or the name as an imported paper gave it.
    pub authority: String,
    pub subject: Option<SubjectId>,
    pub decision: Option<DecisionId>,
    pub q: String,
    pub results: Results,
    pub order: Order,
}

impl Filter {
    /// Whether the kept counts answer: they know year, unit and award alone.
    fn is_tallied(&self) -> bool {
        let asks_more = self.kind.is_some() || self.subject.is_some() || self.decision.is_some();
        let is_named = text::search_expression(&self.q).is_some();
        self.results != Results::Counted && !asks_more && !is_named && self.authority.is_empty()
    }
}

/// Lists go unit by unit; papers put the greater awards and the collectives first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    ByUnit,
    ForPaper,
}

#[derive(Debug, Clone, Queryable)]
pub struct Row {
    pub subject_code: String,
    pub subject_name: String,
    pub is_collective: bool,
    pub unit_code: String,
    pub unit_name: String,
    pub position: String,
    pub award: AwardCode,
    pub decision_id: Option<DecisionId>,
    pub decision_no: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub authority: Option<String>,
    pub revoked_on: Option<NaiveDate>,
}

/// The columns of a row, in their order.
type Columns = (
    Text,
    Text,
    Bool,
    Text,
    Text,
    Text,
    Text,
    Nullable<BigInt>,
    Nullable<Text>,
    Nullable<Date>,
    Nullable<Text>,
    Nullable<Date>,
);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const DECIDED: &str = "SELECT s.code AS subject_code, s.name AS subject_name, s.kind = 'unit' AS is_collective, us.code AS unit_code, \
     us.name AS unit_name, a.position, a.award_code AS award, d.id AS decision_id, d.number AS decision_no, d.decided_on, d.authority, a.revoked_on ";
/// Out of an index unit by unit, by the unit on the award, so that nothing is sorted.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN awards a ON a.unit_id = u.id ";
/// What may count for one unit (year, unit, year, unit): all that carries it, and all of its people.
const OF_ONE_UNIT: &str = "FROM (SELECT id FROM awards WHERE year = ? AND unit_id = ? UNION SELECT w.id FROM memberships e \
     JOIN awards w ON w.subject_id = e.person_id AND w.year = ? WHERE e.unit_id = ?) c CROSS JOIN awards a ON a.id = c.id \
     JOIN units u ON u.id = a.unit_id ";
const NAMES: &str = "JOIN decisions d ON d.id = a.decision_id JOIN subjects s ON s.id = a.subject_id \
     JOIN subjects us ON us.id = ";
const PROVISIONAL: &str = "SELECT s.code AS subject_code, s.name AS subject_name, s.kind = 'unit' AS is_collective, us.code AS unit_code, \
     us.name AS unit_name, COALESCE(p.position, '') AS position, a.award_code AS award, NULL AS decision_id, NULL AS decision_no, \
     NULL AS decided_on, NULL AS authority, NULL AS revoked_on \
     FROM units u CROSS JOIN interim_results a ON a.unit_id = u.id LEFT JOIN people p ON p.id = a.subject_id \
     JOIN subjects s ON s.id = a.subject_id JOIN subjects us ON us.id = u.id WHERE a.year = ? AND a.state = 'confirmed'";
const COUNT_DECIDED: &str = "SELECT COUNT(*) AS n FROM awards a WHERE a.year = ?";
const COUNT: &str = "SELECT COUNT(*) AS n ";
const COUNT_PROVISIONAL: &str =
    "SELECT COUNT(*) AS n FROM interim_results a WHERE a.year = ? AND a.state = 'confirmed'";
/// Kept counts, whose columns are named as those of the rows they count.
const TALLIED_DECIDED: &str = "SELECT COALESCE(SUM(a.n), 0) AS n FROM award_tallies a WHERE a.year = ?";
const TALLIED_PROVISIONAL: &str =
    "SELECT COALESCE(SUM(a.n), 0) AS n FROM interim_result_tallies a WHERE a.year = ? AND a.state = 'confirmed'";
const NAMED: &str = " AND a.subject_id IN (SELECT rowid FROM subject_names WHERE subject_names MATCH ? LIMIT 500)";
const BY_AUTHORITY: &str = " AND a.decision_id IN (SELECT id FROM decisions WHERE authority = ?)";
const BY_UNIT: &str = " ORDER BY u.sort_order, u.id, a.sort_key, a.id LIMIT ? OFFSET ?";
const FOR_PAPER: &str = " ORDER BY is_collective DESC, u.sort_order, u.id, a.sort_key, a.id LIMIT ? OFFSET ?";

/// One page of rows; a negative limit is all of them.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let order = if filter.order == Order::ByUnit { BY_UNIT } else { FOR_PAPER };
    let query = match filter.results {
        Results::Provisional => sql(PROVISIONAL).bind::<BigInt, _>(filter.year),
        Results::Decided => decided(sql(DECIDED).sql(UNIT_BY_UNIT), "u.id", filter),
        Results::Counted => decided(from_counted(sql(DECIDED), filter), counted::UNIT, filter),
    };
    let query = filtered(query, filter).sql(order);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).rows::<Columns>().load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    if filter.is_tallied() {
        return tallied(conn, filter);
    }
    let query = match filter.results {
        Results::Provisional => sql(COUNT_PROVISIONAL).bind::<BigInt, _>(filter.year),
        Results::Counted if filter.unit.is_some() => {
            from_counted(sql(COUNT), filter).sql("WHERE a.year = ?").bind::<BigInt, _>(filter.year)
        }
        _ => sql(COUNT_DECIDED).bind::<BigInt, _>(filter.year),
    };
    let counted: Count = filtered(query, filter).get_result(conn)?;
    Ok(counted.n)
}

fn tallied(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let tallies = if filter.results == Results::Provisional { TALLIED_PROVISIONAL } else { TALLIED_DECIDED };
    let of_unit = Filter { unit: filter.unit.or(Some(UnitId::ALL)), ..filter.clone() };
    let counted: Count = filtered(sql(tallies).bind::<BigInt, _>(filter.year), &of_unit).get_result(conn)?;
    Ok(counted.n)
}

/// Adds the names, the unit's being that of `unit`, and the year.
fn decided<'q>(query: Sql<'q>, unit: &'static str, filter: &Filter) -> Sql<'q> {
    query.sql(NAMES).sql(unit).sql(" WHERE a.year = ?").bind::<BigInt, _>(filter.year)
}

/// Where those that are counted come from.
fn from_counted<'q>(query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    let Some(unit) = filter.unit else { return query.sql(UNIT_BY_UNIT) };
    let query = query.sql(OF_ONE_UNIT).bind::<BigInt, _>(filter.year).bind::<BigInt, _>(unit);
    query.bind::<BigInt, _>(filter.year).bind::<BigInt, _>(unit)
}

fn filtered<'q>(query: Sql<'q>, filter: &'q Filter) -> Sql<'q> {
    let mut query = of_unit_and_award(query, filter);
    query = match filter.kind {
        Some(SubjectKind::Unit) => query.sql(" AND a.subject_id = a.unit_id"),
        Some(SubjectKind::Person) => query.sql(" AND a.subject_id <> a.unit_id"),
        None => query,
    };
    if !filter.authority.is_empty() && filter.results != Results::Provisional {
        query = query.sql(BY_AUTHORITY).bind::<Text, _>(&filter.authority);
    }
    if let Some(subject) = filter.subject {
        query = query.sql(" AND a.subject_id = ?").bind::<BigInt, _>(subject);
    }
    if let Some(decision) = filter.decision {
        query = query.sql(" AND a.decision_id = ?").bind::<BigInt, _>(decision);
    }
    match text::search_expression(&filter.q) {
        Some(words) => query.sql(NAMED).bind::<Text, _>(words),
        None => query,
    }
}

fn of_unit_and_award<'q>(query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    if filter.results == Results::Counted {
        return counted_for(query.sql(" AND a.revoked_on IS NULL"), filter);
    }
    let mut query = query;
    if let Some(unit) = filter.unit {
        query = query.sql(" AND a.unit_id = ?").bind::<BigInt, _>(unit);
    }
    if let Some(award) = filter.award {
        query = query.sql(" AND a.award_code = ?").bind::<Text, _>(award);
    }
    query
}

fn counted_for<'q>(mut query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    if let Some(unit) = filter.unit {
        query = query.sql(" AND ").sql(counted::UNIT).sql(" = ?").bind::<BigInt, _>(unit);
    }
    let Some(award) = filter.award else { return query };
    let Some(higher) = includer(award) else {
        return query.sql(" AND a.award_code = ?").bind::<Text, _>(award);
    };
    let query = query.sql(" AND a.award_code IN (?, ?) AND (a.award_code = ? OR ").sql(counted::WITHOUT_LOWER).sql(")");
    query.bind::<Text, _>(award).bind::<Text, _>(higher).bind::<Text, _>(award).bind::<Text, _>(award)
}

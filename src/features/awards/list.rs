//! The award list: decided awards, or (`state=provisional`) results of the interim review.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};
use diesel::sqlite::Sqlite;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub unit: Option<UnitId>,
    pub award: Option<AwardCode>,
    pub subject: Option<SubjectId>,
    pub decision: Option<DecisionId>,
    pub q: String,
    pub provisional: bool,
    pub order: Order,
}

/// Lists go unit by unit; papers put the greater awards and the collectives first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    ByUnit,
    ForPaper,
}

#[derive(Debug, Clone, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Bool)]
    pub is_collective: bool,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub position: String,
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub decision_id: Option<DecisionId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub decision_no: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    pub decided_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Text>)]
    pub authority: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    pub revoked_on: Option<NaiveDate>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const DECIDED: &str = "SELECT s.code AS subject_code, s.name AS subject_name, s.kind = 'unit' AS is_collective, us.code AS unit_code, \
     us.name AS unit_name, a.position, a.award_code AS award, d.id AS decision_id, d.number AS decision_no, d.decided_on, d.authority, a.revoked_on \
     FROM units u CROSS JOIN awards a ON a.unit_id = u.id JOIN decisions d ON d.id = a.decision_id \
     JOIN subjects s ON s.id = a.subject_id JOIN subjects us ON us.id = u.id WHERE a.year = ?";
const PROVISIONAL: &str = "SELECT s.code AS subject_code, s.name AS subject_name, s.kind = 'unit' AS is_collective, us.code AS unit_code, \
     us.name AS unit_name, COALESCE(p.position, '') AS position, a.award_code AS award, NULL AS decision_id, NULL AS decision_no, \
     NULL AS decided_on, NULL AS authority, NULL AS revoked_on \
     FROM units u CROSS JOIN interim_results a ON a.unit_id = u.id LEFT JOIN people p ON p.id = a.subject_id \
     JOIN subjects s ON s.id = a.subject_id JOIN subjects us ON us.id = u.id WHERE a.year = ? AND a.state = 'confirmed'";
const COUNT_DECIDED: &str = "SELECT COUNT(*) AS n FROM awards a WHERE a.year = ?";
const COUNT_PROVISIONAL: &str =
    "SELECT COUNT(*) AS n FROM interim_results a WHERE a.year = ? AND a.state = 'confirmed'";
const NAMED: &str = " AND a.subject_id IN (SELECT rowid FROM subject_names WHERE subject_names MATCH ? LIMIT 500)";
const BY_UNIT: &str = " ORDER BY u.sort_order, u.id, a.sort_key, a.id LIMIT ? OFFSET ?";
const FOR_PAPER: &str = " ORDER BY is_collective DESC, u.sort_order, u.id, a.sort_key, a.id LIMIT ? OFFSET ?";

type Query<'q> = diesel::query_builder::BoxedSqlQuery<'q, Sqlite, diesel::query_builder::SqlQuery>;

/// One page of rows; a negative limit is all of them.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let columns = if filter.provisional { PROVISIONAL } else { DECIDED };
    let order = if filter.order == Order::ByUnit { BY_UNIT } else { FOR_PAPER };
    let query = filtered(columns, filter).sql(order);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let columns = if filter.provisional { COUNT_PROVISIONAL } else { COUNT_DECIDED };
    let counted: Count = filtered(columns, filter).get_result(conn)?;
    Ok(counted.n)
}

fn filtered<'q>(columns: &str, filter: &'q Filter) -> Query<'q> {
    let mut query = diesel::sql_query(columns).into_boxed().bind::<BigInt, _>(filter.year);
    if let Some(unit) = filter.unit {
        query = query.sql(" AND a.unit_id = ?").bind::<BigInt, _>(unit);
    }
    if let Some(award) = filter.award {
        query = query.sql(" AND a.award_code = ?").bind::<Text, _>(award);
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

//! What was turned down in a year, with the reasons: registrations, and dossiers.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Timestamp};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::sql::{Sql, sql};

/// Dossiers turned down, without those whose registration says so itself. The dossier is `d`.
pub(super) const ALONE: &str = "d.state = 'rejected' AND NOT EXISTS (SELECT 1 FROM registrations g \
     WHERE g.id = d.registration_id AND g.state IN ('rejected', 'not_awarded'))";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub scope: Scope,
    pub unit: Option<UnitId>,
    pub award: Option<AwardCode>,
}

/// A registration or dossier turned down.
#[derive(Debug, Clone, Queryable)]
pub struct Refusal {
    pub is_dossier: bool,
    pub id: i64,
    pub subject_code: String,
    pub subject_name: String,
    pub is_collective: bool,
    pub unit_code: String,
    pub unit_name: String,
    pub award: AwardCode,
    /// Code of the state of either.
    pub state: String,
    pub reason: String,
    pub since: NaiveDateTime,
}

/// The columns of a row, in their order.
type Columns = (Bool, BigInt, Text, Text, Bool, Text, Text, Text, Text, Text, Timestamp);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT r.is_dossier, r.id, s.code, s.name, s.kind = 'unit', us.code, us.name, r.award_code, r.state, r.reason, r.since ";
const COUNT: &str = "SELECT COUNT(*) AS n ";
const REGISTRATIONS: &str = "FROM (SELECT 0 AS is_dossier, id, subject_id, unit_id, award_code, state, reason, since, sort_key \
     FROM registrations WHERE year = ? AND state IN ('rejected', 'not_awarded') ";
const DOSSIERS: &str = "UNION ALL SELECT 1, id, subject_id, unit_id, award_code, state, reason, since, sort_key \
     FROM dossiers d WHERE year = ? AND ";
const COUNTED: &str = ") r WHERE 1";
/// The rows of a page are found first, so that only theirs are given names.
const PAGE: &str = "FROM (SELECT r.*, u.sort_order ";
const IN_UNITS: &str = ") r JOIN units u ON u.id = r.unit_id WHERE 1";
const ORDER: &str = " ORDER BY u.sort_order, u.id, r.sort_key, r.is_dossier, r.id LIMIT ? OFFSET ?";
const NAMES: &str = ") r JOIN subjects s ON s.id = r.subject_id JOIN subjects us ON us.id = r.unit_id \
     ORDER BY r.sort_order, r.unit_id, r.sort_key, r.is_dossier, r.id";

/// One page of rows; a negative limit is all of them.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Refusal>> {
    let query = filtered(sql(COLUMNS).sql(PAGE), IN_UNITS, filter).sql(ORDER);
    let query = query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).sql(NAMES);
    Ok(query.rows::<Columns>().load(conn)?)
}

/// How many there are in all.
pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let counted: Count = filtered(sql(COUNT), COUNTED, filter).get_result(conn)?;
    Ok(counted.n)
}

fn filtered<'q>(begun: Sql<'q>, names: &'static str, filter: &Filter) -> Sql<'q> {
    let query = begun.sql(REGISTRATIONS).bind::<BigInt, _>(filter.year);
    let mut query = query.sql(DOSSIERS).bind::<BigInt, _>(filter.year).sql(ALONE).sql(names);
    query = match filter.scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND r.subject_id = ?").bind::<BigInt, _>(person),
        Scope::Unit(unit, person) => {
            let query = query.sql(" AND (r.unit_id = ? OR r.subject_id = ?)");
            query.bind::<BigInt, _>(unit).bind::<BigInt, _>(person)
        }
        Scope::Nothing => query.sql(" AND 0"),
    };
    if let Some(unit) = filter.unit {
        query = query.sql(" AND r.unit_id = ?").bind::<BigInt, _>(unit);
    }
    match filter.award {
        Some(award) => query.sql(" AND r.award_code = ?").bind::<Text, _>(award),
        None => query,
    }
}

//! Who has not registered: everybody who belongs to a unit of the agency on the day, and each collective, without a
//! registration that was sent and still counts.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::sql::{Sql, sql};

/// Somebody without a registration.
#[derive(Debug, Clone, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Text)]
    pub subject_kind: SubjectKind,
    #[diesel(sql_type = Text)]
    pub position: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    /// He has begun one, and not sent it.
    #[diesel(sql_type = Bool)]
    pub has_draft: bool,
    #[diesel(sql_type = Nullable<Date>)]
    pub extended_until: Option<NaiveDate>,
}

/// How a unit stands.
#[derive(Debug, Clone, QueryableByName)]
pub struct Count {
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub people_missing: i64,
    #[diesel(sql_type = BigInt)]
    pub collectives: i64,
    #[diesel(sql_type = BigInt)]
    pub collectives_missing: i64,
}

/// The day on which the units are looked at: today, or the last of a year that is over.
pub fn day_of(year: Year, today: NaiveDate) -> NaiveDate {
    today.clamp(year.start(), year.end())
}

/// Whoever ought to register, on a day: `?` four times.
const EXPECTED: &str = "WITH expected(unit_id, subject_id, position, is_person) AS ( \
     SELECT u.id, u.id, '', 0 FROM units u WHERE u.kind IN ('division', 'affiliate') \
     AND (u.founded_on IS NULL OR u.founded_on <= ?) AND (u.dissolved_on IS NULL OR u.dissolved_on >= ?) \
     UNION ALL SELECT m.unit_id, m.person_id, m.position, 1 FROM memberships m JOIN units u ON u.id = m.unit_id \
     WHERE u.kind <> 'external' AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?)) ";
/// The first part is written as in the index registrations_one_live, or SQLite would not use it. `?` is the year.
const IS_MISSING: &str = "NOT EXISTS (SELECT 1 FROM registrations r WHERE r.year = ? AND r.subject_id = e.subject_id \
     AND r.state NOT IN ('withdrawn', 'rejected') AND r.state <> 'draft')";
const ROWS: &str = "SELECT s.code AS subject_code, s.name AS subject_name, s.kind AS subject_kind, e.position, \
     us.code AS unit_code, us.name AS unit_name, EXISTS (SELECT 1 FROM registrations d WHERE d.year = ? \
     AND d.subject_id = e.subject_id AND d.state = 'draft') AS has_draft, (SELECT MAX(x.until) \
     FROM registration_extensions x WHERE x.year = ? AND x.subject_id IN (e.subject_id, e.unit_id) \
     AND x.withdrawn_on IS NULL) AS extended_until FROM expected e JOIN units u ON u.id = e.unit_id \
     JOIN subjects s ON s.id = e.subject_id JOIN subjects us ON us.id = e.unit_id WHERE ";
const COUNTS: &str = "SELECT us.code AS unit_code, us.name AS unit_name, SUM(e.is_person) AS people, \
     SUM(1 - e.is_person) AS collectives, SUM(CASE WHEN e.is_person AND e.missing THEN 1 ELSE 0 END) AS people_missing, \
     SUM(CASE WHEN NOT e.is_person AND e.missing THEN 1 ELSE 0 END) AS collectives_missing FROM (SELECT e.unit_id, \
     e.is_person, ";
const OF_COUNTS: &str =
    " AS missing FROM expected e) e JOIN units u ON u.id = e.unit_id JOIN subjects us ON us.id = u.id";

fn expected<'q>(day: NaiveDate) -> Sql<'q> {
    let query = sql(EXPECTED).bind::<Date, _>(day).bind::<Date, _>(day);
    query.bind::<Date, _>(day).bind::<Date, _>(day)
}

/// A page of them in the order of lists, each collective before its people; a limit of -1 gives all.
pub fn rows(
    conn: &mut Connection,
    year: Year,
    day: NaiveDate,
    unit: Option<UnitId>,
    limit: i64,
    offset: i64,
) -> AppResult<Vec<Row>> {
    let query = expected(day).sql(ROWS).bind::<BigInt, _>(year).bind::<BigInt, _>(year);
    let mut query = query.sql(IS_MISSING).bind::<BigInt, _>(year);
    if let Some(unit) = unit {
        query = query.sql(" AND e.unit_id = ?").bind::<BigInt, _>(unit);
    }
    let query = query.sql(" ORDER BY u.sort_order, u.id, e.is_person, s.sort_key, s.id LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// How many ought to register and have not, unit by unit.
pub fn counts(conn: &mut Connection, year: Year, day: NaiveDate, unit: Option<UnitId>) -> AppResult<Vec<Count>> {
    let mut query = expected(day).sql(COUNTS).sql(IS_MISSING).bind::<BigInt, _>(year).sql(OF_COUNTS);
    if let Some(unit) = unit {
        query = query.sql(" WHERE e.unit_id = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.sql(" GROUP BY u.id ORDER BY u.sort_order, u.id").load(conn)?)
}

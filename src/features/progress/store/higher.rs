//! Awards by who grants them: decided by others than this agency, granted here, or still on their way.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::awards::counted;
use crate::sql::{Sql, sql};

/// Awards of one code by one authority; a collective's award carries the collective itself as its unit.
#[derive(Debug, QueryableByName)]
pub struct Higher {
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    /// Code of the catalogue, or the name as an imported paper gave it; empty where it is not asked for.
    #[diesel(sql_type = Text)]
    pub authority: String,
    #[diesel(sql_type = BigInt)]
    pub collectives: i64,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

const BY_AUTHORITY: &str =
    "SELECT a.award_code AS award, (SELECT d.authority FROM decisions d WHERE d.id = a.decision_id) AS authority, ";
const BY_AWARD: &str = "SELECT a.award_code AS award, '' AS authority, ";
const COUNTS: &str = "SUM(a.subject_id = a.unit_id) AS collectives, SUM(a.subject_id <> a.unit_id) AS people ";

/// What others than this agency decided for a year, by award and authority; `codes` are those awards.
pub fn higher(conn: &mut Connection, year: Year, unit: Option<UnitId>, codes: &[AwardCode]) -> AppResult<Vec<Higher>> {
    granted_by(conn, BY_AUTHORITY, year, unit, codes)
}

/// The awards of these codes, by award alone.
pub fn granted(conn: &mut Connection, year: Year, unit: Option<UnitId>, codes: &[AwardCode]) -> AppResult<Vec<Higher>> {
    granted_by(conn, BY_AWARD, year, unit, codes)
}

fn granted_by(
    conn: &mut Connection,
    columns: &'static str,
    year: Year,
    unit: Option<UnitId>,
    codes: &[AwardCode],
) -> AppResult<Vec<Higher>> {
    let mut query = awards_of_year(sql(columns).sql(COUNTS), year, unit).sql(" AND a.award_code IN (");
    for (ordinal, code) in codes.iter().enumerate() {
        query = query.sql(if ordinal == 0 { "?" } else { ", ?" }).bind::<Text, _>(*code);
    }
    query = query.sql(")");
    if let Some(unit) = unit {
        query = query.sql(" AND ").sql(counted::UNIT).sql(" = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.sql(" GROUP BY 1, 2").load(conn)?)
}

/// What may count for a unit: awards that carry it, and those of whoever was ever there.
const AWARDS_OF_UNIT: &str = "FROM (SELECT id FROM awards WHERE year = ? AND unit_id = ? UNION SELECT w.id FROM memberships k \
     CROSS JOIN awards w ON w.subject_id = k.person_id WHERE k.unit_id = ? AND w.year = ?) c CROSS JOIN awards a ON a.id = c.id";

/// Goes on with the awards of a year that were not revoked: all, or those that may count for a unit.
fn awards_of_year<'q>(query: Sql<'q>, year: Year, unit: Option<UnitId>) -> Sql<'q> {
    let query = match unit {
        None => query.sql("FROM awards a"),
        Some(unit) => {
            let query = query.sql(AWARDS_OF_UNIT).bind::<BigInt, _>(year).bind::<BigInt, _>(unit);
            query.bind::<BigInt, _>(unit).bind::<BigInt, _>(year)
        }
    };
    query.sql(" WHERE a.year = ? AND a.revoked_on IS NULL").bind::<BigInt, _>(year)
}

/// Proposals that lie with a higher level, by award. `authority` stays empty: nobody has decided.
pub fn escalated(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Higher>> {
    let query = sql("SELECT award_code AS award, '' AS authority, SUM(subject_id = unit_id) AS collectives, \
         SUM(subject_id <> unit_id) AS people FROM registrations INDEXED BY registrations_by_state \
         WHERE year = ? AND state = 'escalated'")
    .bind::<BigInt, _>(year);
    let query = match unit {
        Some(unit) => query.sql(" AND unit_id = ?").bind::<BigInt, _>(unit),
        None => query,
    };
    Ok(query.sql(" GROUP BY award_code").load(conn)?)
}

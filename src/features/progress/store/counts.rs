//! Registered, proposed, received, turned down: by unit and award, out of the kept counts where these know it.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use super::{Which, among, kept};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::progress::Moved;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::awards::counted;
use crate::sql::{Sql, sql};

/// A count of one award in one unit.
#[derive(Debug, Queryable)]
pub struct Counted {
    pub unit: UnitId,
    pub award: AwardCode,
    pub n: i64,
}

/// The columns of a row, in their order.
type Columns = (BigInt, Text, BigInt);

/// Sums kept counts by unit and award; `condition` ends the one on the year.
fn summed(
    conn: &mut Connection,
    table: &'static str,
    condition: &'static str,
    year: Year,
    which: &Which,
) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id, award_code, SUM(n) FROM ").sql(table).sql(" WHERE year = ?");
    let query = kept(query.bind::<BigInt, _>(year).sql(condition), which);
    Ok(query.sql(" GROUP BY unit_id, award_code HAVING SUM(n) <> 0").rows::<Columns>().load(conn)?)
}

/// Registrations neither withdrawn nor rejected.
pub fn registered(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Counted>> {
    summed(conn, "registration_tallies", " AND state NOT IN ('withdrawn', 'rejected')", year, which)
}

/// Dossiers sent and not withdrawn.
pub fn proposed(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Counted>> {
    summed(conn, "dossier_tallies", " AND state NOT IN ('draft', 'withdrawn')", year, which)
}

/// Awards not revoked, by the unit they were decided for.
pub fn achieved(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Counted>> {
    summed(conn, "award_tallies", " AND NOT revoked", year, which)
}

/// Confirmed results of the interim review.
pub fn provisional(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Counted>> {
    summed(conn, "interim_result_tallies", " AND state = 'confirmed'", year, which)
}

/// Few dossiers are turned down; grouping by award must not lead through all of the year.
const BY_STATE: &str = "INDEXED BY dossiers_by_state WHERE year = ? AND ";

/// Registrations turned down, and the dossiers turned down that have none.
pub fn refused(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Counted>> {
    let mut found = summed(conn, "registration_tallies", " AND state IN ('rejected', 'not_awarded')", year, which)?;
    let query = sql("SELECT ").sql(which.unit()).sql(" AS unit, award_code, COUNT(*) FROM dossiers d ").sql(BY_STATE);
    let query = among(query.bind::<BigInt, _>(year).sql(super::refusals::ALONE), which);
    found.append(&mut query.sql(" GROUP BY unit, award_code").rows::<Columns>().load(conn)?);
    Ok(found)
}

/// Who registered for `award` and for `with` as well.
pub fn registered_for_both(
    conn: &mut Connection,
    year: Year,
    which: &Which,
    [award, with]: [AwardCode; 2],
) -> AppResult<Vec<Counted>> {
    pairs(conn, "registration_pair_tallies", year, which, [award, with])
}

/// Who received `award` and `with` as well, by the unit on the former.
pub fn received_both(
    conn: &mut Connection,
    year: Year,
    which: &Which,
    [award, with]: [AwardCode; 2],
) -> AppResult<Vec<Counted>> {
    pairs(conn, "award_pair_tallies", year, which, [award, with])
}

fn pairs(
    conn: &mut Connection,
    table: &'static str,
    year: Year,
    which: &Which,
    [award, with]: [AwardCode; 2],
) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT ").sql(which.unit()).sql(" AS unit, award_code, SUM(n) FROM ").sql(table);
    let query = query.sql(" WHERE year = ? AND award_code = ? AND with_code = ?");
    let query = query.bind::<BigInt, _>(year).bind::<Text, _>(award).bind::<Text, _>(with);
    Ok(among(query, which).sql(" GROUP BY unit, award_code").rows::<Columns>().load(conn)?)
}

/// An award carries the unit of the day of its decision (`from`) and counts for that of the year's last day.
/// The two differ only for somebody who changed units between the year's first day and the last decision, so
/// those few come first; `+` keeps SQLite from beginning with all units or with all awards of the year.
const MOVED: &str = "SELECT a.award_code AS award, a.unit_id AS \"from\", e.unit_id AS \"to\", COUNT(*) AS n \
     FROM (SELECT DISTINCT person_id FROM memberships \
     WHERE +unit_id IN (SELECT id FROM units WHERE kind <> 'external') AND from_date > ? \
     AND from_date <= MAX(?, COALESCE((SELECT MAX(decided_on) FROM decisions WHERE year = ?), ''))";
const OF_UNITS: &str = " AND person_id IN (SELECT k.person_id FROM memberships k WHERE k.";
const MOVED_TO: &str = ") c CROSS JOIN memberships e ON e.person_id = c.person_id AND e.from_date <= ? AND (e.to_date IS NULL OR e.to_date >= ?) \
     CROSS JOIN awards a ON a.subject_id = c.person_id \
     WHERE +a.year = ? AND a.revoked_on IS NULL AND e.unit_id <> a.unit_id";
const BY_MOVE: &str = " GROUP BY a.award_code, a.unit_id, e.unit_id";

/// What counts elsewhere than it was decided; of some units: only of people who were ever there.
pub fn moved(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Vec<Moved>> {
    by_move(conn, moves(year, which))
}

/// The same of those who received `higher` without the `lower` title it includes, which they count under too.
pub fn moved_alone(
    conn: &mut Connection,
    year: Year,
    which: &Which,
    [higher, lower]: [AwardCode; 2],
) -> AppResult<Vec<Moved>> {
    let query = moves(year, which).sql(" AND a.award_code = ? AND ").bind::<Text, _>(higher);
    let moved = by_move(conn, query.sql(counted::WITHOUT_LOWER).bind::<Text, _>(lower))?;
    Ok(moved.into_iter().map(|it| Moved { award: lower, ..it }).collect())
}

fn moves(year: Year, which: &Which) -> Sql<'_> {
    let query = sql(MOVED).bind::<Date, _>(year.start()).bind::<Date, _>(year.end()).bind::<BigInt, _>(year);
    let query = match which {
        Which::Some(units) => query.sql(OF_UNITS).sql(super::AMONG).bind::<Text, _>(&units.json).sql(")"),
        Which::Each | Which::Together => query,
    };
    query.sql(MOVED_TO).bind::<Date, _>(year.end()).bind::<Date, _>(year.end()).bind::<BigInt, _>(year)
}

fn by_move(conn: &mut Connection, query: Sql<'_>) -> AppResult<Vec<Moved>> {
    let rows: Vec<(AwardCode, UnitId, UnitId, i64)> =
        query.sql(BY_MOVE).rows::<(Text, BigInt, BigInt, BigInt)>().load(conn)?;
    Ok(rows.into_iter().map(|(award, from, to, people)| Moved { award, from, to, people }).collect())
}

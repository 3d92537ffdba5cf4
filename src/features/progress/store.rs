//! Grouped reads, a fixed number whatever the size of the department. Each answers from an index alone
//! or touches few rows; a unit is a condition of its own, never "? = 0 OR …".

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::awards::counted;
use crate::schema::{subjects, units};
use crate::sql::{Sql, sql};

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

/// All units inside the agency, in the order of lists.
pub fn units(conn: &mut Connection) -> AppResult<Vec<Unit>> {
    Ok(units::table
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
        .load(conn)?)
}

/// Adds the condition, which ends in `= ?`, only where one unit is asked for.
fn of_unit<'q>(query: Sql<'q>, condition: &'static str, unit: Option<UnitId>) -> Sql<'q> {
    match unit {
        None => query,
        Some(unit) => query.sql(condition).bind::<BigInt, _>(unit),
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

const WITHIN: &str = " FROM memberships WHERE unit_id IN (SELECT id FROM units WHERE kind <> 'external')";

/// Who was in which unit since `first`. Those who were there all the time come as one row a unit, so
/// what remains is only whoever came or went.
pub fn present_since(conn: &mut Connection, first: NaiveDate, unit: Option<UnitId>) -> AppResult<Vec<Present>> {
    let steady = sql("SELECT unit_id AS unit, MIN(from_date) AS \"from\", NULL AS \"to\", COUNT(*) AS people")
        .sql(WITHIN)
        .sql(" AND from_date <= ? AND to_date IS NULL")
        .bind::<Date, _>(first);
    let mut present: Vec<Present> = of_unit(steady, " AND unit_id = ?", unit).sql(" GROUP BY unit_id").load(conn)?;
    for row in &mut present {
        row.from = first;
    }
    let moving = sql("SELECT unit_id AS unit, from_date AS \"from\", to_date AS \"to\", COUNT(*) AS people")
        .sql(WITHIN)
        .sql(" AND ((to_date IS NULL AND from_date > ?) OR to_date >= ?)")
        .bind::<Date, _>(first)
        .bind::<Date, _>(first);
    let mut moved =
        of_unit(moving, " AND unit_id = ?", unit).sql(" GROUP BY unit_id, from_date, to_date").load(conn)?;
    present.append(&mut moved);
    Ok(present)
}

/// A count of one award in one unit.
#[derive(Debug, QueryableByName)]
pub struct Counted {
    #[diesel(sql_type = BigInt)]
    pub unit: UnitId,
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}

/// Registrations neither withdrawn nor rejected, out of the kept tallies (unit 0 there is all units).
pub fn registered(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, SUM(n) AS n FROM registration_tallies \
         WHERE year = ? AND unit_id > 0 AND state NOT IN ('withdrawn', 'rejected')")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).sql(" GROUP BY unit_id, award_code").load(conn)?)
}

/// Whoever registered for `higher` and not for the `lower` title it includes. The states are written out
/// as in the index registrations_one_live, or SQLite would not use it.
const REGISTERED_ALONE: &str = "SELECT r.unit_id AS unit, r.award_code AS award, COUNT(*) AS n FROM registrations r \
     WHERE r.year = ? AND r.award_code = ? AND r.state NOT IN ('withdrawn', 'rejected') \
     AND NOT EXISTS (SELECT 1 FROM registrations l WHERE l.year = r.year AND l.subject_id = r.subject_id \
     AND l.award_code = ? AND l.state NOT IN ('withdrawn', 'rejected'))";

pub fn registered_alone(
    conn: &mut Connection,
    year: Year,
    unit: Option<UnitId>,
    higher: AwardCode,
    lower: AwardCode,
) -> AppResult<Vec<Counted>> {
    let query = sql(REGISTERED_ALONE).bind::<BigInt, _>(year).bind::<Text, _>(higher).bind::<Text, _>(lower);
    Ok(of_unit(query, " AND r.unit_id = ?", unit).sql(" GROUP BY r.unit_id").load(conn)?)
}

/// Awards not revoked, by the unit they were decided for.
pub fn achieved(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, COUNT(*) AS n FROM awards \
         WHERE year = ? AND revoked_on IS NULL")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).sql(" GROUP BY award_code, unit_id").load(conn)?)
}

/// Whoever received `higher` without the `lower` title it includes.
pub fn achieved_alone(
    conn: &mut Connection,
    year: Year,
    unit: Option<UnitId>,
    higher: AwardCode,
    lower: AwardCode,
) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT ").sql(counted::UNIT).sql(
        " AS unit, a.award_code AS award, COUNT(*) AS n FROM awards a \
         WHERE a.year = ? AND a.award_code = ? AND a.revoked_on IS NULL AND ",
    );
    let query = query.bind::<BigInt, _>(year).bind::<Text, _>(higher);
    let query = query.sql(counted::WITHOUT_LOWER).bind::<Text, _>(lower);
    Ok(counted_for(query, unit).sql(" GROUP BY 1").load(conn)?)
}

/// Adds the condition that the award counts for the unit.
fn counted_for<'q>(query: Sql<'q>, unit: Option<UnitId>) -> Sql<'q> {
    match unit {
        None => query,
        Some(unit) => query.sql(" AND ").sql(counted::UNIT).sql(" = ?").bind::<BigInt, _>(unit),
    }
}

/// Awards that count for another unit than the one they carry.
#[derive(Debug, QueryableByName)]
pub struct Moved {
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = BigInt)]
    pub from: UnitId,
    #[diesel(sql_type = BigInt)]
    pub to: UnitId,
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}

/// An award carries the unit of the day of its decision (`from`) and counts for that of the year's last day.
/// The two differ only for somebody who changed units between the year's first day and the last decision, so
/// those few come first; `+` keeps SQLite from beginning with all awards of the year.
const MOVED: &str = "SELECT a.award_code AS award, a.unit_id AS \"from\", e.unit_id AS \"to\", COUNT(*) AS n \
     FROM (SELECT DISTINCT person_id FROM memberships \
     WHERE unit_id IN (SELECT id FROM units WHERE kind <> 'external') AND from_date > ? \
     AND from_date <= MAX(?, COALESCE((SELECT MAX(decided_on) FROM decisions WHERE year = ?), ''))) c \
     CROSS JOIN memberships e ON e.person_id = c.person_id AND e.from_date <= ? AND (e.to_date IS NULL OR e.to_date >= ?) \
     CROSS JOIN awards a ON a.subject_id = c.person_id \
     WHERE +a.year = ? AND a.revoked_on IS NULL AND e.unit_id <> a.unit_id \
     GROUP BY a.award_code, a.unit_id, e.unit_id";

pub fn moved(conn: &mut Connection, year: Year) -> AppResult<Vec<Moved>> {
    Ok(sql(MOVED)
        .bind::<Date, _>(year.start())
        .bind::<Date, _>(year.end())
        .bind::<BigInt, _>(year)
        .bind::<Date, _>(year.end())
        .bind::<Date, _>(year.end())
        .bind::<BigInt, _>(year)
        .load(conn)?)
}

/// Confirmed results of the interim review.
pub fn provisional(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, COUNT(*) AS n FROM interim_results \
         WHERE year = ? AND state = 'confirmed'")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).sql(" GROUP BY award_code, unit_id").load(conn)?)
}

/// Awards of one code by one authority; a collective's award carries the collective itself as its unit.
#[derive(Debug, QueryableByName)]
pub struct Higher {
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    /// Code of the catalogue, or the name as an imported paper gave it.
    #[diesel(sql_type = Text)]
    pub authority: String,
    #[diesel(sql_type = BigInt)]
    pub collectives: i64,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
}

const HIGHER: &str = "SELECT a.award_code AS award, d.authority, SUM(a.subject_id = a.unit_id) AS collectives, \
     SUM(a.subject_id <> a.unit_id) AS people FROM awards a JOIN decisions d ON d.id = a.decision_id \
     WHERE a.year = ? AND a.revoked_on IS NULL AND a.award_code IN (";

/// What others than this agency decided for a year; `codes` are those awards.
pub fn higher(conn: &mut Connection, year: Year, unit: Option<UnitId>, codes: &[AwardCode]) -> AppResult<Vec<Higher>> {
    let mut query = sql(HIGHER).bind::<BigInt, _>(year);
    for (ordinal, code) in codes.iter().enumerate() {
        query = query.sql(if ordinal == 0 { "?" } else { ", ?" }).bind::<Text, _>(*code);
    }
    Ok(counted_for(query.sql(")"), unit).sql(" GROUP BY a.award_code, d.authority").load(conn)?)
}

/// Proposals that lie with a higher level, by award. `authority` stays empty: nobody has decided.
pub fn escalated(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Higher>> {
    let query = sql("SELECT award_code AS award, '' AS authority, SUM(subject_id = unit_id) AS collectives, \
         SUM(subject_id <> unit_id) AS people FROM registrations WHERE year = ? AND state = 'escalated'")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).sql(" GROUP BY award_code").load(conn)?)
}

#[derive(Debug, QueryableByName)]
pub struct OfYear {
    #[diesel(sql_type = BigInt)]
    pub year: Year,
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}

/// One award over some years.
pub fn over_years(
    conn: &mut Connection,
    years: &[Year],
    award: AwardCode,
    unit: Option<UnitId>,
) -> AppResult<Vec<OfYear>> {
    let query = awards_of_years(years, award, unit);
    Ok(query.sql(" GROUP BY a.year").load(conn)?)
}

/// The same of those who received `higher` without the `lower` title it includes.
pub fn alone_over_years(
    conn: &mut Connection,
    years: &[Year],
    higher: AwardCode,
    lower: AwardCode,
    unit: Option<UnitId>,
) -> AppResult<Vec<OfYear>> {
    let query = awards_of_years(years, higher, unit).sql(" AND ").sql(counted::WITHOUT_LOWER).bind::<Text, _>(lower);
    Ok(query.sql(" GROUP BY a.year").load(conn)?)
}

/// Of one unit: what carries it, and what those received who were ever there, less what counts elsewhere.
fn awards_of_years<'q>(years: &[Year], award: AwardCode, unit: Option<UnitId>) -> Sql<'q> {
    let query = sql("SELECT a.year AS year, COUNT(*) AS n FROM ");
    let query = match unit {
        None => query.sql("awards a"),
        Some(unit) => {
            let query = in_years(query.sql("(SELECT id FROM awards WHERE year"), years);
            let query = query.sql(" AND unit_id = ?").bind::<BigInt, _>(unit);
            let query = query.sql(
                " UNION SELECT w.id FROM memberships e JOIN awards w ON w.subject_id = e.person_id \
                 WHERE e.unit_id = ?) c CROSS JOIN awards a ON a.id = c.id",
            );
            query.bind::<BigInt, _>(unit)
        }
    };
    let query = in_years(query.sql(" WHERE a.year"), years);
    let query = query.sql(" AND a.revoked_on IS NULL AND a.award_code = ?").bind::<Text, _>(award);
    counted_for(query, unit)
}

fn in_years<'q>(query: Sql<'q>, years: &[Year]) -> Sql<'q> {
    let mut query = query.sql(" IN (");
    for (ordinal, year) in years.iter().enumerate() {
        query = query.sql(if ordinal == 0 { "?" } else { ", ?" }).bind::<BigInt, _>(*year);
    }
    query.sql(")")
}

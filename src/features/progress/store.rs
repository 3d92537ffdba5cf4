//! Grouped reads, a fixed number whatever the size of the department. Each answers from an index alone
//! or touches few rows; a unit is a condition of its own, never "? = 0 OR …".

use std::collections::HashMap;

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

/// Who is there without a last day, out of the kept counts.
const STAYING: &str = "SELECT unit_id AS unit, '0001-01-01' AS \"from\", NULL AS \"to\", n AS people FROM membership_tallies \
     WHERE unit_id IN (SELECT id FROM units WHERE kind <> 'external')";
/// Who came since a day and stays; found by that day. `+` keeps SQLite from going through all units instead.
const CAME: &str = "SELECT unit_id AS unit, from_date AS \"from\", NULL AS \"to\", COUNT(*) AS people FROM memberships \
     WHERE to_date IS NULL AND from_date > ? AND +unit_id IN (SELECT id FROM units WHERE kind <> 'external')";
/// Who left since a day.
const LEFT: &str = "SELECT unit_id AS unit, from_date AS \"from\", to_date AS \"to\", COUNT(*) AS people FROM memberships \
     WHERE to_date >= ? AND +unit_id IN (SELECT id FROM units WHERE kind <> 'external')";

/// Who was in which unit since `first`. Those who were there all the time come as one row a unit, so
/// what remains is only whoever came or went.
pub fn present_since(conn: &mut Connection, first: NaiveDate, unit: Option<UnitId>) -> AppResult<Vec<Present>> {
    let mut steady: Vec<Present> = of_unit(sql(STAYING), " AND unit_id = ?", unit).load(conn)?;
    let came = of_unit(sql(CAME).bind::<Date, _>(first), " AND unit_id = ?", unit);
    let came: Vec<Present> = came.sql(" GROUP BY unit_id, from_date").load(conn)?;
    let left = of_unit(sql(LEFT).bind::<Date, _>(first), " AND unit_id = ?", unit);
    let left: Vec<Present> = left.sql(" GROUP BY unit_id, from_date, to_date").load(conn)?;
    let mut newcomers: HashMap<UnitId, i64> = HashMap::new();
    for row in &came {
        *newcomers.entry(row.unit).or_default() += row.people;
    }
    for row in &mut steady {
        row.from = first;
        row.people -= newcomers.get(&row.unit).copied().unwrap_or_default();
    }
    Ok(steady.into_iter().chain(came).chain(left).collect())
}

/// A count of one award in one unit.
#[derive(Debug, Queryable)]
pub struct Counted {
    pub unit: UnitId,
    pub award: AwardCode,
    pub n: i64,
}

/// The columns of a row, in their order.
type Columns = (BigInt, Text, BigInt);

/// Registrations neither withdrawn nor rejected, out of the kept tallies (unit 0 there is all units).
pub fn registered(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, SUM(n) AS n FROM registration_tallies \
         WHERE year = ? AND unit_id > 0 AND state NOT IN ('withdrawn', 'rejected')")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).sql(" GROUP BY unit_id, award_code").rows::<Columns>().load(conn)?)
}

/// Who registered for `award` and for `with` as well, out of the kept counts.
pub fn registered_for_both(
    conn: &mut Connection,
    year: Year,
    unit: Option<UnitId>,
    award: AwardCode,
    with: AwardCode,
) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, n FROM registration_pair_tallies \
         WHERE year = ? AND award_code = ? AND with_code = ?");
    let query = query.bind::<BigInt, _>(year).bind::<Text, _>(award).bind::<Text, _>(with);
    Ok(of_unit(query, " AND unit_id = ?", unit).rows::<Columns>().load(conn)?)
}

/// Awards not revoked, by the unit they were decided for, out of the kept counts.
pub fn achieved(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, n FROM award_tallies \
         WHERE year = ? AND unit_id > 0 AND NOT revoked AND n > 0")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).rows::<Columns>().load(conn)?)
}

/// Whoever received `higher` without the `lower` title it includes.
pub fn achieved_alone(
    conn: &mut Connection,
    year: Year,
    unit: Option<UnitId>,
    higher: AwardCode,
    lower: AwardCode,
) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT ").sql(counted::UNIT).sql(" AS unit, a.award_code AS award, COUNT(*) AS n ");
    let query = awards_of_year(query, year, unit).sql(" AND a.award_code = ? AND ").bind::<Text, _>(higher);
    let query = query.sql(counted::WITHOUT_LOWER).bind::<Text, _>(lower);
    Ok(counted_for(query, unit).sql(" GROUP BY 1").rows::<Columns>().load(conn)?)
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
/// those few come first; `+` keeps SQLite from beginning with all units or with all awards of the year.
const MOVED: &str = "SELECT a.award_code AS award, a.unit_id AS \"from\", e.unit_id AS \"to\", COUNT(*) AS n \
     FROM (SELECT DISTINCT person_id FROM memberships \
     WHERE +unit_id IN (SELECT id FROM units WHERE kind <> 'external') AND from_date > ? \
     AND from_date <= MAX(?, COALESCE((SELECT MAX(decided_on) FROM decisions WHERE year = ?), ''))";
const MOVED_TO: &str = ") c CROSS JOIN memberships e ON e.person_id = c.person_id AND e.from_date <= ? AND (e.to_date IS NULL OR e.to_date >= ?) \
     CROSS JOIN awards a ON a.subject_id = c.person_id \
     WHERE +a.year = ? AND a.revoked_on IS NULL AND e.unit_id <> a.unit_id \
     GROUP BY a.award_code, a.unit_id, e.unit_id";

/// Of one unit: only of people who were ever there.
pub fn moved(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Moved>> {
    let query = sql(MOVED).bind::<Date, _>(year.start()).bind::<Date, _>(year.end()).bind::<BigInt, _>(year);
    let of_people = " AND person_id IN (SELECT k.person_id FROM memberships k WHERE k.unit_id = ?)";
    Ok(of_unit(query, of_people, unit)
        .sql(MOVED_TO)
        .bind::<Date, _>(year.end())
        .bind::<Date, _>(year.end())
        .bind::<BigInt, _>(year)
        .load(conn)?)
}

/// Confirmed results of the interim review, out of the kept counts.
pub fn provisional(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Counted>> {
    let query = sql("SELECT unit_id AS unit, award_code AS award, n FROM interim_result_tallies \
         WHERE year = ? AND unit_id > 0 AND state = 'confirmed' AND n > 0")
    .bind::<BigInt, _>(year);
    Ok(of_unit(query, " AND unit_id = ?", unit).rows::<Columns>().load(conn)?)
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

const HIGHER: &str = "SELECT a.award_code AS award, (SELECT d.authority FROM decisions d WHERE d.id = a.decision_id) AS authority, \
     SUM(a.subject_id = a.unit_id) AS collectives, SUM(a.subject_id <> a.unit_id) AS people ";

/// What others than this agency decided for a year; `codes` are those awards.
pub fn higher(conn: &mut Connection, year: Year, unit: Option<UnitId>, codes: &[AwardCode]) -> AppResult<Vec<Higher>> {
    let mut query = awards_of_year(sql(HIGHER), year, unit).sql(" AND a.award_code IN (");
    for (ordinal, code) in codes.iter().enumerate() {
        query = query.sql(if ordinal == 0 { "?" } else { ", ?" }).bind::<Text, _>(*code);
    }
    Ok(counted_for(query.sql(")"), unit).sql(" GROUP BY 1, 2").load(conn)?)
}

/// Proposals that lie with a higher level, by award. `authority` stays empty: nobody has decided.
pub fn escalated(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Higher>> {
    let query = sql("SELECT award_code AS award, '' AS authority, SUM(subject_id = unit_id) AS collectives, \
         SUM(subject_id <> unit_id) AS people FROM registrations INDEXED BY registrations_by_state \
         WHERE year = ? AND state = 'escalated'")
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

/// One award over some years: of all units out of the kept counts.
pub fn over_years(
    conn: &mut Connection,
    years: &[Year],
    award: AwardCode,
    unit: Option<UnitId>,
) -> AppResult<Vec<OfYear>> {
    if unit.is_some() {
        return Ok(awards_of_years(years, award, unit).sql(" GROUP BY a.year").load(conn)?);
    }
    let query = in_years(sql("SELECT year, n FROM award_tallies WHERE NOT revoked AND year"), years);
    let query = query.sql(" AND unit_id = ? AND award_code = ?");
    Ok(query.bind::<BigInt, _>(UnitId::ALL).bind::<Text, _>(award).load(conn)?)
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

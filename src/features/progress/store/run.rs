//! Awards over several years, as award progress counts them.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::{AMONG, Units, Which};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::awards::counted;
use crate::sql::{Sql, sql};

/// How often an award counts for a unit in a year.
#[derive(Debug, Queryable)]
pub struct OfYear {
    pub unit: UnitId,
    pub year: Year,
    pub award: AwardCode,
    pub n: i64,
}

/// The columns of a row, in their order.
type Columns = (BigInt, BigInt, Text, BigInt);

/// Years as the JSON list that a statement takes them as.
pub fn listed(years: &[Year]) -> String {
    let years: Vec<String> = years.iter().map(|year| year.0.to_string()).collect();
    format!("[{}]", years.join(","))
}

/// Every award over some years, or these alone: of all units together out of the kept counts, else by unit.
pub fn over_years(conn: &mut Connection, years: &str, which: &Which, awards: &[AwardCode]) -> AppResult<Vec<OfYear>> {
    let query = match which {
        Which::Some(units) => of_awards(counted_in(years, units), awards).sql(BY_UNIT),
        Which::Each | Which::Together => sql("SELECT unit_id, year, award_code, n FROM award_tallies \
             WHERE NOT revoked AND n > 0 AND unit_id = 0 AND year IN (SELECT value FROM json_each(?))")
        .bind::<Text, _>(years),
    };
    Ok(query.rows::<Columns>().load(conn)?)
}

fn of_awards<'q>(query: Sql<'q>, awards: &[AwardCode]) -> Sql<'q> {
    let codes: Vec<&str> = awards.iter().map(|award| award.code()).collect();
    if codes.is_empty() {
        return query;
    }
    let query = query.sql(" AND a.award_code IN (SELECT value FROM json_each(?))");
    query.bind::<Text, _>(format!("[\"{}\"]", codes.join("\",\"")))
}

/// Those who received `higher` without the `lower` title it includes.
pub fn alone_over_years(
    conn: &mut Connection,
    years: &str,
    which: &Which,
    [higher, lower]: [AwardCode; 2],
) -> AppResult<Vec<OfYear>> {
    let query = match which {
        Which::Some(units) => {
            let query = counted_in(years, units).sql(" AND a.award_code = ? AND ").bind::<Text, _>(higher);
            query.sql(counted::WITHOUT_LOWER).bind::<Text, _>(lower).sql(BY_UNIT)
        }
        Which::Each | Which::Together => {
            let query = sql(ALONE).bind::<Text, _>(years).bind::<Text, _>(higher).bind::<Text, _>(years);
            query.bind::<Text, _>(higher).bind::<Text, _>(lower).sql(") GROUP BY year")
        }
    };
    Ok(query.rows::<Columns>().load(conn)?)
}

/// Those with the title, less those with both.
const ALONE: &str = "SELECT 0, year, award_code, SUM(n) FROM (SELECT year, award_code, n FROM award_tallies \
     WHERE NOT revoked AND unit_id = 0 AND year IN (SELECT value FROM json_each(?)) AND award_code = ? \
     UNION ALL SELECT year, award_code, -n FROM award_pair_tallies \
     WHERE year IN (SELECT value FROM json_each(?)) AND award_code = ? AND with_code = ?";

const BY_UNIT: &str = " GROUP BY 1, 2, 3";

/// Of some units: what carries one of them, and what those received who were ever there, less what counts elsewhere.
fn counted_in<'q>(years: &'q str, units: &'q Units) -> Sql<'q> {
    const YEARS: &str = "year IN (SELECT value FROM json_each(?))";
    let query =
        sql("SELECT ").sql(counted::UNIT).sql(", a.year, a.award_code, COUNT(*) FROM (SELECT id FROM awards WHERE ");
    let query = query.sql(YEARS).bind::<Text, _>(years).sql(" AND ").sql(AMONG).bind::<Text, _>(&units.json);
    let query = query.sql(" UNION SELECT w.id FROM memberships e JOIN awards w ON w.subject_id = e.person_id WHERE e.");
    let query = query.sql(AMONG).bind::<Text, _>(&units.json);
    let query = query.sql(") c CROSS JOIN awards a ON a.id = c.id WHERE a.").sql(YEARS).bind::<Text, _>(years);
    let query = query.sql(" AND a.revoked_on IS NULL AND ").sql(counted::UNIT);
    query.sql(" IN (SELECT value FROM json_each(?))").bind::<Text, _>(&units.json)
}

//! What the forms count. The pieces of SQL are shared, so that a number and the rows behind it cannot differ.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::movement::{Origin, State};
use crate::domain::statistics::Period;
use crate::error::AppResult;
use crate::schema::{movements, statistics_codes};
use crate::sql::{Sql, sql};

/// Awards alike in all that a form asks.
#[derive(Debug, Clone, Queryable)]
pub struct AwardGroup {
    pub award: AwardCode,
    pub is_collective: bool,
    /// The position on the day of the decision; of a collective its name.
    pub words: String,
    /// The kind of dossier it came of; empty where the program knows of none.
    pub dossier: String,
    pub n: i64,
}

impl AwardGroup {
    /// As [`KEY`] writes it.
    fn key(&self) -> String {
        let kind = u8::from(self.is_collective);
        format!("{}|{kind}|{}|{}", self.award.code(), self.dossier, self.words)
    }
}

/// An award with its decision.
#[derive(Debug, Clone, Queryable)]
pub struct AwardRow {
    pub subject_code: String,
    pub subject_name: String,
    pub is_collective: bool,
    pub unit_code: String,
    pub unit_name: String,
    pub position: String,
    pub award: AwardCode,
    pub decision: DecisionId,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub authority: String,
}

type AwardColumns = (Text, Text, Bool, Text, Text, Text, Text, BigInt, Text, Date, Text);

const GROUPS: &str = "SELECT a.award_code, a.subject_id = a.unit_id AS is_collective, COALESCE(c.name, a.position) AS words, \
     CASE WHEN f.kind IS NOT NULL THEN f.kind WHEN a.registration_id IS NOT NULL THEN 'merit' ELSE '' END AS dossier, \
     COUNT(*) AS n ";
/// Begins with the decisions of the period; the name is that of a collective alone.
const FROM: &str = "FROM decisions d CROSS JOIN awards a ON a.decision_id = d.id LEFT JOIN dossiers f ON f.id = a.dossier_id \
     LEFT JOIN subjects c ON c.id = a.subject_id AND a.subject_id = a.unit_id ";
const WHERE: &str = "WHERE d.decided_on BETWEEN ? AND ? AND (a.revoked_on IS NULL OR a.revoked_on > ?) \
     AND a.award_code IN (SELECT value FROM json_each(?)) ";
const GROUPED: &str = "GROUP BY 1, 2, 3, 4";
const ROWS: &str = "SELECT s.code, s.name, s.kind = 'unit' AS is_collective, us.code, us.name, a.position, a.award_code, d.id, \
     COALESCE(d.number, ''), d.decided_on, d.authority ";
const NAMES: &str =
    "JOIN subjects s ON s.id = a.subject_id JOIN units u ON u.id = a.unit_id JOIN subjects us ON us.id = u.id ";
/// What a group is, in one text: no code has a bar in it, and the words come last.
const KEY: &str = "AND a.award_code || '|' || (a.subject_id = a.unit_id) || '|' || \
     CASE WHEN f.kind IS NOT NULL THEN f.kind WHEN a.registration_id IS NOT NULL THEN 'merit' ELSE '' END \
     || '|' || COALESCE(c.name, a.position) IN (SELECT value FROM json_each(?)) ";
const IN_ORDER: &str =
    "ORDER BY d.decided_on, d.id, is_collective DESC, u.sort_order, u.id, a.sort_key, a.id LIMIT ? OFFSET ?";
/// The plain count, which knows nothing of groups.
const DIRECT: &str = "SELECT a.award_code, (SELECT s.kind = 'unit' FROM subjects s WHERE s.id = a.subject_id) AS is_collective, \
     COUNT(*) AS n FROM awards a WHERE a.decision_id IN (SELECT id FROM decisions WHERE decided_on BETWEEN ? AND ?) \
     AND (a.revoked_on IS NULL OR a.revoked_on > ?) AND a.award_code IN (SELECT value FROM json_each(?)) GROUP BY 1, 2";

/// A list for `json_each`.
fn list<'t>(of: impl Iterator<Item = &'t str>) -> String {
    serde_json::Value::from_iter(of).to_string()
}

fn within<'q>(query: Sql<'q>, period: &Period, awards: &[&str]) -> Sql<'q> {
    let codes = list(awards.iter().copied());
    query.bind::<Date, _>(period.first).bind::<Date, _>(period.last).bind::<Date, _>(period.last).bind::<Text, _>(codes)
}

/// The awards of a period that stand on its last day, gathered by what forms ask.
pub fn award_groups(conn: &mut Connection, period: &Period, awards: &[&str]) -> AppResult<Vec<AwardGroup>> {
    let query = within(sql(GROUPS).sql(FROM).sql(WHERE), period, awards).sql(GROUPED);
    Ok(query.rows::<(Text, Bool, Text, Text, BigInt)>().load(conn)?)
}

/// The same in another way: award, whether to collectives, how many.
pub fn award_counts(conn: &mut Connection, period: &Period, awards: &[&str]) -> AppResult<Vec<(AwardCode, bool, i64)>> {
    Ok(within(sql(DIRECT), period, awards)
        .rows::<(Text, Nullable<Bool>, BigInt)>()
        .load::<(AwardCode, Option<bool>, i64)>(conn)?
        .into_iter()
        .map(|(award, is_collective, n)| (award, is_collective.unwrap_or_default(), n))
        .collect())
}

/// One page of the awards of some groups; a negative limit is all of them.
pub fn award_rows(
    conn: &mut Connection,
    period: &Period,
    groups: &[&AwardGroup],
    limit: i64,
    offset: i64,
) -> AppResult<Vec<AwardRow>> {
    let mut awards: Vec<&str> = groups.iter().map(|it| it.award.code()).collect();
    awards.sort_unstable();
    awards.dedup();
    let keys: Vec<String> = groups.iter().map(|it| it.key()).collect();
    let query = within(sql(ROWS).sql(FROM).sql(NAMES).sql(WHERE), period, &awards).sql(KEY);
    let query = query.bind::<Text, _>(list(keys.iter().map(String::as_str))).sql(IN_ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).rows::<AwardColumns>().load(conn)?)
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = movements)]
pub struct MovementRow {
    pub id: MovementId,
    pub name: String,
    pub origin: Origin,
    pub launched_by: String,
    pub document_number: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Whether only some units take part.
    pub units_chosen: bool,
}

/// The launched movements that begin in a period.
pub fn movements(conn: &mut Connection, period: &Period) -> AppResult<Vec<MovementRow>> {
    Ok(movements::table
        .filter(movements::starts_on.between(period.first, period.last))
        .filter(movements::state.eq(State::Launched))
        .order((movements::starts_on, movements::id))
        .select(MovementRow::as_select())
        .load(conn)?)
}

/// The same in another way: whose movement, organised by whom, how many.
pub fn movement_counts(conn: &mut Connection, period: &Period) -> AppResult<Vec<(Origin, String, i64)>> {
    Ok(movements::table
        .filter(movements::state.eq(State::Launched))
        .filter(movements::starts_on.ge(period.first))
        .filter(movements::starts_on.le(period.last))
        .group_by((movements::origin, movements::launched_by))
        .select((movements::origin, movements::launched_by, diesel::dsl::count_star()))
        .load(conn)?)
}

/// What an official says of one form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = statistics_codes)]
pub struct FormCode {
    pub regime: String,
    pub form: String,
    pub code: String,
    pub receiver: String,
}

pub fn codes(conn: &mut Connection, regime: &str) -> AppResult<Vec<FormCode>> {
    Ok(statistics_codes::table
        .filter(statistics_codes::regime.eq(regime))
        .order(statistics_codes::form)
        .select(FormCode::as_select())
        .load(conn)?)
}

/// Puts these in the place of all that was said under their circular.
pub fn replace_codes(conn: &mut Connection, regime: &str, new: &[FormCode]) -> AppResult<()> {
    diesel::delete(statistics_codes::table.filter(statistics_codes::regime.eq(regime))).execute(conn)?;
    diesel::insert_into(statistics_codes::table).values(new).execute(conn)?;
    Ok(())
}

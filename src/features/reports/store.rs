//! Counts that no other feature says in sum; reads and writes of the reports that are kept.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;

use super::parts::Content;
use crate::db::{Connection, Tx};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::movement;
use crate::domain::pact;
use crate::domain::report::{About, Kind, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::schema::{initiatives, movements, pacts, reports, subjects};
use crate::web::history;

/// Names of the movements of a year that were launched.
pub fn movements_of(conn: &mut Connection, year: Year) -> AppResult<Vec<String>> {
    Ok(movements::table
        .filter(movements::year.eq(year))
        .filter(movements::state.eq(movement::State::Launched))
        .order((movements::starts_on, movements::id))
        .select(movements::name)
        .load(conn)?)
}

/// How many pacts of a year are signed, and how many there are; of one unit or of all.
pub fn pacts_of(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<(i64, i64)> {
    let found: Vec<(UnitId, pact::State, i64)> = pacts::table
        .filter(pacts::year.eq(year))
        .group_by((pacts::unit_id, pacts::state))
        .select((pacts::unit_id, pacts::state, diesel::dsl::count_star()))
        .load(conn)?;
    let asked = || found.iter().filter(|(of, ..)| unit.is_none_or(|unit| unit == *of));
    let signed = asked().filter(|(_, state, _)| *state == pact::State::Signed).map(|(.., count)| count).sum();
    Ok((signed, asked().map(|(.., count)| count).sum()))
}

/// How many initiatives of a year were filed, and how many recognised; of one unit or of all.
pub fn initiatives_of(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<(i64, i64)> {
    use initiative::State;
    let found: Vec<(UnitId, State, i64)> = initiatives::table
        .filter(initiatives::year.eq(year))
        .filter(initiatives::state.ne_all([State::Draft, State::Withdrawn]))
        .group_by((initiatives::unit_id, initiatives::state))
        .select((initiatives::unit_id, initiatives::state, diesel::dsl::count_star()))
        .load(conn)?;
    let asked = || found.iter().filter(|(of, ..)| unit.is_none_or(|unit| unit == *of));
    let recognised = asked().filter(|(_, state, _)| *state == State::Recognised).map(|(.., count)| count).sum();
    Ok((asked().map(|(.., count)| count).sum(), recognised))
}

/// A report that is kept.
#[derive(Debug, Clone)]
pub struct Report {
    pub id: ReportId,
    pub about: About,
    pub unit_name: Option<String>,
    pub state: State,
    pub content: Content,
    /// The day of its figures.
    pub counted_on: NaiveDate,
    /// The last entry of its history.
    pub version: i64,
}

pub fn find(conn: &mut Connection, id: ReportId) -> AppResult<Report> {
    let (year, kind, month, unit, state, content, counted_on): (_, _, _, _, _, String, _) = reports::table
        .find(id)
        .select((
            reports::year,
            reports::kind,
            reports::month,
            reports::unit_id,
            reports::state,
            reports::content,
            reports::counted_on,
        ))
        .first(conn)?;
    let unit: Option<UnitId> = unit;
    let unit_name = match unit {
        Some(unit) => Some(subjects::table.find(SubjectId::from(unit)).select(subjects::name).first(conn)?),
        None => None,
    };
    let content = serde_json::from_str(&content).map_err(|error| AppError::Unexpected(error.into()))?;
    let version = history::version(conn, Object::Report(id))?;
    Ok(Report { id, about: About { kind, year, month, unit }, unit_name, state, content, counted_on, version })
}

/// A report in the list of a year.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub id: ReportId,
    pub kind: Kind,
    pub month: i32,
    pub unit: Option<UnitId>,
    pub unit_name: Option<String>,
    pub state: State,
    pub writer: String,
    pub written_at: NaiveDateTime,
}

/// All that are kept of a year, newest first.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Line>> {
    Ok(reports::table
        .left_join(subjects::table.on(subjects::id.nullable().eq(reports::unit_id)))
        .filter(reports::year.eq(year))
        .order(reports::id.desc())
        .select((
            reports::id,
            reports::kind,
            reports::month,
            reports::unit_id,
            subjects::name.nullable(),
            reports::state,
            reports::writer,
            reports::written_at,
        ))
        .load(conn)?)
}

/// Two results, of what is asked of the history and of the row itself, so that the caller can say what is there already.
pub fn insert(tx: &mut Tx, about: &About, content: &Content) -> AppResult<QueryResult<ReportId>> {
    // One that no draft had which was dropped since.
    let told = history::highest_id(tx.conn, Object::Report(ReportId(0)))?;
    let held: Option<i64> = reports::table.select(max(reports::id)).first(tx.conn)?;
    let id = ReportId(told.max(held.unwrap_or_default()) + 1);
    let inserted = diesel::insert_into(reports::table)
        .values((
            reports::id.eq(id),
            reports::year.eq(about.year),
            reports::kind.eq(about.kind),
            reports::month.eq(about.month),
            reports::unit_id.eq(about.unit),
            reports::state.eq(State::Draft),
            reports::content.eq(text_of(content)?),
            reports::counted_on.eq(tx.today),
            reports::writer.eq(&tx.actor.full_name),
            reports::written_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn);
    Ok(inserted.map(|_| id))
}

/// What was written, or counted again on a day.
pub fn update(tx: &mut Tx, id: ReportId, content: &Content, counted_on: NaiveDate) -> AppResult<()> {
    diesel::update(reports::table.find(id))
        .set((
            reports::content.eq(text_of(content)?),
            reports::counted_on.eq(counted_on),
            reports::writer.eq(&tx.actor.full_name),
            reports::written_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_state(tx: &mut Tx, id: ReportId, state: State) -> QueryResult<()> {
    diesel::update(reports::table.find(id))
        .set((
            reports::state.eq(state),
            reports::writer.eq(&tx.actor.full_name),
            reports::written_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn delete(conn: &mut Connection, id: ReportId) -> AppResult<()> {
    diesel::delete(reports::table.find(id)).execute(conn)?;
    Ok(())
}

fn text_of(content: &Content) -> AppResult<String> {
    serde_json::to_string(content).map_err(|error| AppError::Unexpected(error.into()))
}

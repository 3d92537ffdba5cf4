//! Reads and writes of interim results.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use super::ops::{Candidate, Standing};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::interim_result::State;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{interim_results, key_dates, subjects};
use crate::sql::sql;

/// The day of a deadline as this year has it, if it was set.
pub fn key_date(conn: &mut Connection, year: Year, deadline: &str) -> AppResult<Option<NaiveDate>> {
    let found = key_dates::table.find((year, deadline)).select(key_dates::due_on);
    Ok(found.first(conn).optional()?)
}

#[derive(QueryableByName)]
struct Member {
    #[diesel(sql_type = BigInt)]
    id: SubjectId,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    position: String,
    #[diesel(sql_type = Nullable<Text>)]
    state: Option<State>,
}

const MEMBERS: &str = "SELECT s.id, s.code, s.name, m.position, i.state \
     FROM memberships m JOIN subjects s ON s.id = m.person_id \
     LEFT JOIN interim_results i ON i.year = ? AND i.subject_id = s.id AND i.award_code = ? \
     WHERE m.unit_id = ? AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?) \
     ORDER BY s.sort_key, s.id";

/// The unit's people on a day, each with where the title stands.
pub fn members(
    conn: &mut Connection,
    year: Year,
    unit: UnitId,
    day: NaiveDate,
    award: AwardCode,
) -> AppResult<Vec<Candidate>> {
    let members: Vec<Member> = sql(MEMBERS)
        .bind::<BigInt, _>(year)
        .bind::<Text, _>(award)
        .bind::<BigInt, _>(unit)
        .bind::<Date, _>(day)
        .bind::<Date, _>(day)
        .load(conn)?;
    let candidates = members.into_iter().map(|it| Candidate {
        id: it.id,
        code: it.code,
        name: it.name,
        position: it.position,
        kind: SubjectKind::Person,
        award,
        state: it.state,
    });
    Ok(candidates.collect())
}

/// Where the title of one subject stands.
pub fn state_of(conn: &mut Connection, year: Year, subject: SubjectId, award: AwardCode) -> AppResult<Option<State>> {
    let found = interim_results::table
        .filter(interim_results::year.eq(year))
        .filter(interim_results::subject_id.eq(subject))
        .filter(interim_results::award_code.eq(award));
    Ok(found.select(interim_results::state).first(conn).optional()?)
}

/// What stands for a year, of one unit or of all.
pub fn standing(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Standing>> {
    let mut rows = interim_results::table.filter(interim_results::year.eq(year)).into_boxed();
    if let Some(unit) = unit {
        rows = rows.filter(interim_results::unit_id.eq(unit));
    }
    Ok(rows
        .order((interim_results::unit_id, interim_results::sort_key, interim_results::id))
        .select((
            interim_results::subject_id,
            interim_results::unit_id,
            interim_results::award_code,
            interim_results::state,
        ))
        .load(conn)?)
}

pub fn insert(tx: &mut Tx, year: Year, unit: UnitId, it: &Candidate, day: NaiveDate) -> QueryResult<usize> {
    let sort_key: Vec<u8> = subjects::table.find(it.id).select(subjects::sort_key).first(tx.conn)?;
    diesel::insert_into(interim_results::table)
        .values((
            interim_results::year.eq(year),
            interim_results::subject_id.eq(it.id),
            interim_results::unit_id.eq(unit),
            interim_results::award_code.eq(it.award),
            interim_results::state.eq(State::Proposed),
            interim_results::on_date.eq(day),
            interim_results::sort_key.eq(sort_key),
        ))
        .execute(tx.conn)
}

pub fn delete(tx: &mut Tx, year: Year, it: &Candidate) -> QueryResult<usize> {
    let gone = interim_results::table
        .filter(interim_results::year.eq(year))
        .filter(interim_results::subject_id.eq(it.id))
        .filter(interim_results::award_code.eq(it.award));
    diesel::delete(gone).execute(tx.conn)
}

/// Confirms all that is proposed in a unit.
pub fn confirm(tx: &mut Tx, year: Year, unit: UnitId, day: NaiveDate) -> QueryResult<usize> {
    let proposed = interim_results::table
        .filter(interim_results::year.eq(year))
        .filter(interim_results::unit_id.eq(unit))
        .filter(interim_results::state.eq(State::Proposed));
    diesel::update(proposed)
        .set((interim_results::state.eq(State::Confirmed), interim_results::on_date.eq(day)))
        .execute(tx.conn)
}

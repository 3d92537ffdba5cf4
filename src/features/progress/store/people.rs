//! The people of one unit, and what each registered, was proposed for and received.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::domain::{dossier, interim_result, registration};
use crate::error::AppResult;
use crate::schema::{awards, dossiers, interim_results, memberships, people, registrations, subjects};

/// Somebody who was in the unit on the day.
#[derive(Debug, Queryable)]
pub struct PersonRow {
    pub id: SubjectId,
    pub code: String,
    pub name: String,
    pub position: String,
}

/// One page of those who were in a unit on a day, by name: everybody, or one alone.
pub fn people(
    conn: &mut Connection,
    (unit, day): (UnitId, NaiveDate),
    only: Option<PersonId>,
    (limit, offset): (i64, i64),
) -> AppResult<Vec<PersonRow>> {
    let mut there = memberships::table
        .inner_join(people::table.inner_join(subjects::table))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)))
        .order((people::sort_key, people::id))
        .select((subjects::id, subjects::code, subjects::name, memberships::position))
        .limit(limit)
        .offset(offset)
        .into_boxed();
    if let Some(person) = only {
        there = there.filter(memberships::person_id.eq(person));
    }
    Ok(there.load(conn)?)
}

/// A registration or dossier of somebody.
#[derive(Debug, Queryable)]
pub struct Paper<Id, State> {
    pub subject: SubjectId,
    pub id: Id,
    pub award: AwardCode,
    pub state: State,
    pub reason: String,
}

/// Those not withdrawn.
pub fn registrations_of(
    conn: &mut Connection,
    year: Year,
    subjects: &[SubjectId],
) -> AppResult<Vec<Paper<RegistrationId, registration::State>>> {
    use registrations::dsl as r;
    Ok(r::registrations
        .filter(r::subject_id.eq_any(subjects))
        .filter(r::year.eq(year))
        .filter(r::state.ne(registration::State::Withdrawn))
        .order((r::subject_id, r::id))
        .select((r::subject_id, r::id, r::award_code, r::state, r::reason))
        .load(conn)?)
}

/// Those sent and not withdrawn.
pub fn proposals_of(
    conn: &mut Connection,
    year: Year,
    subjects: &[SubjectId],
) -> AppResult<Vec<Paper<DossierId, dossier::State>>> {
    use dossiers::dsl as d;
    Ok(d::dossiers
        .filter(d::subject_id.eq_any(subjects))
        .filter(d::year.eq(year))
        .filter(d::state.ne_all([dossier::State::Draft, dossier::State::Withdrawn]))
        .order((d::subject_id, d::id))
        .select((d::subject_id, d::id, d::award_code, d::state, d::reason))
        .load(conn)?)
}

/// An award of somebody.
#[derive(Debug, Queryable)]
pub struct Received {
    pub subject: SubjectId,
    pub year: Year,
    pub award: AwardCode,
}

/// Not revoked, of two years.
pub fn achieved_by(conn: &mut Connection, years: [Year; 2], subjects: &[SubjectId]) -> AppResult<Vec<Received>> {
    Ok(awards::table
        .filter(awards::subject_id.eq_any(subjects))
        .filter(awards::year.eq_any(years))
        .filter(awards::revoked_on.is_null())
        .order((awards::subject_id, awards::id))
        .select((awards::subject_id, awards::year, awards::award_code))
        .load(conn)?)
}

/// Confirmed results of the interim review.
pub fn provisional_of(conn: &mut Connection, year: Year, subjects: &[SubjectId]) -> AppResult<Vec<Received>> {
    use interim_results::dsl as i;
    Ok(i::interim_results
        .filter(i::subject_id.eq_any(subjects))
        .filter(i::year.eq(year))
        .filter(i::state.eq(interim_result::State::Confirmed))
        .order((i::subject_id, i::id))
        .select((i::subject_id, i::year, i::award_code))
        .load(conn)?)
}

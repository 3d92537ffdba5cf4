//! Reads and writes of publicity periods, their lines and the objections to them.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::ops::{Answer, Minutes, NewObjection, Opening};
use crate::db::{Connection, Tx};
use crate::domain::dossier;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::publicity::{Outcome, State};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    accounts, dossiers, objections, people, publicity_lines as lines, publicity_periods as periods, subjects, units,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = periods)]
pub struct Period {
    pub id: PublicityId,
    pub year: Year,
    pub opened_on: NaiveDate,
    pub working_days: i64,
    /// The last day for objections.
    pub ends_on: NaiveDate,
    pub place: String,
    pub state: State,
    pub closed_on: Option<NaiveDate>,
    pub minutes_no: String,
    pub conclusion: String,
}

pub fn find(conn: &mut Connection, id: PublicityId) -> AppResult<Period> {
    Ok(periods::table.find(id).select(Period::as_select()).first(conn)?)
}

/// The newest of all, or of those that are closed.
pub fn newest(conn: &mut Connection, is_closed: bool) -> AppResult<Option<PublicityId>> {
    let newest = periods::table.order((periods::opened_on.desc(), periods::id.desc())).select(periods::id);
    let found =
        if is_closed { newest.filter(periods::closed_on.is_not_null()).first(conn) } else { newest.first(conn) };
    Ok(found.optional()?)
}

/// A period in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub period: Period,
    pub lines: i64,
    pub objections: i64,
}

/// The periods of a year, newest first.
pub fn list(conn: &mut Connection, year: Year) -> AppResult<Vec<Listed>> {
    let of_year = || periods::table.filter(periods::year.eq(year));
    let found: Vec<Period> =
        of_year().order((periods::opened_on.desc(), periods::id.desc())).select(Period::as_select()).load(conn)?;
    let ids: Vec<PublicityId> = found.iter().map(|it| it.id).collect();
    let named: HashMap<PublicityId, i64> = lines::table
        .filter(lines::period_id.eq_any(&ids))
        .group_by(lines::period_id)
        .select((lines::period_id, count_star()))
        .load(conn)?
        .into_iter()
        .collect();
    let raised: HashMap<PublicityId, i64> = objections::table
        .filter(objections::period_id.eq_any(&ids))
        .group_by(objections::period_id)
        .select((objections::period_id, count_star()))
        .load(conn)?
        .into_iter()
        .collect();
    let of = |counts: &HashMap<_, i64>, id| counts.get(&id).copied().unwrap_or(0);
    let listed = |period: Period| Listed { lines: of(&named, period.id), objections: of(&raised, period.id), period };
    Ok(found.into_iter().map(listed).collect())
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A name on a list, and where its dossier is now.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub dossier: DossierId,
    pub name: String,
    pub position: Option<String>,
    pub unit: String,
    pub award: AwardCode,
    pub state: dossier::State,
}

/// The names on a list, in order of unit and given name.
pub fn lines_of(conn: &mut Connection, id: PublicityId) -> AppResult<Vec<Line>> {
    Ok(lines::table
        .inner_join(dossiers::table.inner_join(subjects::table).inner_join(units::table))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
        .left_join(people::table.on(people::id.eq(dossiers::subject_id)))
        .filter(lines::period_id.eq(id))
        .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
        .select((
            lines::dossier_id,
            subjects::name,
            people::position.nullable(),
            unit_subjects.field(subjects::name),
            lines::award_code,
            dossiers::state,
        ))
        .load(conn)?)
}

pub fn has_line(conn: &mut Connection, id: PublicityId, dossier: DossierId) -> AppResult<bool> {
    Ok(diesel::select(diesel::dsl::exists(lines::table.find((id, dossier)))).get_result(conn)?)
}

/// A dossier that the council has passed and nobody has shown yet.
#[derive(Debug, Clone, Queryable)]
pub struct Candidate {
    pub dossier: DossierId,
    pub version: i64,
    pub name: String,
    pub unit: String,
    pub award: AwardCode,
}

pub fn candidates(conn: &mut Connection, year: Year) -> AppResult<Vec<Candidate>> {
    Ok(dossiers::table
        .inner_join(subjects::table)
        .inner_join(units::table)
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
        .filter(dossiers::year.eq(year))
        .filter(dossiers::state.eq(dossier::State::CouncilVoted))
        .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
        .select((
            dossiers::id,
            dossiers::version,
            subjects::name,
            unit_subjects.field(subjects::name),
            dossiers::award_code,
        ))
        .load(conn)?)
}

pub fn insert(tx: &mut Tx, new: &Opening, ends_on: NaiveDate) -> AppResult<PublicityId> {
    Ok(diesel::insert_into(periods::table)
        .values((
            periods::year.eq(new.year),
            periods::opened_on.eq(tx.today),
            periods::working_days.eq(i64::from(new.working_days)),
            periods::ends_on.eq(ends_on),
            periods::place.eq(&new.place),
            periods::state.eq(State::Open),
            periods::minutes_no.eq(""),
            periods::conclusion.eq(""),
        ))
        .returning(periods::id)
        .get_result(tx.conn)?)
}

pub fn insert_line(conn: &mut Connection, id: PublicityId, dossier: DossierId, award: AwardCode) -> AppResult<()> {
    diesel::insert_into(lines::table)
        .values((lines::period_id.eq(id), lines::dossier_id.eq(dossier), lines::award_code.eq(award)))
        .execute(conn)?;
    Ok(())
}

pub fn set_ends_on(conn: &mut Connection, id: PublicityId, ends_on: NaiveDate, working_days: i64) -> AppResult<()> {
    diesel::update(periods::table.find(id))
        .set((periods::ends_on.eq(ends_on), periods::working_days.eq(working_days)))
        .execute(conn)?;
    Ok(())
}

pub fn close(tx: &mut Tx, id: PublicityId, minutes: &Minutes) -> AppResult<()> {
    diesel::update(periods::table.find(id))
        .set((
            periods::state.eq(State::Closed),
            periods::closed_on.eq(tx.today),
            periods::minutes_no.eq(&minutes.number),
            periods::conclusion.eq(&minutes.conclusion),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// An objection with whom it is about and who raised it.
#[derive(Debug, Clone, Queryable)]
pub struct Objection {
    pub id: ObjectionId,
    pub period: PublicityId,
    pub dossier: DossierId,
    pub subject: SubjectId,
    pub name: String,
    pub award: AwardCode,
    pub author: AccountId,
    pub author_name: String,
    pub author_person: Option<PersonId>,
    pub content: String,
    pub raised_at: NaiveDateTime,
    pub outcome: Option<Outcome>,
    pub answer: String,
    pub answered_at: Option<NaiveDateTime>,
}

macro_rules! objections {
    () => {
        objections::table
            .inner_join(dossiers::table.on(dossiers::id.eq(objections::dossier_id)))
            .inner_join(subjects::table.on(subjects::id.eq(dossiers::subject_id)))
            .inner_join(lines::table.on(lines::dossier_id.eq(objections::dossier_id)))
            .inner_join(accounts::table.on(accounts::id.eq(objections::author_id)))
            .order(objections::id)
            .select((
                objections::id,
                objections::period_id,
                objections::dossier_id,
                dossiers::subject_id,
                subjects::name,
                lines::award_code,
                objections::author_id,
                accounts::full_name,
                accounts::person_id,
                objections::content,
                objections::raised_at,
                objections::outcome,
                objections::answer,
                objections::answered_at,
            ))
    };
}

pub fn find_objection(conn: &mut Connection, id: ObjectionId) -> AppResult<Objection> {
    Ok(objections!().filter(objections::id.eq(id)).first(conn)?)
}

/// Those to a list: all, or what an account has raised.
pub fn objections_to(conn: &mut Connection, id: PublicityId, of: Option<AccountId>) -> AppResult<Vec<Objection>> {
    let mut query = objections!().filter(objections::period_id.eq(id)).into_boxed();
    if let Some(author) = of {
        query = query.filter(objections::author_id.eq(author));
    }
    Ok(query.load(conn)?)
}

/// How many wait for an answer.
pub fn open_objections(conn: &mut Connection, id: PublicityId) -> AppResult<i64> {
    Ok(objections::table
        .filter(objections::period_id.eq(id))
        .filter(objections::outcome.is_null())
        .count()
        .get_result(conn)?)
}

pub fn insert_objection(tx: &mut Tx, new: &NewObjection, author: AccountId) -> AppResult<ObjectionId> {
    Ok(diesel::insert_into(objections::table)
        .values((
            objections::period_id.eq(new.period),
            objections::dossier_id.eq(new.dossier),
            objections::author_id.eq(author),
            objections::content.eq(&new.content),
            objections::raised_at.eq(tx.now.naive_utc()),
            objections::answer.eq(""),
        ))
        .returning(objections::id)
        .get_result(tx.conn)?)
}

pub fn save_answer(tx: &mut Tx, id: ObjectionId, answer: &Answer) -> AppResult<()> {
    diesel::update(objections::table.find(id))
        .set((
            objections::outcome.eq(answer.outcome),
            objections::answer.eq(&answer.words),
            objections::answered_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

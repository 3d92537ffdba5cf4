//! Reads and writes of people.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{NewPerson, PersonChange};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::law::DisciplineCode;
use crate::domain::leave::LeaveKind;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{disciplines, initiative_authors, initiatives, leaves, memberships, people, subjects, units};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A person with all his own data.
#[derive(Debug, Clone, Queryable)]
pub struct Person {
    pub id: PersonId,
    pub code: String,
    pub full_name: String,
    pub unit: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    pub position: String,
    pub gender: Gender,
    pub birth_date: Option<NaiveDate>,
    pub staff_kind: StaffKind,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub national_id: String,
}

/// Reads one person by the filter given.
macro_rules! person_where {
    ($conn:expr, $filter:expr) => {
        people::table
            .inner_join(subjects::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
            .filter($filter)
            .select((
                people::id,
                subjects::code,
                subjects::name,
                people::unit_id,
                unit_subjects.field(subjects::code),
                unit_subjects.field(subjects::name),
                people::position,
                people::gender,
                people::birth_date,
                people::staff_kind,
                people::joined_on,
                people::left_on,
                people::national_id,
            ))
            .first($conn)
    };
}

pub fn find(conn: &mut Connection, id: PersonId) -> AppResult<Person> {
    Ok(person_where!(conn, people::id.eq(id))?)
}

pub fn find_by_code(conn: &mut Connection, code: &str) -> AppResult<Person> {
    Ok(person_where!(conn, subjects::code.eq(code))?)
}

pub fn insert(conn: &mut Connection, id: PersonId, new: &NewPerson, sort_key: &[u8]) -> AppResult<()> {
    diesel::insert_into(people::table)
        .values((
            people::id.eq(id),
            people::unit_id.eq(new.unit),
            people::position.eq(&new.position),
            people::gender.eq(new.gender),
            people::birth_date.eq(new.birth_date),
            people::staff_kind.eq(new.staff_kind),
            people::joined_on.eq(new.joined_on),
            people::left_on.eq(new.left_on),
            people::national_id.eq(&new.national_id),
            people::sort_key.eq(sort_key),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, id: PersonId, new: &PersonChange, sort_key: &[u8]) -> AppResult<()> {
    diesel::update(people::table.find(id))
        .set((
            people::gender.eq(new.gender),
            people::birth_date.eq(new.birth_date),
            people::staff_kind.eq(new.staff_kind),
            people::joined_on.eq(new.joined_on),
            people::national_id.eq(&new.national_id),
            people::sort_key.eq(sort_key),
        ))
        .execute(conn)?;
    Ok(())
}

/// One stretch of a person's service.
#[derive(Debug, Clone, Queryable)]
pub struct Stretch {
    pub unit_name: String,
    pub position: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

/// Where the person belonged, newest first.
pub fn stretches(conn: &mut Connection, id: PersonId) -> AppResult<Vec<Stretch>> {
    Ok(memberships::table
        .inner_join(units::table.inner_join(subjects::table))
        .filter(memberships::person_id.eq(id))
        .order(memberships::from_date.desc())
        .select((subjects::name, memberships::position, memberships::from_date, memberships::to_date))
        .load(conn)?)
}

/// An initiative somebody had a part in.
#[derive(Debug, Clone, Queryable)]
pub struct Authored {
    pub year: Year,
    pub code: String,
    pub title: String,
    pub percent: i32,
    pub state: initiative::State,
    pub level: Option<initiative::Level>,
}

/// The initiatives of an author, newest first; drafts and what was taken back are only his own business.
pub fn authored(conn: &mut Connection, id: PersonId) -> AppResult<Vec<Authored>> {
    use initiative::State;
    Ok(initiative_authors::table
        .inner_join(initiatives::table)
        .filter(initiative_authors::person_id.eq(id))
        .filter(initiatives::state.ne_all([State::Draft, State::Withdrawn]))
        .order((initiatives::year.desc(), initiatives::code.desc()))
        .select((
            initiatives::year,
            initiatives::code,
            initiatives::title,
            initiative_authors::percent,
            initiatives::state,
            initiatives::level,
        ))
        .load(conn)?)
}

/// A decision on discipline: day, form, number.
pub type Disciplined = (NaiveDate, DisciplineCode, String);

/// The person's disciplines, newest first.
pub fn disciplines(conn: &mut Connection, id: PersonId) -> AppResult<Vec<Disciplined>> {
    Ok(disciplines::table
        .filter(disciplines::person_id.eq(id))
        .order(disciplines::decided_on.desc())
        .select((disciplines::decided_on, disciplines::kind, disciplines::decision_no))
        .load(conn)?)
}

/// A leave: first day, last day, kind.
pub type Away = (NaiveDate, Option<NaiveDate>, LeaveKind);

/// The person's leaves, newest first.
pub fn leaves(conn: &mut Connection, id: PersonId) -> AppResult<Vec<Away>> {
    Ok(leaves::table
        .filter(leaves::person_id.eq(id))
        .order(leaves::from_date.desc())
        .select((leaves::from_date, leaves::to_date, leaves::kind))
        .load(conn)?)
}

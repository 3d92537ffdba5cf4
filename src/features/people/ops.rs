//! Reading and making people and their memberships.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::{Gender, StaffKind, SubjectKind};
use crate::domain::{sort_key, text};
use crate::error::{AppResult, OnConstraint};
use crate::policy::{self, Act};
use crate::schema::{memberships, people, subjects};

/// Where a person belonged on a day, and as what.
#[derive(Debug, Clone, Queryable)]
pub struct Membership {
    pub unit: UnitId,
    pub position: String,
}

/// The membership of a day; `None` before joining and after leaving.
pub fn membership_on(conn: &mut Connection, person: PersonId, day: NaiveDate) -> AppResult<Option<Membership>> {
    Ok(memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)))
        .order(memberships::from_date.desc())
        .select((memberships::unit_id, memberships::position))
        .first(conn)
        .optional()?)
}

pub fn by_code(conn: &mut Connection, code: &str) -> AppResult<Option<PersonId>> {
    let found = people::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(people::id);
    Ok(found.first(conn).optional()?)
}

pub fn code_of(conn: &mut Connection, person: PersonId) -> AppResult<String> {
    Ok(subjects::table.find(SubjectId::from(person)).select(subjects::code).first(conn)?)
}

/// A person to be added; the first membership begins with it.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub code: String,
    pub full_name: String,
    pub gender: Gender,
    pub birth_date: Option<NaiveDate>,
    pub unit: UnitId,
    pub position: String,
    pub staff_kind: StaffKind,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub national_id: String,
}

pub fn add(tx: &mut Tx, new: &NewPerson) -> AppResult<PersonId> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let key = sort_key::name_key(&new.full_name);
    let id: i64 = diesel::insert_into(subjects::table)
        .values((
            subjects::kind.eq(SubjectKind::Person),
            subjects::code.eq(&new.code),
            subjects::name.eq(&new.full_name),
            subjects::folded_name.eq(text::fold(&new.full_name)),
            subjects::sort_key.eq(&key),
        ))
        .returning(subjects::id)
        .get_result(tx.conn)
        .on_unique("subjects.code", "code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.")?;
    let id = PersonId(id);
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
            people::sort_key.eq(key),
        ))
        .execute(tx.conn)?;
    diesel::insert_into(memberships::table)
        .values((
            memberships::person_id.eq(id),
            memberships::unit_id.eq(new.unit),
            memberships::position.eq(&new.position),
            memberships::from_date.eq(new.joined_on),
            memberships::to_date.eq(new.left_on),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::PersonAdded, Object::Person(id)))?;
    Ok(id)
}

//! Reading, adding and changing people; where they belong is in [`membership`](super::membership).

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{membership, store};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::{Gender, StaffKind, SubjectKind};
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::records::subjects as subject_rows;
use crate::schema::{people, subjects};
use crate::web::history;

pub use super::meant::meant;
pub use super::membership::{Membership, Transfer, leave, membership_on, transfer};

pub fn by_code(conn: &mut Connection, code: &str) -> AppResult<Option<PersonId>> {
    let found = people::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(people::id);
    Ok(found.first(conn).optional()?)
}

pub fn code_of(conn: &mut Connection, person: PersonId) -> AppResult<String> {
    Ok(subjects::table.find(SubjectId::from(person)).select(subjects::code).first(conn)?)
}

/// Somebody as the pages of other features name him.
#[derive(Debug, Clone, Queryable)]
pub struct Named {
    pub id: PersonId,
    pub code: String,
    pub full_name: String,
}

/// # Errors
/// `NotFound` when nobody has this code.
pub fn named(conn: &mut Connection, code: &str) -> AppResult<Named> {
    let found = people::table.inner_join(subjects::table).filter(subjects::code.eq(code));
    Ok(found.select((people::id, subjects::code, subjects::name)).first(conn)?)
}

/// The person whose record was read in this version.
///
/// # Errors
/// `Stale` when the record has changed since, `NotFound` when nobody has this code.
pub fn unchanged(conn: &mut Connection, code: &str, version: i64) -> AppResult<PersonId> {
    let person = named(conn, code)?.id;
    history::must_be_at(conn, Object::Person(person), version)?;
    Ok(person)
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
    check_days(tx.today, new.birth_date, new.joined_on, new.left_on)?;
    let id = subject_rows::insert(tx.conn, SubjectKind::Person, &new.code, &new.full_name)?;
    let id = PersonId(id.0);
    store::insert(tx.conn, id, new, &subject_rows::key_of(SubjectKind::Person, &new.full_name))?;
    membership::begin(tx.conn, id, new)?;
    tx.audit(Event::new(EventKind::PersonAdded, Object::Person(id)).because(&new.full_name))?;
    Ok(id)
}

/// What is on record about a person, apart from where he belongs; the code stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonChange {
    pub full_name: String,
    pub gender: Gender,
    pub birth_date: Option<NaiveDate>,
    pub staff_kind: StaffKind,
    pub joined_on: NaiveDate,
    pub national_id: String,
}

/// Corrects a person's data. A new name takes its place in every list; a new first day moves the first membership.
///
/// # Errors
/// `Fields` when the first day falls after the end of the first membership, or before the birth.
pub fn change(tx: &mut Tx, id: PersonId, new: &PersonChange) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let before = store::find(tx.conn, id)?;
    check_days(tx.today, new.birth_date, new.joined_on, before.left_on)?;
    subject_rows::rename(tx.conn, id.into(), SubjectKind::Person, &new.full_name)?;
    if before.joined_on != new.joined_on {
        membership::begin_on(tx.conn, id, before.joined_on, new.joined_on)?;
    }
    store::update(tx.conn, id, new, &subject_rows::key_of(SubjectKind::Person, &new.full_name))?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    tx.audit(
        Event::new(EventKind::PersonChanged, Object::Person(id))
            .changed("full_name", &before.full_name, &new.full_name)
            .changed("gender", before.gender, new.gender)
            .changed("birth_date", day(before.birth_date), day(new.birth_date))
            .changed("staff_kind", before.staff_kind, new.staff_kind)
            .changed("joined_on", before.joined_on, new.joined_on)
            .changed("national_id", mask(&before.national_id), mask(&new.national_id)),
    )
}

/// All but the last four signs hidden: "********1234".
pub fn mask(national_id: &str) -> String {
    let length = national_id.chars().count();
    let hidden = length.saturating_sub(4);
    national_id.chars().enumerate().map(|(place, sign)| if place < hidden { '*' } else { sign }).collect()
}

fn check_days(
    today: NaiveDate,
    birth_date: Option<NaiveDate>,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if let Some(born) = birth_date {
        if born > today {
            errors.add("birth_date", "Ngày sinh chưa đến. Sửa lại ngày sinh.");
        } else if born >= joined_on {
            errors.add("joined_on", "Ngày vào trước ngày sinh. Sửa một trong hai ngày.");
        }
    }
    if left_on.is_some_and(|left_on| left_on < joined_on) {
        errors.add("joined_on", "Ngày vào sau ngày nghỉ. Sửa một trong hai ngày.");
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_national_id_shows_its_last_four_digits() {
        assert_eq!(mask("001079001234"), "********1234");
        assert_eq!(mask("123"), "123");
        assert_eq!(mask(""), "");
    }
}

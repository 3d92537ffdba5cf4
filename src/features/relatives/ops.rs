//! The verbs of relatives, and the question other features ask.

use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::PersonId;
use crate::error::{AppResult, FieldErrors};
use crate::features::people;
use crate::policy::{self, Act};

pub use super::store::pairs_of;

/// What is declared; the people by code or full name, as typed.
#[derive(Debug, Clone)]
pub struct Declaration {
    /// Empty for oneself.
    pub person: String,
    pub relative: String,
    /// What the relative is to the person: "vợ", "em ruột".
    pub relation: String,
}

/// Says that two of the staff are relatives.
///
/// # Errors
/// `Fields` where nobody is meant by what was typed, or the two stand there already.
pub fn declare(tx: &mut Tx, new: &Declaration) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    let person = match people::ops::meant(tx.conn, "person", &new.person, tx.today, &mut errors)? {
        None if new.person.is_empty() => tx.actor.person,
        found => found,
    };
    if person.is_none() && errors.is_empty() {
        errors.add("person", "Nhập mã cán bộ hoặc họ và tên người khai.");
    }
    let relative = people::ops::meant(tx.conn, "relative", &new.relative, tx.today, &mut errors)?;
    if relative.is_some() && relative == person {
        errors.add("relative", "Người thân phải là người khác. Kiểm tra lại mã hoặc họ tên.");
    }
    let (person, relative) = errors.or(person.zip(relative))?;
    policy::must(tx.actor, Act::DeclareRelatives(person))?;
    if store::are_relatives(tx.conn, person, relative)? {
        return Err(FieldErrors::one("relative", "Hai người này đã được khai là người thân.").into());
    }
    store::insert(tx, person, relative, &new.relation)?;
    let code = people::ops::code_of(tx.conn, relative)?;
    tx.audit(
        Event::new(EventKind::RelativeDeclared, Object::Person(person)).because(format!("{code}: {}", new.relation)),
    )
}

/// Takes out what was entered by mistake.
pub fn remove(tx: &mut Tx, person: PersonId, relative: PersonId) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let relation = store::delete(tx.conn, person, relative)?;
    let code = people::ops::code_of(tx.conn, relative)?;
    tx.audit(Event::new(EventKind::RelativeRemoved, Object::Person(person)).because(format!("{code}: {relation}")))
}

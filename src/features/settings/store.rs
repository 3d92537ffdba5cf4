//! Reads and writes of the agency's data.

use diesel::prelude::*;

use super::ops::AgencyChange;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::{agencies, people, subjects};

/// Somebody as the page of the agency names him.
#[derive(Debug, Queryable)]
pub struct Named {
    pub code: String,
    pub name: String,
    pub position: String,
}

pub fn name_of(conn: &mut Connection, id: SubjectId) -> AppResult<String> {
    Ok(subjects::table.find(id).select(subjects::name).first(conn)?)
}

pub fn person(conn: &mut Connection, id: PersonId) -> AppResult<Named> {
    Ok(people::table
        .inner_join(subjects::table)
        .filter(people::id.eq(id))
        .select((subjects::code, subjects::name, people::position))
        .first(conn)?)
}

pub fn update(
    conn: &mut Connection,
    new: &AgencyChange,
    head: Option<PersonId>,
    union_chair: Option<PersonId>,
) -> AppResult<()> {
    diesel::update(agencies::table)
        .set((
            agencies::parent_name.eq(&new.parent_name),
            agencies::place.eq(&new.place),
            agencies::symbol.eq(&new.symbol),
            agencies::head_person_id.eq(head),
            agencies::union_chair_person_id.eq(union_chair),
            agencies::help_contact.eq(&new.help_contact),
            agencies::address_form.eq(new.address_form),
            agencies::review_days.eq(new.review_days),
            agencies::score_sheet.eq(&new.score_sheet),
            agencies::spares_own_unit.eq(new.spares_own_unit),
            agencies::least_boxes.eq(new.least_boxes),
        ))
        .execute(conn)?;
    Ok(())
}

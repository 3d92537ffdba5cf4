//! Reads and writes of leaves.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::leave::LeaveKind;
use crate::error::AppResult;
use crate::schema::leaves;

/// When and why somebody was away.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = leaves, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Content {
    pub from_date: NaiveDate,
    /// The last day; open while the leave goes on.
    pub to_date: Option<NaiveDate>,
    pub kind: LeaveKind,
}

/// One leave of a person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = leaves)]
pub struct Leave {
    pub id: LeaveId,
    #[diesel(embed)]
    pub content: Content,
}

/// The person's leaves, newest first.
pub fn of_person(conn: &mut Connection, person: PersonId) -> AppResult<Vec<Leave>> {
    Ok(leaves::table
        .filter(leaves::person_id.eq(person))
        .order(leaves::from_date.desc())
        .select(Leave::as_select())
        .load(conn)?)
}

/// One of the person's own.
pub fn find(conn: &mut Connection, person: PersonId, id: LeaveId) -> AppResult<Leave> {
    let own = leaves::table.find(id).filter(leaves::person_id.eq(person));
    Ok(own.select(Leave::as_select()).first(conn)?)
}

pub fn insert(tx: &mut Tx, person: PersonId, new: &Content) -> AppResult<()> {
    let by = leaves::entered_by.eq(tx.actor.account);
    diesel::insert_into(leaves::table).values((new, leaves::person_id.eq(person), by)).execute(tx.conn)?;
    Ok(())
}

pub fn update(tx: &mut Tx, id: LeaveId, new: &Content) -> AppResult<()> {
    let by = leaves::entered_by.eq(tx.actor.account);
    diesel::update(leaves::table.find(id)).set((new, by)).execute(tx.conn)?;
    Ok(())
}

pub fn delete(conn: &mut Connection, id: LeaveId) -> AppResult<()> {
    diesel::delete(leaves::table.find(id)).execute(conn)?;
    Ok(())
}

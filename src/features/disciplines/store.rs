//! Reads and writes of disciplines.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::DisciplineCode;
use crate::error::AppResult;
use crate::schema::disciplines;

/// What a decision on discipline says.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = disciplines)]
pub struct Content {
    pub decided_on: NaiveDate,
    pub kind: DisciplineCode,
    /// Empty when the paper's number is not known.
    pub decision_no: String,
}

/// One discipline of a person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = disciplines)]
pub struct Discipline {
    pub id: DisciplineId,
    #[diesel(embed)]
    pub content: Content,
}

/// The person's disciplines, newest first.
pub fn of_person(conn: &mut Connection, person: PersonId) -> AppResult<Vec<Discipline>> {
    Ok(disciplines::table
        .filter(disciplines::person_id.eq(person))
        .order(disciplines::decided_on.desc())
        .select(Discipline::as_select())
        .load(conn)?)
}

/// One of the person's own.
pub fn find(conn: &mut Connection, person: PersonId, id: DisciplineId) -> AppResult<Discipline> {
    let own = disciplines::table.find(id).filter(disciplines::person_id.eq(person));
    Ok(own.select(Discipline::as_select()).first(conn)?)
}

pub fn insert(tx: &mut Tx, person: PersonId, new: &Content) -> QueryResult<usize> {
    let by = disciplines::entered_by.eq(tx.actor.account);
    diesel::insert_into(disciplines::table).values((new, disciplines::person_id.eq(person), by)).execute(tx.conn)
}

pub fn update(tx: &mut Tx, id: DisciplineId, new: &Content) -> QueryResult<usize> {
    let by = disciplines::entered_by.eq(tx.actor.account);
    diesel::update(disciplines::table.find(id)).set((new, by)).execute(tx.conn)
}

pub fn delete(conn: &mut Connection, id: DisciplineId) -> AppResult<()> {
    diesel::delete(disciplines::table.find(id)).execute(conn)?;
    Ok(())
}

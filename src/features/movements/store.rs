//! Reads and writes of movements.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::MovementId;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::movements;

/// What is recorded of a movement.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = movements)]
pub struct Content {
    pub year: Year,
    pub name: String,
    pub launched_by: String,
    pub document_number: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub aims: String,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = movements)]
pub struct Movement {
    pub id: MovementId,
    pub version: i64,
    #[diesel(embed)]
    pub content: Content,
}

pub fn find(conn: &mut Connection, id: MovementId) -> AppResult<Movement> {
    Ok(movements::table.find(id).select(Movement::as_select()).first(conn)?)
}

/// A year's movements in the order in which they begin.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Movement>> {
    Ok(movements::table
        .filter(movements::year.eq(year))
        .order((movements::starts_on, movements::id))
        .select(Movement::as_select())
        .load(conn)?)
}

pub fn insert(conn: &mut Connection, new: &Content) -> QueryResult<MovementId> {
    diesel::insert_into(movements::table)
        .values((new, movements::version.eq(1)))
        .returning(movements::id)
        .get_result(conn)
}

/// 0 when somebody else was quicker.
pub fn update(conn: &mut Connection, id: MovementId, version: i64, new: &Content) -> QueryResult<usize> {
    diesel::update(movements::table.find(id).filter(movements::version.eq(version)))
        .set((new, movements::version.eq(version + 1)))
        .execute(conn)
}

//! Reads and writes of the table of holidays.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::error::AppResult;
use crate::schema::holidays;

/// A day that differs from the week's own order.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = holidays)]
pub struct Holiday {
    pub day: NaiveDate,
    pub name: String,
    /// A weekend worked in exchange for another day.
    pub is_worked: bool,
}

pub fn between(conn: &mut Connection, first: NaiveDate, last: NaiveDate) -> AppResult<Vec<Holiday>> {
    Ok(holidays::table
        .filter(holidays::day.between(first, last))
        .order(holidays::day)
        .select(Holiday::as_select())
        .load(conn)?)
}

/// The first and the last day of the table.
pub fn reach(conn: &mut Connection) -> AppResult<(Option<NaiveDate>, Option<NaiveDate>)> {
    Ok(holidays::table.select((diesel::dsl::min(holidays::day), diesel::dsl::max(holidays::day))).first(conn)?)
}

pub fn insert(conn: &mut Connection, new: &Holiday) -> QueryResult<usize> {
    diesel::insert_into(holidays::table).values(new).execute(conn)
}

/// The day as it stood in the table.
pub fn remove(conn: &mut Connection, day: NaiveDate) -> AppResult<Holiday> {
    let there = holidays::table.find(day).select(Holiday::as_select()).first(conn)?;
    diesel::delete(holidays::table.find(day)).execute(conn)?;
    Ok(there)
}

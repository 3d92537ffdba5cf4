//! Opening years and reading their dates.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::law::catalogue;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::schema::{emulation_years, key_dates};
use crate::web::forms::Choice;

codes! {
    State {
        Open = "open" "Đang mở",
        Closed = "closed" "Đã kết thúc",
    }
}

/// The deadline of the catalogue that closes registration.
const REGISTER: &str = "REGISTER";

/// One year.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = emulation_years)]
pub struct EmulationYear {
    pub year: Year,
    pub registration_due_on: NaiveDate,
    pub state: State,
}

pub fn find(conn: &mut Connection, year: Year) -> AppResult<EmulationYear> {
    Ok(emulation_years::table.find(year).select(EmulationYear::as_select()).first(conn)?)
}

/// The years a page lets one choose from, newest first. A year that exists only because an old
/// certificate names it (before the register begins) is left out.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Year>> {
    Ok(emulation_years::table.select(emulation_years::year).order(emulation_years::year.desc()).load(conn)?)
}

/// The years as choices of a filter.
pub fn choices(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    Ok(all(conn)?.into_iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect())
}

/// The year a page shows when none is asked for: this year, or the newest before it.
pub fn current(conn: &mut Connection, today: NaiveDate) -> AppResult<Year> {
    let newest = emulation_years::table
        .filter(emulation_years::year.le(Year::of(today)))
        .select(emulation_years::year)
        .order(emulation_years::year.desc())
        .first(conn)
        .optional()?;
    Ok(newest.unwrap_or(Year::of(today)))
}

/// The year asked for in an address, or the current one.
pub fn asked_or_current(conn: &mut Connection, asked: &str, today: NaiveDate) -> AppResult<Year> {
    match Year::parse(asked) {
        Some(year) => Ok(year),
        None => current(conn, today),
    }
}

/// Opens a year with the dates the catalogue knows.
pub fn open(tx: &mut Tx, year: Year) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    insert(tx, year, State::Open)
}

/// [`ensure`] for every year that the rows of a file speak of.
pub fn ensure_all(tx: &mut Tx, years: impl IntoIterator<Item = Year>) -> AppResult<()> {
    let years: BTreeSet<Year> = years.into_iter().collect();
    years.into_iter().try_for_each(|year| ensure(tx, year))
}

/// Makes sure that a year exists which an imported row speaks of; a past one stands closed.
pub fn ensure(tx: &mut Tx, year: Year) -> AppResult<()> {
    let exists: i64 = emulation_years::table.find(year).count().get_result(tx.conn)?;
    if exists > 0 {
        return Ok(());
    }
    let state = if year < Year::of(tx.today) { State::Closed } else { State::Open };
    insert(tx, year, state)
}

fn insert(tx: &mut Tx, year: Year, state: State) -> AppResult<()> {
    let dates: Vec<(&str, NaiveDate)> = catalogue()
        .deadlines
        .iter()
        .filter_map(|deadline| Some((deadline.code.as_str(), deadline.in_year(year)?)))
        .collect();
    let due = dates.iter().find(|(code, _)| *code == REGISTER).map_or(year.end(), |(_, due)| *due);
    diesel::insert_into(emulation_years::table)
        .values((
            emulation_years::year.eq(year),
            emulation_years::registration_due_on.eq(due),
            emulation_years::state.eq(state),
        ))
        .execute(tx.conn)?;
    let rows: Vec<_> = dates
        .iter()
        .filter(|(code, _)| *code != REGISTER)
        .map(|(code, due)| (key_dates::year.eq(year), key_dates::deadline_code.eq(*code), key_dates::due_on.eq(*due)))
        .collect();
    diesel::insert_into(key_dates::table).values(rows).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::YearOpened, Object::Year(year)))
}

/// Sets the last day to register.
pub fn set_registration_due(tx: &mut Tx, year: Year, due: NaiveDate) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let before = find(tx.conn, year)?.registration_due_on;
    diesel::update(emulation_years::table.find(year))
        .set(emulation_years::registration_due_on.eq(due))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::YearChanged, Object::Year(year)).changed("registration_due_on", before, due))
}

//! Ending a year and opening it again, and what both mean for everything else of the year.

use diesel::prelude::*;

use super::ops::{EmulationYear, State, find};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::UnitId;
use crate::domain::year::Year;
use crate::domain::{dossier, initiative, registration};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::schema::{dossier_tallies, emulation_years, initiative_tallies, registration_tallies};
use crate::web::history;

/// Refuses to begin something new in a year that is not open.
///
/// # Errors
/// `Fields` at `field`.
pub fn must_be_open(conn: &mut Connection, year: Year, field: &str) -> AppResult<EmulationYear> {
    let words = match find(conn, year) {
        Ok(found) if found.state == State::Open => return Ok(found),
        Ok(_) => ended(year),
        Err(AppError::NotFound) => format!("Chưa mở năm thi đua {year}. Hỏi thường trực hội đồng."),
        Err(other) => return Err(other),
    };
    Err(FieldErrors::one(field, words).into())
}

/// Refuses every change in a year that was ended by hand. A past year that came in with the registers still takes
/// its results and corrections.
///
/// # Errors
/// `Fields` at `field`.
pub fn must_not_be_ended(conn: &mut Connection, year: Year, field: &str) -> AppResult<()> {
    must_none_be_ended(conn, [year], field)
}

/// [`must_not_be_ended`] for every year that the rows of a file speak of.
pub fn must_none_be_ended(conn: &mut Connection, years: impl IntoIterator<Item = Year>, field: &str) -> AppResult<()> {
    let found: Option<Year> = emulation_years::table
        .filter(emulation_years::year.eq_any(years.into_iter().collect::<Vec<_>>()))
        .filter(emulation_years::closed_on.is_not_null())
        .select(emulation_years::year)
        .order(emulation_years::year)
        .first(conn)
        .optional()?;
    match found {
        None => Ok(()),
        Some(year) => Err(FieldErrors::one(field, ended(year)).into()),
    }
}

fn ended(year: Year) -> String {
    format!("Năm thi đua {year} đã kết thúc, không sửa được nữa. Hỏi thường trực hội đồng nếu cần mở lại.")
}

/// Ends the year: nothing in it changes any more.
///
/// # Errors
/// `Illegal` when it has ended already.
pub fn close(tx: &mut Tx, year: Year, seen: i64) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::Year(year), seen)?;
    let before = find(tx.conn, year)?;
    if before.closed_on.is_some() {
        return Err(AppError::Illegal);
    }
    if tx.today < year.start() {
        let words = format!("Năm {year} chưa bắt đầu, chưa kết thúc được. Đợi hết năm.");
        return Err(FieldErrors::one("year", words).into());
    }
    diesel::update(emulation_years::table.find(year))
        .set((emulation_years::state.eq(State::Closed), emulation_years::closed_on.eq(Some(tx.today))))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::YearClosed, Object::Year(year)).changed("state", before.state, State::Closed))
}

/// Opens an ended year again, with the reason.
///
/// # Errors
/// `Illegal` when it is open.
pub fn reopen(tx: &mut Tx, year: Year, seen: i64, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::Year(year), seen)?;
    let before = find(tx.conn, year)?;
    if before.state == State::Open {
        return Err(AppError::Illegal);
    }
    diesel::update(emulation_years::table.find(year))
        .set((emulation_years::state.eq(State::Open), emulation_years::closed_on.eq(None::<chrono::NaiveDate>)))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::YearReopened, Object::Year(year)).because(reason);
    tx.audit(event.changed("state", before.state, State::Open))
}

/// What of a year is still on its way, and would stand still once it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    pub registrations: i64,
    pub dossiers: i64,
    pub initiatives: i64,
}

pub fn running(conn: &mut Connection, year: Year) -> AppResult<Running> {
    let registrations: Vec<(registration::State, i64)> = registration_tallies::table
        .filter(registration_tallies::year.eq(year))
        .filter(registration_tallies::unit_id.eq(UnitId::ALL))
        .select((registration_tallies::state, registration_tallies::n))
        .load(conn)?;
    let dossiers: Vec<(dossier::State, i64)> = dossier_tallies::table
        .filter(dossier_tallies::year.eq(year))
        .filter(dossier_tallies::unit_id.eq(UnitId::ALL))
        .select((dossier_tallies::state, dossier_tallies::n))
        .load(conn)?;
    let initiatives: Vec<(initiative::State, i64)> = initiative_tallies::table
        .filter(initiative_tallies::year.eq(year))
        .filter(initiative_tallies::unit_id.eq(UnitId::ALL))
        .select((initiative_tallies::state, initiative_tallies::n))
        .load(conn)?;
    let is_under_way = |state: initiative::State| {
        use initiative::State::*;
        matches!(state, Filed | UnitReviewed | UnderReview | Returned)
    };
    Ok(Running {
        registrations: registrations.iter().filter(|(state, _)| !state.is_final()).map(|(_, n)| n).sum(),
        dossiers: dossiers.iter().filter(|(state, _)| !state.is_final()).map(|(_, n)| n).sum(),
        initiatives: initiatives.iter().filter(|(state, _)| is_under_way(*state)).map(|(_, n)| n).sum(),
    })
}

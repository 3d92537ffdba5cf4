//! Counts that no other feature says in sum.

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::initiative;
use crate::domain::movement;
use crate::domain::pact;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{initiatives, movements, pacts};

/// Names of the movements of a year that were launched.
pub fn movements_of(conn: &mut Connection, year: Year) -> AppResult<Vec<String>> {
    Ok(movements::table
        .filter(movements::year.eq(year))
        .filter(movements::state.eq(movement::State::Launched))
        .order((movements::starts_on, movements::id))
        .select(movements::name)
        .load(conn)?)
}

/// How many pacts of a year are signed, and how many there are.
pub fn pacts_of(conn: &mut Connection, year: Year) -> AppResult<(i64, i64)> {
    let found: Vec<(pact::State, i64)> = pacts::table
        .filter(pacts::year.eq(year))
        .group_by(pacts::state)
        .select((pacts::state, diesel::dsl::count_star()))
        .load(conn)?;
    let signed = found.iter().filter(|(state, _)| *state == pact::State::Signed).map(|(_, count)| count).sum();
    Ok((signed, found.iter().map(|(_, count)| count).sum()))
}

/// How many initiatives of a year were filed, and how many recognised.
pub fn initiatives_of(conn: &mut Connection, year: Year) -> AppResult<(i64, i64)> {
    use initiative::State;
    let found: Vec<(State, i64)> = initiatives::table
        .filter(initiatives::year.eq(year))
        .filter(initiatives::state.ne_all([State::Draft, State::Withdrawn]))
        .group_by(initiatives::state)
        .select((initiatives::state, diesel::dsl::count_star()))
        .load(conn)?;
    let recognised = found.iter().filter(|(state, _)| *state == State::Recognised).map(|(_, count)| count).sum();
    Ok((found.iter().map(|(_, count)| count).sum(), recognised))
}

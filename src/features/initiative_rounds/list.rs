//! The rounds of a year, with how far each has come.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::store::Round;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    initiative_round_items as items, initiative_round_seats as seats, initiative_rounds as rounds,
    initiative_sheets as sheets,
};

/// A round in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub round: Round,
    pub initiatives: i64,
    pub sheets_done: i64,
    pub sheets: i64,
    pub seated: Vec<PersonId>,
}

/// Newest first.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Listed>> {
    let found: Vec<Round> =
        rounds::table.filter(rounds::year.eq(year)).order(rounds::id.desc()).select(Round::as_select()).load(conn)?;
    let ids: Vec<InitiativeRoundId> = found.iter().map(|round| round.id).collect();
    let initiatives: Vec<(InitiativeRoundId, i64)> = items::table
        .filter(items::round_id.eq_any(&ids))
        .group_by(items::round_id)
        .select((items::round_id, count_star()))
        .load(conn)?;
    let initiatives: HashMap<_, _> = initiatives.into_iter().collect();
    let written: Vec<(InitiativeRoundId, SheetState, i64)> = sheets::table
        .filter(sheets::round_id.eq_any(&ids))
        .group_by((sheets::round_id, sheets::state))
        .select((sheets::round_id, sheets::state, count_star()))
        .load(conn)?;
    let seated: Vec<(InitiativeRoundId, PersonId)> =
        seats::table.filter(seats::round_id.eq_any(&ids)).select((seats::round_id, seats::person_id)).load(conn)?;
    let listed = |round: Round| {
        let sheets = |counts: &dyn Fn(SheetState) -> bool| {
            let own = written.iter().filter(|(of, state, _)| *of == round.id && counts(*state));
            own.map(|(_, _, count)| count).sum()
        };
        Listed {
            initiatives: initiatives.get(&round.id).copied().unwrap_or_default(),
            sheets_done: sheets(&|state| state != SheetState::Assigned),
            sheets: sheets(&|_| true),
            seated: seated.iter().filter(|(of, _)| *of == round.id).map(|(_, person)| *person).collect(),
            round,
        }
    };
    Ok(found.into_iter().map(listed).collect())
}

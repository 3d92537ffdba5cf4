//! The numbers of one year: registered, proposed, received, turned down.

use super::super::store::{self, Which};
use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::progress::{Moved, Tallies, includer, round_titles};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;

/// The lower titles of people with the higher one that includes each: higher, lower.
pub fn inclusions() -> Vec<[AwardCode; 2]> {
    let titles = round_titles(SubjectKind::Person).iter();
    titles.filter_map(|lower| Some([includer(*lower)?, *lower])).collect()
}

/// What counts for another unit than the one it carries.
#[derive(Debug, Default)]
pub struct Moves {
    awards: Vec<Moved>,
    /// Of those under a lower title who only received the higher one.
    alone: Vec<Moved>,
}

impl Moves {
    pub fn load(conn: &mut Connection, year: Year, which: &Which) -> AppResult<Self> {
        let awards = store::moved(conn, year, which)?;
        let mut alone = Vec::new();
        for inclusion in inclusions() {
            // Whoever moved with the higher title alone is among those who moved with it.
            if awards.iter().any(|it| it.award == inclusion[0]) {
                alone.append(&mut store::moved_alone(conn, year, which, inclusion)?);
            }
        }
        Ok(Self { awards, alone })
    }

    /// How many awards of these count for another unit, from or to the one asked for.
    pub fn of_units(&self, unit: Option<UnitId>) -> i64 {
        let is_asked = |it: &&Moved| unit.is_none_or(|unit| unit == it.from || unit == it.to);
        self.awards.iter().filter(is_asked).map(|it| it.people).sum()
    }
}

/// Counts the units asked for. People are counted once: those with a higher title under the lower one too.
pub fn count(conn: &mut Connection, year: Year, which: &Which, moves: &Moves) -> AppResult<Tallies> {
    let mut tallies = Tallies::default();
    for it in store::registered(conn, year, which)? {
        tallies.at(it.unit, it.award).registered += it.n;
    }
    for it in store::proposed(conn, year, which)? {
        tallies.at(it.unit, it.award).proposed += it.n;
    }
    for it in store::achieved(conn, year, which)? {
        tallies.at(it.unit, it.award).achieved += it.n;
    }
    for it in store::refused(conn, year, which)? {
        tallies.at(it.unit, it.award).refused += it.n;
    }
    for it in store::provisional(conn, year, which)? {
        tallies.at(it.unit, it.award).provisional += it.n;
    }
    for [higher, lower] in inclusions() {
        tallies.include(lower, higher);
        for it in store::registered_for_both(conn, year, which, [higher, lower])? {
            tallies.at(it.unit, lower).registered -= it.n;
        }
        for it in store::received_both(conn, year, which, [higher, lower])? {
            tallies.at(it.unit, lower).achieved -= it.n;
        }
    }
    for moved in moves.awards.iter().chain(&moves.alone) {
        tallies.move_achieved(*moved, |unit| which.has(unit));
    }
    Ok(tallies)
}

//! Awards year by year, up to the last year that has results.

use std::collections::HashMap;

use super::super::store::{self, Which};
use super::tallies::inclusions;
use super::{Question, YEARS};
use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;

/// How many could have had an award in a year.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whole {
    pub people: i64,
    pub collectives: i64,
}

/// What was received in each of some years.
#[derive(Debug)]
pub struct Run {
    pub years: Vec<Year>,
    /// Of all units together, or of the one asked for.
    pub wholes: Vec<Whole>,
    counts: HashMap<(UnitId, Year, AwardCode), i64>,
}

/// The years of a row: up to the one asked for once it is over and has results, else to the one before.
pub fn years(question: &Question, has_results: bool) -> Vec<Year> {
    let newest = if has_results && !question.is_running() { question.year } else { question.year.previous() };
    (newest.0 - YEARS + 1..=newest.0).map(Year).collect()
}

impl Run {
    /// Of all units together, or of some each; with `awards` only these.
    pub fn load(
        conn: &mut Connection,
        years: Vec<Year>,
        which: &Which,
        awards: &[AwardCode],
        whole: impl Fn(Year) -> Whole,
    ) -> AppResult<Self> {
        let listed = store::listed(&years);
        let mut counts = HashMap::new();
        let mut add = |found: Vec<store::OfYear>, under: Option<AwardCode>| {
            for it in found {
                *counts.entry((it.unit, it.year, under.unwrap_or(it.award))).or_default() += it.n;
            }
        };
        add(store::over_years(conn, &listed, which, awards)?, None);
        for inclusion in inclusions() {
            if awards.is_empty() || awards.contains(&inclusion[1]) {
                add(store::alone_over_years(conn, &listed, which, inclusion)?, Some(inclusion[1]));
            }
        }
        Ok(Self { wholes: years.iter().map(|year| whole(*year)).collect(), years, counts })
    }

    pub fn of(&self, unit: UnitId, year: Year, award: AwardCode) -> i64 {
        self.counts.get(&(unit, year, award)).copied().unwrap_or_default()
    }

    /// The awards received in any of the years.
    pub fn awards(&self) -> Vec<AwardCode> {
        let mut awards: Vec<AwardCode> =
            self.counts.iter().filter(|(_, n)| **n > 0).map(|((_, _, award), _)| *award).collect();
        awards.sort_unstable();
        awards.dedup();
        awards
    }
}

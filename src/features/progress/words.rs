//! From figures to words and numbers for one reader, each number with the address of the rows behind it.

mod below;
mod caps;
mod chain;
mod collectives;
mod facts;
mod links;
pub mod people;
pub mod run;
mod table;

use rust_decimal::Decimal;

use super::figures::{Figures, YearFigures};
use super::store::Unit;
use crate::domain::law::AwardCode;
use crate::domain::number::{format_percent, format_whole};
use crate::domain::progress::{Tally, round_titles};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

pub use below::{Below, HigherLine};
pub use chain::{AwardLine, has_provisional};
pub use facts::Fact;
pub use links::Links;
pub use table::{Row, TitleHead, unit_address};

/// Turns figures into words for one reader.
pub struct Words<'f> {
    pub figures: &'f Figures,
    pub links: Links,
}

/// A number, where its rows are, and what share that is.
#[derive(Debug, Clone)]
pub struct Cell {
    pub count: i64,
    pub number: String,
    /// Empty where there are no rows, or none this reader may see.
    pub link: String,
    pub share: String,
}

impl Cell {
    pub fn new(count: i64, link: String, share: String) -> Self {
        if count == 0 {
            return Self { count, number: "–".into(), link: String::new(), share: String::new() };
        }
        Self { count, number: format_whole(count), link, share }
    }
}

impl Words<'_> {
    fn year(&self) -> Year {
        self.figures.question.year
    }

    fn is_running(&self) -> bool {
        self.figures.question.is_running()
    }

    fn only_unit(&self) -> Option<&Unit> {
        self.figures.question.unit.and(self.figures.units.first())
    }

    fn staff(&self, of: &YearFigures, unit: Option<&Unit>) -> i64 {
        unit.map_or_else(|| of.all_staff(), |unit| of.staff_of(unit.id))
    }

    fn tally(&self, of: &YearFigures, unit: Option<&Unit>, award: AwardCode) -> Tally {
        unit.map_or_else(|| of.total(award), |unit| of.tallies.of(unit.id, award))
    }

    /// The abbreviations of the table heads, spelt out.
    pub fn key(&self) -> String {
        let day = self.year().end();
        let titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
        let spelt = titles.iter().map(|it| format!("{}: {}.", it.award().abbreviation(), it.award().name_on(day)));
        spelt.collect::<Vec<_>>().join(" ")
    }
}

fn percent(share: Option<Decimal>) -> String {
    format_percent(share, 1)
}

/// A width for SVG, which wants a point; never wider than its track.
fn width(share: Option<Decimal>) -> String {
    format!("{}%", share.unwrap_or_default().min(Decimal::ONE_HUNDRED).round_dp(1))
}

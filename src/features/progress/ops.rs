//! What others say of the progress of a year.

use chrono::NaiveDate;

use super::figures::{self, Figures, Question, Shown};
use super::store::Which;
use super::words::{Links, Words};
use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::progress::{Tallies, round_titles};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::Scope;

pub use super::words::{Fact, HigherLine};

/// The agency's year in words and numbers.
pub struct Summary {
    /// How far the titles have come.
    pub facts: Vec<Fact>,
    pub awards: Vec<AwardStanding>,
    pub run: FiveYears,
    /// The year of `higher`: the one asked for, or the one before while that has none.
    pub higher_year: Year,
    pub higher: Vec<HigherLine>,
}

/// One award over all units.
pub struct AwardStanding {
    pub award: String,
    pub registered: i64,
    /// Of the interim review.
    pub provisional: i64,
    pub achieved: i64,
    pub achieved_last_year: i64,
}

/// The titles of the years up to the last one with results; titles that nobody received in any of them are left out.
pub struct FiveYears {
    pub years: Vec<Year>,
    pub awards: Vec<AwardRun>,
}

/// One title over the years.
pub struct AwardRun {
    pub code: AwardCode,
    pub award: String,
    /// "tăng từ 21 lên 33 người"
    pub finding: String,
    /// One for each year.
    pub received: Vec<i64>,
}

/// What each unit registered and achieved in a year, award by award: the rows of `/awards` with `state=counted`.
pub fn tallies(conn: &mut Connection, year: Year, today: NaiveDate) -> AppResult<Tallies> {
    let award = round_titles(SubjectKind::Person).last().copied().ok_or(AppError::NotFound)?;
    let question = Question { year, unit: None, shown: Shown::All, award, today };
    Ok(figures::year_figures(conn, &question, year, &[], &Which::Each)?.tallies)
}

/// Of one unit or of all, in a fixed number of reads.
pub fn summary(conn: &mut Connection, year: Year, unit: Option<UnitId>, today: NaiveDate) -> AppResult<Summary> {
    let award = round_titles(SubjectKind::Person).last().copied().ok_or(AppError::NotFound)?;
    let figures = Figures::load(conn, Question { year, unit, shown: Shown::All, award, today })?;
    let titles = [round_titles(SubjectKind::Unit), round_titles(SubjectKind::Person)].concat();
    let standing = |award: &AwardCode| {
        let (this, last) = (figures.this.total(*award), figures.last.total(*award));
        AwardStanding {
            award: award.award().name_on(year.end()).to_owned(),
            registered: this.registered,
            provisional: this.provisional,
            achieved: this.achieved,
            achieved_last_year: last.achieved,
        }
    };
    let awards = titles.iter().map(standing).collect();
    let words = Words { figures: &figures, links: Links { scope: Scope::All, dossiers: Scope::All } };
    let below = words.below();
    let run = FiveYears { years: figures.run.years.clone(), awards: words.runs() };
    Ok(Summary { facts: words.facts(), awards, run, higher_year: below.higher_year, higher: below.higher })
}

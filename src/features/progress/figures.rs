//! All numbers of a progress page, loaded in a fixed number of reads.

mod caps;
mod run;
mod tallies;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

pub use self::caps::Capped;
pub use self::run::{Run, Whole, years};
use self::tallies::Moves;
use super::store::{self, Higher, Unit, Which};
use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::progress::{Presence, Tallies, Tally, round_titles, staff_on};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::registrations::ops::is_granted_here;
use crate::web::paging::Paging;

/// How many years the row of past years has.
pub const YEARS: i32 = 5;
/// A row has some fifteen numbers with their addresses; more of them would make a page too heavy.
pub const ROWS_A_PAGE: i64 = 30;
/// Up to so many units stand on the page of the whole agency itself, beside its pictures.
pub const ROWS_BESIDE_PICTURES: usize = 10;

/// One year: its numbers and the people there were on its last day, or today while it runs.
#[derive(Debug)]
pub struct YearFigures {
    pub day: NaiveDate,
    /// Of the units shown.
    pub tallies: Tallies,
    /// Of all together, where not all are shown.
    whole: Option<Tallies>,
    pub staff: HashMap<UnitId, i64>,
    /// Awards decided when their holder was elsewhere, counted where he was on the last day of the year.
    pub moved: i64,
}

impl YearFigures {
    pub fn staff_of(&self, unit: UnitId) -> i64 {
        self.staff.get(&unit).copied().unwrap_or_default()
    }

    pub fn all_staff(&self) -> i64 {
        self.staff.values().sum()
    }

    /// Of all units asked for.
    pub fn total(&self, award: AwardCode) -> Tally {
        self.whole.as_ref().unwrap_or(&self.tallies).total(award)
    }

    /// The awards with any number.
    pub fn awards(&self) -> Vec<AwardCode> {
        self.whole.as_ref().unwrap_or(&self.tallies).awards()
    }
}

/// Which units have a row of their own, where all are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    All,
    /// The first few of many.
    First,
    /// Those on a page of their list, counted from 1.
    Page(i64),
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    pub year: Year,
    /// One unit, or all.
    pub unit: Option<UnitId>,
    pub shown: Shown,
    /// The award followed over the years.
    pub award: AwardCode,
    pub today: NaiveDate,
}

impl Question {
    pub fn is_running(&self) -> bool {
        self.year >= Year::of(self.today)
    }

    pub fn day_of(&self, year: Year) -> NaiveDate {
        year.end().min(self.today)
    }
}

#[derive(Debug)]
pub struct Figures {
    pub question: Question,
    /// For the names of those that others merged into; of one unit only those it has to do with.
    pub all_units: Vec<Unit>,
    /// Units inside the agency that existed in the year or have a number in it, in order: those shown.
    pub units: Vec<Unit>,
    /// How many there are on all pages.
    pub units_in_all: i64,
    pub this: YearFigures,
    pub last: YearFigures,
    /// The collectives that exist on the last day of the year, or today: what x of "x/y" is compared with.
    pub collectives: i64,
    /// The same of the year before.
    pub collectives_last: i64,
    /// The year of `higher`, `own` and `escalated`: the one asked for, or the one before while that has none.
    pub higher_year: Year,
    pub higher: Vec<Higher>,
    /// Granted here beside the titles of the round.
    pub own: Vec<Higher>,
    pub escalated: Vec<Higher>,
    pub run: Run,
    pub caps: Vec<Capped>,
}

impl Figures {
    pub fn load(conn: &mut Connection, question: Question) -> AppResult<Self> {
        let (year, unit) = (question.year, question.unit);
        let whole = Which::of(unit);
        let presences = presences(conn, &question, &whole)?;
        let all_units = match unit {
            Some(unit) => store::units_around(conn, unit)?,
            None => store::units(conn)?,
        };
        // A unit's page speaks of that one alone, and so do its "1/1" and its row of years.
        let asked: Vec<Unit> = all_units.iter().filter(|it| unit.is_none_or(|unit| unit == it.id)).cloned().collect();
        let collectives_last = collectives_on(&asked, question.day_of(year.previous()));
        let collectives = collectives_on(&asked, question.day_of(year));
        let there = there(conn, &question, &asked)?;
        let units_in_all = there.len() as i64;
        let units = on_page(there, question.shown, ROWS_A_PAGE);
        let shown = if question.shown != Shown::All { Which::some(units.iter().map(|it| it.id)) } else { whole };
        let this = year_figures(conn, &question, year, &presences, &shown)?;
        let last = year_figures(conn, &question, year.previous(), &presences, &shown)?;
        let years = years(&question, this.total(question.award).achieved > 0);
        let run = Run::load(conn, years, &Which::of(unit), &[], |year| {
            let day = question.day_of(year);
            Whole { people: staff_on(&presences, day).values().sum(), collectives: collectives_on(&asked, day) }
        })?;
        let (higher_year, [higher, own, escalated]) = higher(conn, &question)?;
        let caps = caps::load(conn, &question)?;
        Ok(Self {
            question,
            all_units,
            units,
            units_in_all,
            this,
            last,
            collectives,
            collectives_last,
            higher_year,
            higher,
            own,
            escalated,
            run,
            caps,
        })
    }

    /// The titles for which a unit runs, or the agency: its people's, and its own where it is a collective.
    pub fn round_of(&self, unit: Option<&Unit>) -> Vec<AwardCode> {
        let mut titles = round_titles(SubjectKind::Person).to_vec();
        if unit.is_none_or(|unit| unit.kind.is_collective()) {
            titles.extend(round_titles(SubjectKind::Unit));
        }
        titles
    }

    /// Those, and every award with a number in this year or the last.
    pub fn awards_shown(&self, unit: Option<&Unit>) -> Vec<AwardCode> {
        let mut awards = self.round_of(unit);
        awards.append(&mut self.this.awards());
        awards.append(&mut self.last.awards());
        awards.sort_unstable();
        awards.dedup();
        awards
    }
}

/// Who was where since the first year looked at.
pub fn presences(conn: &mut Connection, question: &Question, which: &Which) -> AppResult<Vec<Presence>> {
    let first = Year(question.year.0 - YEARS);
    let found = store::present_since(conn, question.day_of(first), which)?;
    Ok(found.into_iter().map(|it| Presence { unit: it.unit, from: it.from, to: it.to, people: it.people }).collect())
}

/// The units that existed in the year, and of the others those with a number in it, in the order of lists.
fn there(conn: &mut Connection, question: &Question, asked: &[Unit]) -> AppResult<Vec<Unit>> {
    if question.unit.is_some() {
        return Ok(asked.to_vec());
    }
    let year = question.year;
    let existed = |unit: &Unit| unit.existed(year, year);
    let others: Vec<UnitId> = asked.iter().filter(|it| !existed(it)).map(|it| it.id).collect();
    let mut counted = HashSet::new();
    if !others.is_empty() {
        let others = Which::some(others);
        let moves = Moves::load(conn, year, &others)?;
        let tallies = tallies::count(conn, year, &others, &moves)?;
        counted.extend(asked.iter().map(|it| it.id).filter(|id| tallies.has(*id)));
    }
    Ok(asked.iter().filter(|it| existed(it) || counted.contains(&it.id)).cloned().collect())
}

/// Those that have a row, of so many a page.
pub fn on_page(units: Vec<Unit>, shown: Shown, rows: i64) -> Vec<Unit> {
    let (before, most) = match shown {
        Shown::All => return units,
        Shown::First => (0, ROWS_BESIDE_PICTURES),
        Shown::Page(page) => {
            // A page beyond the end is the last one, as the links below the list have it.
            let paging = Paging::of_size(rows, "", &[], page, units.len() as i64);
            (usize::try_from(paging.offset()).unwrap_or_default(), rows as usize)
        }
    };
    units.into_iter().skip(before).take(most).collect()
}

pub fn collectives_on(units: &[Unit], day: NaiveDate) -> i64 {
    units.iter().filter(|unit| unit.kind.is_collective() && unit.exists_on(day)).count() as i64
}

pub fn year_figures(
    conn: &mut Connection,
    question: &Question,
    year: Year,
    presences: &[Presence],
    which: &Which,
) -> AppResult<YearFigures> {
    let moves = Moves::load(conn, year, &Which::of(question.unit))?;
    let tallies = tallies::count(conn, year, which, &moves)?;
    let whole = match question.shown {
        Shown::All => None,
        Shown::First | Shown::Page(_) => Some(tallies::count(conn, year, &Which::Together, &Moves::default())?),
    };
    let day = question.day_of(year);
    let moved = moves.of_units(question.unit);
    Ok(YearFigures { day, tallies, whole, staff: staff_on(presences, day), moved })
}

/// The awards that others than this agency decide, and those it decides beside the titles of the round.
fn award_groups() -> [Vec<AwardCode>; 2] {
    let round = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
    let (own, higher): (Vec<AwardCode>, Vec<AwardCode>) = AwardCode::all().partition(|code| is_granted_here(*code));
    [higher, own.into_iter().filter(|code| !round.contains(code)).collect()]
}

fn higher(conn: &mut Connection, question: &Question) -> AppResult<(Year, [Vec<Higher>; 3])> {
    let unit = question.unit;
    let [higher, own] = award_groups();
    let mut read = |year: Year| -> AppResult<[Vec<Higher>; 3]> {
        Ok([
            store::higher(conn, year, unit, &higher)?,
            store::granted(conn, year, unit, &own)?,
            store::escalated(conn, year, unit)?,
        ])
    };
    let mut year = question.year;
    let mut found = read(year)?;
    if found[0].is_empty() && found[2].is_empty() && question.is_running() {
        year = year.previous();
        found = read(year)?;
    }
    for rows in &mut found {
        rows.sort_by_key(|it| (std::cmp::Reverse(it.award.award().rank), it.award));
    }
    Ok((year, found))
}

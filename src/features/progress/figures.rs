//! All numbers of a progress page, loaded in a fixed number of reads.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Higher, Unit};
use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::progress::{Presence, Tallies, includer, round_titles, staff_on};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::registrations::ops::is_granted_here;

/// How many years the row of past years has.
const YEARS: i32 = 5;

/// One year: its numbers and the people there were on its last day, or today while it runs.
#[derive(Debug)]
pub struct YearFigures {
    pub year: Year,
    pub day: NaiveDate,
    pub tallies: Tallies,
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
}

/// One award in one past year, with how many could have had it.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub year: Year,
    pub achieved: i64,
    pub whole: i64,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    pub year: Year,
    /// One unit, or all.
    pub unit: Option<UnitId>,
    /// The award followed over the years.
    pub award: AwardCode,
    pub today: NaiveDate,
}

impl Question {
    pub fn is_running(&self) -> bool {
        self.year >= Year::of(self.today)
    }

    fn day_of(&self, year: Year) -> NaiveDate {
        year.end().min(self.today)
    }
}

#[derive(Debug)]
pub struct Figures {
    pub question: Question,
    /// For the names of those that others merged into.
    pub all_units: Vec<Unit>,
    /// Units inside the agency that existed in the year or have a number in it, in order.
    pub units: Vec<Unit>,
    pub this: YearFigures,
    pub last: YearFigures,
    /// The collectives that existed on the last day of the year before.
    pub collectives_last: i64,
    /// The year of `higher` and `escalated`: the one asked for, or the one before while that has none.
    pub higher_year: Year,
    pub higher: Vec<Higher>,
    pub escalated: Vec<Higher>,
    pub series: Vec<Point>,
}

/// The awards that others than this agency decide.
fn higher_awards() -> Vec<AwardCode> {
    AwardCode::all().filter(|code| !is_granted_here(*code)).collect()
}

impl Figures {
    pub fn load(conn: &mut Connection, question: Question) -> AppResult<Self> {
        let (year, unit) = (question.year, question.unit);
        let first = Year(year.0 - YEARS);
        let presences: Vec<Presence> = store::present_since(conn, question.day_of(first), unit)?
            .into_iter()
            .map(|it| Presence { unit: it.unit, from: it.from, to: it.to, people: it.people })
            .collect();
        let this = year_figures(conn, &question, year, &presences)?;
        let last = year_figures(conn, &question, year.previous(), &presences)?;
        let all_units = store::units(conn)?;
        // A unit's page speaks of that one alone, and so do its "1/1" and its row of years.
        let asked: Vec<Unit> = all_units.iter().filter(|it| unit.is_none_or(|unit| unit == it.id)).cloned().collect();
        let series = series(conn, &question, &[&this, &last], &presences, &asked)?;
        let collectives_last = collectives_on(&asked, last.day);
        let (higher_year, higher, escalated) = higher(conn, &question)?;
        let units = asked.into_iter().filter(|it| belongs(it, &question, &this)).collect();
        Ok(Self { question, all_units, units, this, last, collectives_last, higher_year, higher, escalated, series })
    }

    /// The titles for which a unit runs: its people's, and its own where it is a collective.
    pub fn round_of(&self, unit: &Unit) -> Vec<AwardCode> {
        let mut titles = round_titles(SubjectKind::Person).to_vec();
        if unit.kind.is_collective() {
            titles.extend(round_titles(SubjectKind::Unit));
        }
        titles
    }

    /// Those, and every award with a number in this year or the last.
    pub fn awards_shown(&self, unit: &Unit) -> Vec<AwardCode> {
        let mut awards = self.round_of(unit);
        awards.append(&mut self.this.tallies.awards());
        awards.append(&mut self.last.tallies.awards());
        awards.sort_unstable();
        awards.dedup();
        awards
    }

    /// The collectives that exist on the last day of the year, or today: what x of "x/y" is compared with.
    pub fn collectives(&self) -> i64 {
        collectives_on(&self.units, self.this.day)
    }
}

fn belongs(unit: &Unit, question: &Question, this: &YearFigures) -> bool {
    let year = question.year;
    let existed =
        unit.founded_on.is_none_or(|day| day <= year.end()) && unit.dissolved_on.is_none_or(|day| day >= year.start());
    existed || question.unit.is_some() || this.tallies.has(unit.id)
}

fn collectives_on(units: &[Unit], day: NaiveDate) -> i64 {
    let there = units.iter().filter(|unit| {
        unit.kind.is_collective()
            && unit.founded_on.is_none_or(|founded| founded <= day)
            && unit.dissolved_on.is_none_or(|dissolved| dissolved >= day)
    });
    there.count() as i64
}

pub fn year_figures(
    conn: &mut Connection,
    question: &Question,
    year: Year,
    presences: &[Presence],
) -> AppResult<YearFigures> {
    let unit = question.unit;
    let mut tallies = Tallies::default();
    for it in store::registered(conn, year, unit)? {
        tallies.at(it.unit, it.award).registered += it.n;
    }
    for it in store::achieved(conn, year, unit)? {
        tallies.at(it.unit, it.award).achieved += it.n;
    }
    for it in store::provisional(conn, year, unit)? {
        tallies.at(it.unit, it.award).provisional += it.n;
    }
    let mut moved = 0;
    for it in store::moved(conn, year, unit)? {
        if unit.is_none_or(|unit| unit == it.from || unit == it.to) {
            tallies.move_achieved(it.award, it.from, it.to, it.n);
            moved += it.n;
        }
    }
    for lower in round_titles(SubjectKind::Person).iter().copied() {
        let Some(higher) = includer(lower) else { continue };
        // Whoever registered for the higher title alone counts under the lower one too.
        tallies.add_registered(lower, higher);
        for it in store::registered_for_both(conn, year, unit, higher, lower)? {
            tallies.at(it.unit, lower).registered -= it.n;
        }
        for it in store::achieved_alone(conn, year, unit, higher, lower)? {
            tallies.at(it.unit, lower).achieved += it.n;
        }
    }
    if let Some(unit) = unit {
        tallies.keep(unit);
    }
    let day = question.day_of(year);
    Ok(YearFigures { year, day, tallies, staff: staff_on(presences, day), moved })
}

/// Five years of one award, up to the last one that has results.
fn series(
    conn: &mut Connection,
    question: &Question,
    counted: &[&YearFigures],
    presences: &[Presence],
    units: &[Unit],
) -> AppResult<Vec<Point>> {
    let award = question.award;
    let has_results = counted.iter().any(|it| it.year == question.year && it.tallies.total(award).achieved > 0);
    let newest = if has_results && !question.is_running() { question.year } else { question.year.previous() };
    let years: Vec<Year> = (newest.0 - YEARS + 1..=newest.0).map(Year).collect();
    let is_counted = |year: &Year| counted.iter().any(|it| it.year == *year);
    let others: Vec<Year> = years.iter().copied().filter(|year| !is_counted(year)).collect();
    let mut found = store::over_years(conn, &others, award, question.unit)?;
    if let Some(higher) = includer(award).filter(|_| !others.is_empty()) {
        found.append(&mut store::alone_over_years(conn, &others, higher, award, question.unit)?);
    }
    let point = |year: Year| {
        let day = question.day_of(year);
        let is_of_people = award.award().takes(SubjectKind::Person);
        let whole = if is_of_people { staff_on(presences, day).values().sum() } else { collectives_on(units, day) };
        let known = counted.iter().find(|it| it.year == year).map(|it| it.tallies.total(award).achieved);
        let read = || found.iter().filter(|it| it.year == year).map(|it| it.n).sum();
        Point { year, achieved: known.unwrap_or_else(read), whole }
    };
    Ok(years.into_iter().map(point).collect())
}

fn higher(conn: &mut Connection, question: &Question) -> AppResult<(Year, Vec<Higher>, Vec<Higher>)> {
    let (codes, unit) = (higher_awards(), question.unit);
    let mut year = question.year;
    let mut decided = store::higher(conn, year, unit, &codes)?;
    let mut escalated = store::escalated(conn, year, unit)?;
    if decided.is_empty() && escalated.is_empty() && question.is_running() {
        year = year.previous();
        decided = store::higher(conn, year, unit, &codes)?;
        escalated = store::escalated(conn, year, unit)?;
    }
    for rows in [&mut decided, &mut escalated] {
        rows.sort_by_key(|it| (std::cmp::Reverse(it.award.award().rank), it.award));
    }
    Ok((year, decided, escalated))
}

//! Titles and commendations year by year.

use super::{Cell, Words, percent, width};
use crate::domain::law::AwardCode;
use crate::domain::number::format_whole;
use crate::domain::progress::{course, round_titles, share};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::features::progress::figures::{Run, Whole};
use crate::features::progress::ops::AwardRun;
use crate::features::progress::store::Unit;
use crate::web::charts::{Column, Look, Multiples, Sketch};
use crate::web::forms::Choice;

/// The years of one title, and of every award: the pictures, and the table behind them.
pub struct Series {
    pub heading: String,
    pub caption: String,
    pub whole: &'static str,
    pub lines: Vec<YearLine>,
    pub award: String,
    pub awards: Vec<Choice>,
    /// The titles by level, the lowest first.
    pub titles: Multiples,
    /// Each award in each year: the table behind the pictures.
    pub years: Vec<Year>,
    pub by_award: Vec<RunLine>,
}

impl Series {
    pub fn last(&self) -> Year {
        ends(&self.years).1
    }

    /// The heading of the pictures.
    pub fn span(&self) -> String {
        let (first, last) = ends(&self.years);
        format!("Danh hiệu qua các năm {first}–{last}")
    }
}

/// One past year of the title followed.
pub struct YearLine {
    pub year: Year,
    pub achieved: Cell,
    pub whole: Cell,
    pub share: String,
    pub width: String,
}

/// One award over the years.
pub struct RunLine {
    pub name: String,
    pub counted: &'static str,
    pub cells: Vec<Cell>,
}

impl Words<'_> {
    pub(super) fn series(&self) -> Series {
        let award = self.figures.question.award;
        let run = &self.figures.run;
        let name = award.award().name_on(self.year().end());
        let is_of_people = award.award().takes(SubjectKind::Person);
        let what = if is_of_people { "người" } else { "tập thể" };
        let lines: Vec<YearLine> =
            run.years.iter().zip(&run.wholes).map(|(year, whole)| self.year_line(award, *year, *whole)).collect();
        let (first, last) = ends(&run.years);
        Series {
            heading: format!("{name} {} {what}", course(self.received(first, award), self.received(last, award))),
            caption: format!("{name} từ {first} đến {last}"),
            whole: if is_of_people { "Số người" } else { "Số tập thể" },
            lines,
            award: award.code().to_owned(),
            awards: self.award_choices(),
            titles: Multiples::each_by_itself("nam", self.sketches()),
            years: run.years.clone(),
            by_award: self.by_award(),
        }
    }

    /// Of the unit asked for, or of all together.
    fn received(&self, year: Year, award: AwardCode) -> i64 {
        let unit = self.figures.question.unit.unwrap_or(crate::domain::ids::UnitId::ALL);
        self.figures.run.of(unit, year, award)
    }

    /// The round's titles and every other award of the years: titles before commendations, people's before those of
    /// collectives, the lowest first.
    fn awards_of_run(&self) -> Vec<AwardCode> {
        let mut awards = self.figures.round_of(self.only_unit());
        awards.append(&mut self.figures.run.awards());
        awards.sort_by_key(|it| (!it.award().is_title(), !it.award().takes(SubjectKind::Person), it.award().rank, *it));
        awards.dedup();
        awards
    }

    fn sketches(&self) -> Vec<Sketch> {
        let titles = self.awards_of_run().into_iter().filter(|it| it.award().is_title());
        titles.map(|award| self.sketch(award)).collect()
    }

    /// The titles that anybody received in these years, as pictures show them.
    pub fn runs(&self) -> Vec<AwardRun> {
        let years = &self.figures.run.years;
        let run = |code: AwardCode| AwardRun {
            code,
            award: code.award().name_on(self.year().end()).to_owned(),
            finding: self.finding(code),
            received: years.iter().map(|year| self.received(*year, code)).collect(),
        };
        let titles = self.awards_of_run().into_iter().filter(|it| it.award().is_title());
        titles.map(run).filter(|it| it.received.iter().any(|count| *count > 0)).collect()
    }

    fn finding(&self, award: AwardCode) -> String {
        let what = if award.award().takes(SubjectKind::Person) { "người" } else { "tập thể" };
        let (first, last) = ends(&self.figures.run.years);
        format!("{} {what}", course(self.received(first, award), self.received(last, award)))
    }

    fn sketch(&self, award: AwardCode) -> Sketch {
        let years = &self.figures.run.years;
        Sketch {
            title: award.award().name_on(self.year().end()).to_owned(),
            link: String::new(),
            finding: self.finding(award),
            marks: Vec::new(),
            columns: columns(years, |year| self.received(year, award)),
        }
    }

    fn by_award(&self) -> Vec<RunLine> {
        let unit = self.only_unit();
        let line = |award: AwardCode| RunLine {
            name: award.award().name_on(self.year().end()).to_owned(),
            counted: super::chain::counted(award),
            cells: self
                .figures
                .run
                .years
                .iter()
                .map(|year| {
                    Cell::new(self.received(*year, award), self.links.awards(*year, unit, award), String::new())
                })
                .collect(),
        };
        self.awards_of_run().into_iter().map(line).collect()
    }

    pub fn award_choices(&self) -> Vec<Choice> {
        let day = self.year().end();
        let titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
        titles.iter().map(|award| Choice::new(award.code(), award.award().name_on(day))).collect()
    }

    fn year_line(&self, award: AwardCode, year: Year, whole: Whole) -> YearLine {
        let achieved = self.received(year, award);
        let day = self.figures.question.day_of(year);
        let (whole, of_whole) = match award.award().takes(SubjectKind::Person) {
            true => (whole.people, self.links.staff(year, self.only_unit(), day)),
            // The one of a unit's page is that unit itself.
            false if self.only_unit().is_some() => (whole.collectives, String::new()),
            false => (whole.collectives, self.links.collectives(day)),
        };
        let part = share(achieved, whole);
        YearLine {
            year,
            achieved: Cell::new(achieved, self.links.awards(year, self.only_unit(), award), String::new()),
            whole: Cell::new(whole, of_whole, String::new()),
            share: percent(part),
            width: width(part),
        }
    }
}

/// The first and the last of some years.
pub fn ends(years: &[Year]) -> (Year, Year) {
    let of = |it: Option<&Year>| it.copied().unwrap_or(Year(0));
    (of(years.first()), of(years.last()))
}

/// A column a year, the last one filled.
pub fn columns(years: &[Year], count: impl Fn(Year) -> i64) -> Vec<Column> {
    let newest = years.last().copied();
    let column = |year: &Year| Column {
        name: year.to_string(),
        count: count(*year),
        shown: format_whole(count(*year)),
        look: if Some(*year) == newest { Look::Now } else { Look::Past },
    };
    years.iter().map(column).collect()
}

/// One unit over the years, as a panel.
pub fn unit_sketch(run: &Run, unit: &Unit, award: AwardCode, link: String, marks: Vec<String>) -> Sketch {
    let (first, last) = ends(&run.years);
    Sketch {
        title: unit.name.clone(),
        link,
        finding: course(run.of(unit.id, first, award), run.of(unit.id, last, award)),
        marks,
        columns: columns(&run.years, |year| run.of(unit.id, year, award)),
    }
}

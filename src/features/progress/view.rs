//! The pages of award progress: ready words and numbers, each number with the address of the rows behind it.

use askama::Template;
use rust_decimal::Decimal;

use super::figures::{Figures, Point, YearFigures};
use super::store::{Higher, Unit};
use crate::domain::date::format_date;
use crate::domain::ids::UnitId;
use crate::domain::law::{AuthorityCode, AwardCode};
use crate::domain::number::{format_percent, format_whole};
use crate::domain::progress::{Standing, Tally, course, round_titles, share};
use crate::domain::registration;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::policy::Scope;
use crate::web::forms::Choice;
use crate::web::paging::address;
use crate::web::shell::Shell;

/// A number, where its rows are, and what share that is.
#[derive(Debug, Clone)]
pub struct Cell {
    pub number: String,
    /// Empty where there are no rows, or none this reader may see.
    pub link: String,
    pub share: String,
}

impl Cell {
    fn new(count: i64, link: String, share: String) -> Self {
        if count == 0 {
            return Self { number: "–".into(), link: String::new(), share: String::new() };
        }
        Self { number: format_whole(count), link, share }
    }
}

/// Which rows the reader may open.
#[derive(Debug, Clone, Copy)]
pub struct Links {
    pub scope: Scope,
}

impl Links {
    /// Registrations counted as registered.
    fn registrations(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        self.of_registrations(year, unit, award, &[("state", COUNTED)])
    }

    /// Registrations that lie with a higher level, of people or of collectives.
    fn escalated(self, year: Year, unit: Option<&Unit>, award: AwardCode, kind: SubjectKind) -> String {
        let rest = [("kind", kind.code()), ("state", registration::State::Escalated.code())];
        self.of_registrations(year, unit, award, &rest)
    }

    fn of_registrations(self, year: Year, unit: Option<&Unit>, award: AwardCode, rest: &[(&str, &str)]) -> String {
        let may_read = match (self.scope, unit) {
            (Scope::All, _) => true,
            (Scope::Unit(own, _), Some(unit)) => own == unit.id,
            _ => false,
        };
        if may_read { list("/registrations", year, unit, award, rest) } else { String::new() }
    }

    fn awards(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        list("/awards", year, unit, award, &[("state", COUNTED)])
    }

    /// Awards by one authority to people or to collectives.
    fn higher(self, year: Year, unit: Option<&Unit>, it: &Higher, kind: SubjectKind) -> String {
        let rest = [("kind", kind.code()), ("authority", it.authority.as_str()), ("state", COUNTED)];
        list("/awards", year, unit, it.award, &rest)
    }

    fn provisional(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        list("/awards", year, unit, award, &[("state", "provisional")])
    }
}

/// The filter of both lists that leaves what a number counts.
const COUNTED: &str = "counted";

fn list(path: &str, year: Year, unit: Option<&Unit>, award: AwardCode, rest: &[(&str, &str)]) -> String {
    let (year, unit) = (year.to_string(), unit.map_or("", |unit| unit.code.as_str()));
    address(path, &[&[("year", &*year), ("unit", unit), ("award", award.code())], rest].concat())
}

/// The head of the columns of one title of people.
pub struct TitleHead {
    pub name: String,
    pub has_provisional: bool,
}

impl TitleHead {
    pub fn columns(&self) -> usize {
        if self.has_provisional { 4 } else { 3 }
    }
}

/// One unit, or all together.
pub struct Row {
    pub name: String,
    pub link: String,
    pub marks: Vec<String>,
    pub note: &'static str,
    pub staff: String,
    /// By title: registered, provisional where the year has any, achieved, achieved last year.
    pub titles: Vec<Vec<Cell>>,
    pub bar: Bar,
    pub collective: Vec<Outcome>,
}

/// A bar with a mark for the year before, in percent of its width.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    pub width: String,
    pub mark: String,
}

/// What a unit registered or received as a collective: the titles by their abbreviation.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub words: String,
    pub link: String,
    pub is_provisional: bool,
}

/// One number of the summary on top.
pub struct Fact {
    pub label: String,
    pub value: String,
    pub link: String,
    pub is_provisional: bool,
    pub note: String,
}

/// An award of a higher level and who decided it, or that it still lies there.
pub struct HigherLine {
    pub award: String,
    pub authority: String,
    pub is_escalated: bool,
    pub collectives: Cell,
    pub people: Cell,
}

impl HigherLine {
    pub fn tag(&self) -> &'static str {
        registration::State::Escalated.word()
    }
}

/// One past year of the title followed.
pub struct YearLine {
    pub year: Year,
    pub achieved: Cell,
    pub whole: String,
    pub share: String,
    pub width: String,
}

/// The five years of one title.
pub struct Series {
    pub heading: String,
    pub caption: String,
    pub whole: &'static str,
    pub lines: Vec<YearLine>,
    pub award: String,
    pub awards: Vec<Choice>,
}

/// What both pages say below their first table.
pub struct Below {
    pub higher_year: Year,
    pub higher: Vec<HigherLine>,
    pub series: Series,
    pub moved: i64,
}

#[derive(Template)]
#[template(path = "progress/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: Year,
    pub years: Vec<Choice>,
    pub day: String,
    pub is_running: bool,
    pub facts: Vec<Fact>,
    pub heads: Vec<TitleHead>,
    pub rows: Vec<Row>,
    pub total: Row,
    pub below: Below,
    pub key: String,
    pub files: String,
}

impl IndexPage {
    pub fn last_year(&self) -> Year {
        self.year.previous()
    }
}

/// One award of one unit.
pub struct AwardLine {
    pub award: String,
    pub registered: Cell,
    pub provisional: Cell,
    pub achieved: Cell,
    pub last: Cell,
}

#[derive(Template)]
#[template(path = "progress/show.html")]
pub struct UnitPage {
    pub shell: Shell,
    pub year: Year,
    pub years: Vec<Choice>,
    pub day: String,
    pub is_running: bool,
    pub unit_code: String,
    pub unit_name: String,
    pub staff: String,
    pub marks: Vec<String>,
    pub facts: Vec<Fact>,
    pub lines: Vec<AwardLine>,
    pub below: Below,
    pub key: String,
    pub files: String,
}

impl UnitPage {
    pub fn address(&self) -> String {
        format!("/progress/units/{}", crate::web::percent_encode(&self.unit_code))
    }

    pub fn last_year(&self) -> Year {
        self.year.previous()
    }
}

/// Turns figures into words for one reader.
pub struct Words<'f> {
    pub figures: &'f Figures,
    pub links: Links,
}

impl Words<'_> {
    fn year(&self) -> Year {
        self.figures.question.year
    }

    fn is_running(&self) -> bool {
        self.figures.question.is_running()
    }

    pub fn heads(&self) -> Vec<TitleHead> {
        let head = |award: AwardCode| TitleHead {
            name: award.award().abbreviation().to_owned(),
            has_provisional: self.figures.this.tallies.total(award).provisional > 0,
        };
        round_titles(SubjectKind::Person).into_iter().map(head).collect()
    }

    pub fn rows(&self) -> Vec<Row> {
        self.figures.units.iter().map(|unit| self.row(Some(unit))).collect()
    }

    pub fn total(&self) -> Row {
        self.row(None)
    }

    fn row(&self, unit: Option<&Unit>) -> Row {
        let titles = round_titles(SubjectKind::Person);
        Row {
            name: unit.map_or_else(|| "Toàn cơ quan".into(), |unit| unit.name.clone()),
            link: unit.map_or_else(String::new, |unit| unit_address(unit, self.year())),
            marks: unit.map_or_else(Vec::new, |unit| marks(unit, self.year(), &self.figures.all_units)),
            note: match unit {
                Some(unit) if unit.kind == UnitKind::Agency => "Người không thuộc phòng, đơn vị nào",
                _ => "",
            },
            staff: format_whole(self.staff(&self.figures.this, unit)),
            bar: titles.last().map(|award| self.bar(unit, *award)).unwrap_or_default(),
            titles: titles.into_iter().map(|award| self.title_cells(unit, award)).collect(),
            collective: match unit {
                Some(unit) => self.collective_outcomes(unit),
                None => self.collective_totals(),
            },
        }
    }

    fn staff(&self, of: &YearFigures, unit: Option<&Unit>) -> i64 {
        unit.map_or_else(|| of.all_staff(), |unit| of.staff_of(unit.id))
    }

    fn tally(&self, of: &YearFigures, unit: Option<&Unit>, award: AwardCode) -> Tally {
        unit.map_or_else(|| of.tallies.total(award), |unit| of.tallies.of(unit.id, award))
    }

    fn title_cells(&self, unit: Option<&Unit>, award: AwardCode) -> Vec<Cell> {
        let line = self.award_line(unit, award);
        let mut cells = vec![line.registered];
        if self.figures.this.tallies.total(award).provisional > 0 {
            cells.push(line.provisional);
        }
        cells.extend([line.achieved, line.last]);
        cells
    }

    /// The numbers of one award, with their shares where the award is people's.
    fn award_line(&self, unit: Option<&Unit>, award: AwardCode) -> AwardLine {
        let (this, last, year) = (&self.figures.this, &self.figures.last, self.year());
        let (now, before) = (self.tally(this, unit, award), self.tally(last, unit, award));
        let is_of_people = !award.award().takes(SubjectKind::Unit);
        let (staff, staff_before) = (self.staff(this, unit), self.staff(last, unit));
        let shown = |part: i64, whole: i64| if is_of_people { percent(share(part, whole)) } else { String::new() };
        AwardLine {
            award: award.award().name_on(year.end()).to_owned(),
            registered: Cell::new(
                now.registered,
                self.links.registrations(year, unit, award),
                shown(now.registered, staff),
            ),
            provisional: Cell::new(
                now.provisional,
                self.links.provisional(year, unit, award),
                shown(now.provisional, staff),
            ),
            achieved: Cell::new(now.achieved, self.links.awards(year, unit, award), shown(now.achieved, staff)),
            last: Cell::new(
                before.achieved,
                self.links.awards(year.previous(), unit, award),
                shown(before.achieved, staff_before),
            ),
        }
    }

    /// The share registered while the year runs, achieved once it is over; the mark is last year's result.
    fn bar(&self, unit: Option<&Unit>, award: AwardCode) -> Bar {
        let (this, last) = (&self.figures.this, &self.figures.last);
        let now = self.tally(this, unit, award);
        let part = if self.is_running() { now.registered } else { now.achieved };
        let mark = share(self.tally(last, unit, award).achieved, self.staff(last, unit));
        Bar {
            width: width(share(part, self.staff(this, unit))),
            mark: mark.map_or_else(String::new, |it| width(Some(it))),
        }
    }

    /// Registered this year, received this year, received last year.
    fn collective_outcomes(&self, unit: &Unit) -> Vec<Outcome> {
        if !unit.kind.is_collective() {
            return vec![Outcome::default(); 3];
        }
        let year = self.year();
        let highest = |of: &YearFigures, has: fn(Tally) -> i64| {
            let titles = round_titles(SubjectKind::Unit);
            titles.into_iter().rev().find(|award| has(of.tallies.of(unit.id, *award)) > 0)
        };
        let said = |award: Option<AwardCode>, link: &dyn Fn(AwardCode) -> String, is_provisional: bool| {
            award.map_or_else(Outcome::default, |award| Outcome {
                words: award.award().abbreviation().to_owned(),
                link: link(award),
                is_provisional,
            })
        };
        let awarded = |year: Year| move |award| self.links.awards(year, Some(unit), award);
        let this = &self.figures.this;
        let now = match highest(this, |it| it.achieved) {
            Some(award) => said(Some(award), &awarded(year), false),
            None => {
                let link = |award| self.links.provisional(year, Some(unit), award);
                said(highest(this, |it| it.provisional), &link, true)
            }
        };
        let filed = |award| self.links.registrations(year, Some(unit), award);
        vec![
            said(highest(this, |it| it.registered), &filed, false),
            now,
            said(highest(&self.figures.last, |it| it.achieved), &awarded(year.previous()), false),
        ]
    }

    fn collective_totals(&self) -> Vec<Outcome> {
        let Some(award) = round_titles(SubjectKind::Unit).first().copied() else { return Vec::new() };
        let (now, before) = (self.figures.this.tallies.total(award), self.figures.last.tallies.total(award));
        let standing = now.standing(self.is_running());
        let is_provisional = matches!(standing, Standing::Provisional(_));
        let link = if is_provisional { Links::provisional } else { Links::awards };
        let outcome = |count: i64, words: String, link: String, is_provisional: bool| {
            if count == 0 { Outcome::default() } else { Outcome { words, link, is_provisional } }
        };
        let year = self.year();
        vec![
            outcome(now.registered, now.registered.to_string(), self.links.registrations(year, None, award), false),
            outcome(
                standing.count(),
                format!("{}/{}", standing.count(), self.figures.collectives()),
                link(self.links, year, None, award),
                is_provisional,
            ),
            outcome(
                before.achieved,
                format!("{}/{}", before.achieved, self.figures.collectives_last),
                self.links.awards(year.previous(), None, award),
                false,
            ),
        ]
    }

    /// The round's titles in sum: of the lowest how far all have come, of the next who aims for it or has it.
    pub fn facts(&self) -> Vec<Fact> {
        let titles = [round_titles(SubjectKind::Unit), round_titles(SubjectKind::Person)];
        let mut facts = Vec::new();
        for rung in 0..2 {
            for titles in &titles {
                if let Some(award) = titles.get(rung) {
                    facts.push(self.fact(*award));
                }
            }
        }
        facts
    }

    fn fact(&self, award: AwardCode) -> Fact {
        let (year, is_of_people) = (self.year(), award.award().takes(SubjectKind::Person));
        let (now, before) = (self.figures.this.tallies.total(award), self.figures.last.tallies.total(award));
        let (whole, whole_before, of_what) = if is_of_people {
            (self.figures.this.all_staff(), self.figures.last.all_staff(), "người")
        } else {
            (self.figures.collectives(), self.figures.collectives_last, "tập thể")
        };
        let name = award.award().name_on(year.end());
        let last = format!("Năm {}: {}/{whole_before} {of_what}", year.previous(), before.achieved);
        let standing = now.standing(self.is_running());
        let is_provisional = matches!(standing, Standing::Provisional(_));
        if self.is_running() && !is_provisional {
            return Fact {
                label: format!("{name}, đăng ký"),
                value: format_whole(now.registered),
                link: self.links.registrations(year, self.only_unit(), award),
                is_provisional: false,
                note: format!("{last}, {}", percent(share(before.achieved, whole_before))),
            };
        }
        let link = if is_provisional { Links::provisional } else { Links::awards };
        Fact {
            label: name.to_owned(),
            value: format!("{}/{whole}", standing.count()),
            link: link(self.links, year, self.only_unit(), award),
            is_provisional,
            note: format!("{}. {last}", percent(share(standing.count(), whole))),
        }
    }

    fn only_unit(&self) -> Option<&Unit> {
        self.figures.question.unit.and(self.figures.units.first())
    }

    /// Every award with a number in either year, the round's titles in any case: of one unit.
    pub fn award_lines(&self, unit: &Unit) -> Vec<AwardLine> {
        self.awards_shown(Some(unit)).into_iter().map(|award| self.award_line(Some(unit), award)).collect()
    }

    fn awards_shown(&self, unit: Option<&Unit>) -> Vec<AwardCode> {
        let mut awards = round_titles(SubjectKind::Person);
        if unit.is_none_or(|unit| unit.kind.is_collective()) {
            awards.append(&mut round_titles(SubjectKind::Unit));
        }
        awards.append(&mut self.figures.this.tallies.awards());
        awards.append(&mut self.figures.last.tallies.awards());
        awards.sort_unstable();
        awards.dedup();
        awards
    }

    pub fn below(&self) -> Below {
        Below {
            higher_year: self.figures.higher_year,
            higher: self.higher_lines(),
            series: self.series(),
            moved: self.figures.this.moved + self.figures.last.moved,
        }
    }

    fn higher_lines(&self) -> Vec<HigherLine> {
        let year = self.figures.higher_year;
        let unit = self.only_unit();
        let line = |it: &Higher, is_escalated: bool| {
            let link = |kind| match is_escalated {
                true => self.links.escalated(year, unit, it.award, kind),
                false => self.links.higher(year, unit, it, kind),
            };
            let authority =
                if is_escalated { it.award.authority().authority().name.clone() } else { named(&it.authority) };
            HigherLine {
                award: it.award.award().name_on(year.end()).to_owned(),
                authority,
                is_escalated,
                collectives: Cell::new(it.collectives, link(SubjectKind::Unit), String::new()),
                people: Cell::new(it.people, link(SubjectKind::Person), String::new()),
            }
        };
        let decided = self.figures.higher.iter().map(|it| line(it, false));
        decided.chain(self.figures.escalated.iter().map(|it| line(it, true))).collect()
    }

    fn series(&self) -> Series {
        let award = self.figures.question.award;
        let points = &self.figures.series;
        let name = award.award().name_on(self.year().end());
        let is_of_people = award.award().takes(SubjectKind::Person);
        let (first, last) = match points[..] {
            [first, .., last] => (first, last),
            _ => return self.no_series(),
        };
        let what = if is_of_people { "người" } else { "tập thể" };
        Series {
            heading: format!("{name} {} {what}", course(first.achieved, last.achieved)),
            caption: format!("{name} từ {} đến {}", first.year, last.year),
            whole: if is_of_people { "Số người" } else { "Số tập thể" },
            lines: points.iter().map(|point| self.year_line(award, point)).collect(),
            award: award.code().to_owned(),
            awards: self.award_choices(),
        }
    }

    fn no_series(&self) -> Series {
        Series {
            heading: String::new(),
            caption: String::new(),
            whole: "",
            lines: Vec::new(),
            award: String::new(),
            awards: self.award_choices(),
        }
    }

    fn award_choices(&self) -> Vec<Choice> {
        let day = self.year().end();
        let titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
        titles.iter().map(|award| Choice::new(award.code(), award.award().name_on(day))).collect()
    }

    fn year_line(&self, award: AwardCode, point: &Point) -> YearLine {
        let part = share(point.achieved, point.whole);
        YearLine {
            year: point.year,
            achieved: Cell::new(point.achieved, self.links.awards(point.year, self.only_unit(), award), String::new()),
            whole: format_whole(point.whole),
            share: percent(part),
            width: width(part),
        }
    }

    /// The abbreviations of the table heads, spelt out.
    pub fn key(&self) -> String {
        let day = self.year().end();
        let titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
        let spelt = titles.iter().map(|it| format!("{}: {}.", it.award().abbreviation(), it.award().name_on(day)));
        spelt.collect::<Vec<_>>().join(" ")
    }

    /// The rows of the list's file: unit, award and its numbers.
    pub fn file_rows(&self) -> Vec<FileRow> {
        let mut rows = Vec::new();
        for unit in &self.figures.units {
            let this = &self.figures.this;
            for award in self.awards_shown(Some(unit)) {
                let tally = this.tallies.of(unit.id, award);
                let is_round = round_titles(SubjectKind::Person).contains(&award)
                    || (unit.kind.is_collective() && round_titles(SubjectKind::Unit).contains(&award));
                if tally.is_empty() && !is_round {
                    continue;
                }
                let staff = this.staff_of(unit.id);
                let whole = match (award.award().takes(SubjectKind::Person), award.award().takes(SubjectKind::Unit)) {
                    (true, false) => staff,
                    (false, true) => 1,
                    // Given to people and collectives alike: a share of neither.
                    _ => 0,
                };
                let standing = tally.standing(self.is_running());
                rows.push(FileRow {
                    unit: unit.code.clone(),
                    award,
                    staff,
                    tally,
                    percent: share(standing.count(), whole),
                });
            }
        }
        rows
    }
}

/// One row of the file; percent is of the staff, or of the one collective, and of what is provisional
/// while the year runs and the interim review has a result.
pub struct FileRow {
    pub unit: String,
    pub award: AwardCode,
    pub staff: i64,
    pub tally: Tally,
    pub percent: Option<Decimal>,
}

pub fn unit_address(unit: &Unit, year: Year) -> String {
    let path = format!("/progress/units/{}", crate::web::percent_encode(&unit.code));
    address(&path, &[("year", &year.to_string())])
}

/// What happened to a unit in the year: founded, dissolved, merged into another.
pub fn marks(unit: &Unit, year: Year, all: &[Unit]) -> Vec<String> {
    let mut marks = Vec::new();
    if let Some(day) = unit.founded_on.filter(|day| Year::of(*day) == year) {
        marks.push(format!("Mới thành lập {}", format_date(day)));
    }
    if let Some(day) = unit.dissolved_on.filter(|day| Year::of(*day) <= year) {
        marks.push(match unit.successor.and_then(|id| name_of(all, id)) {
            Some(name) => format!("Nhập vào {name} {}", format_date(day)),
            None => format!("Giải thể {}", format_date(day)),
        });
    }
    marks
}

fn name_of(units: &[Unit], id: UnitId) -> Option<&str> {
    units.iter().find(|unit| unit.id == id).map(|unit| unit.name.as_str())
}

fn named(authority: &str) -> String {
    AuthorityCode::from_code(authority).map_or_else(|| authority.to_owned(), |code| code.authority().name.clone())
}

fn percent(share: Option<Decimal>) -> String {
    format_percent(share, 1)
}

/// A width for SVG, which wants a point; never wider than its track.
fn width(share: Option<Decimal>) -> String {
    format!("{}%", share.unwrap_or_default().min(Decimal::ONE_HUNDRED).round_dp(1))
}

//! The tables of units and of one unit's awards.

use super::collectives::Outcome;
use super::{Cell, Words, percent, width};
use crate::domain::law::AwardCode;
use crate::domain::number::format_whole;
use crate::domain::progress::{round_titles, share};
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::features::progress::store::Unit;
use crate::features::progress::view::marks;
use crate::web::paging::address;

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

/// One award of one unit.
pub struct AwardLine {
    pub award: String,
    pub registered: Cell,
    pub provisional: Cell,
    pub achieved: Cell,
    pub last: Cell,
}

impl Words<'_> {
    pub fn heads(&self) -> Vec<TitleHead> {
        let head = |(award, has_provisional): (AwardCode, bool)| TitleHead {
            name: award.award().abbreviation().to_owned(),
            has_provisional,
        };
        self.titles().into_iter().map(head).collect()
    }

    /// The titles of people, each with whether the year has any provisional result of it.
    fn titles(&self) -> Vec<(AwardCode, bool)> {
        let titles = round_titles(SubjectKind::Person).iter().copied();
        titles.map(|award| (award, self.figures.this.tallies.total(award).provisional > 0)).collect()
    }

    pub fn rows(&self) -> Vec<Row> {
        let titles = self.titles();
        self.figures.units.iter().map(|unit| self.row(Some(unit), &titles)).collect()
    }

    pub fn total(&self) -> Row {
        self.row(None, &self.titles())
    }

    fn row(&self, unit: Option<&Unit>, titles: &[(AwardCode, bool)]) -> Row {
        Row {
            name: unit.map_or_else(|| "Toàn cơ quan".into(), |unit| unit.name.clone()),
            link: unit.map_or_else(String::new, |unit| unit_address(unit, self.year())),
            marks: unit.map_or_else(Vec::new, |unit| marks(unit, self.year(), &self.figures.all_units)),
            note: match unit {
                Some(unit) if unit.kind == UnitKind::Agency => "Người không thuộc phòng, đơn vị nào",
                _ => "",
            },
            staff: format_whole(self.staff(&self.figures.this, unit)),
            bar: titles.last().map(|(award, _)| self.bar(unit, *award)).unwrap_or_default(),
            titles: titles
                .iter()
                .map(|(award, has_provisional)| self.title_cells(unit, *award, *has_provisional))
                .collect(),
            collective: match unit {
                Some(unit) => self.collective_outcomes(unit),
                None => self.collective_totals(),
            },
        }
    }

    fn title_cells(&self, unit: Option<&Unit>, award: AwardCode, has_provisional: bool) -> Vec<Cell> {
        let line = self.award_line(unit, award);
        let mut cells = vec![line.registered];
        if has_provisional {
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

    /// Every award with a number in either year, the round's titles in any case: of one unit.
    pub fn award_lines(&self, unit: &Unit) -> Vec<AwardLine> {
        self.figures.awards_shown(unit).into_iter().map(|award| self.award_line(Some(unit), award)).collect()
    }
}

fn unit_address(unit: &Unit, year: Year) -> String {
    let path = format!("/progress/units/{}", crate::web::percent_encode(&unit.code));
    address(&path, &[("year", &year.to_string())])
}

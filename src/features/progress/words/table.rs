//! The tables of units and of one unit's awards.

use super::collectives::Outcome;
use super::{Cell, Words, width};
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
    pub staff: Cell,
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
            marks: unit.map_or_else(Vec::new, |unit| {
                marks(unit, self.year().previous(), self.year(), &self.figures.all_units)
            }),
            note: match unit {
                Some(unit) if unit.kind == UnitKind::Agency => "Người không thuộc phòng, đơn vị nào",
                _ => "",
            },
            staff: self.staff_cell(unit),
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

    /// A unit's people stand on its page, all of them in the staff list, for those who may read of them.
    fn staff_cell(&self, unit: Option<&Unit>) -> Cell {
        let count = self.staff(&self.figures.this, unit);
        let link = self.links.staff(self.year(), unit, self.figures.this.day);
        Cell {
            count,
            number: format_whole(count),
            link: if count == 0 { String::new() } else { link },
            share: String::new(),
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
}

pub fn unit_address(unit: &Unit, year: Year) -> String {
    let path = format!("/progress/units/{}", crate::web::percent_encode(&unit.code));
    address(&path, &[("year", &year.to_string())])
}

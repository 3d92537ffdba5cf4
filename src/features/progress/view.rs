//! The pages of award progress.

use askama::Template;

use super::store::Unit;
use super::words::people::PersonLine;
use super::words::{AwardLine, Below, Cell, Fact, Row, TitleHead, has_provisional};
use crate::domain::date::format_date;
use crate::domain::ids::UnitId;
use crate::domain::year::Year;
use crate::web::charts::{Bars, Multiples};
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

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
    /// A page of the list of units, without the pictures of the whole agency.
    pub is_list: bool,
    /// More units than have a row here.
    pub has_more: bool,
    /// The page of the whole agency.
    pub whole: String,
    pub paging: Paging,
    pub lines: Vec<AwardLine>,
    pub caps: Bars,
    pub below: Below,
    pub key: String,
    pub files: String,
    /// The row of past years of each unit.
    pub by_unit: String,
}

impl IndexPage {
    pub fn last_year(&self) -> Year {
        self.year.previous()
    }

    pub fn has_provisional(&self) -> bool {
        has_provisional(&self.lines)
    }
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
    pub caps: Bars,
    pub people: People,
    pub below: Below,
    pub key: String,
    pub files: String,
}

/// The people of a unit, as far as the reader may read of them.
pub struct People {
    pub lines: Vec<PersonLine>,
    /// Everybody, not the reader alone.
    pub is_whole: bool,
    pub paging: Paging,
}

impl UnitPage {
    pub fn address(&self) -> String {
        format!("/progress/units/{}", crate::web::percent_encode(&self.unit_code))
    }

    pub fn last_year(&self) -> Year {
        self.year.previous()
    }

    pub fn has_provisional(&self) -> bool {
        has_provisional(&self.lines)
    }

    pub fn caption(&self) -> String {
        format!("Đăng ký và kết quả, {} người", self.staff)
    }
}

/// The years of one title, unit by unit.
#[derive(Template)]
#[template(path = "progress/years.html")]
pub struct YearsPage {
    pub shell: Shell,
    pub year: Year,
    pub years: Vec<Choice>,
    pub award: String,
    pub award_name: String,
    pub awards: Vec<Choice>,
    pub what: &'static str,
    pub columns: Vec<Year>,
    pub panels: Multiples,
    pub rows: Vec<UnitYears>,
    pub paging: Paging,
    pub files: String,
}

/// One unit in the table behind the pictures.
pub struct UnitYears {
    pub name: String,
    pub link: String,
    pub marks: Vec<String>,
    pub cells: Vec<Cell>,
}

/// What was turned down, with the reasons.
#[derive(Template)]
#[template(path = "progress/refusals.html")]
pub struct RefusalsPage {
    pub shell: Shell,
    pub year: Year,
    pub unit: String,
    pub award: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub awards: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub lines: Vec<RefusalLine>,
    pub paging: Paging,
    pub files: String,
}

/// A registration or dossier turned down.
pub struct RefusalLine {
    pub name: String,
    pub address: String,
    pub unit: String,
    pub award: String,
    pub paper: &'static str,
    pub paper_address: String,
    pub state: &'static str,
    pub reason: String,
    pub since: String,
}

/// What happened to a unit in these years: founded, dissolved, merged into another, or others into it.
pub fn marks(unit: &Unit, first: Year, last: Year, all: &[Unit]) -> Vec<String> {
    let is_within = |day: &chrono::NaiveDate| (first..=last).contains(&Year::of(*day));
    let mut marks = Vec::new();
    if let Some(day) = unit.founded_on.filter(is_within) {
        let word = if Year::of(day) == last { "Mới thành lập" } else { "Thành lập" };
        marks.push(format!("{word} {}", format_date(day)));
    }
    for (day, other) in
        all.iter().filter(|it| it.successor == Some(unit.id)).filter_map(|it| Some((it.dissolved_on?, it)))
    {
        if is_within(&day) {
            marks.push(format!("Nhận {} nhập vào {}", other.name, format_date(day)));
        }
    }
    if let Some(day) = unit.dissolved_on.filter(|day| Year::of(*day) <= last) {
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

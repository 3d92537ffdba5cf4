//! The two pages of award progress.

use askama::Template;

use super::store::Unit;
use super::words::{AwardLine, Below, Fact, Row, TitleHead};
use crate::domain::date::format_date;
use crate::domain::ids::UnitId;
use crate::domain::year::Year;
use crate::web::forms::Choice;
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
    pub below: Below,
    pub key: String,
    pub files: String,
}

impl IndexPage {
    pub fn last_year(&self) -> Year {
        self.year.previous()
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

//! The pages of units: ready words, no raw codes.

use askama::Template;
use chrono::NaiveDate;

use super::form::UnitForm;
use super::ops::{UnitName, YearLine};
use super::store::{Member, Unit};
use crate::domain::date;
use crate::domain::ids::UnitId;
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, UnitChoices, words};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// One unit of the list.
pub struct Line {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub head: String,
    pub people: i64,
    /// Set when it no longer exists.
    pub dissolved_on: String,
}

impl Line {
    pub fn of<'h>(unit: &Unit, heads: impl Iterator<Item = &'h str>, people: i64, today: NaiveDate) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.word(),
            head: or_dash(heads.collect::<Vec<_>>().join(", ")),
            people,
            dissolved_on: unit.dissolved_on.filter(|day| *day < today).map_or_else(String::new, date::format_date),
        }
    }
}

fn or_dash(words: String) -> String {
    if words.is_empty() { "–".to_owned() } else { words }
}

/// The filters of the list.
pub struct FilterBar {
    pub q: String,
    pub kind: String,
    pub kinds: Vec<Choice>,
    /// The day of which the list is; empty: all units there ever were.
    pub on: String,
}

impl FilterBar {
    /// Each kind, and those together that compete for collective titles.
    pub fn kinds(collectives: &'static str) -> Vec<Choice> {
        let mut kinds = words(UnitKind::WORDS);
        kinds.push(Choice::new(collectives, "Tập thể thi đua"));
        kinds
    }

    /// What the filters in force are called.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        let said = |typed: &str, before: &str| match typed.trim() {
            "" => String::new(),
            typed => format!("{before} {typed}"),
        };
        let kind = self.kinds.iter().find(|choice| choice.value == self.kind);
        vec![
            ("q", said(&self.q, "Mã, tên:")),
            ("kind", kind.map_or_else(String::new, |choice| choice.label.clone())),
            ("on", said(&self.on, "Có ngày")),
        ]
    }
}

#[derive(Template)]
#[template(path = "units/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub paging: Paging,
    pub lines: Vec<Line>,
    pub can_edit: bool,
}

/// The unit's own data in words.
pub struct Detail {
    pub code: String,
    pub name: String,
    pub kind: &'static str,
    pub head: String,
    pub parent: String,
    pub founded_on: String,
    pub dissolved_on: String,
    pub successor: String,
}

impl Detail {
    pub fn of(unit: &Unit, names: &[UnitName], heads: &[(UnitId, String, String)]) -> Self {
        let name_of = |id: Option<UnitId>| {
            let found = names.iter().find(|name| Some(name.id) == id);
            found.map_or_else(String::new, |name| name.name.clone())
        };
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, date::format_date);
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.word(),
            head: or_dash(heads.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>().join(", ")),
            parent: name_of(unit.parent_id),
            founded_on: or_dash(day(unit.founded_on)),
            dissolved_on: day(unit.dissolved_on),
            successor: name_of(unit.successor_id),
        }
    }
}

/// What only those see who may read the unit's rows.
pub struct Rows {
    pub people: Vec<Member>,
    /// Not everybody fits on the page.
    pub has_more: bool,
    /// Year, sent in, recognised.
    pub initiatives: Vec<(Year, i64, i64)>,
}

impl Rows {
    pub fn of(mut people: Vec<Member>, most: usize, initiatives: Vec<(Year, i64, i64)>) -> Self {
        let has_more = people.len() > most;
        people.truncate(most);
        Self { people, has_more, initiatives }
    }
}

#[derive(Template)]
#[template(path = "units/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub unit: Detail,
    pub years: Vec<YearLine>,
    pub rows: Option<Rows>,
    pub history: Vec<HistoryEntry>,
    pub can_edit: bool,
}

#[derive(Template)]
#[template(path = "units/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: UnitForm,
    pub errors: FieldErrors,
    pub kinds: Vec<Choice>,
    /// The units that may stand above it or come after it.
    /// The other units, for either field.
    pub parents: UnitChoices,
    pub successors: UnitChoices,
}

//! The pages of people: ready words, no raw codes.

use askama::Template;
use chrono::NaiveDate;

use super::form::{LeavingForm, PersonForm, TransferForm};
use super::list::{Row, Service};
use super::ops::mask;
use super::record::{Standing, StreakYear};
use super::store::{Authored, Away, Disciplined, Person, Stretch};
use crate::domain::date;
use crate::domain::initiative;
use crate::error::FieldErrors;
use crate::features::units::ops::YearLine;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// One person of the list.
pub struct Line {
    pub code: String,
    pub full_name: String,
    pub unit: String,
    pub position: String,
    pub staff_kind: &'static str,
    /// Set for those who have left.
    pub left_on: String,
}

impl Line {
    pub fn of(row: Row, today: NaiveDate) -> Self {
        Self {
            code: row.code,
            full_name: row.full_name,
            unit: row.unit_name,
            position: row.position,
            staff_kind: row.staff_kind.word(),
            left_on: row.left_on.filter(|day| *day < today).map_or_else(String::new, date::format_date),
        }
    }
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub q: String,
    pub unit: String,
    pub state: String,
    /// The day of which the list is; empty: today's.
    pub on: String,
    pub units: UnitChoices,
}

impl FilterBar {
    pub fn states(&self) -> Vec<Choice> {
        crate::web::forms::words(Service::WORDS)
    }

    /// What the filters in force are called.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        let name = self.q.trim();
        vec![
            ("q", if name.is_empty() { String::new() } else { format!("Tên: {name}") }),
            ("unit", self.units.named(&self.unit)),
            ("state", Service::from_code(&self.state).map_or_else(String::new, |it| it.word().to_owned())),
            ("on", if self.on.is_empty() { String::new() } else { format!("Có mặt ngày {}", self.on) }),
        ]
    }
}

#[derive(Template)]
#[template(path = "people/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub lines: Vec<Line>,
    pub paging: Paging,
    /// More names match than are shown.
    pub has_more: bool,
    pub files: String,
    pub can_edit: bool,
}

/// The person's own data in words.
pub struct Detail {
    pub code: String,
    pub full_name: String,
    pub unit_code: String,
    pub unit: String,
    pub position: String,
    pub position_since: String,
    pub born: String,
    pub staff_kind: &'static str,
    pub joined_on: String,
    pub left_on: String,
    pub has_left: bool,
    /// Masked; empty for those it does not concern.
    pub national_id: String,
}

impl Detail {
    pub fn of(person: &Person, stretches: &[Stretch], today: NaiveDate, shows_national_id: bool) -> Self {
        let birth = person.birth_date.map_or_else(|| "Chưa ghi".to_owned(), date::format_date);
        Self {
            code: person.code.clone(),
            full_name: person.full_name.clone(),
            unit_code: person.unit_code.clone(),
            unit: person.unit_name.clone(),
            position: person.position.clone(),
            position_since: stretches.first().map_or_else(String::new, |last| date::format_date(last.from)),
            born: format!("{birth}, {}", person.gender.word().to_lowercase()),
            staff_kind: person.staff_kind.word(),
            joined_on: date::format_date(person.joined_on),
            left_on: person.left_on.map_or_else(String::new, date::format_date),
            has_left: person.left_on.is_some_and(|day| day < today),
            national_id: if shows_national_id { mask(&person.national_id) } else { String::new() },
        }
    }
}

/// One stretch of service in words.
pub struct StretchLine {
    pub unit: String,
    pub position: String,
    pub from: String,
    pub to: String,
}

impl StretchLine {
    pub fn of(stretch: Stretch) -> Self {
        Self {
            unit: stretch.unit_name,
            position: stretch.position,
            from: date::format_date(stretch.from),
            to: stretch.to.map_or_else(|| "nay".to_owned(), date::format_date),
        }
    }
}

/// What only the secretariat, the auditor and the person himself read: disciplines and leaves, each in its three columns.
pub struct Confidential {
    pub disciplines: Vec<[String; 3]>,
    pub leaves: Vec<[String; 3]>,
}

impl Confidential {
    pub fn of(disciplines: Vec<Disciplined>, leaves: Vec<Away>) -> Self {
        let number = |number: String| if number.is_empty() { "Chưa ghi số".to_owned() } else { number };
        let last = |day: Option<NaiveDate>| day.map_or_else(|| "Chưa ghi".to_owned(), date::format_date);
        Self {
            disciplines: disciplines
                .into_iter()
                .map(|(day, kind, no)| [date::format_date(day), kind.discipline().name.clone(), number(no)])
                .collect(),
            leaves: leaves
                .into_iter()
                .map(|(from, to, kind)| [date::format_date(from), last(to), kind.word().to_owned()])
                .collect(),
        }
    }
}

/// An initiative of the person.
pub struct InitiativeLine {
    pub code: String,
    pub title: String,
    pub percent: i32,
    pub state: initiative::State,
    pub level: &'static str,
}

impl InitiativeLine {
    pub fn of(it: Authored) -> Self {
        let level = it.level.map_or("–", initiative::Level::word);
        Self { code: it.code, title: it.title, percent: it.percent, state: it.state, level }
    }
}

/// What came of an initiative: how far it is recognised, or where it stands.
pub fn result_words(it: &Authored) -> String {
    it.level.map_or(it.state.word(), initiative::Level::word).to_lowercase()
}

impl StreakYear {
    /// The class of its box.
    pub fn class(&self) -> &'static str {
        match self.standing {
            Standing::Reached => "streak__on",
            Standing::Open => "streak__open",
            Standing::Missed => "",
        }
    }
}

#[derive(Template)]
#[template(path = "people/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub person: Detail,
    pub streak: Vec<StreakYear>,
    pub years: Vec<YearLine>,
    pub initiatives: Vec<InitiativeLine>,
    pub stretches: Vec<StretchLine>,
    pub confidential: Option<Confidential>,
    pub history: Vec<HistoryEntry>,
    pub can_edit: bool,
    /// The reader has a list to go back to.
    pub is_listed: bool,
}

#[derive(Template)]
#[template(path = "people/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: PersonForm,
    pub errors: FieldErrors,
    pub units: UnitChoices,
    pub genders: Vec<Choice>,
    pub staff_kinds: Vec<Choice>,
}

/// About whom a short form is.
pub struct Whom {
    pub code: String,
    pub full_name: String,
    pub place: String,
    pub has_last_day: bool,
}

impl Whom {
    pub fn of(person: Person) -> Self {
        Self {
            code: person.code,
            full_name: person.full_name,
            place: format!("{}, {}", person.position, person.unit_name),
            has_last_day: person.left_on.is_some(),
        }
    }

    /// Where an act on the person is posted to.
    pub fn address(&self, act: &str) -> String {
        format!("/people/{}/{act}", self.code)
    }
}

#[derive(Template)]
#[template(path = "people/transfer.html")]
pub struct TransferPage {
    pub shell: Shell,
    pub person: Whom,
    pub units: UnitChoices,
    pub form: TransferForm,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "people/leaving.html")]
pub struct LeavingPage {
    pub shell: Shell,
    pub person: Whom,
    pub form: LeavingForm,
    pub errors: FieldErrors,
}

//! The pages of years.

use askama::Template;

use super::form::{NewYearForm, field_of};
use super::ops::{Dates, EmulationYear, KeyDate, Running, State, key_dates};
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::TypedFields;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::steps::StepForm;

/// A key date in words.
pub struct DateLine {
    pub field: String,
    pub text: &'static str,
    pub due_on: String,
}

impl DateLine {
    fn of(key_date: KeyDate) -> Self {
        Self {
            field: field_of(key_date.code),
            text: key_date.text,
            due_on: key_date.due_on.map_or_else(|| "–".to_owned(), date::format_date),
        }
    }

    pub fn all(dates: &Dates) -> Vec<Self> {
        key_dates(dates).into_iter().map(Self::of).collect()
    }
}

/// A year in the list.
pub struct Line {
    pub year: Year,
    pub state: State,
    pub registration_due_on: String,
    pub dates: Vec<DateLine>,
}

impl Line {
    pub fn of(it: &EmulationYear, dates: &Dates) -> Self {
        let observed = key_dates(dates).into_iter().filter(|key_date| key_date.due_on.is_some());
        Self {
            year: it.year,
            state: it.state,
            registration_due_on: date::format_date(it.registration_due_on),
            dates: observed.map(DateLine::of).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "years/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub can_edit: bool,
}

#[derive(Template)]
#[template(path = "years/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub form: NewYearForm,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "years/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub year: Year,
    pub state: State,
    /// Empty unless it was ended by hand.
    pub closed_on: String,
    pub opens: String,
    pub due: String,
    pub lines: Vec<DateLine>,
    pub can_edit: bool,
    pub can_close: bool,
    pub can_reopen: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    pub fn action(&self) -> String {
        format!("/years/{}", self.year)
    }
}

#[derive(Template)]
#[template(path = "years/closing.html")]
pub struct ClosingPage {
    pub shell: Shell,
    pub year: Year,
    pub running: Running,
    pub version: i64,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "years/reopening.html")]
pub struct ReopeningPage {
    pub shell: Shell,
    pub year: Year,
    pub version: i64,
    pub form: StepForm,
    pub errors: FieldErrors,
}

impl ClosingPage {
    pub fn action(&self) -> String {
        format!("/years/{}/closing", self.year)
    }
}

impl ReopeningPage {
    pub fn action(&self) -> String {
        format!("/years/{}/reopening", self.year)
    }
}

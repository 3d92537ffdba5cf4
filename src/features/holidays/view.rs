//! The page of holidays: ready words.

use askama::Template;

use super::form::HolidayForm;
use super::ops::Holiday;
use crate::domain::date::{format_date, weekday_name};
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;

pub struct Line {
    pub day: String,
    pub weekday: &'static str,
    pub name: String,
    pub is_worked: bool,
    pub removal: String,
}

impl Line {
    pub fn of(it: &Holiday) -> Self {
        Self {
            day: format_date(it.day),
            weekday: weekday_name(it.day),
            name: it.name.clone(),
            is_worked: it.is_worked,
            removal: format!("/holidays/{}/removal", it.day),
        }
    }
}

#[derive(Template)]
#[template(path = "holidays/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<Line>,
    pub can_keep: bool,
    pub kinds: Vec<Choice>,
    pub history: Vec<HistoryEntry>,
    pub form: HolidayForm,
    pub errors: FieldErrors,
}

//! The pages of movements.

use askama::Template;

use super::form::MovementForm;
use super::ops::Movement;
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;

/// A movement in words.
pub struct Detail {
    pub id: String,
    pub year: Year,
    pub name: String,
    pub launched_by: String,
    pub document_number: String,
    pub starts_on: String,
    pub ends_on: String,
    pub aims: String,
}

impl Detail {
    pub fn of(it: Movement) -> Self {
        let content = it.content;
        Self {
            id: it.id.to_string(),
            year: content.year,
            name: content.name,
            launched_by: content.launched_by,
            document_number: content.document_number,
            starts_on: date::format_date(content.starts_on),
            ends_on: date::format_date(content.ends_on),
            aims: content.aims,
        }
    }
}

#[derive(Template)]
#[template(path = "movements/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<Detail>,
    pub can_edit: bool,
}

#[derive(Template)]
#[template(path = "movements/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub can_edit: bool,
    pub history: Vec<HistoryEntry>,
}

#[derive(Template)]
#[template(path = "movements/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: MovementForm,
    pub errors: FieldErrors,
    pub years: Vec<Choice>,
}

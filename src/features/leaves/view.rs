//! The pages of one person's leaves.

use askama::Template;

use super::form::LeaveForm;
use super::ops::Leave;
use crate::domain::date;
use crate::domain::leave::LeaveKind;
use crate::error::FieldErrors;
use crate::features::people::ops::Named;
use crate::web::forms::{self, Choice};
use crate::web::shell::Shell;
use crate::web::steps::RemovalForm;

/// One leave in words.
pub struct Line {
    pub id: String,
    pub from_date: String,
    /// Empty while it goes on.
    pub to_date: String,
    pub kind: &'static str,
    pub words: String,
}

impl Line {
    pub fn of(it: &Leave) -> Self {
        Self {
            id: it.id.to_string(),
            from_date: date::format_date(it.content.from_date),
            to_date: it.content.to_date.map_or_else(String::new, date::format_date),
            kind: it.content.kind.word(),
            words: it.content.words(),
        }
    }
}

/// Where a person's leaves are.
pub fn address(person: &str) -> String {
    format!("/people/{person}/leaves")
}

pub fn kinds() -> Vec<Choice> {
    forms::words(LeaveKind::WORDS)
}

#[derive(Template)]
#[template(path = "leaves/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub person: Named,
    pub address: String,
    pub lines: Vec<Line>,
    pub can_edit: bool,
    pub form: LeaveForm,
    pub kinds: Vec<Choice>,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "leaves/edit.html")]
pub struct EditPage {
    pub shell: Shell,
    pub person: Named,
    pub address: String,
    pub id: String,
    pub form: LeaveForm,
    pub kinds: Vec<Choice>,
    pub errors: FieldErrors,
}

impl EditPage {
    pub fn action(&self) -> String {
        format!("{}/{}", self.address, self.id)
    }
}

#[derive(Template)]
#[template(path = "leaves/removal.html")]
pub struct RemovalPage {
    pub shell: Shell,
    pub person: Named,
    pub address: String,
    pub line: Line,
    pub form: RemovalForm,
    pub errors: FieldErrors,
}

impl RemovalPage {
    pub fn action(&self) -> String {
        format!("{}/{}/removal", self.address, self.line.id)
    }
}

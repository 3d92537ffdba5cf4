//! The pages of one person's disciplines.

use askama::Template;

use super::form::DisciplineForm;
use super::ops::Discipline;
use crate::domain::date;
use crate::domain::law::DisciplineCode;
use crate::error::FieldErrors;
use crate::features::people::ops::Named;
use crate::web::forms::Choice;
use crate::web::shell::Shell;
use crate::web::steps::RemovalForm;

/// One discipline in words.
pub struct Line {
    pub id: String,
    pub decided_on: String,
    pub kind: &'static str,
    pub decision_no: String,
}

impl Line {
    pub fn of(it: &Discipline) -> Self {
        Self {
            id: it.id.to_string(),
            decided_on: date::format_date(it.content.decided_on),
            kind: &it.content.kind.discipline().name,
            decision_no: it.content.decision_no.clone(),
        }
    }
}

/// Where a person's disciplines are.
pub fn address(person: &str) -> String {
    format!("/people/{person}/disciplines")
}

/// The forms of discipline, from the lightest.
pub fn kinds() -> Vec<Choice> {
    DisciplineCode::all().map(|code| Choice::new(code.code(), code.discipline().name.clone())).collect()
}

#[derive(Template)]
#[template(path = "disciplines/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub person: Named,
    pub address: String,
    pub lines: Vec<Line>,
    pub can_edit: bool,
    pub form: DisciplineForm,
    pub kinds: Vec<Choice>,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "disciplines/edit.html")]
pub struct EditPage {
    pub shell: Shell,
    pub person: Named,
    pub address: String,
    pub id: String,
    pub form: DisciplineForm,
    pub kinds: Vec<Choice>,
    pub errors: FieldErrors,
}

impl EditPage {
    pub fn action(&self) -> String {
        format!("{}/{}", self.address, self.id)
    }
}

#[derive(Template)]
#[template(path = "disciplines/removal.html")]
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

//! The page of one unit's grades.

use askama::Template;

use super::form::{GradesForm, score_words};
use super::store::Graded;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;

/// A person or the unit, with what the two fields hold.
pub struct Line {
    pub code: String,
    pub name: String,
    pub position: String,
    pub grade: String,
    pub score: String,
}

impl Line {
    pub fn of(it: &Graded, form: Option<&GradesForm>) -> Self {
        let stored = || match it.grade() {
            Some((grade, score)) => (grade.code().to_owned(), score.map_or_else(String::new, score_words)),
            None => (String::new(), String::new()),
        };
        let typed = form.and_then(|form| form.typed(&it.code));
        let (grade, score) = typed.map_or_else(stored, |(grade, score)| (grade.to_owned(), score.to_owned()));
        let position = if it.position.is_empty() { "Tập thể".to_owned() } else { it.position.clone() };
        Self { code: it.code.clone(), name: it.name.clone(), position, grade, score }
    }

    /// The id of one of the row's fields, under which its error stands too.
    pub fn field(&self, field: &str) -> String {
        format!("{field}-{}", self.code)
    }
}

#[derive(Template)]
#[template(path = "grades/index.html")]
pub struct SheetPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub units: Vec<Choice>,
    pub grades: Vec<Choice>,
    /// As of which day people belong to the unit.
    pub day: String,
    pub version: i64,
    pub lines: Vec<Line>,
    pub errors: FieldErrors,
    pub files: String,
}

//! The pages of pacts.

use askama::Template;

use super::form::ROWS;
use super::ops::{Listed, Pact, Target};
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::shell::Shell;

/// Rows of targets that stand open on an empty form; the others unfold.
const OPEN_ROWS: usize = 3;

pub struct Line {
    pub id: String,
    pub unit: String,
    pub signed_on: String,
    pub targets: i64,
}

impl Line {
    pub fn of(it: Listed) -> Self {
        Self {
            id: it.id.to_string(),
            unit: it.unit_name,
            signed_on: it.signed_on.map_or_else(|| "Chưa ký".to_owned(), date::format_date),
            targets: it.targets,
        }
    }
}

#[derive(Template)]
#[template(path = "pacts/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub units: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<Line>,
    pub can_edit: bool,
}

pub struct TargetLine {
    pub indicator: String,
    pub measure: String,
    pub target: String,
    pub due_on: String,
}

impl TargetLine {
    fn of(it: Target) -> Self {
        Self {
            indicator: it.indicator,
            measure: it.measure,
            target: it.target,
            due_on: it.due_on.map_or_else(|| "–".to_owned(), date::format_date),
        }
    }
}

/// A pact in words.
pub struct Detail {
    pub id: String,
    pub year: Year,
    pub unit: String,
    pub movement: String,
    pub signed_on: String,
    pub commitments: String,
    pub targets: Vec<TargetLine>,
}

impl Detail {
    pub fn of(it: Pact) -> Self {
        Self {
            id: it.id.to_string(),
            year: it.content.year,
            unit: it.unit_name,
            movement: it.movement.unwrap_or_else(|| "–".to_owned()),
            signed_on: it.content.signed_on.map_or_else(|| "Chưa ký".to_owned(), date::format_date),
            commitments: it.content.commitments,
            targets: it.targets.into_iter().map(TargetLine::of).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "pacts/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub can_edit: bool,
    pub history: Vec<HistoryEntry>,
}

#[derive(Template)]
#[template(path = "pacts/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub units: Vec<Choice>,
    pub movements: Vec<Choice>,
}

impl FormPage {
    /// The rows that stand open: those from the start, and as many as are filled in or faulty.
    pub fn open_rows(&self) -> std::ops::RangeInclusive<usize> {
        let is_used = |row: &usize| {
            ["indicator", "measure", "target", "due"].iter().any(|part| {
                let field = format!("{part}_{row}");
                !self.form.of(&field).is_empty() || !self.errors.of(&field).is_empty()
            })
        };
        1..=(1..=ROWS).rev().find(is_used).unwrap_or_default().max(OPEN_ROWS)
    }

    pub fn folded_rows(&self) -> std::ops::RangeInclusive<usize> {
        self.open_rows().end() + 1..=ROWS
    }

    pub fn typed(&self, part: &str, row: &usize) -> &str {
        self.form.of(&format!("{part}_{row}"))
    }
}

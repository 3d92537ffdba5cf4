//! The pages of conferences.

use askama::Template;
use chrono::NaiveDate;

use super::form::{HeldForm, PlanForm};
use super::ops::Found;
use super::store::Paper;
use crate::domain::conference::{State, Timeliness};
use crate::domain::date::{format_date, paper_date};
use crate::domain::document;
use crate::domain::number::format_whole;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A conference in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub title: String,
    pub planned_on: String,
    pub due_on: String,
    pub place: String,
    pub chair: String,
    pub union_chair: String,
    pub agenda: String,
    pub state: State,
    pub held_on: String,
    /// "ngày 20 tháng 01 năm 2014", of the day it was held or is to be.
    pub paper_day: String,
    /// "90/96 người"; empty before it was held.
    pub attendance: String,
    pub called: String,
    pub attended: String,
    pub resolutions: String,
    /// Without a day by which to hold it there is none.
    pub timeliness: Option<Timeliness>,
}

impl Detail {
    pub fn of(it: Found, today: NaiveDate) -> Self {
        let number = |number: Option<i64>| number.map_or_else(String::new, format_whole);
        let (called, attended) = (number(it.called), number(it.attended));
        let is_held = it.state == State::Held;
        Self {
            id: it.id.to_string(),
            version: it.version,
            year: it.year,
            planned_on: format_date(it.planned_on),
            due_on: it.due_on.map_or_else(String::new, format_date),
            held_on: it.held_on.map_or_else(String::new, format_date),
            paper_day: paper_date(it.held_on.unwrap_or(it.planned_on)),
            attendance: if is_held { format!("{attended}/{called} người") } else { String::new() },
            timeliness: it.due_on.map(|due| Timeliness::of(due, it.held_on, today)),
            title: it.title,
            place: it.place,
            chair: it.chair,
            union_chair: it.union_chair,
            agenda: it.agenda,
            state: it.state,
            resolutions: it.resolutions,
            called,
            attended,
        }
    }

    pub fn is_held(&self) -> bool {
        self.state == State::Held
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/conferences/{}{rest}", self.id)
    }
}

#[derive(Template)]
#[template(path = "conferences/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<Detail>,
    pub can_edit: bool,
}

/// A document of the conference.
pub struct PaperLine {
    pub address: String,
    pub name: String,
    pub abstract_line: String,
    pub state: document::State,
}

impl PaperLine {
    pub fn of(it: Paper) -> Self {
        let name = format!("{} {}", it.kind.word(), it.number);
        Self {
            address: format!("/documents/{}", it.id),
            name: name.trim_end().to_owned(),
            abstract_line: it.abstract_line,
            state: it.state,
        }
    }
}

#[derive(Template)]
#[template(path = "conferences/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub papers: Vec<PaperLine>,
    pub can_edit: bool,
    pub history: Vec<HistoryEntry>,
}

#[derive(Template)]
#[template(path = "conferences/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub is_new: bool,
    pub action: String,
    pub back: String,
    pub form: PlanForm,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "conferences/record.html")]
pub struct RecordPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: HeldForm,
    pub errors: FieldErrors,
}

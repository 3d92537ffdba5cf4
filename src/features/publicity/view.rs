//! The pages of publicity: ready words, no raw codes.

use askama::Template;
use chrono::NaiveDate;

use super::store::{self, Listed, Period};
use crate::domain::date::{days_left_words, format_date, format_date_time};
use crate::domain::dossier;
use crate::domain::publicity::{Outcome, State};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::policy::{self, Act, Actor};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A period in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub opened_on: String,
    pub ends_on: String,
    pub working_days: i64,
    pub place: String,
    pub state: State,
    /// "còn 2 ngày" while it runs.
    pub left: String,
    pub takes_objections: bool,
    pub closed_on: String,
    pub minutes_no: String,
    pub conclusion: String,
}

impl Detail {
    pub fn of(it: &Period, version: i64, today: NaiveDate) -> Self {
        let takes_objections = it.state == State::Open && today <= it.ends_on;
        Self {
            id: it.id.to_string(),
            version,
            year: it.year,
            opened_on: format_date(it.opened_on),
            ends_on: format_date(it.ends_on),
            working_days: it.working_days,
            place: it.place.clone(),
            state: it.state,
            left: if takes_objections { days_left_words(today, it.ends_on) } else { String::new() },
            takes_objections,
            closed_on: it.closed_on.map_or_else(String::new, format_date),
            minutes_no: it.minutes_no.clone(),
            conclusion: it.conclusion.clone(),
        }
    }

    /// Where an act is posted to.
    pub fn address(&self, act: &str) -> String {
        format!("/publicity/{}/{act}", self.id)
    }

    /// Its last day is over, and its minutes are still to be written.
    pub fn is_to_close(&self) -> bool {
        self.state == State::Open && !self.takes_objections
    }
}

pub struct ListLine {
    pub it: Detail,
    pub lines: i64,
    pub objections: i64,
}

impl ListLine {
    pub fn of(listed: &Listed, today: NaiveDate) -> Self {
        Self { it: Detail::of(&listed.period, 0, today), lines: listed.lines, objections: listed.objections }
    }
}

#[derive(Template)]
#[template(path = "publicity/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_keep: bool,
}

/// A dossier that can be shown.
pub struct Row {
    pub id: String,
    pub version: i64,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    pub is_chosen: bool,
}

impl Row {
    pub fn of(it: store::Candidate, year: Year, is_chosen: bool) -> Self {
        Self {
            id: it.dossier.to_string(),
            version: it.version,
            unit: unit_beside(&it.name, &it.unit),
            name: it.name,
            award: award_name(it.award, year),
            is_chosen,
        }
    }
}

#[derive(Template)]
#[template(path = "publicity/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub rows: Vec<Row>,
    /// Working days the regulation in force asks for; 0 where none does.
    pub asked_days: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "publicity/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub rows: Vec<Row>,
    pub last_day: String,
    /// A year of which no holiday is known; empty where all are.
    pub unknown_year: String,
    pub form: TypedFields,
}

/// A name on a list.
pub struct LineView {
    pub id: String,
    /// Empty for a reader who may not open it.
    pub address: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub award: &'static str,
    pub state: dossier::State,
    /// It still is what was shown: not refused or put on hold since.
    pub is_kept: bool,
}

impl LineView {
    pub fn of(it: store::Line, year: Year, may_open: bool) -> Self {
        let is_stopped = matches!(it.state, dossier::State::OnHold | dossier::State::Rejected);
        Self {
            id: it.dossier.to_string(),
            address: if may_open { format!("/dossiers/{}", it.dossier) } else { String::new() },
            unit: unit_beside(&it.name, &it.unit),
            name: it.name,
            position: it.position.unwrap_or_default(),
            award: award_name(it.award, year),
            state: it.state,
            is_kept: !is_stopped,
        }
    }
}

/// An objection in words. Who raised it is shown to those who answer, and to himself.
pub struct ObjectionView {
    pub name: String,
    pub award: &'static str,
    pub author: String,
    pub raised_at: String,
    pub content: String,
    pub outcome: Option<Outcome>,
    pub answer: String,
    pub answered_at: String,
    /// Where it is answered; empty for those who may not.
    pub address: String,
}

impl ObjectionView {
    pub fn of(it: store::Objection, year: Year, reader: &Actor) -> Self {
        let act = Act::AnswerObjection { author: it.author, subject: it.subject };
        let may_answer = it.outcome.is_none() && policy::may(reader, act);
        Self {
            name: it.name,
            award: award_name(it.award, year),
            author: it.author_name,
            raised_at: format_date_time(it.raised_at.and_utc()),
            content: it.content,
            outcome: it.outcome,
            answer: it.answer,
            answered_at: it.answered_at.map_or_else(String::new, |at| format_date_time(at.and_utc())),
            address: if may_answer { format!("/publicity/{}/objections/{}", it.period, it.id) } else { String::new() },
        }
    }
}

#[derive(Template)]
#[template(path = "publicity/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<LineView>,
    pub objections: Vec<ObjectionView>,
    pub history: Vec<HistoryEntry>,
    pub can_object: bool,
    pub can_extend: bool,
    pub can_close: bool,
    /// The reader sees everybody's objections, not only his own.
    pub sees_all: bool,
}

#[derive(Template)]
#[template(path = "publicity/extension.html")]
pub struct ExtensionPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "publicity/closing.html")]
pub struct ClosingPage {
    pub shell: Shell,
    pub it: Detail,
    pub kept: usize,
    pub stopped: usize,
    /// Why it cannot be ended now; empty where it can.
    pub why_not: String,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "publicity/objection.html")]
pub struct ObjectionPage {
    pub shell: Shell,
    pub it: Detail,
    pub line: LineView,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "publicity/answer.html")]
pub struct AnswerPage {
    pub shell: Shell,
    pub it: Detail,
    pub objection: ObjectionView,
    pub outcomes: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

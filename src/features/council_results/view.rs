//! The pages of council results: ready words, no raw codes.

use askama::Template;

use super::form::{NOT_PASSED, PASSED};
use super::ops::Judged;
use super::store::{self, Candidate, CouncilResult, Listed};
use crate::domain::council::{Threshold, Vote};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::features::settings::ops::Letterhead;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A meeting in words.
pub struct Meeting {
    pub id: String,
    pub year: Year,
    pub minutes_no: String,
    pub held_on: String,
    pub members: i64,
    pub present: i64,
}

impl Meeting {
    pub fn of(it: &CouncilResult) -> Self {
        Self {
            id: it.id.to_string(),
            year: it.year,
            minutes_no: it.minutes_no.clone(),
            held_on: format_date(it.held_on),
            members: it.members,
            present: it.present,
        }
    }
}

pub struct ListLine {
    pub it: Meeting,
    pub passed: i64,
    pub refused: i64,
}

impl ListLine {
    pub fn of(listed: &Listed) -> Self {
        Self { it: Meeting::of(&listed.result), passed: listed.passed, refused: listed.refused }
    }
}

#[derive(Template)]
#[template(path = "council_results/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_record: bool,
}

/// A dossier that waits, with what was typed of its votes.
pub struct Row {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub threshold: String,
    /// No threshold binds: the minutes say what became of it.
    pub must_be_said: bool,
    pub version: String,
    pub agree: String,
    pub passed: String,
}

impl Row {
    pub fn of(it: &Candidate, threshold: &Threshold, typed: &TypedFields) -> Self {
        let of = |field: &str| typed.of(&format!("{field}_{}", it.id)).to_owned();
        let version = of("version");
        Self {
            id: it.id.to_string(),
            name: it.name.clone(),
            unit: unit_beside(&it.name, &it.unit),
            award: award_name(it.award, Year::of(it.received_on)).to_owned(),
            threshold: threshold.words(),
            must_be_said: !matches!(threshold, Threshold::Binding(_)),
            // What was read when the votes were typed, so that a change since then is found.
            version: if version.is_empty() { it.version.to_string() } else { version },
            agree: of("agree"),
            passed: of("passed"),
        }
    }

    pub fn says_passed(&self) -> bool {
        self.passed == PASSED
    }

    pub fn says_not_passed(&self) -> bool {
        self.passed == NOT_PASSED
    }
}

#[derive(Template)]
#[template(path = "council_results/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub year: String,
    pub award: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub awards: Vec<Choice>,
    pub units: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub rows: Vec<Row>,
    pub total: i64,
    /// Some wait whose votes somebody else has to enter.
    pub has_own: bool,
}

/// What recording does to one dossier.
pub struct Outcome {
    pub name: String,
    pub unit: String,
    pub award: String,
    pub votes: String,
    pub threshold: String,
    pub is_passed: bool,
}

impl Outcome {
    pub fn of(it: &Judged) -> Self {
        Self {
            name: it.candidate.name.clone(),
            unit: unit_beside(&it.candidate.name, &it.candidate.unit),
            award: award_name(it.candidate.award, Year::of(it.candidate.received_on)).to_owned(),
            votes: it.vote.words(),
            threshold: it.threshold.words(),
            is_passed: it.is_passed,
        }
    }
}

#[derive(Template)]
#[template(path = "council_results/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub form: TypedFields,
    pub lines: Vec<Outcome>,
    pub left: i64,
}

impl CheckPage {
    pub fn passed(&self) -> usize {
        self.lines.iter().filter(|line| line.is_passed).count()
    }
}

/// A line of a meeting as it was entered.
pub struct Line {
    /// Empty for a reader who may not open it.
    pub address: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub votes: String,
    pub basis: String,
    pub is_passed: bool,
    pub state: State,
}

impl Line {
    pub fn of(line: store::Line, meeting: &CouncilResult, may_open: bool) -> Self {
        Self {
            address: if may_open { format!("/dossiers/{}", line.dossier) } else { String::new() },
            unit: unit_beside(&line.name, &line.unit),
            name: line.name,
            award: award_name(line.award, meeting.year).to_owned(),
            votes: Vote { agree: line.agree, members: meeting.members }.words(),
            basis: line.basis,
            is_passed: line.is_passed,
            state: line.state,
        }
    }
}

#[derive(Template)]
#[template(path = "council_results/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Meeting,
    pub lines: Vec<Line>,
    pub history: Vec<HistoryEntry>,
    /// Others still wait, and this reader may enter their votes.
    pub can_go_on: bool,
}

/// The result as a paper.
#[derive(Template)]
#[template(path = "council_results/print.html")]
pub struct PrintPage {
    pub shell: Shell,
    pub head: Letterhead,
    pub it: Meeting,
    pub lines: Vec<Line>,
}

impl PrintPage {
    pub fn passed(&self) -> usize {
        self.lines.iter().filter(|line| line.is_passed).count()
    }
}

//! The pages of council results: ready words, no raw codes.

use askama::Template;

use super::store::{self, CouncilResult, Listed};
use crate::domain::council::Vote;
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::year::Year;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::web::forms::Choice;
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
            votes: Vote { agree: line.agree, members: line.members.unwrap_or(meeting.members) }.words(),
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
}

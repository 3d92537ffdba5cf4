//! The pages of the interim review: ready words, no raw codes.

use askama::Template;

use super::ops::{Candidate, Count, Sheet};
use crate::domain::date;
use crate::domain::interim_result::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// One unit in the overview.
pub struct UnitLine {
    pub name: String,
    pub link: String,
    pub proposed: Count,
    pub confirmed: Count,
}

#[derive(Template)]
#[template(path = "interim_results/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub day: String,
    pub lines: Vec<UnitLine>,
    /// Where all that is proposed is confirmed; empty when there is nothing or it is not this user's.
    pub confirmation: String,
}

/// One check box, or what stands instead of it.
pub struct Line {
    pub code: String,
    pub name: String,
    pub position: String,
    pub award: String,
    pub state: Option<State>,
    pub is_ticked: bool,
    pub is_open: bool,
}

impl Line {
    fn of(it: Candidate, year: Year, may_propose: bool, may_take_back: bool) -> Self {
        let is_confirmed = it.state == Some(State::Confirmed);
        Self {
            code: it.code,
            name: if it.kind == SubjectKind::Unit { format!("Tập thể {}", it.name) } else { it.name },
            position: it.position,
            award: it.award.award().name_on(year.end()).to_owned(),
            state: it.state,
            is_ticked: it.state.is_some(),
            is_open: may_propose && (!is_confirmed || may_take_back),
        }
    }
}

#[derive(Template)]
#[template(path = "interim_results/sheet.html")]
pub struct SheetPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub year: String,
    pub years: Vec<Choice>,
    pub day: String,
    pub unit_code: String,
    pub unit_name: String,
    pub version: String,
    pub lines: Vec<Line>,
    pub may_propose: bool,
    pub sees_all: bool,
    /// Where what this unit proposes is confirmed; empty when there is nothing or it is not this user's.
    pub confirmation: String,
}

/// What the user may do with the sheet.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    pub propose: bool,
    pub confirm: bool,
    pub sees_all: bool,
}

impl SheetPage {
    pub fn of(shell: Shell, sheet: Sheet, years: Vec<Choice>, rights: Rights) -> Self {
        let is_waiting = sheet.candidates.iter().any(|it| it.state == Some(State::Proposed));
        let confirmation = if rights.confirm && is_waiting {
            format!("/interim-results/confirmation?year={}&unit={}", sheet.year, sheet.unit.code)
        } else {
            String::new()
        };
        let (year, propose, confirm) = (sheet.year, rights.propose, rights.confirm);
        Self {
            shell,
            errors: FieldErrors::default(),
            year: year.to_string(),
            years,
            day: date::format_date(sheet.day),
            unit_code: sheet.unit.code,
            unit_name: sheet.unit.name,
            version: sheet.version,
            lines: sheet.candidates.into_iter().map(|it| Line::of(it, year, propose, confirm)).collect(),
            may_propose: propose,
            sees_all: rights.sees_all,
            confirmation,
        }
    }

    /// The sheet again, with what was ticked and what is wrong.
    pub fn again(mut self, ticked: &[String], errors: FieldErrors) -> Self {
        for line in self.lines.iter_mut().filter(|line| line.is_open) {
            line.is_ticked = ticked.contains(&line.code);
        }
        Self { errors, ..self }
    }

    pub fn ticked(&self) -> usize {
        self.lines.iter().filter(|line| line.is_ticked && line.is_open).count()
    }

    pub fn boxes(&self) -> usize {
        self.lines.iter().filter(|line| line.is_open).count()
    }
}

#[derive(Template)]
#[template(path = "interim_results/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub year: String,
    pub unit_code: String,
    pub day: String,
    pub version: String,
    pub lines: Vec<UnitLine>,
    pub total: Count,
    pub back: String,
}

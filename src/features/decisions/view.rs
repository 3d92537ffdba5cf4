//! The pages of decisions.

use askama::Template;
use chrono::NaiveDate;

use super::bonuses::{Bonuses, LineBonus};
use super::form::{DraftForm, HigherForm, IssueForm};
use super::lines::Line;
use super::ops::{Found, Listed};
use super::scans::Attachment;
use crate::domain::date;
use crate::domain::decision::State;
use crate::domain::law::AuthorityCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::papers::KeptPapers;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// The decision in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub number: String,
    pub decided_on: String,
    pub authority: String,
    pub abstract_line: String,
    pub state: State,
    pub signer: String,
    pub own: bool,
}

impl Detail {
    pub fn of(it: &Found) -> Self {
        let authority =
            AuthorityCode::from_code(&it.authority).map_or(it.authority.clone(), |code| code.authority().name.clone());
        let signer = if it.signer_name.is_empty() {
            String::new()
        } else {
            format!("{}, {}", it.signer_name, it.signer_position.replace('\n', ", "))
        };
        Self {
            id: it.id.to_string(),
            version: it.version,
            year: it.year,
            number: it.number.clone().unwrap_or_else(|| "Chưa có số".to_owned()),
            decided_on: it.decided_on.map_or_else(|| "–".to_owned(), date::format_date),
            authority,
            abstract_line: it.abstract_line.clone(),
            state: it.state,
            signer,
            own: it.own,
        }
    }

    /// Where an act is posted to.
    pub fn address(&self, act: &str) -> String {
        format!("/decisions/{}/{act}", self.id)
    }
}

pub struct ListLine {
    pub it: Detail,
    pub awards: i64,
}

impl ListLine {
    pub fn of(listed: &Listed) -> Self {
        Self { it: Detail::of(&listed.decision), awards: listed.awards }
    }
}

#[derive(Template)]
#[template(path = "decisions/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_draft: bool,
    pub can_record: bool,
}

/// A dossier with a check box, or a line of a list.
pub struct Candidate {
    pub dossier: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub is_chosen: bool,
    /// What is paid with it; empty while it is only a candidate.
    pub bonus: String,
}

impl Candidate {
    pub fn of(line: Line, year: Year, is_chosen: bool) -> Self {
        Self {
            dossier: line.dossier.map_or_else(String::new, |id| id.to_string()),
            name: line.name,
            unit: line.unit_name,
            award: line.award.award().name_on(year.end()).to_owned(),
            is_chosen,
            bonus: String::new(),
        }
    }

    /// The list of a decision, with the bonus of each line, and their sum.
    pub fn listed(lines: Vec<Line>, year: Year, day: NaiveDate) -> (Vec<Self>, String) {
        let bonuses = Bonuses::of(&lines, year, day);
        let with_bonus = |(line, bonus): (Line, LineBonus)| Self { bonus: bonus.words, ..Self::of(line, year, true) };
        (lines.into_iter().zip(bonuses.lines).map(with_bonus).collect(), bonuses.total)
    }
}

#[derive(Template)]
#[template(path = "decisions/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub year: Year,
    pub form: DraftForm,
    pub errors: FieldErrors,
    pub candidates: Vec<Candidate>,
}

#[derive(Template)]
#[template(path = "decisions/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<Candidate>,
    pub bonuses: String,
    pub history: Vec<HistoryEntry>,
    pub can_change: bool,
    pub can_issue: bool,
    pub can_revoke: bool,
    pub can_correct: bool,
    /// Certificates may be printed of it.
    pub can_see_certificates: bool,
    /// Number and day of each document that corrects it, and what it says.
    pub corrections: Vec<(String, String)>,
    pub scans: Vec<Attachment>,
    pub can_scan: bool,
    /// As it was issued.
    pub kept: Option<KeptPapers>,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "decisions/issue.html")]
pub struct IssuePage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<Candidate>,
    pub bonuses: String,
    /// How many of each award, e.g. "33 Chiến sĩ thi đua cơ sở".
    pub counts: Vec<String>,
    /// Number and day of the last one in this year's register; empty before the first.
    pub latest: String,
    pub form: IssueForm,
    pub errors: FieldErrors,
}

impl IssuePage {
    pub fn hint(&self) -> String {
        let usual = "Chỉ cần nhập số, ví dụ 15; ký hiệu tự thêm.";
        if self.latest.is_empty() {
            usual.to_owned()
        } else {
            format!("{usual} Số gần nhất trong sổ: {}.", self.latest)
        }
    }
}

pub struct Escalated {
    pub dossier: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub authority: String,
    pub is_granted: bool,
    pub is_refused: bool,
}

#[derive(Template)]
#[template(path = "decisions/higher.html")]
pub struct HigherPage {
    pub shell: Shell,
    pub year: Year,
    pub form: HigherForm,
    pub errors: FieldErrors,
    pub authorities: Vec<Choice>,
    pub lines: Vec<Escalated>,
    /// Number of the proposal it answers; empty for all that wait.
    pub proposal: String,
}

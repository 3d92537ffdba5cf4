//! The pages of escalations: ready words, no raw codes.

use askama::Template;

use super::form::{DraftForm, SubmissionForm};
use super::ops::Escalation;
use super::store::{Counts, File, Grant, Line, Listed, Vote};
use crate::domain::council;
use crate::domain::date::format_date;
use crate::domain::dossier;
use crate::domain::escalation::State;
use crate::domain::ids::*;
use crate::domain::law::AuthorityCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A proposal in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub state: State,
    pub recipient: String,
    pub summary: String,
    /// "25/TTr-STC", or that it is a draft.
    pub number: String,
    pub submitted_on: String,
}

impl Detail {
    pub fn of(it: &Escalation, version: i64) -> Self {
        Self {
            id: it.id.to_string(),
            version,
            year: it.year,
            state: it.state,
            recipient: it.recipient.clone(),
            summary: it.summary.clone(),
            number: it.number.clone().unwrap_or_else(|| "Dự thảo, chưa có số".to_owned()),
            submitted_on: it.submitted_on.map_or_else(String::new, format_date),
        }
    }

    pub fn is_draft(&self) -> bool {
        self.state == State::Draft
    }

    /// Where an act is posted to.
    pub fn address(&self, act: &str) -> String {
        format!("/escalations/{}/{act}", self.id)
    }
}

pub struct ListLine {
    pub it: Detail,
    pub counts: Counts,
}

impl ListLine {
    pub fn of(listed: &Listed) -> Self {
        Self { it: Detail::of(&listed.escalation, 0), counts: listed.counts }
    }
}

#[derive(Template)]
#[template(path = "escalations/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    /// Dossiers that wait to be gathered.
    pub ready: usize,
    pub can_keep: bool,
}

/// A dossier with a check box.
pub struct Candidate {
    pub dossier: String,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    pub authority: &'static str,
    pub is_chosen: bool,
}

impl Candidate {
    pub fn of(it: &Line, year: Year, is_chosen: bool) -> Self {
        Self {
            dossier: it.dossier.to_string(),
            name: it.name.clone(),
            unit: unit_beside(&it.name, &it.unit),
            award: award_name(it.award, year),
            authority: &it.award.authority().authority().name,
            is_chosen,
        }
    }
}

#[derive(Template)]
#[template(path = "escalations/form.html")]
pub struct FormPage {
    pub shell: Shell,
    /// The draft that is changed; empty for a new one.
    pub id: String,
    pub year: Year,
    pub years: Vec<Choice>,
    pub candidates: Vec<Candidate>,
    pub form: DraftForm,
    pub errors: FieldErrors,
}

impl FormPage {
    pub fn action(&self) -> String {
        if self.id.is_empty() { "/escalations".to_owned() } else { format!("/escalations/{}", self.id) }
    }

    pub fn back(&self) -> String {
        if self.id.is_empty() { format!("/escalations?year={}", self.year) } else { self.action() }
    }
}

/// What the pack holds of one dossier.
pub struct Papers {
    pub meeting: Option<UnitMeetingId>,
    pub vote: Option<Vote>,
    pub files: Vec<File>,
}

/// A link to a paper.
pub struct Link {
    pub address: String,
    pub label: String,
}

/// A line of a proposal with its papers and its answer.
pub struct LineView {
    pub dossier: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub award: &'static str,
    pub authority: &'static str,
    pub achievement: String,
    /// "8/9 phiếu (88,9%)"; empty where the council has not voted.
    pub votes: String,
    pub papers: Vec<Link>,
    pub state: dossier::State,
    /// "Quyết định 212/QĐ-UBND ngày 10/02/2015, Chủ tịch UBND tỉnh", or why it was refused.
    pub answer: String,
    /// Where the decision is; empty without one.
    pub decision: String,
}

impl LineView {
    pub fn of(it: Line, year: Year, papers: Papers, grant: Option<Grant>) -> Self {
        let votes = |vote: &Vote| council::Vote { agree: vote.agree, members: vote.members }.words();
        let decision = grant.as_ref().map_or_else(String::new, |grant| format!("/decisions/{}", grant.decision));
        let answer = match grant {
            Some(grant) => words_of(&grant),
            None if it.state == dossier::State::Rejected => it.reason,
            None => String::new(),
        };
        Self {
            dossier: it.dossier.to_string(),
            votes: papers.vote.as_ref().map_or_else(String::new, votes),
            papers: links(it.dossier, papers),
            unit: unit_beside(&it.name, &it.unit),
            name: it.name,
            position: it.position.unwrap_or_default(),
            award: award_name(it.award, year),
            authority: &it.award.authority().authority().name,
            achievement: it.achievement,
            state: it.state,
            answer,
            decision,
        }
    }

    pub fn is_granted(&self) -> bool {
        !self.decision.is_empty()
    }
}

fn words_of(grant: &Grant) -> String {
    let number = grant.number.as_deref().unwrap_or_default();
    let day = grant.decided_on.map_or_else(String::new, format_date);
    let authority = AuthorityCode::from_code(&grant.authority);
    let authority = authority.map_or(grant.authority.as_str(), |code| &code.authority().name);
    format!("Quyết định {number} ngày {day}, {authority}")
}

/// The report first, then the minutes that stand behind it, then what was attached.
fn links(dossier: DossierId, papers: Papers) -> Vec<Link> {
    let link = |address: String, label: String| Link { address, label };
    let mut links = vec![link(format!("/dossiers/{dossier}/report"), "Báo cáo thành tích".to_owned())];
    if let Some(meeting) = papers.meeting {
        links.push(link(format!("/unit-meetings/{meeting}/print"), "Biên bản họp của đơn vị".to_owned()));
    }
    if let Some(vote) = papers.vote {
        let label = format!("Kết quả bỏ phiếu, biên bản {} ngày {}", vote.minutes_no, format_date(vote.held_on));
        links.push(link(format!("/council-results/{}/print", vote.result), label));
    }
    links
        .extend(papers.files.into_iter().map(|file| link(format!("/dossiers/{dossier}/files/{}", file.id), file.name)));
    links
}

#[derive(Template)]
#[template(path = "escalations/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<LineView>,
    pub counts: Counts,
    pub history: Vec<HistoryEntry>,
    pub can_change: bool,
    pub can_record: bool,
}

#[derive(Template)]
#[template(path = "escalations/submission.html")]
pub struct SubmissionPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<LineView>,
    pub form: SubmissionForm,
    pub errors: FieldErrors,
}

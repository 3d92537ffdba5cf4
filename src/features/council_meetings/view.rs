//! The pages of a meeting itself and of its preparation: ready words, no raw codes.

use askama::Template;

use super::files::Attachment;
use super::meeting::{Counted, Meeting};
use super::store::{Item, Member, Row};
use super::{concluding, voting};
use crate::domain::council_meeting::{ConflictKind, State, Way};
use crate::domain::date::format_date;
use crate::domain::number;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::web::attached::size_words;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A meeting in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub council: String,
    pub board: String,
    pub held_on: String,
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub state: State,
    pub rules: Vec<&'static str>,
    pub members: usize,
    pub present: usize,
    pub lines: usize,
    pub minutes_no: String,
    /// "4/9" while the vote runs and after.
    pub turnout: String,
    pub result: String,
}

impl Detail {
    pub fn of(meeting: &Meeting, version: i64) -> Self {
        let it = &meeting.row;
        let (voted, all) = meeting.turnout();
        Self {
            id: it.id.to_string(),
            version,
            year: it.year,
            council: meeting.council.words(),
            board: meeting.board.as_ref().map_or_else(String::new, |board| board.council.words()),
            held_on: format_date(it.held_on),
            begun_at: it.begun_at.clone(),
            ended_at: it.ended_at.clone(),
            place: it.place.clone(),
            state: it.state,
            rules: rules(it),
            members: meeting.members.len(),
            present: meeting.present(),
            lines: meeting.items.len(),
            minutes_no: it.minutes_no.clone(),
            turnout: if all == 0 { String::new() } else { format!("{voted}/{all}") },
            result: it.result_id.map_or_else(String::new, |id| format!("/council-results/{id}")),
        }
    }

    pub fn own_address(&self) -> String {
        format!("/council-meetings/{}", self.id)
    }

    pub fn address(&self, page: &str) -> String {
        format!("/council-meetings/{}/{page}", self.id)
    }

    pub fn is_voting(&self) -> bool {
        self.state == State::Voting
    }
}

/// The local rules of a meeting, each in a sentence.
fn rules(it: &Row) -> Vec<&'static str> {
    let mut rules = vec![if it.votes_on_own {
        "Thành viên được bỏ phiếu cho chính mình."
    } else {
        "Thành viên không bỏ phiếu cho chính mình và người thân; những dòng đó nằm ở tờ phiếu riêng."
    }];
    if it.spares_own_unit {
        rules.push("Thành viên không bỏ phiếu cho hồ sơ của đơn vị mình.");
    }
    rules.push(if it.counts_recused {
        "Tỷ lệ tính trên tổng số thành viên Hội đồng, kể cả người không bỏ phiếu dòng đó."
    } else {
        "Theo quy chế, người không được bỏ phiếu một dòng không tính vào tổng số của dòng đó."
    });
    rules
}

pub struct ListLine {
    pub address: String,
    pub held_on: String,
    pub place: String,
    pub state: State,
    pub lines: i64,
    pub minutes_no: String,
}

#[derive(Template)]
#[template(path = "council_meetings/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_keep: bool,
}

#[derive(Template)]
#[template(path = "council_meetings/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub back: String,
    pub is_new: bool,
    pub councils: Vec<Choice>,
    pub boards: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// A step of the meeting, as a task list shows it.
pub struct Task {
    pub label: &'static str,
    pub address: String,
    pub words: String,
    pub tag: &'static str,
    pub state: &'static str,
}

/// A file of the meeting.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub size: String,
}

impl FileLine {
    pub fn of(file: Attachment) -> Self {
        Self { id: file.id.to_string(), name: file.file_name, size: size_words(file.size) }
    }
}

#[derive(Template)]
#[template(path = "council_meetings/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub tasks: Vec<Task>,
    /// What the reader can do now, the first one before all others.
    pub acts: Vec<(&'static str, String)>,
    pub warnings: Vec<String>,
    pub voided: Vec<String>,
    pub files: Vec<FileLine>,
    pub amendments: Vec<(String, String, String)>,
    pub history: Vec<HistoryEntry>,
    pub can_prepare: bool,
    pub can_attach: bool,
    pub can_write_on: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn endings(&self) -> &'static str {
        crate::web::attached::ENDINGS
    }
}

/// A line of the agenda.
pub struct AgendaLine {
    pub id: String,
    pub address: String,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    pub threshold: String,
    /// Who must not vote on it: "Lê Thị Hoa (bản thân)".
    pub left_out: String,
    pub achievement: String,
    pub stays: bool,
}

impl AgendaLine {
    pub fn of(meeting: &Meeting, item: &Item) -> Self {
        let out = meeting.left_out(item.dossier).map(|it| {
            let name = meeting.member(it.person).map_or("", |member| &member.name);
            let why = if it.kind == ConflictKind::Declared { it.reason.clone() } else { it.kind.word().to_lowercase() };
            format!("{name} ({why})")
        });
        Self {
            id: item.dossier.to_string(),
            address: format!("/dossiers/{}", item.dossier),
            unit: unit_of(item),
            name: item.name.clone(),
            award: award_name(item.award, meeting.row.year),
            threshold: meeting.threshold(item).words(),
            left_out: out.collect::<Vec<_>>().join(", "),
            achievement: item.achievement.clone(),
            stays: item.state == crate::domain::dossier::State::Verified,
        }
    }
}

pub fn unit_of(item: &Item) -> String {
    if item.kind == SubjectKind::Unit { String::new() } else { unit_beside(&item.name, &item.unit_name) }
}

#[derive(Template)]
#[template(path = "council_meetings/agenda.html")]
pub struct AgendaPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<AgendaLine>,
    pub candidates: Vec<AgendaLine>,
    pub award: String,
    pub awards: Vec<Choice>,
    pub can_prepare: bool,
    pub opens_dossiers: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// A member and how he takes part, as kept or typed.
pub struct MemberLine {
    pub id: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub seat: String,
    pub way: String,
    pub way_word: &'static str,
    pub reason: String,
}

impl MemberLine {
    pub fn of(member: &Member, form: &TypedFields) -> Self {
        let (way, absence) = (format!("way_{}", member.person), format!("absence_{}", member.person));
        let typed = |field: &str, kept: &str| if form.has(field) { form.of(field).to_owned() } else { kept.to_owned() };
        Self {
            id: member.person.to_string(),
            name: member.name.clone(),
            position: member.position.clone(),
            unit: member.unit_name.clone(),
            seat: member.seat.word().to_owned(),
            way: typed(&way, member.way.code()),
            way_word: member.way.word(),
            reason: typed(&absence, &member.reason),
        }
    }
}

#[derive(Template)]
#[template(path = "council_meetings/members.html")]
pub struct MembersPage {
    pub shell: Shell,
    pub it: Detail,
    pub members: Vec<MemberLine>,
    pub ways: Vec<Choice>,
    pub quorum: String,
    pub can_prepare: bool,
    pub errors: FieldErrors,
}

/// Somebody who must not vote on a line.
pub struct ConflictLine {
    pub member: String,
    pub line: String,
    pub why: String,
    /// Where it is taken back; empty for what the program found.
    pub removal: String,
    pub person: String,
    pub dossier: String,
}

#[derive(Template)]
#[template(path = "council_meetings/conflicts.html")]
pub struct ConflictsPage {
    pub shell: Shell,
    pub it: Detail,
    pub conflicts: Vec<ConflictLine>,
    pub warnings: Vec<String>,
    /// Whom the reader may declare for; empty once the vote has begun.
    pub members: Vec<Choice>,
    pub lines: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// What stands in the way of a fair vote, each in a sentence.
pub fn warnings(meeting: &Meeting, least_boxes: i64) -> Vec<String> {
    let mut warnings = Vec::new();
    if meeting.row.state.is_prepared() {
        warnings.extend(voting::missing_to_start(meeting, least_boxes));
    }
    if !meeting.row.state.has_counts() {
        for (item, vote, threshold) in meeting.out_of_reach() {
            warnings.push(format!(
                "{}: dù mọi người được bỏ phiếu đều đồng ý cũng chỉ {}. {}.",
                item.name,
                vote.words(),
                threshold.words()
            ));
        }
    }
    warnings
}

/// A line with its votes and what becomes of it.
pub struct ResultLine {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    pub votes: String,
    pub agree: i64,
    /// Of the valid ballots.
    pub disagree: i64,
    pub members: i64,
    /// "88,9%"
    pub percent: String,
    pub threshold: String,
    pub proposed: bool,
    pub is_binding: bool,
    pub is_tied: bool,
    pub passed: bool,
    pub reason: String,
}

impl ResultLine {
    pub fn all(meeting: &Meeting, form: &TypedFields) -> Vec<Self> {
        let counted = meeting.counted();
        counted.iter().map(|line| Self::of(meeting, line, &counted, form)).collect()
    }

    fn of(meeting: &Meeting, line: &Counted, all: &[Counted], form: &TypedFields) -> Self {
        let id = line.item.dossier;
        let kept = meeting.items.iter().find(|(item, _)| item.dossier == id).map(|(_, said)| said);
        let proposed = concluding::proposed(line);
        let (kept_passed, kept_reason) = kept.cloned().unwrap_or_default();
        let passed = match form.of(&format!("passed_{id}")) {
            "yes" => true,
            "no" => false,
            _ => kept_passed.unwrap_or(proposed),
        };
        let reason = form.of(&format!("reason_{id}"));
        Self {
            id: id.to_string(),
            name: line.item.name.clone(),
            unit: unit_of(line.item),
            award: award_name(line.item.award, meeting.row.year),
            votes: line.vote.words(),
            agree: line.vote.agree,
            disagree: meeting.disagreeing(id),
            members: line.vote.members,
            percent: number::format_percent(number::percent(line.vote.agree, line.vote.members), 1),
            threshold: line.threshold.words(),
            proposed,
            is_binding: line.threshold.decides(line.vote) == Some(false),
            is_tied: concluding::is_tied(line, all),
            passed,
            reason: if reason.is_empty() { kept_reason } else { reason.to_owned() },
        }
    }
}

#[derive(Template)]
#[template(path = "council_meetings/conclusion.html")]
pub struct ConclusionPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<ResultLine>,
    pub can_conclude: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// What is secret, how, and what is not: for the director and the auditor.
#[derive(Template)]
#[template(path = "council_meetings/secrecy.html")]
pub struct SecrecyPage {
    pub shell: Shell,
    pub least_boxes: i64,
}

pub fn way_choices() -> Vec<Choice> {
    crate::web::forms::words(Way::WORDS)
}

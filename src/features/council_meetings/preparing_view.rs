//! The pages on which a meeting is prepared: agenda, attendance, conflicts.

use askama::Template;

use super::agenda_store::Item;
use super::meeting::Meeting;
use super::store::Member;
use super::view::Detail;
use crate::domain::council_meeting::{ConflictKind, Way};
use crate::domain::subject::SubjectKind;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::web::forms::{Choice, TypedFields};
use crate::web::shell::Shell;

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
            let why = if it.kind == ConflictKind::Declared {
                it.reason.trim_end_matches('.').to_owned()
            } else {
                it.kind.word().to_lowercase()
            };
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

pub fn way_choices() -> Vec<Choice> {
    crate::web::forms::words(Way::WORDS)
}

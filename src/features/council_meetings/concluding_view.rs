//! The lines with their votes: on papers as they were decided, on the page of the conclusion with what is proposed.

use askama::Template;

use super::meeting::{Counted, Meeting};
use super::preparing_view::unit_of;
use super::proposal::{Proposed, has_votes};
use super::view::Detail;
use crate::domain::number;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::award_name;
use crate::features::eligibility::ops::Room;
use crate::web::forms::TypedFields;
use crate::web::shell::Shell;

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
    pub passed: bool,
    pub reason: String,
}

impl ResultLine {
    /// As the chair decided it, and until then as the votes alone say.
    pub fn all(meeting: &Meeting) -> Vec<Self> {
        meeting.counted().iter().map(|line| Self::of(meeting, line)).collect()
    }

    pub fn of(meeting: &Meeting, line: &Counted) -> Self {
        let id = line.item.dossier;
        let kept = meeting.items.iter().find(|(item, _)| item.dossier == id).map(|(_, said)| said);
        let (passed, reason) = kept.cloned().unwrap_or_default();
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
            passed: passed.unwrap_or_else(|| has_votes(line)),
            reason,
        }
    }
}

/// A line about which the chair has still to speak.
pub struct ConclusionLine {
    pub result: ResultLine,
    /// How it stands beside the others of its award; empty where nothing is to be said.
    pub standing: &'static str,
    /// A threshold that decides is not reached.
    pub is_binding: bool,
    /// "yes", "no", or empty where only the chair can say.
    pub choice: &'static str,
    pub reason: String,
}

impl ConclusionLine {
    pub fn of(meeting: &Meeting, it: &Proposed, form: &TypedFields) -> Self {
        let id = it.line.item.dossier;
        let decided = meeting.items.iter().find(|(item, _)| item.dossier == id).and_then(|(_, (passed, _))| *passed);
        let choice = match (form.of(&format!("passed_{id}")), decided.or(it.passes)) {
            ("yes", _) | ("", Some(true)) => "yes",
            ("no", _) | ("", Some(false)) => "no",
            _ => "",
        };
        let result = ResultLine::of(meeting, &it.line);
        let typed = form.of(&format!("reason_{id}"));
        Self {
            standing: it.standing.word(),
            is_binding: it.line.threshold.decides(it.line.vote) == Some(false),
            choice,
            reason: if typed.is_empty() { result.reason.clone() } else { typed.to_owned() },
            result,
        }
    }
}

/// "Chiến sĩ thi đua cơ sở: tối đa 3 người. Không quá 15% …"
pub fn room_words(room: &Room, meeting: &Meeting) -> String {
    let name = |award| award_name(award, meeting.row.year);
    let count = &room.count;
    if count.base == 0 {
        let (base, caps) = (name(room.base), room.caps.join("; "));
        return format!("{}: {caps}. Chưa ai đăng ký hoặc đạt {base} nên chưa tính được số người.", name(room.award));
    }
    let managers = count.manager_places.map_or_else(String::new, |most| format!(", trong đó lãnh đạo tối đa {most}"));
    let earlier =
        if room.earlier == 0 { String::new() } else { format!(" Đã có {} người từ trước.", room.earlier) };
    format!(
        "{}: tối đa {} người{managers}, tính trên {} {}. {}.{earlier}",
        name(room.award),
        count.places,
        count.base,
        name(room.base),
        room.caps.join("; "),
    )
}

#[derive(Template)]
#[template(path = "council_meetings/conclusion.html")]
pub struct ConclusionPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<ConclusionLine>,
    /// What the caps leave room for; empty where nothing caps.
    pub room: String,
    pub can_conclude: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

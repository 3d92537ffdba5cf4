//! The end of a meeting: what becomes of each line, the minutes, and further minutes later.

use std::collections::HashMap;

use super::meeting::{Counted, Meeting};
use super::ops::{Seen, must, object};
use super::store;
use crate::db::Tx;
use crate::domain::council::Vote;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::council_results::ops::{NewResult, Voted};
use crate::features::{council_results, dossiers};
use crate::policy::MeetingAct;

/// What the minutes say beside the votes.
#[derive(Debug, Clone)]
pub struct Conclusion {
    pub minutes_no: String,
    /// As the clock on the wall shows it: "11:30".
    pub ended_at: String,
    pub opinions: String,
    pub conclusion: String,
    /// What the chair decided of a line, and why where it is not what the votes propose.
    pub said: HashMap<DossierId, (bool, String)>,
}

/// What the votes propose of a line: the threshold, or without one more than half of all members.
pub fn proposed(line: &Counted) -> bool {
    line.threshold.would_decide(line.vote).unwrap_or_else(|| is_majority(line.vote))
}

const fn is_majority(vote: Vote) -> bool {
    vote.agree * 2 > vote.members
}

/// Lines of one award with as many votes as another: the order among them is the chair's.
pub fn is_tied(line: &Counted, all: &[Counted]) -> bool {
    let is_other = |it: &&Counted| it.item.dossier != line.item.dossier;
    all.iter().filter(is_other).any(|it| it.item.award == line.item.award && it.vote.agree == line.vote.agree)
}

/// Writes the minutes: each dossier is passed or refused, all in this transaction or none; then nothing changes any more.
///
/// # Errors
/// `Fields` at `reason_…` of a line that is to go another way than its votes, at `passed_…` where a threshold forbids it.
pub fn conclude(tx: &mut Tx, seen: Seen, said: &Conclusion) -> AppResult<CouncilResultId> {
    let meeting = must(tx, seen, MeetingAct::Conclude)?;
    let mut errors = FieldErrors::default();
    let mut lines = Vec::new();
    let mut kept = Vec::new();
    for line in meeting.counted() {
        let id = line.item.dossier;
        let (passed, reason) = said.said.get(&id).cloned().unwrap_or_else(|| (proposed(&line), String::new()));
        if passed && line.threshold.decides(line.vote) == Some(false) {
            let words = format!("{}: {}. Không thông qua được.", line.item.name, line.threshold.words());
            errors.add(format!("passed_{id}"), words);
        }
        if passed != proposed(&line) && reason.is_empty() {
            let words = format!("{}: ghi lý do Chủ tịch Hội đồng quyết định khác kết quả phiếu.", line.item.name);
            errors.add(format!("reason_{id}"), words);
        }
        lines.push(Voted {
            dossier: dossiers::ops::Seen { id, version: line.item.version },
            agree: line.vote.agree,
            members: line.vote.members,
            said: Some(passed),
            reason: reason.clone(),
        });
        kept.push((id, passed, reason));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let result = council_results::ops::record(tx, &new_result(&meeting, said, lines))?;
    store::conclude(tx, seen.id, result, said, &kept)?;
    let passed = kept.iter().filter(|(_, passed, _)| *passed).count();
    let note = format!("Biên bản {}: {passed}/{} hồ sơ thông qua", said.minutes_no, kept.len());
    tx.audit(Event::new(EventKind::CouncilMeetingConcluded, object(seen.id)).because(note))?;
    Ok(result)
}

fn new_result(meeting: &Meeting, said: &Conclusion, lines: Vec<Voted>) -> NewResult {
    NewResult {
        year: meeting.row.year,
        held_on: meeting.row.held_on,
        minutes_no: said.minutes_no.clone(),
        members: meeting.members.len() as i64,
        present: meeting.present() as i64,
        lines,
    }
}

/// Further minutes: what was signed is corrected by another paper, never rewritten.
pub fn write_on(tx: &mut Tx, seen: Seen, minutes_no: &str, content: &str) -> AppResult<()> {
    must(tx, seen, MeetingAct::WriteOn)?;
    store::insert_amendment(tx.conn, seen.id, minutes_no, tx.today, content)?;
    tx.audit(Event::new(EventKind::CouncilMinutesAdded, object(seen.id)).because(format!("Biên bản {minutes_no}")))
}

//! The end of a meeting: what becomes of each line, the minutes, and further minutes later.

use std::collections::HashMap;

use super::meeting::{Counted, Meeting};
use super::ops::{Seen, must, object};
use super::proposal::{Proposals, Proposed};
use super::store;
use crate::db::Tx;
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

/// Writes the minutes: each dossier is passed or refused, all in this transaction or none; then nothing changes any more.
///
/// # Errors
/// `Fields` at `reason_…` of a line that is to go another way than proposed, at `passed_…` where a threshold forbids it or
/// nothing was said of a line only the chair can decide.
pub fn conclude(tx: &mut Tx, seen: Seen, said: &Conclusion) -> AppResult<CouncilResultId> {
    let meeting = must(tx, seen, MeetingAct::Conclude)?;
    let proposals = Proposals::of(tx.conn, &meeting)?;
    let mut errors = FieldErrors::default();
    let decided: Vec<Decided> = proposals.lines.iter().filter_map(|it| decide(it, said, &mut errors)).collect();
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let lines = decided.iter().map(Decided::voted).collect();
    let result = council_results::ops::record(tx, &new_result(&meeting, said, lines))?;
    store::conclude(tx, seen.id, result, said, &decided)?;
    let passed = decided.iter().filter(|it| it.passed).count();
    let note = format!("Biên bản {}: {passed}/{} hồ sơ thông qua", said.minutes_no, decided.len());
    tx.audit(Event::new(EventKind::CouncilMeetingConcluded, object(seen.id)).because(note))?;
    Ok(result)
}

/// What becomes of a line.
#[derive(Debug, Clone)]
pub struct Decided<'m> {
    pub line: &'m Counted<'m>,
    pub passed: bool,
    /// Of the chair, where it is not what was proposed.
    pub reason: String,
}

impl Decided<'_> {
    fn voted(&self) -> Voted {
        let (item, vote) = (self.line.item, self.line.vote);
        Voted {
            dossier: dossiers::ops::Seen { id: item.dossier, version: item.version },
            agree: vote.agree,
            members: vote.members,
            said: Some(self.passed),
            reason: self.reason.clone(),
        }
    }
}

/// What the chair said of a line, or else what is proposed.
fn decide<'m>(it: &'m Proposed<'m>, said: &Conclusion, errors: &mut FieldErrors) -> Option<Decided<'m>> {
    let (line, item) = (&it.line, it.line.item);
    let (passed, reason) = match (said.said.get(&item.dossier).cloned(), it.passes) {
        (Some(said), _) => said,
        (None, Some(passes)) => (passes, String::new()),
        (None, None) => {
            let words = format!("{}: chọn thông qua hay không thông qua.", item.name);
            errors.add(format!("passed_{}", item.dossier), words);
            return None;
        }
    };
    if passed && line.threshold.decides(line.vote) == Some(false) {
        let words = format!("{}: {}. Không thông qua được.", item.name, line.threshold.words());
        errors.add(format!("passed_{}", item.dossier), words);
    }
    if it.passes != Some(passed) && reason.is_empty() {
        let words = format!("{}: ghi lý do Chủ tịch Hội đồng quyết định.", item.name);
        errors.add(format!("reason_{}", item.dossier), words);
    }
    Some(Decided { line, passed, reason })
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

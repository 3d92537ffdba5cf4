//! Closing the minutes: what it needs, and what it makes of each line.

use super::ops::{Line, Meeting, Seen, State, Vote, attendance_of, find_open, lines_of, present, stale};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::dossier::Kind;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers;
use crate::features::dossiers::ops::Proposal;

/// What closing makes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// A new dossier, whose draft is his to complete.
    Draft,
    /// It belongs to a dossier that is there already.
    Linked(DossierId),
    /// Too few agreed.
    Nothing,
}

/// What closing would make of each line.
pub fn becomes(conn: &mut Connection, year: Year, line: &Line, present: i64) -> AppResult<Becomes> {
    if Vote::of(line.agree, line.disagree, present) != Vote::Proposed {
        return Ok(Becomes::Nothing);
    }
    let of_registration = match line.registration {
        Some(id) => dossiers::ops::live_of_registration(conn, id)?,
        None => None,
    };
    let there = match of_registration {
        Some(id) => Some(id),
        None => dossiers::ops::live_of(conn, year, line.subject, line.award)?,
    };
    Ok(there.map_or(Becomes::Draft, Becomes::Linked))
}

/// What is missing before the minutes can be closed, in the order of the page.
pub fn missing(meeting: &Meeting, lines: &[Line]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if meeting.chair.is_none() {
        errors.add("chair", "Chưa ghi chủ trì. Sửa cuộc họp và chọn chủ trì.");
    }
    if meeting.secretary.is_none() {
        errors.add("secretary", "Chưa ghi thư ký. Sửa cuộc họp và chọn thư ký.");
    }
    if lines.is_empty() {
        errors.add("lines", "Chưa có ai được đưa ra bình xét. Sửa cuộc họp và thêm người, tập thể.");
    }
    for line in lines.iter().filter(|line| line.agree == 0 && line.disagree == 0) {
        errors.add("lines", format!("Chưa ghi kết quả biểu quyết cho {}. Sửa cuộc họp.", line.subject_name));
    }
    if meeting.conclusion.is_empty() {
        errors.add("conclusion", "Chưa ghi kết luận. Sửa cuộc họp và ghi kết luận.");
    }
    errors
}

/// Closes the minutes. Whoever more than half of those present agreed to is proposed: his dossier is begun, or the one
/// he has already belongs to the meeting from now on.
///
/// # Errors
/// `Fields` with all that is missing.
pub fn close(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let meeting = find_open(tx, seen)?;
    let lines = lines_of(tx.conn, seen.id)?;
    let errors = missing(&meeting, &lines);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let there = present(&attendance_of(tx.conn, &meeting)?);
    let mut counts = [0; 3];
    for line in &lines {
        match becomes(tx.conn, meeting.year, line, there)? {
            Becomes::Draft => {
                let id = propose(tx, &meeting, line)?;
                store::set_dossier(tx.conn, line.id, id)?;
                counts[0] += 1;
            }
            Becomes::Linked(id) => {
                store::set_dossier(tx.conn, line.id, id)?;
                counts[1] += 1;
            }
            Becomes::Nothing => counts[2] += 1,
        }
    }
    if !store::close(tx, seen)? {
        return Err(stale(tx, seen.id));
    }
    let [drafted, linked, none] = counts;
    let words = format!("Lập {drafted} hồ sơ, gắn {linked} hồ sơ đã có, {none} không đề nghị.");
    tx.audit(Event::new(EventKind::UnitMeetingClosed, Object::UnitMeeting(seen.id)).because(words).changed(
        "state",
        State::Open,
        State::Closed,
    ))
}

/// The dossier of whoever was voted for. A registration that is no longer accepted stays apart from it.
fn propose(tx: &mut Tx, meeting: &Meeting, line: &Line) -> AppResult<DossierId> {
    let accepted = store::accepted(tx.conn, meeting.year, &[line.subject])?;
    let registration = accepted.get(&(line.subject, line.award)).copied();
    let new = Proposal {
        year: meeting.year,
        subject_code: line.subject_code.clone(),
        award: line.award,
        kind: Kind::Merit,
        movement: None,
        registration,
        achievement: String::new(),
    };
    match dossiers::ops::propose_after_meeting(tx, &new) {
        Err(AppError::Fields(errors)) => {
            let words: Vec<&str> = errors.0.iter().map(|error| error.message.as_str()).collect();
            Err(FieldErrors::one("lines", format!("{}: {}", line.subject_name, words.join(" "))).into())
        }
        other => other,
    }
}

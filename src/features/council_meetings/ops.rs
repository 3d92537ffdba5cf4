//! The verbs of a meeting while it is prepared: call, amend, drop, agenda, attendance, conflicts. Those of the vote and of
//! the conclusion have files of their own.

use chrono::NaiveDate;

use super::agenda_store::{self, Conflict};
use super::attendance;
use super::ballot_store;
use super::meeting::Meeting;
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::council::CouncilKind;
use crate::domain::council_meeting::{ConflictKind, Step};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::councils::ops::{self as councils, Council};
use crate::features::years;
use crate::policy::{self, Act, MeetingAct};
use crate::web::history;

pub use super::attendance::attend;
pub use super::concluding::{Conclusion, conclude, write_on};
pub use super::files::{attach, remove_attachment};
pub use super::store::members_of;
pub use super::voting::{
    PaperSheet, SheetCount, Start, cast, close, enter_counts, finish_after_restart, must_open, open, paper_sheets,
    start, void, void_after_restore,
};

/// A meeting as it is called.
#[derive(Debug, Clone)]
pub struct Call {
    pub year: Year,
    pub council: CouncilId,
    pub board: Option<CouncilId>,
    pub held_on: NaiveDate,
    /// As the clock on the wall shows it: "08:00".
    pub begun_at: String,
    pub place: String,
    pub votes_on_own: bool,
    pub spares_own_unit: bool,
    pub counts_recused: bool,
}

/// The meeting somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: CouncilMeetingId,
    pub version: i64,
}

/// Calls a meeting: all members of the council on that day who vote, on the screen where they have an account.
///
/// # Errors
/// `Fields` where the council does not work on that day, or has no members.
pub fn call(tx: &mut Tx, new: &Call) -> AppResult<CouncilMeetingId> {
    policy::must(tx.actor, Act::KeepMeetings)?;
    years::ops::must_be_open(tx.conn, new.year, "held_on")?;
    let council = check_councils(tx.conn, new)?;
    let seated = attendance::seated(tx.conn, new.council, new.held_on)?;
    if seated.is_empty() {
        return Err(FieldErrors::one("council", "Hội đồng này chưa có thành viên. Cử thành viên trước.").into());
    }
    let id = store::insert(tx, new)?;
    attendance::seat(tx.conn, id, &seated)?;
    let note = format!("{}, {} thành viên", council.words(), seated.len());
    tx.audit(Event::new(EventKind::CouncilMeetingCalled, object(id)).because(note))?;
    Ok(id)
}

/// Changes when and where, the counting board and the local rules; the council stays.
pub fn amend(tx: &mut Tx, seen: Seen, new: &Call) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Prepare)?;
    let before = meeting.row;
    let new = Call { council: before.council_id, year: before.year, ..new.clone() };
    check_councils(tx.conn, &new)?;
    store::update(tx.conn, seen.id, &new)?;
    tx.audit(
        Event::new(EventKind::CouncilMeetingChanged, object(seen.id))
            .changed("held_on", before.held_on, new.held_on)
            .changed("begun_at", &before.begun_at, &new.begun_at)
            .changed("place", &before.place, &new.place)
            .changed("votes_on_own", before.votes_on_own, new.votes_on_own)
            .changed("spares_own_unit", before.spares_own_unit, new.spares_own_unit)
            .changed("counts_recused", before.counts_recused, new.counts_recused),
    )
}

fn check_councils(conn: &mut Connection, new: &Call) -> AppResult<Council> {
    let council = councils::find(conn, new.council)?;
    let mut errors = FieldErrors::default();
    if council.kind != CouncilKind::Emulation || !council.term().holds(new.held_on) {
        errors.add("council", "Hội đồng này không hoạt động vào ngày họp. Chọn hội đồng khác, hoặc sửa ngày họp.");
    }
    if let Some(board) = new.board {
        let board = councils::find(conn, board)?;
        if board.kind != CouncilKind::CountingBoard || !board.term().holds(new.held_on) {
            errors.add("board", "Ban kiểm phiếu này không hoạt động vào ngày họp. Chọn ban khác, hoặc sửa ngày họp.");
        }
    }
    if errors.is_empty() { Ok(council) } else { Err(errors.into()) }
}

/// Drops a meeting that was called by mistake; one on which a vote has begun stays.
pub fn drop_meeting(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Prepare)?;
    if !ballot_store::voided(tx.conn, seen.id)?.is_empty() || !super::files::of(tx.conn, seen.id)?.is_empty() {
        return Err(AppError::Illegal);
    }
    store::delete(tx.conn, seen.id)?;
    let note = format!("{}, {} hồ sơ", meeting.council.words(), meeting.items.len());
    tx.audit(Event::new(EventKind::CouncilMeetingDropped, object(seen.id)).because(note))
}

/// Puts dossiers that wait for the council on the agenda.
///
/// # Errors
/// `Fields` at `dossiers` where none is chosen, or one no longer waits.
pub fn put_on_agenda(tx: &mut Tx, seen: Seen, chosen: &[DossierId]) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Prepare)?;
    let waiting = agenda_store::candidates(tx.conn, meeting.row.year, None)?;
    let found: Vec<_> = waiting.into_iter().filter(|item| chosen.contains(&item.dossier)).collect();
    if chosen.is_empty() {
        return Err(FieldErrors::one("dossiers", "Chọn ít nhất một hồ sơ.").into());
    }
    if found.len() != chosen.len() {
        let words = "Có hồ sơ vừa chuyển bước hoặc đã ở phiên họp khác. Xem lại danh sách rồi chọn lại.";
        return Err(FieldErrors::one("dossiers", words).into());
    }
    agenda_store::insert_items(tx.conn, seen.id, &found)?;
    let note = format!("Đưa {} hồ sơ vào", found.len());
    tx.audit(Event::new(EventKind::CouncilAgendaChanged, object(seen.id)).because(note))
}

pub fn take_off_agenda(tx: &mut Tx, seen: Seen, dossier: DossierId) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Prepare)?;
    let name = meeting.item(dossier)?.name.clone();
    agenda_store::delete_item(tx.conn, seen.id, dossier)?;
    tx.audit(Event::new(EventKind::CouncilAgendaChanged, object(seen.id)).because(format!("Đưa {name} ra")))
}

/// Says that a member must not vote on a line, beside what the program finds by itself.
///
/// # Errors
/// `Fields` where that is known already.
pub fn declare(tx: &mut Tx, seen: Seen, dossier: DossierId, person: PersonId, reason: &str) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Declare(person))?;
    let (item, member) = (meeting.item(dossier)?, meeting.member(person)?);
    if meeting.left_out(dossier).any(|it| it.person == person) {
        let words = format!("{} đã được ghi là không bỏ phiếu dòng này.", member.name);
        return Err(FieldErrors::one("person", words).into());
    }
    let conflict = Conflict { dossier, person, kind: ConflictKind::Declared, reason: reason.to_owned() };
    agenda_store::insert_conflicts(tx.conn, seen.id, &[conflict])?;
    let note = format!("{}: {}. {reason}", member.name, item.name);
    tx.audit(Event::new(EventKind::CouncilConflictDeclared, object(seen.id)).because(note))
}

/// Takes back what was declared by mistake.
pub fn undeclare(tx: &mut Tx, seen: Seen, dossier: DossierId, person: PersonId) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Declare(person))?;
    if !agenda_store::delete_declared(tx.conn, seen.id, dossier, person)? {
        return Err(AppError::NotFound);
    }
    let note = format!("{}: {}", meeting.member(person)?.name, meeting.item(dossier)?.name);
    tx.audit(Event::new(EventKind::CouncilConflictWithdrawn, object(seen.id)).because(note))
}

/// The meeting with all that belongs to it, if the actor may do this to it and it has not changed since it was read.
pub(super) fn must(tx: &mut Tx, seen: Seen, act: MeetingAct) -> AppResult<Meeting> {
    let meeting = Meeting::load(tx.conn, seen.id)?;
    let facts = meeting.facts();
    policy::must_see(tx.actor, Act::OnMeeting(MeetingAct::See, &facts))?;
    history::must_be_at(tx.conn, object(seen.id), seen.version)?;
    policy::must(tx.actor, Act::OnMeeting(act, &facts))?;
    years::ops::must_not_be_ended(tx.conn, meeting.row.year, "held_on")?;
    Ok(meeting)
}

/// On to the next state.
pub(super) fn move_on(tx: &mut Tx, meeting: &Meeting, step: Step) -> AppResult<()> {
    let (id, from) = (meeting.row.id, meeting.row.state);
    if store::save_state(tx, id, from, from.step(step)?)? {
        return Ok(());
    }
    Err(AppError::Stale(history::last_act(tx.conn, object(id))?))
}

pub(super) const fn object(id: CouncilMeetingId) -> Object {
    Object::CouncilMeeting(id)
}

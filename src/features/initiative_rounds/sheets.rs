//! The verbs of one sheet: score and send it, declare a conflict, open it again, put somebody in the place of the recused.

use super::assigning;
use super::board::Board;
use super::sheet_store::{self, Marks, Sheet};
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, State, Verdict};
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{notices, years};
use crate::policy::{self, Act, SheetAct};
use crate::web::history;

/// What an examiner has filled in.
#[derive(Debug, Clone)]
pub struct Scored {
    pub marks: Marks,
    pub verdict: Option<Verdict>,
    pub comment: String,
}

/// How far a sheet must have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    /// Every criterion and a verdict: it is sent and closed.
    All,
}

/// The sheet somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct SeenSheet {
    pub id: InitiativeSheetId,
    pub version: i64,
}

/// Keeps what was filled in; with [`Needs::All`] it is sent and closed.
///
/// # Errors
/// `Stale` with the reason once the round is concluded.
pub fn score(tx: &mut Tx, seen: SeenSheet, scored: &Scored, needs: Needs) -> AppResult<()> {
    let (board, _) = must(tx, seen, SheetAct::Score)?;
    let is_sent = needs == Needs::All;
    sheet_store::save(tx, seen.id, scored, is_sent)?;
    let kind = if is_sent { EventKind::InitiativeSheetSent } else { EventKind::InitiativeSheetSaved };
    if is_sent && board.progress().0 + 1 == board.progress().1 {
        let words = format!("{}: đã có đủ phiếu chấm, chờ kết luận.", board.round.name);
        notices::ops::tell(tx, Audience::Role(Role::Secretariat), words, Object::InitiativeRound(board.round.id))?;
    }
    tx.audit(Event::new(kind, object(seen.id)))
}

/// Says that he should not score it; the secretariat may put somebody in his place.
pub fn recuse(tx: &mut Tx, seen: SeenSheet, reason: &str) -> AppResult<()> {
    let (board, sheet) = must(tx, seen, SheetAct::Recuse)?;
    sheet_store::recuse(tx.conn, seen.id, reason)?;
    let code = &board.item(sheet.initiative)?.head.code;
    let words = format!("{}: có người xin không chấm {code}. Cử người thay nếu cần.", board.round.name);
    notices::ops::tell(tx, Audience::Role(Role::Secretariat), words, Object::InitiativeRound(board.round.id))?;
    tx.audit(Event::new(EventKind::InitiativeSheetRecused, object(seen.id)).because(reason).changed(
        "state",
        sheet.state,
        SheetState::Recused,
    ))
}

/// Back to its examiner, before the conclusion.
pub fn reopen(tx: &mut Tx, seen: SeenSheet, reason: &str) -> AppResult<()> {
    let (board, sheet) = must(tx, seen, SheetAct::Reopen)?;
    sheet_store::reopen(tx.conn, seen.id, reason)?;
    let code = &board.item(sheet.initiative)?.head.code;
    let words = format!("Phiếu chấm {code} của đồng chí được mở lại: {reason}");
    notices::ops::tell(tx, Audience::Person(sheet.examiner), words, object(seen.id))?;
    tx.audit(Event::new(EventKind::InitiativeSheetReopened, object(seen.id)).because(reason).changed(
        "state",
        sheet.state,
        SheetState::Assigned,
    ))
}

/// Somebody else of the council in the place of the recused.
pub fn replace(tx: &mut Tx, seen: SeenSheet, person: PersonId) -> AppResult<()> {
    let (board, sheet) = must(tx, seen, SheetAct::Replace)?;
    let item = board.item(sheet.initiative)?;
    if board.sheets_of(item.head.id).any(|other| other.examiner == person) {
        return Err(FieldErrors::one("examiners", TWICE).into());
    }
    assigning::put(tx.conn, &board, item, person, Some(sheet.id))?;
    if board.round.state == State::Scoring {
        assigning::tell(tx, &board, item, person)?;
    }
    let name = &board.seat_of(person)?.code;
    tx.audit(Event::new(EventKind::InitiativeSheetReplaced, object(seen.id)).because(name))
}

const TWICE: &str = "Người này đã được phân công chấm sáng kiến này. Chọn người khác.";

/// The sheet with its round, if the actor may do this to it and it has not changed since it was read.
fn must(tx: &mut Tx, seen: SeenSheet, act: SheetAct) -> AppResult<(Board, Sheet)> {
    let sheet = sheet_store::find(tx.conn, seen.id)?;
    let board = Board::load(tx.conn, sheet.round)?;
    let facts = board.sheet_facts(&sheet)?;
    let asks_as_keeper = matches!(act, SheetAct::Reopen | SheetAct::Replace) && policy::may(tx.actor, Act::KeepRounds);
    if !asks_as_keeper {
        policy::must_see(tx.actor, Act::OnSheet(SheetAct::See, &facts))?;
    }
    if board.round.state.has_results() {
        let words = format!("{} đã kết luận, phiếu chấm không nhận thêm nội dung nào nữa.", board.round.name);
        return Err(AppError::Stale(words));
    }
    history::must_be_at(tx.conn, object(seen.id), seen.version)?;
    policy::must(tx.actor, Act::OnSheet(act, &facts))?;
    years::ops::must_not_be_ended(tx.conn, board.round.year, "verdict")?;
    Ok((board, sheet))
}

const fn object(id: InitiativeSheetId) -> Object {
    Object::InitiativeSheet(id)
}

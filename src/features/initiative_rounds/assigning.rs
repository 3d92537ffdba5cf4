//! Who scores what: by hand for each initiative, or split evenly over those who are free.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, Item};
use super::ops::{self, Seen};
use super::sheet_store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, State};
use crate::domain::notice::Audience;
use crate::domain::scoring;
use crate::error::{AppResult, FieldErrors};
use crate::features::notices;
use crate::policy::RoundAct;

/// Lets just these score an initiative, beside those who have sent their sheets or declared a conflict.
///
/// # Errors
/// `Fields` at `examiners` for an author, a relative, by the round's setting a colleague, or where nobody is left.
pub fn assign(tx: &mut Tx, seen: Seen, code: &str, chosen: &BTreeSet<PersonId>) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Assign)?;
    let item = board.item_called(code)?;
    for sheet in board.sheets_of(item.head.id) {
        if sheet.state == SheetState::Assigned && !chosen.contains(&sheet.examiner) {
            sheet_store::delete(tx.conn, sheet.id)?;
        }
    }
    let kept: BTreeSet<PersonId> = board.sheets_of(item.head.id).map(|sheet| sheet.examiner).collect();
    let added: Vec<PersonId> = chosen.difference(&kept).copied().collect();
    for person in &added {
        add(tx, &board, item, *person)?;
    }
    let is_closed = |sheet: &sheet_store::Sheet| sheet.state != SheetState::Assigned;
    if chosen.is_empty() && !board.sheets_of(item.head.id).any(is_closed) {
        return Err(FieldErrors::one("examiners", "Chọn ít nhất một người chấm.").into());
    }
    let note = format!("{code}: {}", names(&board, chosen)?);
    tx.audit(Event::new(EventKind::InitiativeExaminersNamed, ops::object(seen.id)).because(note))
}

/// Who would be given what, so that each initiative has `per` examiners and all have as much to score as can be.
pub fn proposed(board: &Board, per: usize) -> BTreeMap<InitiativeId, BTreeSet<PersonId>> {
    scoring::split(&board.seekers(per), &board.loads())
}

/// Gives out what [`proposed`] shows of the round in the version that was read.
///
/// # Errors
/// `Fields` at `per` where nothing is left to give.
pub fn accept_split(tx: &mut Tx, seen: Seen, per: usize) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Assign)?;
    let given = proposed(&board, per);
    let count: usize = given.values().map(BTreeSet::len).sum();
    if count == 0 {
        return Err(FieldErrors::one("per", "Không còn phiếu nào để chia. Xem lại số người chấm và Hội đồng.").into());
    }
    for (initiative, members) in &given {
        let item = board.item(*initiative)?;
        for person in members {
            add(tx, &board, item, *person)?;
        }
    }
    let note = format!("Chia đều {count} phiếu, {per} người chấm mỗi sáng kiến");
    tx.audit(Event::new(EventKind::InitiativeExaminersNamed, ops::object(seen.id)).because(note))
}

fn add(tx: &mut Tx, board: &Board, item: &Item, person: PersonId) -> AppResult<InitiativeSheetId> {
    put(tx.conn, board, item, person, None).and_then(|id| {
        if board.round.state == State::Scoring {
            tell(tx, board, item, person)?;
        }
        Ok(id)
    })
}

/// A sheet for somebody whom nothing keeps from scoring it.
pub(super) fn put(
    conn: &mut Connection,
    board: &Board,
    item: &Item,
    person: PersonId,
    replaces: Option<InitiativeSheetId>,
) -> AppResult<InitiativeSheetId> {
    let member = board.seat_of(person)?;
    if let Some(why) = board.why_not(member, item) {
        let words = format!("{} {why} {}, không chấm được. Chọn người khác.", member.name, item.head.code);
        return Err(FieldErrors::one("examiners", words).into());
    }
    Ok(sheet_store::insert(conn, board.round.id, item.head.id, person, replaces)?)
}

pub(super) fn tell(tx: &mut Tx, board: &Board, item: &Item, person: PersonId) -> AppResult<()> {
    let words = format!("Đồng chí được phân công chấm sáng kiến {} của {}.", item.head.code, board.round.name);
    notices::ops::tell(tx, Audience::Person(person), words, ops::object(board.round.id))
}

fn names(board: &Board, people: &BTreeSet<PersonId>) -> AppResult<String> {
    let name = |person: &PersonId| board.seat_of(*person).map(|member| member.code.clone());
    Ok(people.iter().map(name).collect::<AppResult<Vec<_>>>()?.join(", "))
}

//! Who sits in the council of a round.

use super::ops::{self, Seen};
use super::store;
use crate::db::Tx;
use crate::domain::council::Seat;
use crate::domain::event::{Event, EventKind};
use crate::error::{AppResult, FieldErrors};
use crate::features::people;
use crate::policy::RoundAct;

/// Seats somebody, named by code or full name.
///
/// # Errors
/// `Fields` where nobody is meant, he sits there already, or the one chair or secretary is taken.
pub fn seat(tx: &mut Tx, seen: Seen, typed: &str, seat: Seat) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Gather)?;
    let mut errors = FieldErrors::default();
    let person = people::ops::meant(tx.conn, "member", typed, tx.today, &mut errors)?;
    let person = errors.or(person)?;
    if board.seats.iter().any(|it| it.person == person) {
        return Err(FieldErrors::one("member", "Người này đã có trong Hội đồng.").into());
    }
    if seat.is_single() && board.seats.iter().any(|it| it.seat == seat) {
        let words = format!("Đã có {seat}. Đưa người đó ra trước, hoặc chọn vị trí khác.");
        return Err(FieldErrors::one("seat", words).into());
    }
    store::insert_seat(tx.conn, seen.id, person, seat)?;
    let code = people::ops::code_of(tx.conn, person)?;
    tx.audit(Event::new(EventKind::InitiativeSeatGiven, ops::object(seen.id)).because(format!("{code}, {seat}")))
}

/// Takes somebody out, unless he scores something.
///
/// # Errors
/// `Fields` at `member` while he does.
pub fn unseat(tx: &mut Tx, seen: Seen, code: &str) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Gather)?;
    let person = people::ops::named(tx.conn, code)?.id;
    let member = board.seat_of(person)?;
    if board.sheets.iter().any(|sheet| sheet.examiner == person) {
        let words = format!("{} đang được phân công chấm. Bỏ phân công trước.", member.name);
        return Err(FieldErrors::one("member", words).into());
    }
    store::delete_seat(tx.conn, seen.id, person)?;
    tx.audit(
        Event::new(EventKind::InitiativeSeatTaken, ops::object(seen.id)).because(format!("{code}, {}", member.seat)),
    )
}

//! The councils of the sample department (CONTRACT.md §2), with the emulation council of the years before.

use chrono::NaiveDate;

use super::{actors, day};
use crate::db::{Db, Tx};
use crate::domain::council::{CouncilKind, Seat, Term};
use crate::domain::event::Object;
use crate::domain::ids::CouncilId;
use crate::error::{AppError, AppResult};
use crate::features::councils::ops::{self, NewCouncil, Seating, Seen};
use crate::features::people;
use crate::web::history;

/// Who sits in one as what, by account.
type Members = &'static [(&'static str, Seat)];

const BEFORE: Members = &[
    ("giamdoc", Seat::Chair),
    ("phogiamdoc", Seat::Deputy),
    ("uyvien2", Seat::Member),
    ("uyvien3", Seat::Member),
    ("uyvien5", Seat::Member),
    ("uyvien7", Seat::Member),
    (actors::SECRETARIAT, Seat::Secretary),
];
const EMULATION: Members = &[
    ("giamdoc", Seat::Chair),
    ("phogiamdoc", Seat::Deputy),
    ("uyvien1", Seat::Deputy),
    ("uyvien2", Seat::Member),
    ("uyvien3", Seat::Member),
    ("uyvien4", Seat::Member),
    ("uyvien5", Seat::Member),
    ("uyvien6", Seat::Member),
    ("uyvien7", Seat::Member),
    (actors::SECRETARIAT, Seat::Secretary),
];
const INITIATIVE: Members = &[
    ("phogiamdoc", Seat::Chair),
    ("uyvien5", Seat::Member),
    ("uyvien6", Seat::Member),
    ("uyvien7", Seat::Member),
    ("uyvien8", Seat::Member),
    ("uyvien9", Seat::Member),
    (actors::SECRETARIAT, Seat::Secretary),
];
/// They are proposed for nothing that a council votes on.
const TELLERS: [(&str, Seat); 3] = [("VP-005", Seat::Chair), ("TTR-008", Seat::Member), ("THTK-006", Seat::Member)];

/// The emulation council of the years before and that of now, and who counts its votes.
pub fn of_january(db: &mut Db) -> AppResult<()> {
    let (first, last) = (date(2011, 1, 14), date(2013, 12, 31));
    let before = set_up(db, CouncilKind::Emulation, "21/QĐ-STC", first, Some(last))?;
    seat(db, before, first, BEFORE)?;
    let today = day(1, 2);
    let council = set_up(db, CouncilKind::Emulation, "01/QĐ-STC", today, None)?;
    seat(db, council, today, EMULATION)?;
    let board = set_up(db, CouncilKind::CountingBoard, "02/QĐ-STC", today, None)?;
    by_secretariat(db, |tx| TELLERS.iter().try_for_each(|(code, place)| sit(tx, board, code, *place, today)))
}

/// The initiative council.
pub fn of_spring(db: &mut Db) -> AppResult<()> {
    let from = day(2, 25);
    let council = set_up(db, CouncilKind::Initiative, "45/QĐ-STC", from, None)?;
    seat(db, council, from, INITIATIVE)
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// In force from the day it was decided.
fn set_up(
    db: &Db,
    kind: CouncilKind,
    decision_no: &str,
    first: NaiveDate,
    last: Option<NaiveDate>,
) -> AppResult<CouncilId> {
    let new = NewCouncil { kind, decision_no: decision_no.to_owned(), decided_on: first, term: Term { first, last } };
    by_secretariat(db, |tx| ops::set_up(tx, &new))
}

/// The secretary takes the minutes and does not vote.
fn seat(db: &Db, council: CouncilId, from: NaiveDate, members: Members) -> AppResult<()> {
    by_secretariat(db, |tx| {
        for (username, place) in members {
            let person = actors::with_account(tx.conn, username)?.person.ok_or(AppError::NotFound)?;
            let code = people::ops::code_of(tx.conn, person)?;
            sit(tx, council, &code, *place, from)?;
        }
        Ok(())
    })
}

fn sit(tx: &mut Tx, council: CouncilId, code: &str, seat: Seat, from: NaiveDate) -> AppResult<()> {
    let seen = Seen { id: council, version: history::version(tx.conn, Object::Council(council))? };
    let new = Seating { member: code.to_owned(), seat, votes: seat != Seat::Secretary, from };
    ops::seat(tx, seen, &new)
}

fn by_secretariat<T>(db: &Db, work: impl FnOnce(&mut Tx) -> AppResult<T>) -> AppResult<T> {
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, work)
}

//! The verbs of councils, and what other features ask of them. Those of seats have a file of their own.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::council::{CouncilKind, Seat, Term};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::seating::{Change, Seating, change, end_seat, remove, seat};
pub use super::store::{find, in_force, members_on, of_kind};

/// A council as its decision set it up; both days are within its term.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Council {
    pub id: CouncilId,
    pub kind: CouncilKind,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub starts_on: NaiveDate,
    /// Its last day, once that is known.
    pub ends_on: Option<NaiveDate>,
}

impl Council {
    /// "Quyết định số 45/QĐ-STC ngày 10/01/2014".
    pub fn words(&self) -> String {
        decision(&self.decision_no, self.decided_on)
    }

    pub const fn term(&self) -> Term {
        Term { first: self.starts_on, last: self.ends_on }
    }
}

fn decision(number: &str, day: NaiveDate) -> String {
    format!("Quyết định số {number} ngày {}", format_date(day))
}

/// Somebody who sits in a council.
#[derive(Debug, Clone, diesel::Queryable)]
pub struct Member {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit_name: String,
    pub unit: UnitId,
    pub seat: Seat,
    /// False for a secretary who only takes the minutes.
    pub votes: bool,
}

/// The council somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: CouncilId,
    pub version: i64,
}

/// A council as accepted from the form.
#[derive(Debug, Clone)]
pub struct NewCouncil {
    pub kind: CouncilKind,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub term: Term,
}

/// Sets a council up. The one of its kind before it ends the day before.
///
/// # Errors
/// `Fields` for days that cannot be, or where it meets one that begins later.
pub fn set_up(tx: &mut Tx, new: &NewCouncil) -> AppResult<CouncilId> {
    policy::must(tx.actor, Act::KeepCouncils)?;
    check_days(tx.today, new.decided_on, new.term)?;
    if new.kind.is_one_at_a_time() {
        succeed(tx, new)?;
    }
    let id = store::insert(tx, new)?;
    let note = format!("{}, {}", new.kind, decision(&new.decision_no, new.decided_on));
    tx.audit(Event::new(EventKind::CouncilSetUp, object(id)).because(note)).map(|()| id)
}

/// Ends the one before a new one; one that begins later is in its way.
fn succeed(tx: &mut Tx, new: &NewCouncil) -> AppResult<()> {
    let others = store::of_kind(tx.conn, new.kind)?;
    for other in others.into_iter().filter(|other| other.term().overlaps(new.term)) {
        if other.starts_on >= new.term.first {
            return Err(FieldErrors::one(field_of(&other, new.term), in_the_way(&other)).into());
        }
        let last = new.term.first.pred_opt();
        let later = store::last_seat_from(tx.conn, other.id)?.filter(|from| *from >= new.term.first);
        if let Some(from) = later {
            let (from, words) = (format_date(from), other.words());
            let words = format!("Hội đồng theo {words} còn thành viên tham gia từ {from}. Sửa ở hội đồng đó trước.");
            return Err(FieldErrors::one("starts_on", words).into());
        }
        store::set_end(tx.conn, other.id, last)?;
        let note = format!("Có hội đồng mới theo {}", decision(&new.decision_no, new.decided_on));
        tx.audit(ended(&other, last).because(note))?;
    }
    Ok(())
}

/// What is wrong in the decision that set a council up.
#[derive(Debug, Clone)]
pub struct Correction {
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub starts_on: NaiveDate,
}

/// Corrects what was entered of the decision.
///
/// # Errors
/// `Fields` for days that cannot be: somebody sits in it before, or another council of its kind works then.
pub fn amend(tx: &mut Tx, seen: Seen, new: &Correction) -> AppResult<()> {
    let before = must(tx, seen)?;
    let term = Term { first: new.starts_on, ..before.term() };
    check_days(tx.today, new.decided_on, term)?;
    if let Some(from) = store::first_seat_from(tx.conn, seen.id)?.filter(|from| *from < new.starts_on) {
        let words = format!("Đã có thành viên tham gia từ {}. Nhập ngày không sau ngày đó.", format_date(from));
        return Err(FieldErrors::one("starts_on", words).into());
    }
    check_others(tx.conn, &before, term, "starts_on")?;
    store::update(tx.conn, seen.id, new)?;
    tx.audit(
        Event::new(EventKind::CouncilChanged, object(seen.id))
            .because(decision(&new.decision_no, new.decided_on))
            .changed("decision_no", &before.decision_no, &new.decision_no)
            .changed("decided_on", before.decided_on, new.decided_on)
            .changed("starts_on", before.starts_on, new.starts_on),
    )
}

/// Says which was its last day; `None` takes back an end that was entered wrongly.
///
/// # Errors
/// `Fields` for a day before it began or on which somebody has yet to begin, or where another works after all.
pub fn end(tx: &mut Tx, seen: Seen, last: Option<NaiveDate>) -> AppResult<()> {
    let before = must(tx, seen)?;
    let term = Term { last, ..before.term() };
    let wrong = |words: String| Err(FieldErrors::one("ends_on", words).into());
    if last.is_none() && before.ends_on.is_none() {
        return wrong("Chưa nhập ngày cuối của hội đồng. Nhập ngày/tháng/năm.".to_owned());
    }
    if let Some(day) = last.filter(|day| *day < before.starts_on) {
        let began = format_date(before.starts_on);
        return wrong(format!("Ngày {} trước ngày hội đồng bắt đầu ({began}). Nhập ngày sau.", format_date(day)));
    }
    if let Some(from) = store::last_seat_from(tx.conn, seen.id)?.filter(|from| term.is_over_on(*from)) {
        return wrong(format!("Có thành viên tham gia từ {}. Nhập ngày từ đó trở đi.", format_date(from)));
    }
    check_others(tx.conn, &before, term, "ends_on")?;
    store::set_end(tx.conn, seen.id, last)?;
    tx.audit(ended(&before, last))
}

fn ended(before: &Council, last: Option<NaiveDate>) -> Event {
    Event::new(EventKind::CouncilEnded, object(before.id)).changed("ends_on", day(before.ends_on), day(last))
}

/// As the history tells it; empty for none.
pub(super) fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// The council, if the actor may change it and it has not changed since it was read.
pub(super) fn must(tx: &mut Tx, seen: Seen) -> AppResult<Council> {
    policy::must(tx.actor, Act::KeepCouncils)?;
    let council = find(tx.conn, seen.id)?;
    history::must_be_at(tx.conn, object(seen.id), seen.version)?;
    Ok(council)
}

fn check_days(today: NaiveDate, decided_on: NaiveDate, term: Term) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if decided_on > today {
        errors.add("decided_on", "Ngày quyết định chưa đến. Nhập ngày ghi trên quyết định.");
    }
    if term.first < decided_on {
        errors.add("starts_on", "Ngày bắt đầu trước ngày quyết định. Sửa một trong hai ngày.");
    }
    if term.is_over_on(term.first) {
        errors.add("ends_on", "Ngày cuối trước ngày bắt đầu. Sửa một trong hai ngày.");
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// That no other of its kind works in these days.
fn check_others(conn: &mut Connection, it: &Council, term: Term, field: &str) -> AppResult<()> {
    if !it.kind.is_one_at_a_time() {
        return Ok(());
    }
    let others = store::of_kind(conn, it.kind)?;
    match others.iter().find(|other| other.id != it.id && other.term().overlaps(term)) {
        Some(other) => Err(FieldErrors::one(field, in_the_way(other)).into()),
        None => Ok(()),
    }
}

fn in_the_way(other: &Council) -> String {
    format!("Trùng thời gian với hội đồng theo {} ({}). Sửa ngày.", other.words(), other.term().words())
}

/// Where a day has to change so that a new council no longer meets one that begins later.
fn field_of(other: &Council, term: Term) -> &'static str {
    if other.starts_on == term.first { "starts_on" } else { "ends_on" }
}

pub(super) const fn object(id: CouncilId) -> Object {
    Object::Council(id)
}

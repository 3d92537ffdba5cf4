//! The verbs of pacts: preparing, offering, taking back; signing and reporting have their own files.

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::pact::State;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::targets::ops::{self as targets, Owner, Typed};
use crate::features::{movements, notices, settings, units, years};
use crate::policy::{self, Act};
use crate::web::forms::Choice;
use crate::web::history;

pub use super::bulk::{From, draft_all, offer_all, sign_many};
pub use super::reports::{Report, TypedReport, confirm_report, report, return_report};
pub use super::signing::{sign, signatures_of};
pub use super::store::{Content, Filter, Listed, Pact, find, list};

const SECOND: &str = "Đơn vị này đã có giao ước của năm. Mở giao ước đó để sửa.";

/// A pact in the version that somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub id: PactId,
    pub version: i64,
}

/// A pact as typed: its unit by code.
#[derive(Debug, Clone)]
pub struct TypedPact {
    pub year: Year,
    pub unit_code: String,
    pub movement: Option<MovementId>,
    pub commitments: String,
    pub support: String,
}

/// Begins a draft; a unit has one pact a year.
pub fn add(tx: &mut Tx, new: &TypedPact) -> AppResult<PactId> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let content = checked(tx.conn, new)?;
    let id = store::insert(tx.conn, &content).on_unique("pacts.year", "unit_code", SECOND)?;
    tx.audit(Event::new(EventKind::PactSaved, Object::Pact(id)).changed("unit", "", &new.unit_code))?;
    Ok(id)
}

/// The draft somebody has read, which from now on has a higher version.
fn prepare(tx: &mut Tx, seen: Seen, field: &str) -> AppResult<Pact> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let pact = find(tx.conn, seen.id)?;
    if pact.standing.state != State::Draft {
        return Err(stale(tx, seen.id));
    }
    years::ops::must_not_be_ended(tx.conn, pact.content.year, field)?;
    if store::raise(tx.conn, seen)? { Ok(pact) } else { Err(stale(tx, seen.id)) }
}

pub(super) fn stale(tx: &mut Tx, id: PactId) -> AppError {
    match history::last_act(tx.conn, Object::Pact(id)) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

/// Changes a draft.
pub fn change(tx: &mut Tx, seen: Seen, new: &TypedPact) -> AppResult<()> {
    let before = prepare(tx, seen, "year")?;
    let content = checked(tx.conn, new)?;
    store::update(tx.conn, seen.id, &content).on_unique("pacts.year", "unit_code", SECOND)?;
    let movement = |movement: Option<MovementId>| movement.map_or_else(String::new, |id| id.to_string());
    tx.audit(
        Event::new(EventKind::PactSaved, Object::Pact(seen.id))
            .changed("unit", before.unit_code, &new.unit_code)
            .changed("movement_id", movement(before.content.movement), movement(content.movement))
            .changed("commitments", before.content.commitments, &content.commitments)
            .changed("support", before.content.support, &content.support),
    )
}

/// Adds a target to a draft, or changes one.
pub fn put_target(tx: &mut Tx, seen: Seen, id: Option<TargetId>, new: &Typed) -> AppResult<()> {
    let year = prepare(tx, seen, "indicator")?.content.year;
    let (before, after) = targets::put(tx, Owner::Pact(seen.id), id, new, (year.start(), year.end()))?;
    let event = Event::new(EventKind::PactSaved, Object::Pact(seen.id)).because(&after);
    tx.audit(event.changed("target", before, after))
}

/// Takes a target out of a draft.
pub fn remove_target(tx: &mut Tx, seen: Seen, id: TargetId) -> AppResult<()> {
    prepare(tx, seen, "indicator")?;
    let before = targets::remove(tx, Owner::Pact(seen.id), id)?;
    let event = Event::new(EventKind::PactSaved, Object::Pact(seen.id)).because(format!("Bỏ chỉ tiêu {before}"));
    tx.audit(event.changed("target", before, ""))
}

/// Drops a draft that nobody has ever signed.
///
/// # Errors
/// `Fields` when a signature of an earlier offering belongs to it.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let pact = prepare(tx, seen, "discard")?;
    if !signatures_of(tx.conn, seen.id)?.is_empty() {
        let words = "Giao ước này đã có người ký ở bản trước, phải giữ lại. Sửa dự thảo rồi trình ký.";
        return Err(FieldErrors::one("discard", words).into());
    }
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::PactDiscarded, Object::Pact(seen.id)).because(pact.unit_name))
}

/// Puts a draft before the sides to sign; from now on it does not change.
///
/// # Errors
/// `Fields` while nothing in it can be measured.
pub fn offer(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let pact = prepare(tx, seen, "targets")?;
    let has_goal = targets::of(tx.conn, Owner::Pact(seen.id))?.iter().any(|target| target.content.goal.is_some());
    if !has_goal {
        let words = format!("{} chưa có chỉ tiêu đo được. Thêm ít nhất một chỉ tiêu.", pact.unit_name);
        return Err(FieldErrors::one("targets", words).into());
    }
    let with_union = settings::ops::agency(tx.conn)?.union_chair_person_id.is_some();
    let edition = pact.standing.edition + 1;
    store::set_offered(tx.conn, seen.id, edition, with_union)?;
    let what = format!("Bản {edition}.");
    let told = format!("Giao ước thi đua năm {} của {} chờ ký.", pact.content.year, pact.unit_name);
    notices::ops::tell(tx, Audience::HeadOf(pact.content.unit), told, Object::Pact(seen.id))?;
    tx.audit(Event::new(EventKind::PactOffered, Object::Pact(seen.id)).because(what))
}

/// Takes an offered or signed pact back to be changed: its signatures are void from now on and stay in the history.
///
/// # Errors
/// `Fields` once a quarter has been reported on it.
pub fn take_back(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let pact = find(tx.conn, seen.id)?;
    if pact.standing.state == State::Draft {
        return Err(stale(tx, seen.id));
    }
    years::ops::must_not_be_ended(tx.conn, pact.content.year, "note")?;
    if !super::reports::of(tx.conn, seen.id)?.is_empty() {
        let words = "Giao ước đã có báo cáo quý, không đưa về dự thảo được nữa.";
        return Err(FieldErrors::one("note", words).into());
    }
    if !store::raise(tx.conn, seen)? {
        return Err(stale(tx, seen.id));
    }
    store::set_draft(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::PactTakenBack, Object::Pact(seen.id)).because(reason))
}

/// The units a pact can be made with, as choices of a form (value = code).
pub fn unit_choices(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    let collectives = units::ops::all(conn)?.into_iter().filter(|unit| unit.kind.is_collective());
    Ok(collectives.map(|unit| Choice::new(unit.code, unit.name)).collect())
}

/// Year, unit and movement must be there and belong together.
fn checked(conn: &mut Connection, new: &TypedPact) -> AppResult<Content> {
    years::ops::must_exist(conn, new.year)?;
    years::ops::must_not_be_ended(conn, new.year, "year")?;
    let units = units::ops::all(conn)?;
    let unit = units.iter().find(|unit| unit.code == new.unit_code && unit.kind.is_collective());
    let unit = unit.ok_or_else(|| FieldErrors::one("unit_code", "Chọn một đơn vị trong danh sách."))?;
    if unit.dissolved_on.is_some_and(|day| day < new.year.start()) {
        let words = format!("{} đã giải thể trước năm {}. Chọn đơn vị khác.", unit.name, new.year);
        return Err(FieldErrors::one("unit_code", words).into());
    }
    if let Some(movement) = new.movement
        && !movements::ops::of_year(conn, new.year, true)?.iter().any(|it| it.id == movement)
    {
        return Err(FieldErrors::one("movement", "Phong trào này không thuộc năm của giao ước. Chọn lại.").into());
    }
    Ok(Content {
        year: new.year,
        unit: unit.id,
        movement: new.movement,
        commitments: new.commitments.clone(),
        support: new.support.clone(),
    })
}

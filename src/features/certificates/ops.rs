//! The verbs on certificates.

use chrono::NaiveDate;

use super::act::CertificateAct;
use super::entering::{already_used, check_day};
use super::lines::{self, Line};
use super::store::{self, Moved};
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::decisions::ops as decisions;
use crate::policy::{self, Act};
use crate::web::history;

pub use super::entering::{Entry, enter};
pub use super::template_ops::{restore_template, save_template, set_offset};

/// The certificate of an award, in the version somebody has read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub award: AwardId,
    pub version: i64,
}

/// Its blank is spoiled or lost; the number in the book waits for another.
pub fn spoil(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let today = tx.today;
    let (line, id) = found(tx, seen)?;
    let moved = |state| Moved { spoiled_on: Some(today), reason: Some(reason.to_owned()), ..Moved::to(state) };
    moved_on(tx, &line, id, CertificateAct::Spoil, moved)?;
    audit(tx, EventKind::CertificateSpoiled, id, reason.to_owned())
}

/// Printed once more on another blank, under the same number.
///
/// # Errors
/// `Fields` at `serial` where a blank has had it, at `printed_on` for a day that cannot be.
pub fn reissue(tx: &mut Tx, seen: Seen, serial: &str, printed_on: NaiveDate) -> AppResult<()> {
    let (line, id) = found(tx, seen)?;
    let state = CertificateAct::Reissue.to(&line).ok_or(AppError::Illegal)?;
    let mut errors = FieldErrors::default();
    check(tx, &line, "printed_on", "Ngày in", printed_on, &mut errors)?;
    if let Some(holder) = store::taken(tx.conn, line.award, &[serial])?.get(serial) {
        errors.add("serial", already_used(serial, *holder));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::insert_blank(tx.conn, id, line.award, serial, printed_on)?;
    store::save_state(tx.conn, id, state)?;
    audit(tx, EventKind::CertificateReissued, id, format!("Phôi {serial}"))
}

/// Handed to whoever received it; without a name to the one it is for.
pub fn hand_over(tx: &mut Tx, seen: Seen, received_by: &str, handed_on: NaiveDate) -> AppResult<()> {
    let (line, id) = found(tx, seen)?;
    let mut errors = FieldErrors::default();
    check(tx, &line, "handed_on", "Ngày trao", handed_on, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let by = if received_by.is_empty() { line.name.clone() } else { received_by.to_owned() };
    let words = format!("{by} nhận ngày {}", format_date(handed_on));
    let moved = |state| Moved { received_by: Some(by), handed_on: Some(handed_on), ..Moved::to(state) };
    moved_on(tx, &line, id, CertificateAct::HandOver, moved)?;
    audit(tx, EventKind::CertificateHandedOver, id, words)
}

/// The same for several of a decision, as on the day of the ceremony.
///
/// # Errors
/// As [`hand_over`]; then none is.
pub fn hand_over_many(
    tx: &mut Tx,
    decision: DecisionId,
    picked: &[Seen],
    received_by: &str,
    handed_on: NaiveDate,
) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepCertificates)?;
    decisions::find(tx.conn, decision)?;
    for seen in picked {
        if lines::find(tx.conn, seen.award)?.decision != decision {
            return Err(AppError::NotFound);
        }
        hand_over(tx, *seen, received_by, handed_on)?;
    }
    Ok(())
}

/// The award was revoked and its certificate has come back.
pub fn take_back(tx: &mut Tx, seen: Seen, returned_on: NaiveDate) -> AppResult<()> {
    let (line, id) = found(tx, seen)?;
    let state = CertificateAct::TakeBack.to(&line).ok_or(AppError::Illegal)?;
    let mut errors = FieldErrors::default();
    check(tx, &line, "returned_on", "Ngày thu hồi", returned_on, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::save_blank(tx.conn, id, &Moved { returned_on: Some(returned_on), ..Moved::to(state) })?;
    store::save_state(tx.conn, id, state)?;
    audit(tx, EventKind::CertificateReturned, id, format!("Ngày {}", format_date(returned_on)))
}

/// The certificate, unless it has changed since it was read.
fn found(tx: &mut Tx, seen: Seen) -> AppResult<(Line, CertificateId)> {
    policy::must(tx.actor, Act::KeepCertificates)?;
    let line = lines::find(tx.conn, seen.award)?;
    let id = line.certificate.as_ref().ok_or(AppError::NotFound)?.id;
    history::must_be_at(tx.conn, Object::Certificate(id), seen.version)?;
    Ok((line, id))
}

fn check(tx: &mut Tx, line: &Line, field: &str, what: &str, day: NaiveDate, errors: &mut FieldErrors) -> AppResult<()> {
    let decided_on = decisions::find(tx.conn, line.decision)?.decided_on.ok_or(AppError::NotFound)?;
    check_day(tx.today, field, what, day, decided_on, errors);
    Ok(())
}

fn moved_on(
    tx: &mut Tx,
    line: &Line,
    id: CertificateId,
    act: CertificateAct,
    moved: impl FnOnce(crate::domain::certificate::State) -> Moved,
) -> AppResult<()> {
    let state = act.to(line).ok_or(AppError::Illegal)?;
    store::save_blank(tx.conn, id, &moved(state))?;
    store::save_state(tx.conn, id, state)
}

fn audit(tx: &mut Tx, kind: EventKind, id: CertificateId, words: String) -> AppResult<()> {
    tx.audit(Event::new(kind, Object::Certificate(id)).because(words))
}

//! What the council, decisions and payments report of a dossier. They call these in their own transaction,
//! having asked the policy for their own act; only paying asks here.

use chrono::NaiveDate;

use super::ops::{Seen, award_name, stale};
use super::papers;
use super::ripeness::Ripeness;
use super::steps::{self, awaits_result, line, refuse, step};
use super::store::{self, Dossier, Left};
use crate::db::Tx;
use crate::domain::dossier::paper::Due;
use crate::domain::dossier::{State, Step};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::{date, number, registration};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::registrations;
use crate::policy::{self, Act, DossierAct};

/// The council has voted for it; `note` names its minutes and the votes, as in "Biên bản 05/BB-HĐ, 8/9 phiếu".
pub fn mark_passed(tx: &mut Tx, seen: Seen, note: &str) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    step(tx, &dossier, Step::Pass, EventKind::DossierPassed, Left { reason: note, ..Left::default() })
}

/// The council has voted against it.
pub fn mark_not_passed(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    if dossier.facts.state != State::Verified {
        return Err(AppError::Illegal);
    }
    refuse(tx, &dossier, EventKind::DossierRejected, reason)
}

/// The names are shown for comment; `note` says until when.
pub fn mark_published(tx: &mut Tx, seen: Seen, note: &str) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    policy::must(tx.actor, Act::OnDossier(DossierAct::Publish, &dossier.facts))?;
    step(tx, &dossier, Step::Publish, EventKind::DossierPublished, Left { reason: note, ..Left::default() })
}

/// Consideration stops because of an objection.
pub fn mark_held(tx: &mut Tx, id: DossierId, reason: &str) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    let left = Left { reason, held_from: Some(dossier.facts.state), ..Left::default() };
    step(tx, &dossier, Step::Hold, EventKind::DossierHeld, left)
}

/// Its publicity is over; `note` names the minutes. One that was refused meanwhile is left as it is.
pub fn mark_publicity_closed(tx: &mut Tx, id: DossierId, note: &str) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    if !matches!(dossier.facts.state, State::Published | State::OnHold) {
        return Ok(());
    }
    store::set_publicity_closed(tx.conn, id, tx.today)?;
    let line = line(&dossier, EventKind::DossierPublicityClosed, note);
    steps::note(tx, &dossier, &line, "publicity_closed_on", ["", &tx.today.to_string()])
}

/// Sent to the level that grants it; `note` names the proposal, as in "Tờ trình 25/TTr-STC ngày 10/01/2014".
///
/// # Errors
/// `Fields` at `lines` where it is granted here, is not ripe, or lacks a paper; `Denied` for one's own.
pub fn mark_escalated(tx: &mut Tx, id: DossierId, note: &str) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    tx.must(Act::OnDossier(DossierAct::Escalate, &dossier.facts))?;
    let ripeness = Ripeness::on(tx.conn, tx.today)?;
    if let Some(why) = ripeness.why_not_escalated(&dossier) {
        return Err(FieldErrors::one("lines", format!("{}: {why}. Bỏ dòng này.", dossier.subject_name)).into());
    }
    if let Err(AppError::Fields(missing)) = papers::must_be_there(tx, &dossier, Due::ALL) {
        let words: Vec<&str> = missing.0.iter().map(|error| error.message.as_str()).collect();
        return Err(FieldErrors::one("lines", format!("{}: {}", dossier.subject_name, words.join(" "))).into());
    }
    step(tx, &dossier, Step::Escalate, EventKind::DossierEscalated, Left { reason: note, ..Left::default() })?;
    match dossier.registration {
        Some(id) if is_accepted(tx, id)? => registrations::ops::mark_escalated(tx, id),
        _ => Ok(()),
    }
}

fn is_accepted(tx: &mut Tx, id: RegistrationId) -> AppResult<bool> {
    Ok(registrations::ops::find(tx.conn, id)?.facts.state == registration::State::Accepted)
}

/// A decision grants it; `number` is that of the decision, as in "15/QĐ-STC ngày 20/01/2015".
///
/// # Errors
/// `Illegal` before the council has voted, but for a short dossier.
pub fn mark_decided(tx: &mut Tx, id: DossierId, number: &str) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    decide(tx, &dossier, number)
}

/// The higher level grants it.
pub fn mark_answered_granted(tx: &mut Tx, id: DossierId, number: &str) -> AppResult<()> {
    let dossier = answered(tx, id, number)?;
    decide(tx, &dossier, number)
}

/// The higher level refuses it, with the reason.
pub fn mark_answered_refused(tx: &mut Tx, id: DossierId, reason: &str) -> AppResult<()> {
    let dossier = answered(tx, id, reason)?;
    refuse(tx, &dossier, EventKind::DossierRejected, reason)
}

fn answered(tx: &mut Tx, id: DossierId, note: &str) -> AppResult<Dossier> {
    let dossier = store::find(tx.conn, id)?;
    step(tx, &dossier, Step::Answer, EventKind::DossierAnswered, Left { reason: note, ..Left::default() })?;
    store::find(tx.conn, id)
}

fn decide(tx: &mut Tx, dossier: &Dossier, number: &str) -> AppResult<()> {
    if dossier.facts.state == State::Verified && !dossier.kind.is_short() {
        return Err(AppError::Illegal);
    }
    step(tx, dossier, Step::Decide, EventKind::DossierDecided, Left { reason: number, ..Left::default() })?;
    match dossier.registration {
        Some(id) if awaits_result(tx, id)? => settle(tx, dossier, id),
        _ => Ok(()),
    }
}

/// What was registered has been reached, or something else in its place.
fn settle(tx: &mut Tx, dossier: &Dossier, id: RegistrationId) -> AppResult<()> {
    let registered = registrations::ops::find(tx.conn, id)?.award;
    if registered == dossier.award {
        return registrations::ops::mark_awarded(tx, id);
    }
    let name = |award| award_name(award, dossier.year);
    let reason = format!("Đạt {} thay cho {}.", name(dossier.award), name(registered));
    registrations::ops::mark_not_awarded(tx, id, &reason)
}

/// The accountant has paid the bonus.
///
/// # Errors
/// `Fields` at `paid_on` or `amount`.
pub fn mark_paid(tx: &mut Tx, seen: Seen, on: NaiveDate, amount: i64) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    policy::must(tx.actor, Act::OnDossier(DossierAct::Pay, &dossier.facts))?;
    let mut errors = FieldErrors::default();
    if on > tx.today {
        errors.add("paid_on", "Ngày chi không được sau hôm nay.");
    }
    if dossier.received_on.is_some_and(|received| on < received) {
        errors.add("paid_on", "Ngày chi trước ngày nhận hồ sơ. Kiểm tra lại ngày.");
    }
    // Nothing is paid for a title that is counted in a higher one.
    if amount < 0 {
        errors.add("amount", "Số tiền không được âm. Nhập lại số tiền.");
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let note = format!("{} đồng, ngày {}", number::format_whole(amount), date::format_date(on));
    step(tx, &dossier, Step::Pay, EventKind::DossierPaid, Left { reason: &note, ..Left::default() })?;
    store::set_paid(tx.conn, seen.id, on, amount)
}

/// The accountant has put right what was entered as paid; `note` says from what to what, and why.
pub fn mark_paid_corrected(tx: &mut Tx, seen: Seen, amount: i64, note: &str) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    if dossier.facts.state != State::Paid {
        return Err(AppError::Illegal);
    }
    store::set_paid_amount(tx.conn, seen.id, amount)?;
    told_of_money(tx, &dossier, EventKind::BonusCorrected, note)
}

/// Some or all of what was paid came back, after the award was taken back.
pub fn mark_recovered(tx: &mut Tx, seen: Seen, note: &str) -> AppResult<()> {
    let dossier = as_seen(tx, seen)?;
    if dossier.facts.state != State::Revoked {
        return Err(AppError::Illegal);
    }
    told_of_money(tx, &dossier, EventKind::BonusRecovered, note)
}

fn told_of_money(tx: &mut Tx, dossier: &Dossier, event: EventKind, note: &str) -> AppResult<()> {
    store::raise_version(tx.conn, dossier.id)?;
    store::record(tx, dossier.id, dossier.year, &line(dossier, event, note))?;
    tx.audit(Event::new(event, Object::Dossier(dossier.id)).because(note))
}

/// A later decision takes the award back; `note` names it and why.
pub fn mark_revoked(tx: &mut Tx, id: DossierId, note: &str) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    step(tx, &dossier, Step::Revoke, EventKind::DossierRevoked, Left { reason: note, ..Left::default() })
}

/// Whoever reports it need not be one who may read the dossier itself: the accountant pays without the report.
fn as_seen(tx: &mut Tx, seen: Seen) -> AppResult<Dossier> {
    let dossier = store::find(tx.conn, seen.id)?;
    if dossier.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    Ok(dossier)
}

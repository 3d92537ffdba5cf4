//! The steps of a dossier: each asks the policy, moves the state, and leaves its line in the record and its
//! entry in the history.

use chrono::{Days, NaiveDate};

use super::mend::Mend;
use super::ops::{Seen, assess, award_name, find_seen, stale};
use super::papers;
use super::store::{self, Dossier, Left, Record};
use super::told;
use crate::db::Tx;
use crate::domain::date;
use crate::domain::dossier::paper::Due;
use crate::domain::dossier::{Move, State, Step};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::{account, registrations, settings, years};
use crate::policy::{Act, DossierAct};

/// Written on what its own sender took back.
const RECALLED: &str = "Người gửi thu lại để sửa.";

/// Why, what and until when to mend.
#[derive(Debug, Clone)]
pub struct Return {
    pub reason: String,
    pub mend: Option<Mend>,
    /// Without it the agency's own time for a step.
    pub due_on: Option<NaiveDate>,
}

fn permitted(tx: &mut Tx, seen: Seen, act: DossierAct) -> AppResult<Dossier> {
    let dossier = find_seen(tx, seen)?;
    tx.must(Act::OnDossier(act, &dossier.facts))?;
    Ok(dossier)
}

/// Sends it in: to the head of the unit, or straight to the secretariat.
pub fn file(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::File)?;
    years::ops::must_be_open(tx.conn, dossier.year, "award_code")?;
    let facts = &dossier.facts;
    let subject = registrations::ops::candidate(tx.conn, &dossier.subject_code, tx.today)?;
    // Whoever has left since is judged by the unit he was in.
    let unit = subject.map_or(facts.unit, |it| it.unit);
    let is_straight = registrations::ops::goes_straight(tx.conn, facts.subject, facts.collective, unit)?;
    let (step, due): (_, &[Due]) =
        if is_straight { (Step::FileStraight, &[Due::Filing, Due::UnitReview]) } else { (Step::File, &[Due::Filing]) };
    papers::must_be_there(tx, &dossier, due)?;
    store::set_filed(tx, seen.id, unit)?;
    let moved = dossier.facts.state.step(step)?;
    make(tx, &dossier, moved, EventKind::DossierFiled, Left::default())
}

/// Gives the proposal up.
pub fn withdraw(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Withdraw)?;
    step(tx, &dossier, Step::Withdraw, EventKind::DossierWithdrawn, Left::default())
}

/// Takes it back before anybody else has acted on it, to mend it.
pub fn recall(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Recall)?;
    step(tx, &dossier, Step::Return, EventKind::DossierRecalled, Left { reason: RECALLED, ..Left::default() })
}

/// The unit agrees, on the minutes of its meeting.
pub fn agree(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Agree)?;
    papers::must_be_there(tx, &dossier, &[Due::Filing, Due::UnitReview])?;
    step(tx, &dossier, Step::Agree, EventKind::DossierAgreed, Left::default())
}

/// Back to the one who filed it.
///
/// # Errors
/// `Fields` when the day by which to mend it lies behind.
pub fn return_for_changes(tx: &mut Tx, seen: Seen, back: &Return) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Return)?;
    if back.due_on.is_some_and(|due| due < tx.today) {
        return Err(FieldErrors::one("due", "Hạn sửa đã qua. Nhập ngày từ hôm nay trở đi.").into());
    }
    let due_on = match back.due_on {
        Some(day) => Some(day),
        None => in_review_days(tx)?,
    };
    let mend_field = back.mend.map_or("", Mend::code);
    let left = Left { reason: &back.reason, mend_field, due_on, held_from: None };
    step(tx, &dossier, Step::Return, EventKind::DossierReturned, left)?;
    told::that(tx, &dossier, "được trả lại để sửa")
}

/// The secretariat has checked it: the council comes next, or for a short dossier the decision.
pub fn verify(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Verify)?;
    papers::must_be_there(tx, &dossier, &[Due::Filing, Due::UnitReview, Due::Verification])?;
    step(tx, &dossier, Step::Verify, EventKind::DossierVerified, Left::default())
}

/// The secretariat does not put it before the council, or the council has refused it.
pub fn reject(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Reject)?;
    refuse(tx, &dossier, EventKind::DossierRejected, reason)?;
    told::that(tx, &dossier, "không đạt")
}

/// Ends it, and the registration it came of.
pub(super) fn refuse(tx: &mut Tx, dossier: &Dossier, event: EventKind, reason: &str) -> AppResult<()> {
    step(tx, dossier, Step::Reject, event, Left { reason, ..Left::default() })?;
    match dossier.registration {
        Some(id) if awaits_result(tx, id)? => registrations::ops::mark_not_awarded(tx, id, reason),
        _ => Ok(()),
    }
}

/// A lower award takes the place of the one proposed; the state stays.
pub fn downgrade(tx: &mut Tx, seen: Seen, award: AwardCode, reason: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Downgrade)?;
    if !award.award().is_lower_than(dossier.award.award(), dossier.subject_kind) {
        return Err(FieldErrors::one("award_code", "Chọn một mức thấp hơn mức đang đề nghị.").into());
    }
    let there = format!(
        "Đã có hồ sơ đề nghị {} cho {}. Ghi hồ sơ này không đạt thay vì hạ mức.",
        award_name(award, dossier.year),
        dossier.subject_name
    );
    store::set_award(tx.conn, seen.id, award).on_unique("dossiers.year", "award_code", &there)?;
    let lower = Dossier { award, ..dossier.clone() };
    assess(tx, &lower, dossier.judged_on(tx.today), reason)?;
    let line = Record { award_after: award, ..line(&dossier, EventKind::DossierDowngraded, reason) };
    note(tx, &dossier, &Record { changes_list: true, ..line }, "award_code", [dossier.award.code(), award.code()])
}

/// Consideration stops, as while discipline is under review.
pub fn hold(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Hold)?;
    let held_from = Some(dossier.facts.state);
    let left = Left { reason, mend_field: &dossier.mend_field, due_on: None, held_from };
    step(tx, &dossier, Step::Hold, EventKind::DossierHeld, left)?;
    told::that(tx, &dossier, "tạm dừng xét")
}

/// Goes on from where it was held.
pub fn resume(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::Resume)?;
    let moved = dossier.facts.state.resume(dossier.held_from.ok_or(AppError::Illegal)?)?;
    let left = Left { reason, mend_field: &dossier.mend_field, ..Left::default() };
    make(tx, &dossier, moved, EventKind::DossierResumed, left)
}

/// Gives it to a colleague of the secretariat, with a note.
pub fn hand_over(tx: &mut Tx, seen: Seen, to: AccountId, words: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::HandOver)?;
    let colleagues = account::ops::holding(tx.conn, Role::Secretariat)?;
    let colleague = colleagues.into_iter().find(|it| it.id == to);
    let Some(colleague) = colleague.filter(|it| it.person.map(SubjectId::from) != Some(dossier.facts.subject)) else {
        let words = "Chọn một đồng chí của thường trực không phải người được đề nghị.";
        return Err(FieldErrors::one("holder", words).into());
    };
    let before = dossier.holder.map_or_else(String::new, |id| id.to_string());
    store::set_holder(tx.conn, seen.id, to)?;
    let reason = format!("Cho {}. {words}", colleague.full_name);
    let line = line(&dossier, EventKind::DossierHandedOver, reason.trim());
    note(tx, &dossier, &line, "holder_id", [&before, &to.to_string()])
}

/// Mends the day of receipt, which decides the law it is judged by.
pub fn mend_receipt(tx: &mut Tx, seen: Seen, day: NaiveDate, reason: &str) -> AppResult<()> {
    let dossier = permitted(tx, seen, DossierAct::MendReceipt)?;
    if day > tx.today {
        return Err(FieldErrors::one("received_on", "Ngày nhận không được sau hôm nay.").into());
    }
    if let Some(filed_on) = dossier.filed_on.filter(|filed_on| day < *filed_on && !dossier.on_behalf) {
        let words = format!("Ngày nhận trước ngày gửi ({}). Nhập ngày từ đó trở đi.", date::format_date(filed_on));
        return Err(FieldErrors::one("received_on", words).into());
    }
    let before = dossier.received_on.map_or_else(String::new, |day| day.to_string());
    store::set_received_on(tx.conn, seen.id, day)?;
    assess(tx, &dossier, day, reason)?;
    let reason = format!("{}. {reason}", date::format_date(day));
    let line = line(&dossier, EventKind::DossierReceiptMended, &reason);
    note(tx, &dossier, &line, "received_on", [&before, &day.to_string()])
}

/// The registration is accepted, perhaps sent on, and waits for what comes of it.
pub(super) fn awaits_result(tx: &mut Tx, id: RegistrationId) -> AppResult<bool> {
    use registration::State::{Accepted, Escalated};
    Ok(matches!(registrations::ops::find(tx.conn, id)?.facts.state, Accepted | Escalated))
}

/// A step that the table of the domain allows.
pub(super) fn step(tx: &mut Tx, dossier: &Dossier, step: Step, event: EventKind, left: Left) -> AppResult<()> {
    let moved = dossier.facts.state.step(step)?;
    make(tx, dossier, moved, event, left)
}

/// Makes the move, with its line and its entry.
fn make(tx: &mut Tx, dossier: &Dossier, moved: Move, event: EventKind, left: Left) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, dossier.year, "award_code")?;
    let due_on = match left.due_on {
        None if matches!(moved.to(), State::Filed | State::UnitReviewed) => in_review_days(tx)?,
        due_on => due_on,
    };
    if !store::save_move(tx, dossier.seen(), moved, Left { due_on, ..left })? {
        return Err(stale(tx, dossier.id));
    }
    if moved.to() == State::UnitReviewed {
        receive(tx, dossier)?;
    }
    let line = Record {
        from: moved.from(),
        to: moved.to(),
        changes_list: changes_list(dossier, moved),
        due_on,
        ..line(dossier, event, left.reason)
    };
    store::record(tx, dossier.id, dossier.year, &line)?;
    tx.audit(Event::new(event, Object::Dossier(dossier.id)).because(left.reason).changed(
        "state",
        moved.from(),
        moved.to(),
    ))
}

/// The first arrival at the secretariat is the receipt; each is assessed under the law of that day.
fn receive(tx: &mut Tx, dossier: &Dossier) -> AppResult<()> {
    let received_on = dossier.received_on.unwrap_or(tx.today);
    if dossier.received_on.is_none() {
        store::set_received_on(tx.conn, dossier.id, received_on)?;
    }
    assess(tx, dossier, received_on, "")
}

/// Takes it off the agency's list of proposals, or puts it back there; or puts it there past its unit.
fn changes_list(dossier: &Dossier, moved: Move) -> bool {
    match (moved.from().is_on_list(), moved.to().is_on_list()) {
        (true, false) => true,
        (false, true) => {
            let is_back = dossier.received_on.is_some();
            is_back || (dossier.on_behalf && moved.from() != State::Filed)
        }
        _ => false,
    }
}

/// Something other than a step.
pub(super) fn note(
    tx: &mut Tx,
    dossier: &Dossier,
    line: &Record,
    field: &'static str,
    [before, after]: [&str; 2],
) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, dossier.year, field)?;
    store::raise_version(tx.conn, dossier.id)?;
    store::record(tx, dossier.id, dossier.year, line)?;
    tx.audit(Event::new(line.event, Object::Dossier(dossier.id)).because(line.reason).changed(field, before, after))
}

pub(super) fn line<'r>(dossier: &Dossier, event: EventKind, reason: &'r str) -> Record<'r> {
    Record {
        event,
        from: dossier.facts.state,
        to: dossier.facts.state,
        award_before: dossier.award,
        award_after: dossier.award,
        changes_list: false,
        reason,
        due_on: None,
    }
}

/// As many days from today as the agency gives for a step.
fn in_review_days(tx: &mut Tx) -> AppResult<Option<NaiveDate>> {
    let days = settings::ops::agency(tx.conn)?.review_days;
    Ok(tx.today.checked_add_days(Days::new(days.unsigned_abs())))
}

//! The verbs of registrations, and the reads other features need.

use chrono::{Days, NaiveDate};

use diesel::prelude::*;

use super::store::{self, Registration};
use super::told;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, CommendationKind};
use crate::domain::registration::{State, Step};
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::eligibility::ops::{Assessed, Proposal};
use crate::features::{account, eligibility, people, rounds, settings, years};
use crate::policy::{self, Act, For, RegistrationFacts};
use crate::schema::{registrations, subjects};
use crate::web::history;

pub use crate::features::rounds::ops::LedgerLine;

pub use super::store::{
    Registration as Found, Subject, Waiting, find, subject_by_code as candidate, waiting, waiting_of_only_secretary,
};

/// What one registers.
#[derive(Debug, Clone)]
pub struct Registering {
    pub year: Year,
    pub subject_code: String,
    pub award: AwardCode,
    pub planned_initiative: String,
    pub pledge: String,
}

/// The registration somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: RegistrationId,
    pub version: i64,
}

/// Saves a new draft for oneself, for one's unit, or (the secretariat) on behalf of somebody.
pub fn register(tx: &mut Tx, new: &Registering) -> AppResult<RegistrationId> {
    let subject = subject_who_may(tx, new)?;
    rounds::ops::must_take(tx, new.year, subject.id, subject.unit)?;
    let on_behalf = is_on_behalf(tx, &subject);
    let id = store::insert(tx, new, &subject, on_behalf).on_unique(
        "registrations.year",
        "award_code",
        "Đã có đăng ký danh hiệu này trong năm. Mở đăng ký đó để sửa.",
    )?;
    tx.audit(Event::new(EventKind::RegistrationDrafted, Object::Registration(id)).because(behalf_note(on_behalf)))?;
    Ok(id)
}

/// Changes a draft or one that was returned.
pub fn change(tx: &mut Tx, seen: Seen, new: &Registering) -> AppResult<()> {
    let before = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditRegistration(&before.facts))?;
    years::ops::must_not_be_ended(tx.conn, before.year, "award_code")?;
    let subject = subject_who_may(tx, new)?;
    store::update(tx, seen, new, &subject).on_unique(
        "registrations.year",
        "award_code",
        "Đã có đăng ký danh hiệu này trong năm. Chọn danh hiệu khác.",
    )?;
    tx.audit(
        Event::new(EventKind::RegistrationChanged, Object::Registration(seen.id))
            .changed("award_code", before.award, new.award)
            .changed("planned_initiative", &before.planned_initiative, &new.planned_initiative)
            .changed("pledge", &before.pledge, &new.pledge),
    )
}

/// Sends it in: to the head of the unit, or straight to the secretariat.
pub fn file(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::FileRegistration(&registration.facts))?;
    let RegistrationFacts { subject, collective, unit, .. } = registration.facts;
    if registration.facts.state == State::Draft {
        rounds::ops::must_take(tx, registration.year, subject, unit)?;
    }
    let step = if goes_straight(tx.conn, subject, collective, unit)? { Step::FileStraight } else { Step::File };
    store::set_registered_on(tx, seen.id)?;
    step_to(tx, seen, &registration, step, EventKind::RegistrationFiled, "")
}

/// Takes it back before anybody else has acted on it and before the round ends; a draft at any time.
pub fn withdraw(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::WithdrawRegistration(&registration.facts))?;
    let RegistrationFacts { subject, unit, state, .. } = registration.facts;
    if state != State::Draft {
        rounds::ops::must_let_go(tx, registration.year, subject, unit)?;
    }
    step_to(tx, seen, &registration, Step::Withdraw, EventKind::RegistrationWithdrawn, "")
}

/// The unit agrees.
pub fn agree(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    tx.must(Act::AgreeToRegistration(&registration.facts))?;
    step_to(tx, seen, &registration, Step::Agree, EventKind::RegistrationAgreed, "")
}

/// Back to the one who filed it, with what to mend.
pub fn return_for_changes(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    tx.must(Act::ReturnRegistration(&registration.facts))?;
    step_to(tx, seen, &registration, Step::Return, EventKind::RegistrationReturned, reason)
}

/// The secretariat accepts: a dossier may now be made from it.
pub fn accept(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::AcceptRegistration(&registration.facts))?;
    step_to(tx, seen, &registration, Step::Accept, EventKind::RegistrationAccepted, "")
}

/// The secretariat does not accept, with the reason.
pub fn reject(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let registration = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RejectRegistration(&registration.facts))?;
    step_to(tx, seen, &registration, Step::Reject, EventKind::RegistrationRejected, reason)
}

/// Notes another day on which it reached the secretariat: the rules of that day apply, and it is assessed anew.
///
/// # Errors
/// `Illegal` before the secretariat has received it and after the result is known.
pub fn mend_receipt(tx: &mut Tx, id: RegistrationId, received_on: NaiveDate, reason: &str) -> AppResult<()> {
    let registration = find(tx.conn, id)?;
    policy::must_see(tx.actor, Act::SeeRegistration(&registration.facts))?;
    policy::must(tx.actor, Act::MendReceipt(&registration.facts))?;
    if !matches!(registration.facts.state, State::UnitReviewed | State::Accepted | State::Escalated) {
        return Err(AppError::Illegal);
    }
    years::ops::must_not_be_ended(tx.conn, registration.year, "received_on")?;
    eligibility::ops::mend_receipt(tx, Assessed::Registration(id), &proposal_of(&registration), received_on, reason)
}

/// What the registration asks for, as the criteria are asked. Registrations are for merit.
pub fn proposal_of(registration: &Registration) -> Proposal {
    Proposal {
        subject: registration.facts.subject,
        kind: registration.subject_kind,
        award: registration.award,
        year: registration.year,
        declared: CommendationKind::Merit,
    }
}

/// Its dossier goes to the level that grants the award; called by that step, which has asked the policy.
pub fn mark_escalated(tx: &mut Tx, id: RegistrationId) -> AppResult<()> {
    let registration = find(tx.conn, id)?;
    let seen = Seen { id, version: registration.version };
    step_to(tx, seen, &registration, Step::Escalate, EventKind::RegistrationEscalated, "")
}

/// What it aimed at is granted; called when its dossier is decided, or a greater title brings it along. The
/// decision has asked the policy.
pub fn mark_awarded(tx: &mut Tx, id: RegistrationId) -> AppResult<()> {
    let registration = find(tx.conn, id)?;
    let seen = Seen { id, version: registration.version };
    step_to(tx, seen, &registration, Step::Award, EventKind::RegistrationAwarded, "")
}

/// The higher level refuses it, or the council does, with the reason.
pub fn mark_not_awarded(tx: &mut Tx, id: RegistrationId, reason: &str) -> AppResult<()> {
    let registration = find(tx.conn, id)?;
    let seen = Seen { id, version: registration.version };
    step_to(tx, seen, &registration, Step::Refuse, EventKind::RegistrationNotAwarded, reason)
}

/// Whether the head of this agency may grant the award himself (its `authority` in the catalogue).
pub fn is_granted_here(award: AwardCode) -> bool {
    award.authority().code() == OWN_AUTHORITY
}

/// The authority of the catalogue that this agency's head is.
pub const OWN_AUTHORITY: &str = "department_director";

/// The registration, unless it has changed since it was read.
fn find_seen(tx: &mut Tx, seen: Seen) -> AppResult<Registration> {
    let registration = find(tx.conn, seen.id)?;
    policy::must_see(tx.actor, Act::SeeRegistration(&registration.facts))?;
    if registration.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    Ok(registration)
}

fn stale(tx: &mut Tx, id: RegistrationId) -> AppError {
    match history::last_act(tx.conn, Object::Registration(id)) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

fn step_to(
    tx: &mut Tx,
    seen: Seen,
    registration: &Registration,
    step: Step,
    kind: EventKind,
    reason: &str,
) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, registration.year, "award_code")?;
    let moved = registration.facts.state.step(step)?;
    let due = tx.today.checked_add_days(Days::new(settings::ops::agency(tx.conn)?.review_days as u64));
    if !store::save_move(tx, seen, moved, reason, due)? {
        return Err(stale(tx, seen.id));
    }
    if moved.to() == State::UnitReviewed {
        let received_on = tx.today;
        eligibility::ops::keep(tx, Assessed::Registration(seen.id), &proposal_of(registration), received_on, "")?;
    }
    told::of_step(tx, registration, kind)?;
    tx.audit(Event::new(kind, Object::Registration(seen.id)).because(reason).changed("state", moved.from(), moved.to()))
}

/// The subject of a code, if the actor may register for it and the award is one it can receive.
fn subject_who_may(tx: &mut Tx, new: &Registering) -> AppResult<Subject> {
    let none = || FieldErrors::one("subject_code", "Không có cán bộ hoặc đơn vị mang mã này. Kiểm tra lại mã.");
    let subject = store::subject_by_code(tx.conn, &new.subject_code, tx.today)?.ok_or_else(none)?;
    let of_whom = match subject.kind {
        SubjectKind::Person => For::Person(PersonId(subject.id.0)),
        SubjectKind::Unit => For::Collective(UnitId(subject.id.0)),
    };
    if !policy::may(tx.actor, Act::RegisterFor(of_whom)) {
        return Err(
            FieldErrors::one("subject_code", "Đồng chí chỉ đăng ký cho mình hoặc cho đơn vị mình phụ trách.").into()
        );
    }
    if subject.unit_kind == UnitKind::External {
        return Err(FieldErrors::one("subject_code", "Đơn vị ngoài cơ quan không đăng ký thi đua ở đây.").into());
    }
    if !new.award.award().takes(subject.kind) {
        let whom = if subject.kind == SubjectKind::Person { "tập thể" } else { "cá nhân" };
        return Err(
            FieldErrors::one("award_code", format!("Danh hiệu này dành cho {whom}. Chọn danh hiệu khác.")).into()
        );
    }
    Ok(subject)
}

/// Whether the actor acts for somebody else: neither himself nor the collective he heads.
pub fn is_on_behalf(tx: &Tx, subject: &Subject) -> bool {
    let heads = subject.kind == SubjectKind::Unit
        && tx.actor.unit.map(SubjectId::from) == Some(subject.id)
        && tx.actor.is(crate::domain::role::Role::UnitHead);
    tx.actor.person.map(SubjectId::from) != Some(subject.id) && !heads
}

/// Past the unit: a collective's, a head's own, and where there is no head to ask.
pub fn goes_straight(
    conn: &mut Connection,
    subject: SubjectId,
    collective: Option<UnitId>,
    unit: UnitId,
) -> AppResult<bool> {
    if collective.is_some() {
        return Ok(true);
    }
    let heads = account::ops::heads_of(conn, unit)?;
    Ok(heads.iter().all(|head| SubjectId::from(*head) == subject))
}

/// With whom it lies now.
pub fn holder(state: State) -> &'static str {
    match state {
        State::Draft | State::Returned => "Người đăng ký",
        State::Filed => "Trưởng đơn vị",
        State::UnitReviewed | State::Accepted => "Thường trực",
        State::Escalated => "Cấp trên",
        State::Awarded | State::NotAwarded | State::Rejected | State::Withdrawn => "–",
    }
}

fn behalf_note(on_behalf: bool) -> &'static str {
    if on_behalf { "Thường trực đăng ký thay." } else { "" }
}

/// The accepted registration of a subject for an award, if there is one.
pub fn accepted_of(
    conn: &mut Connection,
    year: Year,
    subject: SubjectId,
    award: AwardCode,
) -> AppResult<Option<RegistrationId>> {
    Ok(registrations::table
        .filter(registrations::subject_id.eq(subject))
        .filter(registrations::award_code.eq(award))
        .filter(registrations::year.eq(year))
        .filter(registrations::state.eq(State::Accepted))
        .select(registrations::id)
        .first(conn)
        .optional()?)
}

/// Code and name of a subject.
pub fn code_and_name(conn: &mut Connection, id: SubjectId) -> AppResult<(String, String)> {
    Ok(subjects::table.find(id).select((subjects::code, subjects::name)).first(conn)?)
}

/// The subject of a code, whether it still exists today or not.
pub fn subject_by_code(conn: &mut Connection, code: &str) -> AppResult<Option<SubjectId>> {
    Ok(subjects::table.filter(subjects::code.eq(code)).select(subjects::id).first(conn).optional()?)
}

/// Unit and position of a subject on a day: what an award keeps of its moment.
pub fn place_on(
    conn: &mut Connection,
    subject: SubjectId,
    kind: SubjectKind,
    day: NaiveDate,
) -> AppResult<(UnitId, String)> {
    if kind == SubjectKind::Unit {
        return Ok((UnitId(subject.0), String::new()));
    }
    let membership = people::ops::membership_on(conn, PersonId(subject.0), day)?.ok_or(AppError::NotFound)?;
    Ok((membership.unit, membership.position))
}

//! The verbs of dossiers, and the reads other features need: proposing and changing here, the steps in
//! [`steps`](super::steps), what the council and decisions report in [`marks`](super::marks).

use chrono::NaiveDate;

use super::report;
use super::store::{self, Dossier};
use crate::db::Tx;
use crate::domain::dossier::Kind;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::eligibility::ops::{Assessed, Proposal as Question, keep};
use crate::features::registrations::ops::Subject;
use crate::features::{movements, registrations, years};
use crate::policy::{self, Act, DossierAct, For};
use crate::web::history;

pub use super::files::{Attachment, attach, remove_attachment};
pub use super::marks::{
    mark_answered_granted, mark_answered_refused, mark_decided, mark_escalated, mark_held, mark_not_passed, mark_paid,
    mark_paid_corrected, mark_passed, mark_publicity_closed, mark_published, mark_recovered, mark_revoked,
};
pub use super::mend::Mend;
pub use super::papers::unit_meeting_for;
pub use super::queue::{Queue, Waiting, count as count_waiting, waiting};
pub use super::report::write_section;
pub use super::ripeness::Ripeness;
pub(crate) use super::ripeness::ripe;
pub use super::steps::{
    Return, agree, downgrade, file, hand_over, hold, mend_receipt, recall, reject, resume, return_for_changes, verify,
    withdraw,
};
pub use super::store::{Dossier as Found, find, live_of, live_of_registration};
pub use super::timeline::place;

/// What one proposes.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub year: Year,
    pub subject_code: String,
    pub award: AwardCode,
    pub kind: Kind,
    /// The movement that a thematic one rewards.
    pub movement: Option<MovementId>,
    /// The accepted registration it comes of; its award may be another.
    pub registration: Option<RegistrationId>,
    /// In one sentence, as lists and certificates print it.
    pub achievement: String,
}

/// The dossier somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: DossierId,
    pub version: i64,
}

/// Saves a new draft for oneself, for one's unit, or (the secretariat) on behalf of somebody.
pub fn propose(tx: &mut Tx, new: &Proposal) -> AppResult<DossierId> {
    let subject = subject_of(tx, new)?;
    let of_whom = match subject.kind {
        SubjectKind::Person => For::Person(PersonId(subject.id.0)),
        SubjectKind::Unit => For::Collective(UnitId(subject.id.0)),
    };
    if !policy::may(tx.actor, Act::RegisterFor(of_whom)) {
        let words = "Đồng chí chỉ lập hồ sơ cho mình hoặc cho đơn vị mình phụ trách.";
        return Err(FieldErrors::one("subject_code", words).into());
    }
    let on_behalf = registrations::ops::is_on_behalf(tx, &subject);
    draft(tx, new, &subject, on_behalf)
}

/// Saves a new draft for somebody whom a unit meeting has voted for; called when the meeting is closed, which
/// has asked the policy. It is his to complete and to file.
pub fn propose_after_meeting(tx: &mut Tx, new: &Proposal) -> AppResult<DossierId> {
    let subject = subject_of(tx, new)?;
    draft(tx, new, &subject, false)
}

fn draft(tx: &mut Tx, new: &Proposal, subject: &Subject, on_behalf: bool) -> AppResult<DossierId> {
    years::ops::must_be_open(tx.conn, new.year, "award_code")?;
    must_be_of_year(tx, new.movement, new.year)?;
    if let Some(registration) = new.registration {
        must_be_accepted(tx, registration, new, subject)?;
    }
    let id = on_unique(store::insert(tx, new, subject, on_behalf), new)?;
    report::carry_over(tx.conn, id, subject.id)?;
    let note = if on_behalf { "Thường trực lập thay." } else { "" };
    store::record_draft(tx, id, new, note)?;
    tx.audit(Event::new(EventKind::DossierDrafted, Object::Dossier(id)).because(note))?;
    Ok(id)
}

/// Changes what is proposed, in a draft or one that was returned; the subject stays.
pub fn change(tx: &mut Tx, seen: Seen, new: &Proposal) -> AppResult<()> {
    let before = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::OnDossier(DossierAct::Edit, &before.facts))?;
    years::ops::must_not_be_ended(tx.conn, before.year, "award_code")?;
    must_take(new.award, before.subject_kind)?;
    must_be_of_year(tx, new.movement, before.year)?;
    on_unique(store::update(tx, seen, new), new)?;
    tx.audit(
        Event::new(EventKind::DossierChanged, Object::Dossier(seen.id))
            .changed("award_code", before.award, new.award)
            .changed("kind", before.kind, new.kind)
            .changed("movement_id", said(before.movement), said(new.movement))
            .changed("achievement", &before.achievement, &new.achievement),
    )
}

fn said(movement: Option<MovementId>) -> String {
    movement.map_or_else(String::new, |id| id.to_string())
}

fn must_be_of_year(tx: &mut Tx, movement: Option<MovementId>, year: Year) -> AppResult<()> {
    let Some(id) = movement else { return Ok(()) };
    if movements::ops::of_year(tx.conn, year, false)?.iter().any(|it| it.id == id) {
        return Ok(());
    }
    Err(FieldErrors::one("movement", "Phong trào này không thuộc năm của hồ sơ. Chọn lại.").into())
}

fn on_unique<T>(done: Result<T, diesel::result::Error>, new: &Proposal) -> AppResult<T> {
    let name = new.award.award().name_on(new.year.end());
    let there = format!("Đã có hồ sơ đề nghị {name} năm {}. Mở hồ sơ đó để sửa.", new.year);
    match done.on_unique("dossiers.year", "award_code", &there) {
        Err(AppError::Unexpected(source)) if source.to_string().contains("dossiers.registration_id") => {
            Err(FieldErrors::one("award_code", "Đăng ký này đã có hồ sơ. Mở hồ sơ đó để sửa.").into())
        }
        done => done,
    }
}

/// The subject of a code, if it can be proposed for the award.
fn subject_of(tx: &mut Tx, new: &Proposal) -> AppResult<Subject> {
    let none = || FieldErrors::one("subject_code", "Không có cán bộ hoặc đơn vị mang mã này. Kiểm tra lại mã.");
    let subject = registrations::ops::candidate(tx.conn, &new.subject_code, tx.today)?.ok_or_else(none)?;
    if subject.unit_kind == UnitKind::External {
        let words = "Đơn vị ngoài cơ quan không thuộc diện đề nghị ở đây.";
        return Err(FieldErrors::one("subject_code", words).into());
    }
    must_take(new.award, subject.kind)?;
    Ok(subject)
}

fn must_take(award: AwardCode, kind: SubjectKind) -> AppResult<()> {
    if award.award().takes(kind) {
        return Ok(());
    }
    let whom = if kind == SubjectKind::Person { "tập thể" } else { "cá nhân" };
    Err(FieldErrors::one("award_code", format!("Danh hiệu này dành cho {whom}. Chọn danh hiệu khác.")).into())
}

fn must_be_accepted(tx: &mut Tx, id: RegistrationId, new: &Proposal, subject: &Subject) -> AppResult<()> {
    let found = registrations::ops::find(tx.conn, id)?;
    let fits = found.facts.subject == subject.id && found.year == new.year;
    // One that was sent up before there were dossiers still waits for its answer.
    let waits = matches!(found.facts.state, registration::State::Accepted | registration::State::Escalated);
    if fits && waits {
        return Ok(());
    }
    let words = "Đăng ký chưa được chấp nhận, hoặc của người khác. Mở lại đăng ký để xem.";
    Err(FieldErrors::one("award_code", words).into())
}

/// The dossier, unless it has changed since it was read.
pub(super) fn find_seen(tx: &mut Tx, seen: Seen) -> AppResult<Dossier> {
    let dossier = find(tx.conn, seen.id)?;
    policy::must_see(tx.actor, Act::OnDossier(DossierAct::See, &dossier.facts))?;
    if dossier.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    Ok(dossier)
}

pub(super) fn stale(tx: &mut Tx, id: DossierId) -> AppError {
    match history::last_act(tx.conn, Object::Dossier(id)) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

/// What it asks for, as the criteria are asked.
pub fn question_of(dossier: &Dossier) -> Question {
    Question {
        subject: dossier.facts.subject,
        kind: dossier.subject_kind,
        award: dossier.award,
        year: dossier.year,
        declared: dossier.kind.declared(),
    }
}

/// Keeps with it what the criteria say under the law of the day of its receipt.
pub(super) fn assess(tx: &mut Tx, dossier: &Dossier, received_on: NaiveDate, reason: &str) -> AppResult<()> {
    keep(tx, Assessed::Dossier(dossier.id), &question_of(dossier), received_on, reason)
}

/// "HS-2014-7": how people name it.
pub fn number(year: Year, id: DossierId) -> String {
    format!("HS-{year}-{id}")
}

/// The full official name of an award as it was at the end of the year.
pub fn award_name(award: AwardCode, year: Year) -> &'static str {
    award.award().name_on(year.end())
}

/// The unit that stands beside a name; a collective is its own unit, which need not be said twice.
pub fn unit_beside(name: &str, unit: &str) -> String {
    if name == unit { String::new() } else { unit.to_owned() }
}

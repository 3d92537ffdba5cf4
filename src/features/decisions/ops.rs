//! The verbs of decisions.

use chrono::NaiveDate;

use super::store::{self, Decision};
use crate::db::Tx;
use crate::domain::date;
use crate::domain::decision::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{AuthorityCode, AwardCode, catalogue};
use crate::domain::registration;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::awards::ops::Granted;
use crate::features::{awards, registrations, settings};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::store::{Decision as Found, Listed, drafts, find, list};
pub use registrations::ops::OWN_AUTHORITY;

/// A draft as accepted from the form.
#[derive(Debug, Clone)]
pub struct Draft {
    pub year: Year,
    pub abstract_line: String,
    pub lines: Vec<RegistrationId>,
}

/// What a higher level decided.
#[derive(Debug, Clone)]
pub struct Higher {
    pub year: Year,
    pub authority: AuthorityCode,
    pub number: String,
    /// Absent where everything was refused without a decision.
    pub decided_on: Option<NaiveDate>,
    pub granted: Vec<RegistrationId>,
    pub refused: Vec<RegistrationId>,
    pub reason: String,
}

/// The draft somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: DecisionId,
    pub version: i64,
}

/// Gathers accepted registrations into a draft.
pub fn draft(tx: &mut Tx, new: &Draft) -> AppResult<DecisionId> {
    policy::must(tx.actor, Act::DraftDecision)?;
    let id = store::insert_draft(tx, new.year, &new.abstract_line)?;
    set_lines(tx, id, new)?;
    tx.audit(Event::new(EventKind::DecisionDrafted, Object::Decision(id)).because(count_of(new.lines.len())))?;
    Ok(id)
}

/// Changes a draft's list or abstract.
pub fn change(tx: &mut Tx, seen: Seen, new: &Draft) -> AppResult<()> {
    policy::must(tx.actor, Act::DraftDecision)?;
    let before = find_draft(tx, seen)?;
    store::clear_lines(tx.conn, seen.id)?;
    store::update_draft(tx, seen, &new.abstract_line)?;
    set_lines(tx, seen.id, new)?;
    tx.audit(
        Event::new(EventKind::DecisionChanged, Object::Decision(seen.id))
            .changed("abstract_line", before.abstract_line, &new.abstract_line)
            .because(count_of(new.lines.len())),
    )
}

/// Drops a draft; its registrations are free for another.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    policy::must(tx.actor, Act::DraftDecision)?;
    find_draft(tx, seen)?;
    store::delete_draft(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::DecisionDiscarded, Object::Decision(seen.id)))
}

/// Number, date, and every line becomes an award: all in this transaction or nothing.
pub fn issue(tx: &mut Tx, seen: Seen, typed_number: &str, decided_on: NaiveDate) -> AppResult<()> {
    tx.must(Act::IssueDecision)?;
    let decision = find_draft(tx, seen)?;
    must_not_lie_ahead(tx, decided_on)?;
    let number = full_number(tx, typed_number)?;
    let signer = store::signer(tx)?;
    store::issue(tx, seen, &number, decided_on, &signer).on_unique(
        "decisions.authority",
        "number",
        &already_used(&number, decided_on),
    )?;
    let lines = store::lines_of(tx.conn, seen.id)?;
    for line in &lines {
        let granted = Granted {
            subject: line.subject,
            award: line.award,
            year: decision.year,
            decision: seen.id,
            decided_on,
            registration: Some(line.registration),
            dossier: None,
        };
        awards::ops::record(tx, granted)?;
        registrations::ops::mark_awarded(tx, line.registration)?;
    }
    for line in &lines {
        bring_along(tx, line.subject, line.award, decision.year, seen.id, decided_on)?;
    }
    tx.audit(
        Event::new(EventKind::DecisionIssued, Object::Decision(seen.id))
            .because(format!("{number} ngày {}, {}", date::format_date(decided_on), count_of(lines.len())))
            .changed("state", State::Draft, State::Issued),
    )
}

/// Records what a higher level decided: awards for what it granted, a reason for what it refused.
pub fn record_higher(tx: &mut Tx, higher: &Higher) -> AppResult<Option<DecisionId>> {
    policy::must(tx.actor, Act::RecordHigherDecision)?;
    if higher.authority.code() == OWN_AUTHORITY {
        return Err(FieldErrors::one(
            "authority",
            "Quyết định của Giám đốc Sở được ban hành từ dự thảo, không ghi ở đây.",
        )
        .into());
    }
    for id in &higher.refused {
        escalated_to(tx, *id, higher.authority)?;
        registrations::ops::mark_not_awarded(tx, *id, &higher.reason)?;
    }
    let Some(decided_on) = higher.decided_on.filter(|_| !higher.granted.is_empty()) else {
        return Ok(None);
    };
    must_not_lie_ahead(tx, decided_on)?;
    let id = store::insert_higher(tx, higher, decided_on).on_unique(
        "decisions.authority",
        "number",
        &already_used(&higher.number, decided_on),
    )?;
    for registration in &higher.granted {
        let found = escalated_to(tx, *registration, higher.authority)?;
        let granted = Granted {
            subject: found.facts.subject,
            award: found.award,
            year: found.year,
            decision: id,
            decided_on,
            registration: Some(*registration),
            dossier: None,
        };
        awards::ops::record(tx, granted)?;
        registrations::ops::mark_awarded(tx, *registration)?;
    }
    tx.audit(Event::new(EventKind::HigherDecisionRecorded, Object::Decision(id)).because(format!(
        "{}, {}",
        higher.number,
        count_of(higher.granted.len())
    )))?;
    Ok(Some(id))
}

/// A greater title brings the lesser one along that the same authority grants, unless it is held already;
/// the catalogue says which (`includes` of the award).
fn bring_along(
    tx: &mut Tx,
    subject: SubjectId,
    award: AwardCode,
    year: Year,
    decision: DecisionId,
    decided_on: NaiveDate,
) -> AppResult<()> {
    let Some(lesser) = catalogue().brings_along(award) else {
        return Ok(());
    };
    if awards::ops::holds(tx, subject, lesser, year)? {
        return Ok(());
    }
    let registration = store::accepted(tx.conn, subject, lesser, year)?;
    awards::ops::record(
        tx,
        Granted { subject, award: lesser, year, decision, decided_on, registration, dossier: None },
    )?;
    match registration {
        Some(id) => registrations::ops::mark_awarded(tx, id),
        None => Ok(()),
    }
}

fn set_lines(tx: &mut Tx, id: DecisionId, new: &Draft) -> AppResult<()> {
    for registration in &new.lines {
        let found = registrations::ops::find(tx.conn, *registration)?;
        let may_stand = found.facts.state == registration::State::Accepted
            && found.year == new.year
            && registrations::ops::is_granted_here(found.award);
        if !may_stand {
            let words = format!(
                "{}: đăng ký chưa được chấp nhận, hoặc thuộc thẩm quyền cấp trên. Bỏ dòng này.",
                found.subject_name
            );
            return Err(FieldErrors::one("lines", words).into());
        }
        store::insert_line(tx.conn, id, *registration).on_unique(
            "decision_lines.registration_id",
            "lines",
            &format!("{} đã nằm trong một dự thảo khác. Bỏ dòng này.", found.subject_name),
        )?;
    }
    Ok(())
}

fn find_draft(tx: &mut Tx, seen: Seen) -> AppResult<Decision> {
    let decision = find(tx.conn, seen.id)?;
    if decision.version != seen.version || decision.state != State::Draft {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    Ok(decision)
}

/// A registration that was sent to this authority and waits for its answer.
fn escalated_to(tx: &mut Tx, id: RegistrationId, authority: AuthorityCode) -> AppResult<registrations::ops::Found> {
    let found = registrations::ops::find(tx.conn, id)?;
    if found.facts.state != registration::State::Escalated || found.award.authority() != authority {
        let words = format!("{}: không chờ quyết định của cơ quan này. Bỏ dấu ở dòng này.", found.subject_name);
        return Err(FieldErrors::one("granted", words).into());
    }
    Ok(found)
}

fn must_not_lie_ahead(tx: &Tx, decided_on: NaiveDate) -> AppResult<()> {
    if decided_on > tx.today {
        return Err(FieldErrors::one("decided_on", "Ngày quyết định không được sau hôm nay.").into());
    }
    Ok(())
}

/// "15" becomes "15/QĐ-STC", "5" becomes "05/QĐ-STC"; a whole number with its symbol stays as typed.
fn full_number(tx: &mut Tx, typed: &str) -> AppResult<String> {
    let typed = typed.trim();
    let symbol = settings::ops::agency(tx.conn)?.symbol;
    if let Ok(number) = typed.parse::<u32>()
        && number > 0
    {
        return Ok(format!("{number:02}/QĐ-{symbol}"));
    }
    let has_number = typed.split('/').next().is_some_and(|number| number.parse::<u32>().is_ok_and(|number| number > 0));
    if typed.contains('/') && has_number && typed.chars().count() <= 40 {
        return Ok(typed.to_owned());
    }
    let words = format!("Nhập số quyết định, ví dụ 15 hoặc 15/QĐ-{symbol}.");
    Err(FieldErrors::one("number", words).into())
}

fn already_used(number: &str, decided_on: NaiveDate) -> String {
    format!("Số {number} đã dùng trong năm {}. Nhập số khác.", Year::of(decided_on))
}

fn count_of(lines: usize) -> String {
    format!("{lines} dòng")
}

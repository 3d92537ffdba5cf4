//! The verbs of initiatives, and the reads other features need.

use chrono::{Days, NaiveDate};

use super::shares::{self, Author};
use super::similarity;
use super::store::{self, Initiative};
use super::told;
use crate::db::Tx;
use crate::domain::date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative::{Level, Step};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{account, settings, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::comparison_store::{Source, sources};
pub use super::files::{attach, remove_attachment};
pub use super::shares::Share;
pub use super::similarity::{Alike, index_missing, is_warning, lacks_in_index, like, remark_on_comparison};
pub use super::store::{Initiative as Found, Waiting, find, id_of, waiting, waiting_of_only_secretary};

/// What one records of an initiative.
#[derive(Debug, Clone)]
pub struct Recording {
    pub year: Year,
    pub title: String,
    pub field: String,
    pub summary: String,
    pub first_used_on: Option<NaiveDate>,
    pub shares: Vec<Share>,
}

/// How far what is recorded must have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A title.
    OnlyTitle,
    /// All that filing asks for.
    All,
}

/// Who recognised it, how far it reaches, and when.
#[derive(Debug, Clone)]
pub struct Recognition {
    pub level: Level,
    pub decision_no: String,
    pub recognised_on: NaiveDate,
}

impl std::fmt::Display for Recognition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = date::format_date(self.recognised_on);
        write!(f, "{}, Quyết định số {} ngày {day}.", self.level, self.decision_no)
    }
}

/// The initiative somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: InitiativeId,
    pub version: i64,
}

/// Saves a new draft and gives it its code, which is answered.
pub fn record(tx: &mut Tx, new: &Recording, needs: Needs) -> AppResult<String> {
    policy::must(tx.actor, Act::RecordInitiative)?;
    years::ops::must_be_open(tx.conn, new.year, "title")?;
    let authors = checked(tx, new, needs)?;
    let unit = authors.first().map(|first| first.unit).or(tx.actor.unit).ok_or(AppError::Denied)?;
    let (id, code) = store::insert(tx, new, unit, &authors)?;
    tx.audit(Event::new(EventKind::InitiativeDrafted, Object::Initiative(id)))?;
    Ok(code)
}

/// Changes a draft or one that was returned; it stays in its year.
pub fn change(tx: &mut Tx, seen: Seen, new: &Recording, needs: Needs) -> AppResult<()> {
    let before = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditInitiative(&before.facts))?;
    years::ops::must_not_be_ended(tx.conn, before.year, "title")?;
    let authors = checked(tx, new, needs)?;
    let unit = authors.first().map_or(before.facts.unit, |first| first.unit);
    store::update(tx, seen, new, unit, &authors)?;
    similarity::follow(tx.conn, seen.id, before.facts.state)?;
    let after = find(tx.conn, seen.id)?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, date::format_date);
    tx.audit(
        Event::new(EventKind::InitiativeChanged, Object::Initiative(seen.id))
            .changed("title", &before.title, &after.title)
            .changed("field", &before.field, &after.field)
            .changed("summary", &before.summary, &after.summary)
            .changed("first_used_on", day(before.first_used_on), day(after.first_used_on))
            .changed("authors", before.authors_in_codes(), after.authors_in_codes()),
    )
}

/// Sends it in: to the head of the unit, or straight to the secretariat.
pub fn file(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditInitiative(&initiative.facts))?;
    checked(tx, &initiative.as_recorded(), Needs::All)?;
    let step = if goes_straight(tx, &initiative)? { Step::FileStraight } else { Step::File };
    store::set_filed_on(tx, seen.id)?;
    step_to(tx, &initiative, step, event(seen, EventKind::InitiativeFiled), "")?;
    similarity::compare_on_filing(tx, seen.id)
}

/// Takes it back before anybody else has acted on it.
pub fn withdraw(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::WithdrawInitiative(&initiative.facts))?;
    similarity::forget(tx.conn, seen.id)?;
    step_to(tx, &initiative, Step::Withdraw, event(seen, EventKind::InitiativeWithdrawn), "")
}

/// The unit confirms it.
pub fn agree(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    tx.must(Act::AgreeToInitiative(&initiative.facts))?;
    step_to(tx, &initiative, Step::Agree, event(seen, EventKind::InitiativeAgreed), "")
}

/// Back to its authors, with what to mend.
pub fn return_for_changes(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    tx.must(Act::ReturnInitiative(&initiative.facts))?;
    step_to(tx, &initiative, Step::Return, event(seen, EventKind::InitiativeReturned), reason)
}

/// The secretariat records the decision that recognises it.
pub fn recognise(tx: &mut Tx, seen: Seen, recognition: &Recognition) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RecordRecognition(&initiative.facts))?;
    check_day(tx, &initiative, recognition.recognised_on)?;
    store::set_recognition(tx, seen.id, recognition)?;
    let event = event(seen, EventKind::InitiativeRecognised)
        .because(recognition.to_string())
        .changed("level", "", recognition.level)
        .changed("decision_no", "", &recognition.decision_no)
        .changed("recognised_on", "", recognition.recognised_on);
    step_to(tx, &initiative, Step::Recognise, event, "")
}

/// The secretariat records that it is not recognised, with the reason.
pub fn reject(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RecordRecognition(&initiative.facts))?;
    step_to(tx, &initiative, Step::Reject, event(seen, EventKind::InitiativeRejected), reason)
}

/// The initiative, unless it has changed since it was read.
pub(super) fn find_seen(tx: &mut Tx, seen: Seen) -> AppResult<Initiative> {
    let initiative = find(tx.conn, seen.id)?;
    policy::must_see(tx.actor, Act::SeeInitiative(&initiative.facts))?;
    if initiative.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    Ok(initiative)
}

fn stale(tx: &mut Tx, id: InitiativeId) -> AppError {
    match history::last_act(tx.conn, Object::Initiative(id)) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

fn event(seen: Seen, kind: EventKind) -> Event {
    Event::new(kind, Object::Initiative(seen.id))
}

/// Takes the step and tells it; a reason stays on the initiative until its next step.
fn step_to(tx: &mut Tx, initiative: &Initiative, step: Step, event: Event, reason: &str) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, initiative.year, "title")?;
    let seen = Seen { id: initiative.id, version: initiative.version };
    let moved = initiative.facts.state.step(step)?;
    let due = tx.today.checked_add_days(Days::new(settings::ops::agency(tx.conn)?.review_days as u64));
    if !store::save_move(tx, seen, moved, reason, due)? {
        return Err(stale(tx, seen.id));
    }
    told::of_step(tx, initiative, event.kind)?;
    let event = if reason.is_empty() { event } else { event.because(reason) };
    tx.audit(event.changed("state", moved.from(), moved.to()))
}

/// The authors of what is recorded, once all that it needs is there; otherwise what is wrong, field by field.
fn checked(tx: &mut Tx, new: &Recording, needs: Needs) -> AppResult<Vec<Author>> {
    let mut errors = FieldErrors::default();
    if needs == Needs::All {
        if new.summary.is_empty() {
            errors.add("summary", "Nêu tóm tắt sáng kiến và kết quả trước khi gửi.");
        }
        if new.first_used_on.is_some_and(|day| day > tx.today) {
            errors.add("first_used_on", "Ngày áp dụng lần đầu chưa tới. Gửi sáng kiến sau khi đã áp dụng.");
        }
    }
    let authors = shares::authors_of(tx, &new.shares, &mut errors)?;
    if needs == Needs::All {
        shares::check_whole(&new.shares, &mut errors);
    }
    Ok(errors.or(Some(authors))?)
}

/// A head's own, and where there is no head to ask.
fn goes_straight(tx: &mut Tx, initiative: &Initiative) -> AppResult<bool> {
    let heads = account::ops::heads_of(tx.conn, initiative.facts.unit)?;
    Ok(heads.iter().all(|head| initiative.facts.authors.contains(head)))
}

/// Nothing is recognised tomorrow, nor before it was filed.
fn check_day(tx: &Tx, initiative: &Initiative, recognised_on: NaiveDate) -> AppResult<()> {
    if recognised_on > tx.today {
        let today = date::format_date(tx.today);
        return Err(FieldErrors::one(
            "recognised_on",
            format!("Ngày quyết định chưa tới. Nhập ngày không sau hôm nay, {today}."),
        )
        .into());
    }
    match initiative.filed_on {
        Some(filed_on) if recognised_on < filed_on => {
            let filed_on = date::format_date(filed_on);
            Err(FieldErrors::one("recognised_on", format!("Sáng kiến gửi ngày {filed_on}. Nhập ngày từ đó trở đi."))
                .into())
        }
        _ => Ok(()),
    }
}

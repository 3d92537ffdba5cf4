//! The verbs of initiatives, and the reads other features need.

use chrono::{Days, NaiveDate};

use super::application::{self, Application};
use super::shares::{self, Author};
use super::similarity;
use super::store::{self, Initiative};
use super::{application_store, authorship, result_papers, told};
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

pub use super::application::Participant;
pub use super::authorship::{ask, confirm, confirm_on_paper, missing_when_files, refuse};
pub use super::comparison_store::{Source, sources};
pub use super::files::{attach, remove_attachment};
pub use super::levels::ops::{Raise, of as raises_of};
pub use super::reviewing::{mark_not_recognised, mark_recognised, put_back, take_up};
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
    pub application: Application,
    pub first_used_on: Option<NaiveDate>,
    pub shares: Vec<Share>,
}

/// In what way it is saved, and so what it must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// By itself while it is being typed: a title.
    Autosave,
    /// A title.
    Draft,
    /// All that filing asks for but the co-authors' word, for which they are asked.
    Complete,
}

impl Saving {
    fn event(self) -> EventKind {
        match self {
            Self::Autosave => EventKind::InitiativeAutosaved,
            Self::Draft | Self::Complete => EventKind::InitiativeChanged,
        }
    }
}

/// What the codes and names that were typed stand for.
#[derive(Debug)]
pub struct Checked {
    pub authors: Vec<Author>,
    pub continues: Option<InitiativeId>,
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
pub fn record(tx: &mut Tx, new: &Recording, saving: Saving) -> AppResult<String> {
    policy::must(tx.actor, Act::RecordInitiative)?;
    years::ops::must_be_open(tx.conn, new.year, "title")?;
    let checked = checked(tx, new, saving, None)?;
    let unit = checked.authors.first().map(|first| first.unit).or(tx.actor.unit).ok_or(AppError::Denied)?;
    let (id, code) = store::insert(tx, new, unit, &checked)?;
    authorship::confirm_own(tx, id)?;
    tx.audit(Event::new(EventKind::InitiativeDrafted, Object::Initiative(id)))?;
    if saving == Saving::Complete {
        authorship::ask_the_unasked(tx, id)?;
    }
    Ok(code)
}

/// Changes a draft or one that was returned, which stays in its year; answers its version. What differs must be
/// confirmed by the co-authors again.
pub fn change(tx: &mut Tx, seen: Seen, new: &Recording, saving: Saving) -> AppResult<i64> {
    let before = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditInitiative(&before.facts))?;
    years::ops::must_not_be_ended(tx.conn, before.year, "title")?;
    let checked = checked(tx, new, saving, Some(&before))?;
    let unit = checked.authors.first().map_or(before.facts.unit, |first| first.unit);
    store::update(tx, &before, new, unit, &checked)?;
    similarity::follow(tx.conn, seen.id, before.facts.state)?;
    let after = find(tx.conn, seen.id)?;
    let event = application::compared(event(seen, saving.event()), &before, &after);
    let differs = !event.changes.is_empty();
    if differs {
        store::raise_version(tx, seen.id)?;
        authorship::start_over(tx, seen.id)?;
    } else {
        authorship::confirm_own(tx, seen.id)?;
    }
    tx.audit(event)?;
    if saving == Saving::Complete {
        authorship::ask_the_unasked(tx, seen.id)?;
    }
    Ok(seen.version + i64::from(differs))
}

/// Sends it in: to the head of the unit, or straight to the secretariat.
pub fn file(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditInitiative(&initiative.facts))?;
    years::ops::must_not_be_ended(tx.conn, initiative.year, "title")?;
    must_be_complete(tx, &initiative)?;
    authorship::confirm_own(tx, seen.id)?;
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
    match history::last_act_but(tx.conn, Object::Initiative(id), authorship::WORDS_OF_AUTHORS) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

fn event(seen: Seen, kind: EventKind) -> Event {
    Event::new(kind, Object::Initiative(seen.id))
}

/// Takes the step and tells it; a reason stays on the initiative until its next step.
pub(super) fn step_to(tx: &mut Tx, initiative: &Initiative, step: Step, event: Event, reason: &str) -> AppResult<()> {
    years::ops::must_not_be_ended(tx.conn, initiative.year, "title")?;
    let seen = Seen { id: initiative.id, version: initiative.version };
    let moved = initiative.facts.state.step(step)?;
    let due = tx.today.checked_add_days(Days::new(settings::ops::agency(tx.conn)?.review_days as u64));
    if !store::save_move(tx, seen, moved, reason, due)? {
        return Err(stale(tx, seen.id));
    }
    told::of_step(tx, initiative, event.kind)?;
    let event = if reason.is_empty() { event } else { event.because(reason) };
    let event = result_papers::keep_result(tx, seen.id, event.changed("state", moved.from(), moved.to()))?;
    tx.audit(event)
}

/// What was typed stands for these, once all that this way of saving needs is there; otherwise what is wrong, field by field.
fn checked(tx: &mut Tx, new: &Recording, saving: Saving, own: Option<&Initiative>) -> AppResult<Checked> {
    let mut errors = FieldErrors::default();
    let checked = check(tx, new, saving, own, &mut errors)?;
    Ok(errors.or(Some(checked))?)
}

fn check(
    tx: &mut Tx,
    new: &Recording,
    saving: Saving,
    own: Option<&Initiative>,
    errors: &mut FieldErrors,
) -> AppResult<Checked> {
    let continues = application_store::continued(tx.conn, tx.actor, &new.application.continues, own, errors)?;
    if saving == Saving::Complete {
        application::check_texts(new, tx.today, errors);
    }
    let authors = shares::authors_of(tx, &new.shares, errors)?;
    if saving == Saving::Complete {
        shares::check_whole(&new.shares, errors);
    }
    Ok(Checked { authors, continues })
}

/// Filing asks for all of it, and for the word of all authors.
fn must_be_complete(tx: &mut Tx, initiative: &Initiative) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    check(tx, &initiative.as_recorded(), Saving::Complete, Some(initiative), &mut errors)?;
    authorship::check_confirmed(tx, initiative, &mut errors);
    Ok(errors.or(Some(()))?)
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

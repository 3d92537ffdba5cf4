//! The verbs of conferences.

use chrono::NaiveDate;

use super::store;
use crate::db::Tx;
use crate::domain::conference::State;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{notices, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::store::{Conference as Found, choices, find, of_year};

/// What is planned.
#[derive(Debug, Clone)]
pub struct Plan {
    pub year: Year,
    pub title: String,
    pub planned_on: NaiveDate,
    /// The day by which it ought to be held.
    pub due_on: Option<NaiveDate>,
    pub place: String,
    pub chair: String,
    pub union_chair: String,
    pub agenda: String,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Held {
    pub held_on: NaiveDate,
    /// How many were called, and how many came.
    pub called: i64,
    pub attended: i64,
    pub resolutions: String,
    /// Why what was recorded is changed; empty the first time.
    pub reason: String,
}

/// The conference somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: ConferenceId,
    pub version: i64,
}

/// Plans one, and tells everybody when and where.
pub fn plan(tx: &mut Tx, new: &Plan) -> AppResult<ConferenceId> {
    policy::must(tx.actor, Act::PrepareDocuments)?;
    years::ops::must_be_open(tx.conn, new.year, "planned_on")?;
    let id = store::insert(tx, new)?;
    let words = format!("{} dự kiến họp ngày {} tại {}.", new.title, format_date(new.planned_on), new.place);
    notices::ops::tell(tx, Audience::Everyone, words, Object::Conference(id))?;
    tx.audit(Event::new(EventKind::ConferencePlanned, Object::Conference(id)))?;
    Ok(id)
}

/// Changes the plan of one that was not held yet.
///
/// # Errors
/// `Illegal` once it was held.
pub fn change(tx: &mut Tx, seen: Seen, new: &Plan) -> AppResult<()> {
    let before = prepared(tx, seen)?;
    if before.state != State::Planned {
        return Err(AppError::Illegal);
    }
    store::update(tx, seen, new)?;
    if before.planned_on != new.planned_on {
        let words = format!("{} đổi sang ngày {} tại {}.", new.title, format_date(new.planned_on), new.place);
        notices::ops::tell(tx, Audience::Everyone, words, Object::Conference(seen.id))?;
    }
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    tx.audit(
        Event::new(EventKind::ConferenceChanged, Object::Conference(seen.id))
            .changed("title", &before.title, &new.title)
            .changed("planned_on", before.planned_on, new.planned_on)
            .changed("due_on", day(before.due_on), day(new.due_on))
            .changed("place", &before.place, &new.place)
            .changed("chair", &before.chair, &new.chair)
            .changed("union_chair", &before.union_chair, &new.union_chair)
            .changed("agenda", &before.agenda, &new.agenda),
    )
}

/// Records what came of it; once recorded, only with the reason for the change.
///
/// # Errors
/// `Fields` where more came than were called, the day lies ahead, or the reason is missing.
pub fn record(tx: &mut Tx, seen: Seen, new: &Held) -> AppResult<()> {
    let before = prepared(tx, seen)?;
    let is_correction = before.state == State::Held;
    let mut errors = FieldErrors::default();
    if new.held_on > tx.today {
        errors.add("held_on", "Ngày họp không được sau hôm nay. Ghi sau khi hội nghị đã họp.");
    }
    if new.attended > new.called {
        errors.add("attended", "Số dự họp nhiều hơn số được triệu tập. Kiểm tra lại hai số.");
    }
    if is_correction && new.reason.is_empty() {
        errors.add("reason", "Nêu lý do đính chính, ví dụ ghi nhầm số người dự.");
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::record(tx, seen, new)?;
    let kind = if is_correction { EventKind::ConferenceCorrected } else { EventKind::ConferenceHeld };
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    tx.audit(
        Event::new(kind, Object::Conference(seen.id))
            .because(&new.reason)
            .changed("held_on", before.held_on.map_or_else(String::new, |day| day.to_string()), new.held_on)
            .changed("called", number(before.called), new.called)
            .changed("attended", number(before.attended), new.attended)
            .changed("resolutions", &before.resolutions, &new.resolutions),
    )
}

/// The conference, unless it has changed since it was read or its year is over.
fn prepared(tx: &mut Tx, seen: Seen) -> AppResult<Found> {
    policy::must(tx.actor, Act::PrepareDocuments)?;
    let found = find(tx.conn, seen.id)?;
    if found.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Conference(seen.id))?));
    }
    years::ops::must_not_be_ended(tx.conn, found.year, "held_on")?;
    Ok(found)
}

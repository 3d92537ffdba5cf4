//! The verbs of reports.

use std::collections::BTreeMap;

use super::counting::count;
use super::parts::Part;
use super::store::{self, Report};
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::report::{About, State};
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::years;
use crate::policy::{self, Act};
use crate::web::history;

const THERE: &str = "Đang có bản soạn khác của cùng báo cáo. Mở bản đó để sửa tiếp.";

/// What each paragraph is to say, by its key.
pub type Texts = BTreeMap<String, String>;

/// The report somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: ReportId,
    pub version: i64,
}

/// Keeps a report with today's figures, to be finished.
///
/// # Errors
/// At `year`: one that was never opened. At `kind`: one on the same is being written.
pub fn draft(tx: &mut Tx, about: About) -> AppResult<ReportId> {
    policy::must(tx.actor, Act::WriteReport(about.kind, about.unit))?;
    years::ops::must_exist(tx.conn, about.year)?;
    let content = count(tx.conn, about, tx.today)?;
    let id = store::insert(tx, &about, &content)?.on_unique("reports_once_in_draft", "kind", THERE)?;
    tx.audit(Event::new(EventKind::ReportDrafted, Object::Report(id)).because(about.name()))?;
    Ok(id)
}

/// Writes paragraphs anew; those not named stay as they are.
///
/// # Errors
/// `Fields` where nothing differs from what stands.
pub fn write(tx: &mut Tx, seen: Seen, texts: &Texts) -> AppResult<()> {
    let mut report = draft_of(tx, seen)?;
    let mut event = Event::new(EventKind::ReportWritten, Object::Report(seen.id));
    for part in &mut report.content.parts {
        let (Some(before), Some(text)) = (part.text().map(str::to_owned), texts.get(&part.key)) else { continue };
        event = event.changed("text", before, text);
        part.write(text);
    }
    if event.changes.is_empty() {
        let first = report.content.parts.iter().find(|part| part.text().is_some()).map_or("", |part| &part.key);
        return Err(FieldErrors::one(first, "Chưa có đoạn nào thay đổi. Sửa ít nhất một đoạn rồi lưu.").into());
    }
    store::update(tx, seen.id, &report.content, report.counted_on)?;
    tx.audit(event)
}

/// Counts the figures again; what was written stays.
pub fn count_again(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let report = draft_of(tx, seen)?;
    let content = report.content.counted_again(count(tx.conn, report.about, tx.today)?);
    store::update(tx, seen.id, &content, tx.today)?;
    let mut event = Event::new(EventKind::ReportCounted, Object::Report(seen.id));
    let counted = |parts: &[Part]| -> BTreeMap<String, String> {
        let texts = parts.iter().filter_map(|it| Some((it.key.clone(), it.counted_text()?.to_owned())));
        texts.collect()
    };
    let (before, after) = (counted(&report.content.parts), counted(&content.parts));
    for (key, text) in &after {
        event = event.changed("text", before.get(key).map_or("", String::as_str), text);
    }
    tx.audit(event.changed("counted_on", report.counted_on, tx.today))
}

/// From now on everybody reads it, and it stays as it is.
pub fn complete(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    draft_of(tx, seen)?;
    move_to(tx, seen.id, State::Completed, Event::new(EventKind::ReportCompleted, Object::Report(seen.id)))
}

/// Goes on with a completed one, for a reason.
///
/// # Errors
/// At `note`: another on the same is being written.
pub fn reopen(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let report = seen_as_read(tx, seen)?;
    if report.state != State::Completed {
        return Err(AppError::Illegal);
    }
    let event = Event::new(EventKind::ReportReopened, Object::Report(seen.id)).because(reason);
    move_to(tx, seen.id, State::Draft, event)
}

/// Drops one that was never completed.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let report = draft_of(tx, seen)?;
    if history::moment(tx.conn, Object::Report(seen.id), EventKind::ReportCompleted)?.is_some() {
        return Err(AppError::Illegal);
    }
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::ReportDiscarded, Object::Report(seen.id)).because(report.about.name()))
}

fn move_to(tx: &mut Tx, id: ReportId, state: State, event: Event) -> AppResult<()> {
    store::set_state(tx, id, state).on_unique("reports_once_in_draft", "note", THERE)?;
    let before = if state == State::Draft { State::Completed } else { State::Draft };
    tx.audit(event.changed("state", before, state))
}

fn draft_of(tx: &mut Tx, seen: Seen) -> AppResult<Report> {
    let report = seen_as_read(tx, seen)?;
    if report.state == State::Draft { Ok(report) } else { Err(AppError::Illegal) }
}

/// The report, unless it has changed since it was read.
fn seen_as_read(tx: &mut Tx, seen: Seen) -> AppResult<Report> {
    let report = store::find(tx.conn, seen.id)?;
    policy::must(tx.actor, Act::WriteReport(report.about.kind, report.about.unit))?;
    history::must_be_at(tx.conn, Object::Report(seen.id), seen.version)?;
    Ok(report)
}

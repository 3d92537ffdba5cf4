//! The verbs of escalations. What the higher level answers is recorded by decisions.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::escalation::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::dossiers::ops::Ripeness;
use crate::features::settings::ops::{document_number, letterhead};
use crate::features::{dossiers, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::store::{Escalation, find};

/// The kind of paper, as its number says it.
pub const SYMBOL: &str = "TTr";

/// A draft as accepted from the form.
#[derive(Debug, Clone)]
pub struct Draft {
    pub year: Year,
    /// To whom: "UBND tỉnh Thái Nguyên".
    pub recipient: String,
    /// How it was reviewed, in the words of the paper.
    pub summary: String,
    pub lines: Vec<DossierId>,
}

/// The draft somebody has read, at the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: EscalationId,
    pub version: i64,
}

/// Gathers dossiers that a higher level grants into a draft.
pub fn draft(tx: &mut Tx, new: &Draft) -> AppResult<EscalationId> {
    policy::must(tx.actor, Act::KeepEscalations)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "lines")?;
    let id = store::insert(tx.conn, new)?;
    set_lines(tx, id, new)?;
    tx.audit(Event::new(EventKind::EscalationDrafted, Object::Escalation(id)).because(count_of(new.lines.len())))?;
    Ok(id)
}

/// Changes a draft's list and words; its year stays.
pub fn change(tx: &mut Tx, seen: Seen, new: &Draft) -> AppResult<()> {
    let before = find_draft(tx, seen)?;
    store::update(tx.conn, seen.id, new)?;
    store::clear_lines(tx.conn, seen.id)?;
    set_lines(tx, seen.id, &Draft { year: before.year, ..new.clone() })?;
    tx.audit(
        Event::new(EventKind::EscalationChanged, Object::Escalation(seen.id))
            .changed("recipient", before.recipient, &new.recipient)
            .changed("summary", before.summary, &new.summary)
            .because(count_of(new.lines.len())),
    )
}

/// Drops a draft; its dossiers are free for another.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    find_draft(tx, seen)?;
    store::delete_draft(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::EscalationDiscarded, Object::Escalation(seen.id)))
}

/// The signed proposal has gone out: number, day, and every dossier waits for the higher level. All of them or none.
///
/// # Errors
/// `Fields` at the number, the day or `lines`.
pub fn submit(tx: &mut Tx, seen: Seen, typed_number: &str, submitted_on: NaiveDate) -> AppResult<()> {
    let draft = find_draft(tx, seen)?;
    if submitted_on > tx.today {
        return Err(FieldErrors::one("submitted_on", "Ngày của tờ trình không được sau hôm nay.").into());
    }
    let number = free_number(tx, typed_number, submitted_on)?;
    let head = letterhead(tx.conn, submitted_on)?;
    store::submit(tx.conn, seen.id, &number, submitted_on, &head)?;
    let note = format!("Tờ trình {number} ngày {} gửi {}", format_date(submitted_on), draft.recipient);
    let lines = store::dossiers_of(tx.conn, seen.id)?;
    for dossier in &lines {
        dossiers::ops::mark_escalated(tx, *dossier, &note)?;
    }
    tx.audit(
        Event::new(EventKind::EscalationSubmitted, Object::Escalation(seen.id))
            .because(format!("{note}, {}", count_of(lines.len())))
            .changed("state", State::Draft, State::Submitted),
    )
}

/// "25" becomes "25/TTr-STC"; refused where a proposal of that year bears it already.
fn free_number(tx: &mut Tx, typed: &str, submitted_on: NaiveDate) -> AppResult<String> {
    let number = document_number(tx.conn, typed, SYMBOL, "number", "tờ trình")?;
    let year = Year::of(submitted_on);
    if store::has_number(tx.conn, &number, year)? {
        let words = format!("Số {number} đã dùng trong năm {year}. Nhập số khác.");
        return Err(FieldErrors::one("number", words).into());
    }
    Ok(number)
}

fn set_lines(tx: &mut Tx, id: EscalationId, new: &Draft) -> AppResult<()> {
    let ripeness = Ripeness::on(tx.conn, tx.today)?;
    for dossier in &new.lines {
        let found = dossiers::ops::find(tx.conn, *dossier)?;
        let why =
            if found.year == new.year { ripeness.why_not_escalated(&found) } else { Some("hồ sơ của năm khác") };
        if let Some(why) = why {
            return Err(FieldErrors::one("lines", format!("{}: {why}. Bỏ dòng này.", found.subject_name)).into());
        }
        store::insert_line(tx.conn, id, *dossier, found.award).on_unique(
            "escalation_lines.dossier_id",
            "lines",
            &format!("{} đã nằm trong một tờ trình khác. Bỏ dòng này.", found.subject_name),
        )?;
    }
    Ok(())
}

fn find_draft(tx: &mut Tx, seen: Seen) -> AppResult<Escalation> {
    policy::must(tx.actor, Act::KeepEscalations)?;
    let found = find(tx.conn, seen.id)?;
    history::must_be_at(tx.conn, Object::Escalation(seen.id), seen.version)?;
    if found.state != State::Draft {
        return Err(AppError::Illegal);
    }
    Ok(found)
}

/// The dossiers of a proposal, for whoever records what came of it.
pub fn dossiers_of(conn: &mut Connection, id: EscalationId) -> AppResult<Vec<DossierId>> {
    store::dossiers_of(conn, id)
}

fn count_of(lines: usize) -> String {
    format!("{lines} hồ sơ")
}

//! The verbs of documents.

use chrono::NaiveDate;

use super::store::{self, Document};
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::document::{Kind, Readers, State};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::notices::ops::Notice;
use crate::features::{conferences, notices, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::files::{attach, remove_attachment};
pub use super::store::find;

/// A document as accepted from the form.
#[derive(Debug, Clone)]
pub struct Writing {
    pub year: Year,
    pub kind: Kind,
    pub number: String,
    pub issued_on: NaiveDate,
    pub agency: String,
    pub abstract_line: String,
    pub content: String,
    pub readers: Readers,
    /// Codes of the units that are to read it, where not all are.
    pub units: Vec<String>,
    /// The day by which it ought to be read.
    pub due_on: Option<NaiveDate>,
    pub conference: Option<ConferenceId>,
    /// The withdrawn one in whose place it stands.
    pub replaces: Option<DocumentId>,
}

/// The document somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: DocumentId,
    pub version: i64,
}

/// Saves a new draft.
pub fn draft(tx: &mut Tx, new: &Writing) -> AppResult<DocumentId> {
    policy::must(tx.actor, Act::PrepareDocuments)?;
    let units = checked(tx, new)?;
    if let Some(replaced) = new.replaces {
        let is_withdrawn = find(tx.conn, replaced)?.state == State::Withdrawn;
        is_withdrawn.then_some(()).ok_or(AppError::Illegal)?;
    }
    let there = "Văn bản này đã có văn bản thay thế. Mở văn bản thay thế để sửa.";
    let id = store::insert(tx, new).on_unique("documents.replaces_id", "abstract_line", there)?;
    store::put_units(tx.conn, id, &units)?;
    tx.audit(Event::new(EventKind::DocumentDrafted, Object::Document(id)))?;
    Ok(id)
}

/// Changes a draft; its year and what it replaces stay.
pub fn change(tx: &mut Tx, seen: Seen, new: &Writing) -> AppResult<()> {
    let before = draft_of(tx, seen)?;
    let units = checked(tx, new)?;
    store::update(tx.conn, seen.id, new)?;
    store::put_units(tx.conn, seen.id, &units)?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    tx.audit(
        Event::new(EventKind::DocumentChanged, Object::Document(seen.id))
            .changed("kind", before.kind, new.kind)
            .changed("number", &before.number, &new.number)
            .changed("issued_on", before.issued_on, new.issued_on)
            .changed("agency", &before.agency, &new.agency)
            .changed("abstract_line", &before.abstract_line, &new.abstract_line)
            .changed("content", &before.content, &new.content)
            .changed("readers", before.readers, new.readers)
            .changed("due_on", day(before.due_on), day(new.due_on)),
    )
}

/// Drops a draft; answers the names under which its files lie, for the caller to remove.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<Vec<String>> {
    let before = draft_of(tx, seen)?;
    let stored = store::stored_names(tx.conn, seen.id)?;
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::DocumentDiscarded, Object::Document(seen.id)).because(before.abstract_line))?;
    Ok(stored)
}

/// Sends it to those who are to read it: one notice an audience, however many people.
///
/// # Errors
/// `Fields` where there is nothing to read in it, or the day to have read it lies behind.
pub fn send(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let document = draft_of(tx, seen)?;
    let mut errors = FieldErrors::default();
    if document.content.is_empty() && store::stored_names(tx.conn, seen.id)?.is_empty() {
        errors.add("content", "Văn bản chưa có nội dung. Nhập nội dung hoặc đính kèm tệp trước khi gửi.");
    }
    if document.due_on.is_some_and(|due| due < tx.today) {
        errors.add("due_on", "Hạn đọc đã qua. Sửa hạn đọc thành ngày từ hôm nay trở đi.");
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::send(tx, seen.id)?;
    let due = document.due_on.map_or_else(String::new, |due| format!(" Đọc trước hết ngày {}.", format_date(due)));
    tell(tx, &document, &format!("Văn bản mới: {}.{due}", document.words()))?;
    tx.audit(Event::new(EventKind::DocumentSent, Object::Document(seen.id)).because(document.readers.word()).changed(
        "state",
        State::Draft,
        State::Sent,
    ))
}

/// Takes a sent document back, with the reason; a new one may take its place.
///
/// # Errors
/// `Illegal` for one that is not sent, or withdrawn already.
pub fn withdraw(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let document = prepared(tx, seen)?;
    if document.state != State::Sent {
        return Err(AppError::Illegal);
    }
    store::withdraw(tx.conn, seen.id, reason)?;
    tell(tx, &document, &format!("Đã thu hồi văn bản: {}.", document.words()))?;
    tx.audit(Event::new(EventKind::DocumentWithdrawn, Object::Document(seen.id)).because(reason).changed(
        "state",
        State::Sent,
        State::Withdrawn,
    ))
}

/// The reader says that he has read it: once, with the time.
///
/// # Errors
/// `Denied` for whom it is not meant, `Illegal` while it is not sent or once it was withdrawn.
pub fn mark_read(tx: &mut Tx, id: DocumentId) -> AppResult<()> {
    policy::must(tx.actor, Act::SeeResults)?;
    let document = find(tx.conn, id)?;
    if document.state != State::Sent {
        return Err(if document.state == State::Draft { AppError::NotFound } else { AppError::Illegal });
    }
    let person = tx.actor.person.ok_or(AppError::Denied)?;
    if !store::concerns(tx.conn, id, tx.actor)? {
        return Err(AppError::Denied);
    }
    store::insert_receipt(tx, id, person)?;
    // Of the reader, not of the document, whose history thousands of receipts would bury.
    tx.audit(Event::new(EventKind::DocumentRead, Object::Person(person)).because(document.words()))
}

/// One notice for each audience.
fn tell(tx: &mut Tx, it: &Document, words: &str) -> AppResult<()> {
    let audiences = match it.readers {
        Readers::Everyone => vec![Audience::Everyone],
        Readers::Heads => vec![Audience::Heads],
        Readers::Units => store::units_of(tx.conn, it.id)?.into_iter().map(|it| Audience::Unit(it.id)).collect(),
    };
    let notice = |audience| Notice { audience, words: words.to_owned(), object: Object::Document(it.id) };
    notices::ops::tell_all(tx, &audiences.into_iter().map(notice).collect::<Vec<_>>())
}

/// The units that are to read it, once all else is as it must be.
fn checked(tx: &mut Tx, new: &Writing) -> AppResult<Vec<UnitId>> {
    years::ops::must_not_be_ended(tx.conn, new.year, "abstract_line")?;
    let mut errors = FieldErrors::default();
    if new.issued_on > tx.today {
        errors.add("issued_on", "Ngày văn bản không được sau hôm nay. Kiểm tra lại ngày.");
    }
    if new.due_on.is_some_and(|due| due < new.issued_on) {
        errors.add("due_on", "Hạn đọc trước ngày văn bản. Nhập ngày từ đó trở đi.");
    }
    let of_year = |it: &conferences::ops::Found| it.year == new.year;
    if let Some(id) = new.conference
        && !conferences::ops::find(tx.conn, id).as_ref().is_ok_and(of_year)
    {
        errors.add("conference", "Không có hội nghị này trong năm. Chọn trong danh sách.");
    }
    let units = if new.readers == Readers::Units { store::units_of_codes(tx.conn, &new.units)? } else { Vec::new() };
    if new.readers == Readers::Units && (units.is_empty() || units.len() != new.units.len()) {
        errors.add("units", "Chọn ít nhất một đơn vị trong danh sách.");
    }
    if errors.is_empty() { Ok(units) } else { Err(errors.into()) }
}

fn draft_of(tx: &mut Tx, seen: Seen) -> AppResult<Document> {
    let document = prepared(tx, seen)?;
    if document.state == State::Draft { Ok(document) } else { Err(AppError::Illegal) }
}

/// The document, unless it has changed since it was read.
pub(super) fn prepared(tx: &mut Tx, seen: Seen) -> AppResult<Document> {
    policy::must(tx.actor, Act::PrepareDocuments)?;
    let document = find(tx.conn, seen.id)?;
    if document.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Document(seen.id))?));
    }
    years::ops::must_not_be_ended(tx.conn, document.year, "abstract_line")?;
    Ok(document)
}

//! Confirming entries of the law catalogue against the official text, taking that back, and what stands confirmed.

use super::entries::{self, Entry};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::eligibility::Confirmations;
use crate::domain::event::{Event, EventKind, Object};
use crate::error::{AppError, AppResult, OnConstraint};
use crate::policy::{self, Act};

/// The entries that may stop somebody though the catalogue marks them for comparison.
pub fn confirmations(conn: &mut Connection) -> AppResult<Confirmations> {
    Ok(store::confirmed(conn)?.into_iter().collect())
}

/// What was seen of the official text.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its number and article.
    pub document: String,
    pub note: String,
}

const CONFIRMED: &str = "Mục này vừa được xác nhận. Mở lại trang để xem ai xác nhận và theo văn bản nào.";

/// Says that an entry agrees with the official text.
///
/// # Errors
/// `NotFound` for an entry the catalogue does not have, `Illegal` for one that needs no comparison, `Fields` when it
/// is confirmed already.
pub fn confirm(tx: &mut Tx, key: &str, seen: &Seen) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let entry = open_entry(key)?;
    let id = store::insert(tx, key, &seen.document, &seen.note).on_unique(
        "law_confirmations.entry",
        "document",
        CONFIRMED,
    )?;
    tx.audit(
        Event::new(EventKind::LawConfirmed, Object::LawConfirmation(id))
            .because(format!("{}. Văn bản đã xem: {}.", named(&entry), seen.document))
            .changed("entry", "", key)
            .changed("note", "", &seen.note),
    )
}

/// Takes a confirmation back; both stay on record.
///
/// # Errors
/// `NotFound` for an entry that is not confirmed, or not any more.
pub fn withdraw(tx: &mut Tx, key: &str, because: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let entry = open_entry(key)?;
    let (id, document) = store::standing_of(tx.conn, key)?;
    store::withdraw(tx, id, because)?;
    tx.audit(
        Event::new(EventKind::LawConfirmationWithdrawn, Object::LawConfirmation(id))
            .because(format!("{}. Lý do: {because}", named(&entry)))
            .changed("entry", key, "")
            .changed("document", document, ""),
    )
}

/// An entry that waits for comparison, or did.
fn open_entry(key: &str) -> AppResult<Entry> {
    let entry = entries::find(key).ok_or(AppError::NotFound)?;
    if entry.provenance.may_block() { Err(AppError::Illegal) } else { Ok(entry) }
}

fn named(entry: &Entry) -> String {
    match entry.regime {
        Some(regime) => format!("{}: {} ({})", entry.kind(), entry.title(), regime.code),
        None => format!("{}: {}", entry.kind(), entry.title()),
    }
}

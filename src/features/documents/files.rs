//! Files attached to a document: added and taken away while it is a draft.

use super::ops::{Seen, prepared};
use super::store;
use crate::data_folder::attachments::Kept;
use crate::db::Tx;
use crate::domain::document::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::document_files;
use crate::web::attached::Accepted;
use crate::web::file_rows::file_rows;

file_rows!(document_files: DocumentFileId, document_id: DocumentId);

/// Adds a file that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much; `Illegal` once the document was sent.
pub fn attach(tx: &mut Tx, id: DocumentId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareDocuments)?;
    let document = store::find(tx.conn, id)?;
    if document.state != State::Draft {
        return Err(AppError::Illegal);
    }
    years::ops::must_not_be_ended(tx.conn, document.year, "file")?;
    add(tx, id, file, kept, "Văn bản")?;
    store::raise_version(tx.conn, id)?;
    let event = Event::new(EventKind::DocumentFileAdded, Object::Document(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a file away and answers the name under which it lies, for the caller to remove.
pub fn remove_attachment(tx: &mut Tx, seen: Seen, id: DocumentFileId) -> AppResult<String> {
    let document = prepared(tx, seen)?;
    if document.state != State::Draft {
        return Err(AppError::Illegal);
    }
    let file = take(tx.conn, seen.id, id)?;
    store::raise_version(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::DocumentFileRemoved, Object::Document(seen.id)).because(file.file_name))?;
    Ok(file.stored_name)
}

//! Files attached to a document: added and taken away while it is a draft.

use diesel::prelude::*;

use super::ops::{Seen, prepared};
use super::store;
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::document::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::document_files;
use crate::web::attached::{self, Accepted};

/// A file of a document.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = document_files)]
pub struct Attachment {
    pub id: DocumentFileId,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
}

/// The files of a document, oldest first.
pub fn of(conn: &mut Connection, id: DocumentId) -> AppResult<Vec<Attachment>> {
    Ok(document_files::table
        .filter(document_files::document_id.eq(id))
        .order(document_files::id)
        .select(Attachment::as_select())
        .load(conn)?)
}

/// One file of a document.
pub fn find(conn: &mut Connection, document: DocumentId, id: DocumentFileId) -> AppResult<Attachment> {
    let file = document_files::table.find(id).filter(document_files::document_id.eq(document));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = document_files::table.filter(document_files::stored_name.eq(stored_name)).select(document_files::id);
    Ok(found.first::<DocumentFileId>(conn).optional()?.is_some())
}

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
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|file| file.size).collect();
    attached::must_fit(&there, kept.size, "Văn bản")?;
    diesel::insert_into(document_files::table)
        .values((
            document_files::document_id.eq(id),
            document_files::file_name.eq(&file.file_name),
            document_files::media_type.eq(file.media_type),
            document_files::size.eq(kept.size),
            document_files::sha256.eq(&kept.sha256),
            document_files::stored_name.eq(&kept.name),
            document_files::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
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
    let file = find(tx.conn, seen.id, id)?;
    diesel::delete(document_files::table.find(id)).execute(tx.conn)?;
    store::raise_version(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::DocumentFileRemoved, Object::Document(seen.id)).because(file.file_name))?;
    Ok(file.stored_name)
}

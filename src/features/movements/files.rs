//! Papers attached to a movement: the rows that say where each lies.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{self, Seen};
use super::store;
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::State;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::movement_files as files;
use crate::web::attached::Accepted;

/// Most papers of a movement.
const MOST_FILES: usize = 10;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = files)]
pub struct Attachment {
    pub id: MovementFileId,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
    pub added_at: NaiveDateTime,
}

/// The papers of a movement, oldest first.
pub fn of(conn: &mut Connection, id: MovementId) -> AppResult<Vec<Attachment>> {
    let rows = files::table.filter(files::movement_id.eq(id)).order(files::id);
    Ok(rows.select(Attachment::as_select()).load(conn)?)
}

pub fn find(conn: &mut Connection, movement: MovementId, id: MovementFileId) -> AppResult<Attachment> {
    let file = files::table.find(id).filter(files::movement_id.eq(movement));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = files::table.filter(files::stored_name.eq(stored_name)).select(files::id);
    Ok(found.first::<MovementFileId>(conn).optional()?.is_some())
}

/// Adds a paper that already lies in the data folder: while it is prepared any, later only what was missing.
///
/// # Errors
/// `Fields` at `file` when there are too many already.
pub fn attach(tx: &mut Tx, id: MovementId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let movement = store::find(tx.conn, id)?;
    years::ops::must_not_be_ended(tx.conn, movement.content.year, "file")?;
    if movement.state == State::Cancelled {
        return Err(AppError::Illegal);
    }
    if of(tx.conn, id)?.len() >= MOST_FILES {
        let words = format!("Phong trào đã có {MOST_FILES} tệp, nhiều nhất là {MOST_FILES}. Bỏ bớt tệp hoặc gộp lại.");
        return Err(FieldErrors::one("file", words).into());
    }
    diesel::insert_into(files::table)
        .values((
            files::movement_id.eq(id),
            files::file_name.eq(&file.file_name),
            files::media_type.eq(file.media_type),
            files::size.eq(kept.size),
            files::sha256.eq(&kept.sha256),
            files::stored_name.eq(&kept.name),
            files::added_by.eq(tx.actor.account),
            files::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::MovementFileAdded, Object::Movement(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a paper away while the movement is a draft, and answers the name under which it lies.
pub fn detach(tx: &mut Tx, seen: Seen, id: MovementFileId) -> AppResult<String> {
    ops::prepare(tx, seen, "file")?;
    let file = find(tx.conn, seen.id, id)?;
    diesel::delete(files::table.find(id)).execute(tx.conn)?;
    let event = Event::new(EventKind::MovementFileRemoved, Object::Movement(seen.id)).because(&file.file_name);
    tx.audit(event).map(|()| file.stored_name)
}

//! Papers attached to a movement: the rows that say where each lies.

use super::ops::{self, Seen};
use super::store;
use crate::data_folder::attachments::Kept;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::State;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::movement_files;
use crate::web::attached::Accepted;
use crate::web::file_rows::file_rows;

file_rows!(movement_files: MovementFileId, movement_id: MovementId, added_by);

/// Adds a paper that already lies in the data folder: while it is prepared any, later only what was missing.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: MovementId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let movement = store::find(tx.conn, id)?;
    years::ops::must_not_be_ended(tx.conn, movement.content.year, "file")?;
    if movement.state == State::Cancelled {
        return Err(AppError::Illegal);
    }
    add(tx, id, file, kept, "Phong trào")?;
    let event = Event::new(EventKind::MovementFileAdded, Object::Movement(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a paper away while the movement is a draft, and answers the name under which it lies.
pub fn detach(tx: &mut Tx, seen: Seen, id: MovementFileId) -> AppResult<String> {
    ops::prepare(tx, seen, "file")?;
    let file = take(tx.conn, seen.id, id)?;
    let event = Event::new(EventKind::MovementFileRemoved, Object::Movement(seen.id)).because(&file.file_name);
    tx.audit(event).map(|()| file.stored_name)
}

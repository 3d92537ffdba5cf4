//! Files attached to an initiative, with the text found in them; added and taken away while its authors write it.

use diesel::prelude::*;

use super::ops::{Seen, find, find_seen};
use super::{authorship, similarity, store};
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::initiative_files;
use crate::web::attached::{self, Accepted};

/// A file of an initiative.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = initiative_files)]
pub struct Attachment {
    pub id: InitiativeFileId,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
}

/// The files of an initiative, oldest first, and whether text was looked for and not found.
pub fn of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<(Attachment, bool)>> {
    let is_without_text =
        initiative_files::content.is_not_null().and(initiative_files::content.eq("")).assume_not_null();
    Ok(initiative_files::table
        .filter(initiative_files::initiative_id.eq(id))
        .order(initiative_files::id)
        .select((Attachment::as_select(), is_without_text))
        .load(conn)?)
}

/// One file of an initiative.
pub fn file_of(conn: &mut Connection, initiative: InitiativeId, id: InitiativeFileId) -> AppResult<Attachment> {
    let file = initiative_files::table.find(id).filter(initiative_files::initiative_id.eq(initiative));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = initiative_files::table.filter(initiative_files::stored_name.eq(stored_name));
    Ok(found.select(initiative_files::id).first::<InitiativeFileId>(conn).optional()?.is_some())
}

/// Adds a file that already lies in the data folder; `text` is what was read in it, `None` where nothing reads such files.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: InitiativeId, file: &Accepted, kept: &Kept, text: Option<&str>) -> AppResult<()> {
    let initiative = find(tx.conn, id)?;
    policy::must_see(tx.actor, Act::SeeInitiative(&initiative.facts))?;
    policy::must(tx.actor, Act::AttachToInitiative(&initiative.facts))?;
    years::ops::must_not_be_ended(tx.conn, initiative.year, "file")?;
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|(file, _)| file.size).collect();
    attached::must_fit(&there, kept.size, "Sáng kiến")?;
    diesel::insert_into(initiative_files::table)
        .values((
            initiative_files::initiative_id.eq(id),
            initiative_files::file_name.eq(&file.file_name),
            initiative_files::media_type.eq(file.media_type),
            initiative_files::size.eq(kept.size),
            initiative_files::sha256.eq(&kept.sha256),
            initiative_files::stored_name.eq(&kept.name),
            initiative_files::added_by.eq(tx.actor.account),
            initiative_files::added_at.eq(tx.now.naive_utc()),
            initiative_files::content.eq(text),
        ))
        .execute(tx.conn)?;
    store::raise_version(tx, id)?;
    authorship::start_over(tx, id)?;
    similarity::follow(tx.conn, id, initiative.facts.state)?;
    let event = Event::new(EventKind::InitiativeFileAdded, Object::Initiative(id));
    // Not in the note: whoever reads a recognised one reads its history, but not the names of its files.
    tx.audit(event.changed("file_name", "", &file.file_name).changed("sha256", "", &kept.sha256))
}

/// Takes a file away and answers the name under which it lies, for the caller to remove.
pub fn remove_attachment(tx: &mut Tx, seen: Seen, id: InitiativeFileId) -> AppResult<String> {
    let initiative = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::AttachToInitiative(&initiative.facts))?;
    years::ops::must_not_be_ended(tx.conn, initiative.year, "file")?;
    let file = file_of(tx.conn, seen.id, id)?;
    diesel::delete(initiative_files::table.find(id)).execute(tx.conn)?;
    store::raise_version(tx, seen.id)?;
    authorship::start_over(tx, seen.id)?;
    similarity::follow(tx.conn, seen.id, initiative.facts.state)?;
    let event = Event::new(EventKind::InitiativeFileRemoved, Object::Initiative(seen.id));
    tx.audit(event.changed("file_name", &file.file_name, ""))?;
    Ok(file.stored_name)
}

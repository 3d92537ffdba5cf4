//! Evidence attached to a score sheet: the rows that say where each file lies.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::sheet_store;
use super::store;
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{Act, ClusterSheetAct};
use crate::schema::cluster_files as files;
use crate::web::attached::{self, Accepted};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = files)]
pub struct Attachment {
    pub id: ClusterFileId,
    /// What it is evidence of, as a number of the table; 0 for all of the sheet.
    pub ordinal: i64,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
    pub added_at: NaiveDateTime,
}

/// The files of a sheet, criterion by criterion.
pub fn of(conn: &mut Connection, sheet: ClusterSheetId) -> AppResult<Vec<Attachment>> {
    let rows = files::table.filter(files::sheet_id.eq(sheet)).order((files::ordinal, files::id));
    Ok(rows.select(Attachment::as_select()).load(conn)?)
}

pub fn find(conn: &mut Connection, sheet: ClusterSheetId, id: ClusterFileId) -> AppResult<Attachment> {
    let file = files::table.find(id).filter(files::sheet_id.eq(sheet));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = files::table.filter(files::stored_name.eq(stored_name)).select(files::id);
    Ok(found.first::<ClusterFileId>(conn).optional()?.is_some())
}

/// Only while the unit writes on the sheet.
fn writable(tx: &mut Tx, id: ClusterSheetId) -> AppResult<()> {
    let sheet = sheet_store::find(tx.conn, id)?;
    let cluster = store::find(tx.conn, sheet.cluster_id)?;
    let facts = sheet.facts(&cluster, tx.today);
    tx.must(Act::OnClusterSheet(ClusterSheetAct::Score, &facts))?;
    years::ops::must_not_be_ended(tx.conn, cluster.content.year, "file")
}

/// Adds a file that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or they are too large together.
pub fn attach(tx: &mut Tx, id: ClusterSheetId, ordinal: i64, file: &Accepted, kept: &Kept) -> AppResult<()> {
    writable(tx, id)?;
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|file| file.size).collect();
    attached::must_fit(&there, kept.size, "Phiếu")?;
    diesel::insert_into(files::table)
        .values((
            files::sheet_id.eq(id),
            files::ordinal.eq(ordinal),
            files::file_name.eq(&file.file_name),
            files::media_type.eq(file.media_type),
            files::size.eq(kept.size),
            files::sha256.eq(&kept.sha256),
            files::stored_name.eq(&kept.name),
            files::added_by.eq(tx.actor.account),
            files::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::ClusterFileAdded, Object::ClusterSheet(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a file away while the unit writes, and answers the name under which it lies.
pub fn detach(tx: &mut Tx, id: ClusterSheetId, file: ClusterFileId) -> AppResult<String> {
    writable(tx, id)?;
    let found = find(tx.conn, id, file)?;
    diesel::delete(files::table.find(file)).execute(tx.conn)?;
    let event = Event::new(EventKind::ClusterFileRemoved, Object::ClusterSheet(id)).because(found.file_name);
    tx.audit(event).map(|()| found.stored_name)
}

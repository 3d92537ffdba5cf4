//! Files attached to a dossier: the rows that say where each lies and which paper it is.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{Seen, find_seen};
use super::store::{self, Dossier};
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::dossier::paper::Paper;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act, Actor, DossierAct};
use crate::schema::dossier_files;
use crate::web::attached::{self, Accepted};

/// A file of a dossier.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = dossier_files)]
pub struct Attachment {
    pub id: DossierFileId,
    #[diesel(column_name = item)]
    pub paper: Paper,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
    pub added_by: Option<AccountId>,
    pub added_at: NaiveDateTime,
}

impl Attachment {
    /// While it is being written, whatever is in it; later, everybody only what he added himself.
    pub fn may_be_removed(&self, actor: &Actor, dossier: &Dossier) -> bool {
        let is_own = self.added_by.is_some() && self.added_by == actor.account;
        policy::may(actor, Act::OnDossier(DossierAct::Attach, &dossier.facts))
            && (dossier.facts.state.is_editable() || is_own)
    }
}

/// The files of a dossier, oldest first.
pub fn of(conn: &mut Connection, id: DossierId) -> AppResult<Vec<Attachment>> {
    Ok(dossier_files::table
        .filter(dossier_files::dossier_id.eq(id))
        .order(dossier_files::id)
        .select(Attachment::as_select())
        .load(conn)?)
}

/// Which papers have a file.
pub fn papers_of(conn: &mut Connection, id: DossierId) -> AppResult<Vec<Paper>> {
    let items = dossier_files::table.filter(dossier_files::dossier_id.eq(id)).select(dossier_files::item);
    Ok(items.load(conn)?)
}

/// One file of a dossier.
pub fn find(conn: &mut Connection, dossier: DossierId, id: DossierFileId) -> AppResult<Attachment> {
    let file = dossier_files::table.find(id).filter(dossier_files::dossier_id.eq(dossier));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = dossier_files::table.filter(dossier_files::stored_name.eq(stored_name)).select(dossier_files::id);
    Ok(found.first::<DossierFileId>(conn).optional()?.is_some())
}

/// Adds a file that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: DossierId, paper: Paper, file: &Accepted, kept: &Kept) -> AppResult<()> {
    let dossier = store::find(tx.conn, id)?;
    policy::must_see(tx.actor, Act::OnDossier(DossierAct::See, &dossier.facts))?;
    policy::must(tx.actor, Act::OnDossier(DossierAct::Attach, &dossier.facts))?;
    years::ops::must_not_be_ended(tx.conn, dossier.year, "file")?;
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|file| file.size).collect();
    attached::must_fit(&there, kept.size, "Hồ sơ")?;
    diesel::insert_into(dossier_files::table)
        .values((
            dossier_files::dossier_id.eq(id),
            dossier_files::item.eq(paper),
            dossier_files::file_name.eq(&file.file_name),
            dossier_files::media_type.eq(file.media_type),
            dossier_files::size.eq(kept.size),
            dossier_files::sha256.eq(&kept.sha256),
            dossier_files::stored_name.eq(&kept.name),
            dossier_files::added_by.eq(tx.actor.account),
            dossier_files::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    store::raise_version(tx.conn, id)?;
    let said = format!("{}: {}", paper.word(), file.file_name);
    tx.audit(Event::new(EventKind::DossierFileAdded, Object::Dossier(id)).because(said).changed(
        "sha256",
        "",
        &kept.sha256,
    ))
}

/// Takes a file away and answers the name under which it lies, for the caller to remove.
pub fn remove_attachment(tx: &mut Tx, seen: Seen, id: DossierFileId) -> AppResult<String> {
    let dossier = find_seen(tx, seen)?;
    let file = find(tx.conn, seen.id, id)?;
    if !file.may_be_removed(tx.actor, &dossier) {
        return Err(AppError::Denied);
    }
    years::ops::must_not_be_ended(tx.conn, dossier.year, "file")?;
    diesel::delete(dossier_files::table.find(id)).execute(tx.conn)?;
    store::raise_version(tx.conn, seen.id)?;
    let said = format!("{}: {}", file.paper.word(), file.file_name);
    tx.audit(Event::new(EventKind::DossierFileRemoved, Object::Dossier(seen.id)).because(said))?;
    Ok(file.stored_name)
}

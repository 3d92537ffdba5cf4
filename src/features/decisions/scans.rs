//! Scans of the signed paper: the rows that say where each lies.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::Seen;
use super::store::{self, Decision};
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::decision::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::schema::decision_scans as scans;
use crate::web::attached::{self, Accepted};
use crate::web::history;

/// A scan of a decision.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = scans)]
pub struct Scan {
    pub id: DecisionScanId,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
    pub added_at: NaiveDateTime,
}

/// The scans of a decision, oldest first.
pub fn of(conn: &mut Connection, id: DecisionId) -> AppResult<Vec<Scan>> {
    Ok(scans::table.filter(scans::decision_id.eq(id)).order(scans::id).select(Scan::as_select()).load(conn)?)
}

pub fn find(conn: &mut Connection, decision: DecisionId, id: DecisionScanId) -> AppResult<Scan> {
    let scan = scans::table.find(id).filter(scans::decision_id.eq(decision));
    Ok(scan.select(Scan::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = scans::table.filter(scans::stored_name.eq(stored_name)).select(scans::id);
    Ok(found.first::<DecisionScanId>(conn).optional()?.is_some())
}

/// Nothing is signed yet while it is a draft.
pub fn is_scannable(decision: &Decision) -> bool {
    decision.state != State::Draft
}

/// Adds a scan that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: DecisionId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    policy::must(tx.actor, Act::DraftDecision)?;
    if !is_scannable(&store::find(tx.conn, id)?) {
        return Err(AppError::Illegal);
    }
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|scan| scan.size).collect();
    attached::must_fit(&there, kept.size, "Quyết định")?;
    diesel::insert_into(scans::table)
        .values((
            scans::decision_id.eq(id),
            scans::file_name.eq(&file.file_name),
            scans::media_type.eq(file.media_type),
            scans::size.eq(kept.size),
            scans::sha256.eq(&kept.sha256),
            scans::stored_name.eq(&kept.name),
            scans::added_by.eq(tx.actor.account),
            scans::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::DecisionScanAdded, Object::Decision(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes away a scan that was attached by mistake, and answers the name under which it lies, for the caller to remove.
pub fn detach(tx: &mut Tx, seen: Seen, id: DecisionScanId) -> AppResult<String> {
    policy::must(tx.actor, Act::DraftDecision)?;
    if store::find(tx.conn, seen.id)?.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    let scan = find(tx.conn, seen.id, id)?;
    diesel::delete(scans::table.find(id)).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::DecisionScanRemoved, Object::Decision(seen.id)).because(scan.file_name))?;
    Ok(scan.stored_name)
}

//! Scans of the signed paper: the rows that say where each lies.

use super::ops::Seen;
use super::store::{self, Decision};
use crate::data_folder::attachments::Kept;
use crate::db::Tx;
use crate::domain::decision::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::schema::decision_scans;
use crate::web::attached::Accepted;
use crate::web::file_rows::file_rows;
use crate::web::history;

file_rows!(decision_scans: DecisionScanId, decision_id: DecisionId, added_by);

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
    add(tx, id, file, kept, "Quyết định")?;
    let event = Event::new(EventKind::DecisionScanAdded, Object::Decision(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes away a scan that was attached by mistake, and answers the name under which it lies, for the caller to remove.
pub fn detach(tx: &mut Tx, seen: Seen, id: DecisionScanId) -> AppResult<String> {
    policy::must(tx.actor, Act::DraftDecision)?;
    if store::find(tx.conn, seen.id)?.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    let scan = take(tx.conn, seen.id, id)?;
    tx.audit(Event::new(EventKind::DecisionScanRemoved, Object::Decision(seen.id)).because(scan.file_name))?;
    Ok(scan.stored_name)
}

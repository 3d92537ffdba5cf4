//! Scans of the signed decision of a round: the rows that say where each lies.

use super::board::Board;
use super::ops::{self, Seen};
use crate::data_folder::attachments::Kept;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act, RoundAct};
use crate::schema::initiative_round_scans;
use crate::web::attached::Accepted;
use crate::web::file_rows::file_rows;
use crate::web::history;

file_rows!(initiative_round_scans: InitiativeRoundScanId, round_id: InitiativeRoundId, added_by);

/// Adds a scan that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: InitiativeRoundId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    must(tx, id)?;
    add(tx, id, file, kept, "Quyết định")?;
    let event = Event::new(EventKind::DecisionScanAdded, ops::object(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes away a scan that was attached by mistake, and answers the name under which it lies, for the caller to remove.
pub fn detach(tx: &mut Tx, seen: Seen, id: InitiativeRoundScanId) -> AppResult<String> {
    must(tx, seen.id)?;
    history::must_be_at(tx.conn, ops::object(seen.id), seen.version)?;
    let scan = take(tx.conn, seen.id, id)?;
    tx.audit(Event::new(EventKind::DecisionScanRemoved, ops::object(seen.id)).because(scan.file_name))?;
    Ok(scan.stored_name)
}

/// Also after the end of the year: papers come back from the archive late.
fn must(tx: &mut Tx, id: InitiativeRoundId) -> AppResult<()> {
    let facts = Board::load(tx.conn, id)?.facts();
    policy::must_see(tx.actor, Act::OnRound(RoundAct::See, &facts))?;
    policy::must(tx.actor, Act::OnRound(RoundAct::Scan, &facts))
}

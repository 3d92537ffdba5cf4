//! Scans of a meeting: written opinions, paper ballots, signed minutes.

use super::meeting::Meeting;
use super::ops::{Seen, must, object};
use crate::data_folder::attachments::Kept;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act, MeetingAct};
use crate::schema::council_meeting_files;
use crate::web::attached::Accepted;
use crate::web::file_rows::file_rows;

file_rows!(council_meeting_files: CouncilMeetingFileId, meeting_id: CouncilMeetingId);

/// Adds a file that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: CouncilMeetingId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    let meeting = Meeting::load(tx.conn, id)?;
    policy::must(tx.actor, Act::OnMeeting(MeetingAct::Attach, &meeting.facts()))?;
    years::ops::must_not_be_ended(tx.conn, meeting.row.year, "file")?;
    add(tx, id, file, kept, "Phiên họp")?;
    let event = Event::new(EventKind::CouncilMeetingFileAdded, object(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a file away and answers the name under which it lies, for the caller to remove.
pub fn remove_attachment(tx: &mut Tx, seen: Seen, id: CouncilMeetingFileId) -> AppResult<String> {
    must(tx, seen, MeetingAct::Attach)?;
    let file = take(tx.conn, seen.id, id)?;
    tx.audit(Event::new(EventKind::CouncilMeetingFileRemoved, object(seen.id)).because(file.file_name))?;
    Ok(file.stored_name)
}

//! Scans of a meeting: written opinions, paper ballots, signed minutes.

use diesel::prelude::*;

use super::meeting::Meeting;
use super::ops::{Seen, must, object};
use crate::data_folder::attachments::Kept;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act, MeetingAct};
use crate::schema::council_meeting_files;
use crate::web::attached::{self, Accepted};

/// A file of a meeting.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = council_meeting_files)]
pub struct Attachment {
    pub id: CouncilMeetingFileId,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub stored_name: String,
}

/// The files of a meeting, oldest first.
pub fn of(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<Attachment>> {
    Ok(council_meeting_files::table
        .filter(council_meeting_files::meeting_id.eq(id))
        .order(council_meeting_files::id)
        .select(Attachment::as_select())
        .load(conn)?)
}

/// One file of a meeting.
pub fn find(conn: &mut Connection, meeting: CouncilMeetingId, id: CouncilMeetingFileId) -> AppResult<Attachment> {
    let file = council_meeting_files::table.find(id).filter(council_meeting_files::meeting_id.eq(meeting));
    Ok(file.select(Attachment::as_select()).first(conn)?)
}

/// Whether a row says that this stored file belongs to something.
pub fn is_known(conn: &mut Connection, stored_name: &str) -> AppResult<bool> {
    let found = council_meeting_files::table
        .filter(council_meeting_files::stored_name.eq(stored_name))
        .select(council_meeting_files::id);
    Ok(found.first::<CouncilMeetingFileId>(conn).optional()?.is_some())
}

pub fn has_any(conn: &mut Connection, meeting: CouncilMeetingId) -> AppResult<bool> {
    Ok(!of(conn, meeting)?.is_empty())
}

/// Adds a file that already lies in the data folder.
///
/// # Errors
/// `Fields` at `file` when there are too many already, or too much.
pub fn attach(tx: &mut Tx, id: CouncilMeetingId, file: &Accepted, kept: &Kept) -> AppResult<()> {
    let meeting = Meeting::load(tx.conn, id)?;
    policy::must(tx.actor, Act::OnMeeting(MeetingAct::Attach, &meeting.facts()))?;
    years::ops::must_not_be_ended(tx.conn, meeting.row.year, "file")?;
    let there: Vec<i64> = of(tx.conn, id)?.iter().map(|file| file.size).collect();
    attached::must_fit(&there, kept.size, "Phiên họp")?;
    diesel::insert_into(council_meeting_files::table)
        .values((
            council_meeting_files::meeting_id.eq(id),
            council_meeting_files::file_name.eq(&file.file_name),
            council_meeting_files::media_type.eq(file.media_type),
            council_meeting_files::size.eq(kept.size),
            council_meeting_files::sha256.eq(&kept.sha256),
            council_meeting_files::stored_name.eq(&kept.name),
            council_meeting_files::added_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    let event = Event::new(EventKind::CouncilMeetingFileAdded, object(id)).because(&file.file_name);
    tx.audit(event.changed("sha256", "", &kept.sha256))
}

/// Takes a file away and answers the name under which it lies, for the caller to remove.
pub fn remove_attachment(tx: &mut Tx, seen: Seen, id: CouncilMeetingFileId) -> AppResult<String> {
    must(tx, seen, MeetingAct::Attach)?;
    let file = find(tx.conn, seen.id, id)?;
    diesel::delete(council_meeting_files::table.find(id)).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::CouncilMeetingFileRemoved, object(seen.id)).because(file.file_name))?;
    Ok(file.stored_name)
}

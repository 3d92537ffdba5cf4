//! What happened to one thing, as its page tells it: read from the audit log.

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::date;
use crate::domain::event::{EventKind, Object};
use crate::error::{AppError, AppResult};
use crate::schema::audit_entries;

/// One line of a timeline: "21/02/2014 15:20 – Phạm Thị Lan Hương đồng ý đăng ký".
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    pub at: String,
    pub who: String,
    pub what: &'static str,
    pub note: String,
}

/// Newest first.
pub fn of(conn: &mut Connection, object: Object) -> AppResult<Vec<HistoryEntry>> {
    let (kind, id) = object.key();
    let rows: Vec<(NaiveDateTime, String, String, EventKind, String)> = audit_entries::table
        .filter(audit_entries::object_kind.eq(kind))
        .filter(audit_entries::object_id.eq(id))
        .order(audit_entries::id.desc())
        .limit(200)
        .select((
            audit_entries::at,
            audit_entries::actor_name,
            audit_entries::on_behalf_of,
            audit_entries::event,
            audit_entries::note,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(at, who, in_place_of, event, note)| HistoryEntry {
            at: date::format_date_time(at.and_utc()),
            who: named(who, &in_place_of),
            what: event.word(),
            note,
        })
        .collect())
}

/// Who acted, and in whose place.
pub fn named(who: String, in_place_of: &str) -> String {
    if in_place_of.is_empty() { who } else { format!("{who}, thay mặt {in_place_of}") }
}

/// The number of the last entry about a thing: the version that the form which changes it carries.
pub fn version(conn: &mut Connection, object: Object) -> AppResult<i64> {
    let (kind, id) = object.key();
    let last: Option<i64> = audit_entries::table
        .filter(audit_entries::object_kind.eq(kind))
        .filter(audit_entries::object_id.eq(id))
        .select(max(audit_entries::id))
        .first(conn)?;
    Ok(last.unwrap_or_default())
}

/// When something last happened to a thing.
pub fn moment(conn: &mut Connection, object: Object, event: EventKind) -> AppResult<Option<NaiveDateTime>> {
    let (kind, id) = object.key();
    Ok(audit_entries::table
        .filter(audit_entries::object_kind.eq(kind))
        .filter(audit_entries::object_id.eq(id))
        .filter(audit_entries::event.eq(event))
        .select(max(audit_entries::at))
        .first(conn)?)
}

/// The highest id of its kind that the history tells of, of things since dropped too: a new thing takes a higher one, or
/// the history of the dropped one would come with it.
pub fn highest_id(conn: &mut Connection, like: Object) -> QueryResult<i64> {
    let highest: Option<i64> = audit_entries::table
        .filter(audit_entries::object_kind.eq(like.key().0))
        .select(max(audit_entries::object_id))
        .first(conn)?;
    Ok(highest.unwrap_or_default())
}

/// Refuses to change what has changed since it was read.
///
/// # Errors
/// `Stale`, saying who was quicker.
pub fn must_be_at(conn: &mut Connection, object: Object, seen: i64) -> AppResult<()> {
    if version(conn, object)? == seen { Ok(()) } else { Err(AppError::Stale(last_act(conn, object)?)) }
}

/// Who was quicker: "Đồng chí Lê Thị Hoa vừa đồng ý đăng ký lúc 09:14."
pub fn last_act(conn: &mut Connection, object: Object) -> AppResult<String> {
    last_act_but(conn, object, &[])
}

/// The same, of acts that leave what was read as it is aside.
pub fn last_act_but(conn: &mut Connection, object: Object, aside: &[EventKind]) -> AppResult<String> {
    let counts = |entry: &HistoryEntry| aside.iter().all(|kind| kind.word() != entry.what);
    let last = of(conn, object)?.into_iter().find(counts);
    Ok(last.map_or_else(String::new, |entry| format!("Đồng chí {} vừa {} lúc {}.", entry.who, entry.what, entry.at)))
}

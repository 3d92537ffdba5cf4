//! What happened to one thing, as its page tells it: read from the audit log.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::date;
use crate::domain::event::{EventKind, Object};
use crate::error::AppResult;
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
    let rows: Vec<(NaiveDateTime, String, EventKind, String)> = audit_entries::table
        .filter(audit_entries::object_kind.eq(kind))
        .filter(audit_entries::object_id.eq(id))
        .order(audit_entries::id.desc())
        .limit(200)
        .select((audit_entries::at, audit_entries::actor_name, audit_entries::event, audit_entries::note))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(at, who, event, note)| HistoryEntry {
            at: date::format_date_time(at.and_utc()),
            who,
            what: event.word(),
            note,
        })
        .collect())
}

/// Who was quicker: "Đồng chí Lê Thị Hoa vừa đồng ý đăng ký lúc 09:14."
pub fn last_act(conn: &mut Connection, object: Object) -> AppResult<String> {
    let last = of(conn, object)?.into_iter().next();
    Ok(last.map_or_else(String::new, |entry| format!("Đồng chí {} vừa {} lúc {}.", entry.who, entry.what, entry.at)))
}

//! The history holds together: each entry carries the hash of the one before it, so that whoever changes, drops or slips in
//! one, behind the program's back too, breaks the chain where he did it (SECURITY.md N2).

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Connection;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::schema::audit_entries;

/// So many are read at once when the chain is followed.
const AT_ONCE: i64 = 2_000;

/// The last entry that is sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    pub id: i64,
    pub hash: String,
}

/// An entry as it is stored, but for its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: i64,
    pub at: NaiveDateTime,
    pub account_id: Option<i64>,
    pub actor_name: String,
    pub role: String,
    pub address: String,
    pub event: String,
    pub object_kind: String,
    pub object_id: i64,
    pub note: String,
    pub changes: String,
    pub on_behalf_of: String,
}

impl Entry {
    /// Of all its columns, after the hash of the entry before it.
    pub fn hash_after(&self, before: &str) -> AppResult<String> {
        let whole = (
            (before, self.id, self.at.to_string(), self.account_id, &self.actor_name, &self.role, &self.address),
            (&self.event, &self.object_kind, self.object_id, &self.note, &self.changes, &self.on_behalf_of),
        );
        Ok(sha256(serde_json::to_string(&whole).map_err(|error| AppError::Unexpected(error.into()))?))
    }
}

/// Where the chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Of the entry that does not follow from the one before it.
    pub id: i64,
}

type Row =
    ((i64, NaiveDateTime, Option<i64>, String, String, String), (String, String, i64, String, String, String), String);

/// The last entry; nothing of an empty history.
pub fn head(conn: &mut Connection) -> AppResult<Head> {
    let last = audit_entries::table.order(audit_entries::id.desc()).select((audit_entries::id, audit_entries::hash));
    let last: Option<(i64, String)> = last.first(conn).optional()?;
    Ok(last.map_or_else(Head::default, |(id, hash)| Head { id, hash }))
}

/// Adds an entry, sealed to the one before it.
pub fn append(conn: &mut Connection, entry: &Entry, before: &str) -> AppResult<Head> {
    let hash = entry.hash_after(before)?;
    diesel::insert_into(audit_entries::table)
        .values((
            (
                audit_entries::id.eq(entry.id),
                audit_entries::at.eq(entry.at),
                audit_entries::account_id.eq(entry.account_id),
                audit_entries::actor_name.eq(&entry.actor_name),
                audit_entries::role.eq(&entry.role),
                audit_entries::address.eq(&entry.address),
            ),
            (
                audit_entries::event.eq(&entry.event),
                audit_entries::object_kind.eq(&entry.object_kind),
                audit_entries::object_id.eq(entry.object_id),
                audit_entries::note.eq(&entry.note),
                audit_entries::changes.eq(&entry.changes),
                audit_entries::on_behalf_of.eq(&entry.on_behalf_of),
                audit_entries::hash.eq(&hash),
            ),
        ))
        .execute(conn)?;
    Ok(Head { id: entry.id, hash })
}

/// Seals what was written before entries were sealed, in their order.
pub fn seal_older(conn: &mut Connection) -> AppResult<()> {
    let unsealed = audit_entries::table.filter(audit_entries::hash.eq("")).select(audit_entries::id);
    let Some(first) = unsealed.order(audit_entries::id).first::<i64>(conn).optional()? else {
        return Ok(());
    };
    let before = audit_entries::table.filter(audit_entries::id.lt(first)).order(audit_entries::id.desc());
    let mut hash: String = before.select(audit_entries::hash).first(conn).optional()?.unwrap_or_default();
    follow(conn, first - 1, |conn, entry, stored| {
        if !stored.is_empty() {
            hash = stored;
            return Ok(true);
        }
        hash = entry.hash_after(&hash)?;
        diesel::update(audit_entries::table.find(entry.id)).set(audit_entries::hash.eq(&hash)).execute(conn)?;
        Ok(true)
    })
}

/// Follows the whole chain: its head, or the first entry that does not follow from the one before it.
pub fn verify(conn: &mut Connection) -> AppResult<Result<Head, Broken>> {
    let mut head = Head::default();
    let mut broken = None;
    follow(conn, 0, |_, entry, stored| {
        // Numbers are given without a gap, so a gap is an entry that was taken out.
        let is_next = entry.id == head.id + 1 || head.hash.is_empty();
        if !is_next || entry.hash_after(&head.hash)? != stored {
            broken = Some(Broken { id: entry.id });
            return Ok(false);
        }
        head = Head { id: entry.id, hash: stored };
        Ok(true)
    })?;
    Ok(broken.map_or(Ok(head), Err))
}

/// Hands over each entry after an id with its stored hash, until told to stop.
fn follow(
    conn: &mut Connection,
    mut after: i64,
    mut take: impl FnMut(&mut Connection, Entry, String) -> AppResult<bool>,
) -> AppResult<()> {
    use audit_entries as row;
    loop {
        let rows: Vec<Row> = row::table
            .filter(row::id.gt(after))
            .order(row::id)
            .limit(AT_ONCE)
            .select((
                (row::id, row::at, row::account_id, row::actor_name, row::role, row::address),
                (row::event, row::object_kind, row::object_id, row::note, row::changes, row::on_behalf_of),
                row::hash,
            ))
            .load(conn)?;
        let Some(((last, ..), ..)) = rows.last() else { return Ok(()) };
        after = *last;
        for ((id, at, account_id, actor_name, role, address), rest, hash) in rows {
            let (event, object_kind, object_id, note, changes, on_behalf_of) = rest;
            let entry = Entry {
                id,
                at,
                account_id,
                actor_name,
                role,
                address,
                event,
                object_kind,
                object_id,
                note,
                changes,
                on_behalf_of,
            };
            if !take(conn, entry, hash)? {
                return Ok(());
            }
        }
    }
}

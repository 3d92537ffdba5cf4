//! The history holds together: each entry carries the hash of the one before it, so that whoever changes, drops or slips in
//! one, behind the program's back too, breaks the chain where he did it (SECURITY.md N2). Of entries that were forgotten
//! when their time was over (N3) the hash stays, so that the chain goes on; which they were is sealed by the entry that says
//! so, so that nothing else can pass for forgotten.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};

use sha2::{Digest, Sha256};

use crate::db::Connection;
use crate::domain::event::EventKind;
use crate::error::{AppError, AppResult};
use crate::hash::{hex, sha256};
use crate::schema::{audit_entries, forgotten_audit_entries as forgotten};
use crate::sql::sql;

/// So many are read at once when the chain is followed.
const AT_ONCE: i64 = 2_000;

/// The last entry that is sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    pub id: i64,
    pub hash: String,
}

impl Head {
    /// The hash as it is printed and read out: in eights.
    pub fn code(&self) -> String {
        let eights: Vec<String> = self.hash.as_bytes().chunks(8).map(|it| String::from_utf8_lossy(it).into()).collect();
        eights.join(" ")
    }
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

/// All links of the chain with their moments.
const LINKS: &str =
    "(SELECT id, at, hash FROM audit_entries UNION ALL SELECT id, at, hash FROM forgotten_audit_entries)";

#[derive(QueryableByName)]
struct LastOfMonth {
    #[diesel(sql_type = Text)]
    month: String,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    hash: String,
}

/// The last entry of each month in which there was any, by its first day (local time); from a moment to before another (UTC).
pub fn heads_by_month(
    conn: &mut Connection,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> AppResult<Vec<(NaiveDate, Head)>> {
    // With MAX the other columns are those of the row that has it.
    let found: Vec<LastOfMonth> =
        sql("SELECT date(at, '+7 hours', 'start of month') AS month, MAX(id) AS id, hash FROM ")
            .sql(LINKS)
            .sql(" WHERE at >= ? AND at < ? GROUP BY 1 ORDER BY 1")
            .bind::<Timestamp, _>(from)
            .bind::<Timestamp, _>(until)
            .load(conn)?;
    let head = |it: LastOfMonth| {
        let month = it.month.parse().map_err(|_| AppError::Unexpected(anyhow::anyhow!("the month {}", it.month)))?;
        Ok((month, Head { id: it.id, hash: it.hash }))
    };
    found.into_iter().map(head).collect()
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
    follow(conn, first - 1, |conn, link| {
        let (stored, Some(entry)) = (link.hash, link.entry) else { return Ok(true) };
        if !stored.is_empty() {
            hash = stored;
            return Ok(true);
        }
        hash = entry.hash_after(&hash)?;
        diesel::update(audit_entries::table.find(entry.id)).set(audit_entries::hash.eq(&hash)).execute(conn)?;
        Ok(true)
    })
}

/// The field of an entry that seals what it forgot.
pub const FORGOTTEN: &str = "links";

/// A hash over forgotten links, in the order of their ids.
#[derive(Default)]
pub struct Seal(Sha256);

impl Seal {
    pub fn add(&mut self, id: i64, hash: &str) {
        self.0.update(format!("{id} {hash}\n"));
    }

    pub fn close(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Follows the whole chain: its head, or the first entry that does not follow from the one before it.
pub fn verify(conn: &mut Connection) -> AppResult<Result<Head, Broken>> {
    let mut head = Head::default();
    let mut broken = None;
    let mut sealed = Sealed::read(conn)?;
    follow(conn, 0, |_, link| {
        // Numbers are given without a gap, so a gap is an entry that was taken out.
        let is_next = link.id == head.id + 1;
        let is_right = match &link.entry {
            Some(entry) => entry.hash_after(&head.hash)? == link.hash && sealed.check(entry),
            None => true,
        };
        if !is_next || !is_right {
            broken = Some(Broken { id: link.id });
            return Ok(false);
        }
        head = Head { id: link.id, hash: link.hash };
        Ok(true)
    })?;
    let broken = broken.or_else(|| sealed.unclaimed());
    Ok(broken.map_or(Ok(head), Err))
}

/// What was forgotten, by the entry that is said to have forgotten it.
struct Sealed(BTreeMap<i64, (i64, Seal)>);

impl Sealed {
    fn read(conn: &mut Connection) -> AppResult<Self> {
        let mut sealed: BTreeMap<i64, (i64, Seal)> = BTreeMap::new();
        let mut after = 0;
        loop {
            let rows: Vec<(i64, String, i64)> = forgotten::table
                .filter(forgotten::id.gt(after))
                .order(forgotten::id)
                .limit(AT_ONCE)
                .select((forgotten::id, forgotten::hash, forgotten::forgotten_by))
                .load(conn)?;
            let Some((last, ..)) = rows.last() else { return Ok(Self(sealed)) };
            after = *last;
            for (id, hash, by) in rows {
                sealed.entry(by).or_insert_with(|| (id, Seal::default())).1.add(id, &hash);
            }
        }
    }

    /// Whether an entry sealed just what is said to have been forgotten by it.
    fn check(&mut self, entry: &Entry) -> bool {
        let found = self.0.remove(&entry.id).map(|(_, seal)| seal.close());
        if entry.event != EventKind::AccessForgotten.code() {
            return found.is_none();
        }
        let changes: Vec<(String, String, String)> = serde_json::from_str(&entry.changes).unwrap_or_default();
        let said = changes.into_iter().find(|(field, ..)| field == FORGOTTEN).map(|(.., seal)| seal);
        said.is_some() && said == found
    }

    /// The first link that no entry says was forgotten.
    fn unclaimed(self) -> Option<Broken> {
        self.0.into_values().map(|(id, _)| Broken { id }).next()
    }
}

/// A place in the chain with its stored hash.
struct Link {
    id: i64,
    hash: String,
    /// None where it was forgotten.
    entry: Option<Entry>,
}

/// Hands over each link after an id, until told to stop.
fn follow(
    conn: &mut Connection,
    mut after: i64,
    mut take: impl FnMut(&mut Connection, Link) -> AppResult<bool>,
) -> AppResult<()> {
    loop {
        let mut links = entries_after(conn, after)?;
        let is_last = links.is_empty();
        let until = links.last().map_or(i64::MAX, |link| link.id);
        let gone = forgotten::table.filter(forgotten::id.gt(after)).filter(forgotten::id.le(until));
        let gone: Vec<(i64, String)> = gone.select((forgotten::id, forgotten::hash)).load(conn)?;
        links.extend(gone.into_iter().map(|(id, hash)| Link { id, hash, entry: None }));
        links.sort_by_key(|link| link.id);
        for link in links {
            if !take(conn, link)? {
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
        after = until;
    }
}

/// The next entries that are whole.
fn entries_after(conn: &mut Connection, after: i64) -> AppResult<Vec<Link>> {
    use audit_entries as row;
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
    let link = |((id, at, account_id, actor_name, role, address), rest, hash): Row| {
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
        Link { id, hash, entry: Some(entry) }
    };
    Ok(rows.into_iter().map(link).collect())
}

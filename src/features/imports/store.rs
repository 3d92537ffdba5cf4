//! Reads and writes of imports made on the web.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::changes::Changes;
use super::tables;
use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::records::Table;
use crate::schema::imports;

codes! {
    State {
        Staged = "staged" "Chờ xác nhận",
        Stored = "stored" "Đã nhập",
        Undone = "undone" "Đã hoàn tác",
    }
}

/// So long an import can be taken back.
pub const UNDO_LASTS: Duration = Duration::hours(24);

/// One import, without the file.
#[derive(Debug, Clone)]
pub struct Import {
    pub id: ImportId,
    pub table: &'static Table,
    pub file_name: String,
    pub state: State,
    pub created_at: NaiveDateTime,
    pub stored_at: Option<NaiveDateTime>,
    pub added: i64,
    pub replaced: i64,
}

impl Import {
    pub fn can_be_undone(&self, now: NaiveDateTime) -> bool {
        self.state == State::Stored && self.stored_at.is_some_and(|stored_at| now < stored_at + UNDO_LASTS)
    }
}

type Row = (ImportId, String, String, State, NaiveDateTime, Option<NaiveDateTime>, i64, i64);

fn import((id, kind, file_name, state, created_at, stored_at, added, replaced): Row) -> Option<Import> {
    let table = tables::table(&kind)?;
    Some(Import { id, table, file_name, state, created_at, stored_at, added, replaced })
}

const COLUMNS: (
    imports::id,
    imports::kind,
    imports::file_name,
    imports::state,
    imports::created_at,
    imports::stored_at,
    imports::added,
    imports::replaced,
) = (
    imports::id,
    imports::kind,
    imports::file_name,
    imports::state,
    imports::created_at,
    imports::stored_at,
    imports::added,
    imports::replaced,
);

/// Somebody's own imports, newest first.
pub fn of_account(conn: &mut Connection, account: AccountId, most: i64) -> AppResult<Vec<Import>> {
    let own = imports::table.filter(imports::account_id.eq(account));
    let rows: Vec<Row> = own.order(imports::id.desc()).limit(most).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().filter_map(import).collect())
}

/// An import of this account; another's is not found.
pub fn find(conn: &mut Connection, account: Option<AccountId>, id: ImportId) -> AppResult<Import> {
    let account = account.ok_or(AppError::NotFound)?;
    let own = imports::table.find(id).filter(imports::account_id.eq(account));
    import(own.select(COLUMNS).first(conn)?).ok_or(AppError::NotFound)
}

pub fn content(conn: &mut Connection, id: ImportId) -> AppResult<Vec<u8>> {
    Ok(imports::table.find(id).select(imports::content).first(conn)?)
}

pub fn undo(conn: &mut Connection, id: ImportId) -> AppResult<String> {
    Ok(imports::table.find(id).select(imports::undo).first(conn)?)
}

/// When the same file was stored as the same table before, by whomever.
pub fn stored_before(conn: &mut Connection, id: ImportId) -> AppResult<Option<NaiveDateTime>> {
    let (kind, hash): (String, String) =
        imports::table.find(id).select((imports::kind, imports::content_hash)).first(conn)?;
    Ok(imports::table
        .filter(imports::kind.eq(kind))
        .filter(imports::content_hash.eq(hash))
        .filter(imports::state.eq(State::Stored))
        .order(imports::id.desc())
        .select(imports::stored_at)
        .first(conn)
        .optional()?
        .flatten())
}

/// Keeps a file until it is confirmed, in the place of those of the same table that never were.
pub fn stage(tx: &mut Tx, account: AccountId, table: &Table, file_name: &str, bytes: &[u8]) -> AppResult<ImportId> {
    let kind = table.format.name;
    let waiting = imports::table.filter(imports::account_id.eq(account)).filter(imports::state.eq(State::Staged));
    diesel::delete(waiting.filter(imports::kind.eq(kind))).execute(tx.conn)?;
    insert(tx, account, table, file_name, bytes)
}

pub fn insert(tx: &mut Tx, account: AccountId, table: &Table, file_name: &str, bytes: &[u8]) -> AppResult<ImportId> {
    Ok(diesel::insert_into(imports::table)
        .values((
            imports::kind.eq(table.format.name),
            imports::file_name.eq(file_name),
            imports::content.eq(bytes),
            imports::content_hash.eq(sha256(bytes)),
            imports::state.eq(State::Staged),
            imports::account_id.eq(account),
            imports::created_at.eq(tx.now.naive_utc()),
            imports::added.eq(0),
            imports::replaced.eq(0),
            imports::undo.eq(""),
        ))
        .returning(imports::id)
        .get_result(tx.conn)?)
}

/// Once stored, only what leads back is kept, not the file.
pub fn set_stored(tx: &mut Tx, id: ImportId, changes: &Changes, undo: &str) -> AppResult<()> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    diesel::update(imports::table.find(id))
        .set((
            imports::state.eq(State::Stored),
            imports::stored_at.eq(tx.now.naive_utc()),
            imports::added.eq(count(changes.added())),
            imports::replaced.eq(count(changes.replaced())),
            imports::undo.eq(undo),
            imports::content.eq(Vec::new()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_undone(tx: &mut Tx, id: ImportId) -> AppResult<()> {
    diesel::update(imports::table.find(id))
        .set((imports::state.eq(State::Undone), imports::undo.eq("")))
        .execute(tx.conn)?;
    Ok(())
}

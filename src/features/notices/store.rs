//! Reads and writes of notices.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};

use crate::db::{Connection, Tx};
use crate::domain::ids::AccountId;
use crate::error::{AppError, AppResult};
use crate::schema::{notice_marks, notices};
use crate::sql::sql;

/// Audience, words, kind and id of the thing, address of its page.
pub type Row<'r> = (String, &'r str, &'static str, i64, String);

const INSERT: &str = "INSERT INTO notices (at, audience, words, object_kind, object_id, address, account_id) \
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, CASE value ->> 2 WHEN 'initiative' \
     THEN (SELECT '/initiatives/' || code FROM initiatives WHERE id = value ->> 3) ELSE value ->> 4 END, ? FROM json_each(?)";

/// All rows in one statement.
pub fn insert(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
    let rows = serde_json::to_string(rows).map_err(|error| AppError::Unexpected(error.into()))?;
    sql(INSERT)
        .bind::<Timestamp, _>(tx.now.naive_utc())
        .bind::<Nullable<BigInt>, _>(tx.actor.account)
        .bind::<Text, _>(rows)
        .execute(tx.conn)?;
    Ok(())
}

/// A notice as its reader sees it.
#[derive(Debug, Clone, Queryable)]
pub struct Told {
    pub id: i64,
    pub at: NaiveDateTime,
    pub words: String,
    pub object_kind: String,
    pub address: String,
}

/// How many there are for these audiences, but for what the reader did himself.
pub fn count(conn: &mut Connection, audiences: &[String], reader: AccountId) -> AppResult<i64> {
    Ok(notices::table
        .filter(notices::audience.eq_any(audiences))
        .filter(notices::account_id.is_null().or(notices::account_id.ne(reader)))
        .count()
        .get_result(conn)?)
}

/// A page of them, newest first.
pub fn list(
    conn: &mut Connection,
    audiences: &[String],
    reader: AccountId,
    (offset, limit): (i64, i64),
) -> AppResult<Vec<Told>> {
    Ok(notices::table
        .filter(notices::audience.eq_any(audiences))
        .filter(notices::account_id.is_null().or(notices::account_id.ne(reader)))
        .order(notices::id.desc())
        .offset(offset)
        .limit(limit)
        .select((notices::id, notices::at, notices::words, notices::object_kind, notices::address))
        .load(conn)?)
}

/// Up to which notice an account has seen all.
pub fn seen_up_to(conn: &mut Connection, account: AccountId) -> AppResult<i64> {
    Ok(notice_marks::table.find(account).select(notice_marks::seen_up_to).first(conn)?)
}

const MARK: &str = "UPDATE notice_marks SET seen_up_to = \
     MAX(seen_up_to, MIN(?, (SELECT COALESCE(MAX(id), 0) FROM notices))) WHERE account_id = ?";

/// Never back, and never past what there is.
pub fn mark_seen(conn: &mut Connection, account: AccountId, up_to: i64) -> AppResult<()> {
    sql(MARK).bind::<BigInt, _>(up_to).bind::<BigInt, _>(account).execute(conn)?;
    Ok(())
}

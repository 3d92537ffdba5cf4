//! Reads and writes of second factors.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::AccountId;
use crate::error::AppResult;
use crate::schema::{recovery_codes, second_factors};

#[derive(Debug, Clone, Queryable)]
pub struct Factor {
    pub secret: String,
    /// Not asked for before.
    pub confirmed_at: Option<NaiveDateTime>,
    /// Of the last code that was used.
    pub last_step: i64,
}

pub fn of(conn: &mut Connection, account: AccountId) -> AppResult<Option<Factor>> {
    let found = second_factors::table.find(account);
    Ok(found
        .select((second_factors::secret, second_factors::confirmed_at, second_factors::last_step))
        .first(conn)
        .optional()?)
}

pub fn begin(conn: &mut Connection, account: AccountId, secret: &str) -> AppResult<()> {
    diesel::replace_into(second_factors::table)
        .values((
            second_factors::account_id.eq(account),
            second_factors::secret.eq(secret),
            second_factors::confirmed_at.eq(None::<NaiveDateTime>),
            second_factors::last_step.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn confirm(conn: &mut Connection, account: AccountId, at: NaiveDateTime) -> AppResult<()> {
    diesel::update(second_factors::table.find(account)).set(second_factors::confirmed_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Uses a step of time up.
pub fn use_step(conn: &mut Connection, account: AccountId, step: i64) -> AppResult<()> {
    diesel::update(second_factors::table.find(account)).set(second_factors::last_step.eq(step)).execute(conn)?;
    Ok(())
}

/// Takes a factor away with its recovery codes; whether there was one.
pub fn remove(conn: &mut Connection, account: AccountId) -> AppResult<bool> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    Ok(diesel::delete(second_factors::table.find(account)).execute(conn)? > 0)
}

pub fn replace_codes(conn: &mut Connection, account: AccountId, hashes: &[String]) -> AppResult<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(account))).execute(conn)?;
    let rows: Vec<_> = hashes
        .iter()
        .map(|hash| (recovery_codes::account_id.eq(account), recovery_codes::code_hash.eq(hash)))
        .collect();
    diesel::insert_into(recovery_codes::table).values(rows).execute(conn)?;
    Ok(())
}

/// Uses a recovery code up; whether it was one.
pub fn use_code(conn: &mut Connection, account: AccountId, hash: &str) -> AppResult<bool> {
    Ok(diesel::delete(recovery_codes::table.find((account, hash))).execute(conn)? > 0)
}

pub fn codes_left(conn: &mut Connection, account: AccountId) -> AppResult<i64> {
    Ok(recovery_codes::table.filter(recovery_codes::account_id.eq(account)).count().get_result(conn)?)
}

/// The accounts that have one.
pub fn holders(conn: &mut Connection) -> AppResult<HashSet<AccountId>> {
    let confirmed = second_factors::table.filter(second_factors::confirmed_at.is_not_null());
    let found: Vec<AccountId> = confirmed.select(second_factors::account_id).load(conn)?;
    Ok(found.into_iter().collect())
}

//! Reads and writes of calendars, and of the dates that go into one.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::document::{self, Readers};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::{accounts, calendars, document_receipts, document_units, documents};

/// Since when an account has an address.
pub fn made_at(conn: &mut Connection, account: AccountId) -> AppResult<Option<NaiveDateTime>> {
    Ok(calendars::table.find(account).select(calendars::made_at).first(conn).optional()?)
}

pub fn put(tx: &mut Tx, account: AccountId, hash: &str) -> AppResult<()> {
    let (hash, at) = (calendars::secret_hash.eq(hash), calendars::made_at.eq(tx.now.naive_utc()));
    diesel::insert_into(calendars::table)
        .values((calendars::account_id.eq(account), hash, at))
        .on_conflict(calendars::account_id)
        .do_update()
        .set((hash, at))
        .execute(tx.conn)?;
    Ok(())
}

/// False when there was none.
pub fn remove(conn: &mut Connection, account: AccountId) -> AppResult<bool> {
    Ok(diesel::delete(calendars::table.find(account)).execute(conn)? == 1)
}

/// Whose calendar a secret opens: nobody's when the account is locked.
pub fn account_of(conn: &mut Connection, hash: &str) -> AppResult<AccountId> {
    let open = calendars::table.inner_join(accounts::table).filter(accounts::locked_at.is_null());
    Ok(open.filter(calendars::secret_hash.eq(hash)).select(calendars::account_id).first(conn)?)
}

/// Documents with a day to have read them that somebody has not said he read: id, kind, number, day.
pub fn to_read(
    conn: &mut Connection,
    reader: PersonId,
    unit: UnitId,
    is_head: bool,
) -> AppResult<Vec<(DocumentId, document::Kind, String, NaiveDate)>> {
    let of_unit = document_units::table.filter(document_units::unit_id.eq(unit)).select(document_units::document_id);
    let read = document_receipts::table.filter(document_receipts::person_id.eq(reader));
    let for_everyone = documents::readers.eq(Readers::Everyone);
    let for_unit = documents::readers.eq(Readers::Units).and(documents::id.eq_any(of_unit));
    let mut found = documents::table
        .filter(documents::state.eq(document::State::Sent))
        .filter(documents::due_on.is_not_null())
        .filter(documents::id.ne_all(read.select(document_receipts::document_id)))
        .into_boxed();
    found = if is_head {
        found.filter(for_everyone.or(for_unit).or(documents::readers.eq(Readers::Heads)))
    } else {
        found.filter(for_everyone.or(for_unit))
    };
    Ok(found
        .order((documents::due_on, documents::id))
        .limit(100)
        .select((documents::id, documents::kind, documents::number, documents::due_on.assume_not_null()))
        .load(conn)?)
}

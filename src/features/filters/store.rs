//! Reads and writes of filters.

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::saved_filters;

/// A list as it was filtered.
#[derive(Debug, Clone, Queryable)]
pub struct Filter {
    pub id: FilterId,
    pub name: String,
    pub address: String,
}

/// Somebody's own, by name.
pub fn of(conn: &mut Connection, account: AccountId) -> AppResult<Vec<Filter>> {
    let own = saved_filters::table.filter(saved_filters::account_id.eq(account)).order(saved_filters::name);
    Ok(own.select((saved_filters::id, saved_filters::name, saved_filters::address)).load(conn)?)
}

pub fn count(conn: &mut Connection, account: AccountId) -> AppResult<i64> {
    Ok(saved_filters::table.filter(saved_filters::account_id.eq(account)).select(count_star()).first(conn)?)
}

pub fn insert(tx: &mut Tx, account: AccountId, name: &str, address: &str) -> QueryResult<usize> {
    diesel::insert_into(saved_filters::table)
        .values((
            saved_filters::account_id.eq(account),
            saved_filters::name.eq(name),
            saved_filters::address.eq(address),
            saved_filters::saved_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)
}

/// Answers its name.
///
/// # Errors
/// `NotFound` where it is not his.
pub fn remove(conn: &mut Connection, account: AccountId, id: FilterId) -> AppResult<String> {
    let own = saved_filters::table.find(id).filter(saved_filters::account_id.eq(account));
    Ok(diesel::delete(own).returning(saved_filters::name).get_result(conn)?)
}

//! Reads and writes of requests for correction.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::{AccountId, CorrectionRequestId, PersonId};
use crate::error::AppResult;
use crate::schema::{accounts, correction_requests};

/// A request with the name of whoever asked.
#[derive(Debug, Clone, Queryable)]
pub struct Correction {
    pub id: CorrectionRequestId,
    pub asker: String,
    pub person: Option<PersonId>,
    pub words: String,
    pub asked_at: NaiveDateTime,
    pub answered_at: Option<NaiveDateTime>,
    pub answer: String,
}

macro_rules! corrections {
    () => {
        correction_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(correction_requests::account_id)))
            .select((
                correction_requests::id,
                accounts::full_name,
                accounts::person_id,
                correction_requests::words,
                correction_requests::asked_at,
                correction_requests::answered_at,
                correction_requests::answer,
            ))
    };
}

/// Somebody's own, newest first.
pub fn of(conn: &mut Connection, account: AccountId) -> AppResult<Vec<Correction>> {
    let own = corrections!().filter(correction_requests::account_id.eq(account));
    Ok(own.order(correction_requests::id.desc()).limit(50).load(conn)?)
}

/// All, the open ones first.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Correction>> {
    let order = (correction_requests::answered_at.is_not_null(), correction_requests::id.desc());
    Ok(corrections!().order(order).load(conn)?)
}

pub fn find(conn: &mut Connection, id: CorrectionRequestId) -> AppResult<Correction> {
    Ok(corrections!().filter(correction_requests::id.eq(id)).first(conn)?)
}

/// How many of somebody's wait.
pub fn open_of(conn: &mut Connection, account: AccountId) -> AppResult<i64> {
    let own = correction_requests::table.filter(correction_requests::account_id.eq(account));
    Ok(own.filter(correction_requests::answered_at.is_null()).count().get_result(conn)?)
}

pub fn insert(tx: &mut Tx, account: AccountId, words: &str) -> AppResult<CorrectionRequestId> {
    Ok(diesel::insert_into(correction_requests::table)
        .values((
            correction_requests::account_id.eq(account),
            correction_requests::words.eq(words),
            correction_requests::asked_at.eq(tx.now.naive_utc()),
            correction_requests::answer.eq(""),
        ))
        .returning(correction_requests::id)
        .get_result(tx.conn)?)
}

/// Answers an open one; whether it still was open.
pub fn answer(tx: &mut Tx, id: CorrectionRequestId, by: Option<AccountId>, answer: &str) -> AppResult<bool> {
    let open = correction_requests::table.find(id).filter(correction_requests::answered_at.is_null());
    let answered = diesel::update(open)
        .set((
            correction_requests::answered_by.eq(by),
            correction_requests::answered_at.eq(tx.now.naive_utc()),
            correction_requests::answer.eq(answer),
        ))
        .execute(tx.conn)?;
    Ok(answered == 1)
}

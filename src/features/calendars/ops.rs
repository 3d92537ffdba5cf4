//! The verbs of calendars.

use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::AccountId;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::web::random_token;

/// Makes the secret address of one's own calendar, which is answered and not kept; the one before no longer leads
/// anywhere.
pub fn make(tx: &mut Tx) -> AppResult<String> {
    let account = own(tx)?;
    let secret = random_token()?;
    store::put(tx, account, &sha256(&secret))?;
    tx.audit(Event::new(EventKind::CalendarMade, Object::Account(account)))?;
    Ok(secret)
}

/// Takes the address back.
///
/// # Errors
/// `Illegal` when there is none.
pub fn revoke(tx: &mut Tx) -> AppResult<()> {
    let account = own(tx)?;
    if !store::remove(tx.conn, account)? {
        return Err(AppError::Illegal);
    }
    tx.audit(Event::new(EventKind::CalendarRevoked, Object::Account(account)))
}

fn own(tx: &Tx) -> AppResult<AccountId> {
    tx.actor.account.ok_or(AppError::Denied)
}

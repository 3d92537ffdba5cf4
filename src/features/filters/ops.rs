//! The verbs of filters.

use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::web::local_path;

/// More would not be found again in the list.
const MOST: i64 = 50;
/// Longest address that is kept, in bytes: more than all filters of any list.
const LONGEST: usize = 2_000;

/// Keeps a filtered list under a name.
///
/// # Errors
/// At `name`: one that is used already, too many, or an address that is no list of this program.
pub fn save(tx: &mut Tx, name: &str, address: &str) -> AppResult<()> {
    let account = own(tx)?;
    if local_path(address) != address || !address.contains('?') || address.len() > LONGEST {
        return Err(FieldErrors::one("name", "Không lưu được trang này. Mở lại danh sách, lọc rồi lưu.").into());
    }
    if store::count(tx.conn, account)? >= MOST {
        let message = format!("Đã có {MOST} bộ lọc. Bỏ bớt bộ lọc không dùng nữa rồi lưu.");
        return Err(FieldErrors::one("name", message).into());
    }
    let used = "Đã có bộ lọc tên này. Chọn tên khác.";
    store::insert(tx, account, name, address).on_unique("saved_filters.name", "name", used)?;
    tx.audit(Event::new(EventKind::FilterSaved, Object::Account(account)).because(name))
}

/// Drops one's own.
pub fn remove(tx: &mut Tx, id: FilterId) -> AppResult<()> {
    let account = own(tx)?;
    let name = store::remove(tx.conn, account, id)?;
    tx.audit(Event::new(EventKind::FilterRemoved, Object::Account(account)).because(name))
}

fn own(tx: &Tx) -> AppResult<AccountId> {
    tx.actor.account.ok_or(AppError::Denied)
}

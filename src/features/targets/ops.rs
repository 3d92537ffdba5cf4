//! What movements and pacts do with their targets. Whoever holds them asks the policy and writes the history.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::target::Quantity;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::units;

pub use super::figures::{Figures, Measured};
pub use super::form::{TargetForm, Typed};
pub use super::store::{
    Content, OfMovement, Owner, Target, copy_from_last_year, copy_movement, copy_to_pacts, of, of_movements, of_pacts,
};
pub use super::view::{TargetChoices, TargetLine, choices};

/// More than this nobody can keep in mind.
const MOST: i64 = 20;

/// One target of an owner.
pub fn find(conn: &mut Connection, owner: Owner, id: TargetId) -> AppResult<Target> {
    of(conn, owner)?.into_iter().find(|target| target.id == id).ok_or(AppError::NotFound)
}

/// Adds a target, or changes the one of this id; answers what it was and what it is now, for the history.
///
/// # Errors
/// `Fields` when there are too many, it is due outside these days, or nobody has the code of who answers.
pub fn put(
    tx: &mut Tx,
    owner: Owner,
    id: Option<TargetId>,
    new: &Typed,
    within: (NaiveDate, NaiveDate),
) -> AppResult<(String, String)> {
    let (first, last) = within;
    if new.content.due_on.is_some_and(|due| !(first..=last).contains(&due)) {
        let words = format!("Thời hạn phải từ {} đến {}.", format_date(first), format_date(last));
        return Err(FieldErrors::one("due", words).into());
    }
    let answering = units::ops::by_typed_code(tx.conn, "answering", &new.answering)?;
    let content = Content { answering, ..new.content.clone() };
    let before = match id {
        Some(id) => {
            let before = find(tx.conn, owner, id)?.content;
            store::update(tx.conn, id, &content)?;
            in_words(&before)
        }
        None => {
            let ordinal = store::next_ordinal(tx.conn, owner)?;
            if of(tx.conn, owner)?.len() as i64 >= MOST {
                let words = format!("Đã có {MOST} chỉ tiêu, nhiều nhất là {MOST}. Bỏ bớt chỉ tiêu trước khi thêm.");
                return Err(FieldErrors::one("indicator", words).into());
            }
            store::insert(tx.conn, owner, ordinal, &content)?;
            String::new()
        }
    };
    Ok((before, in_words(&content)))
}

/// Takes a target out and answers what it was.
pub fn remove(tx: &mut Tx, owner: Owner, id: TargetId) -> AppResult<String> {
    let before = find(tx.conn, owner, id)?.content;
    store::delete(tx.conn, id)?;
    Ok(in_words(&before))
}

/// Notes how far a target has come that nothing is bound to; answers what was said before.
///
/// # Errors
/// `Fields` when the program counts it by itself, or the day lies ahead.
pub fn report(tx: &mut Tx, target: &Target, value: Quantity, on: NaiveDate) -> AppResult<String> {
    if target.content.source.is_bound() {
        return Err(AppError::Illegal);
    }
    if on > tx.today {
        let words = format!("Ngày tính số sau hôm nay ({}). Nhập ngày đã có số.", format_date(tx.today));
        return Err(FieldErrors::one("on", words).into());
    }
    store::report(tx.conn, target.id, value, on)?;
    Ok(target.reported.map_or_else(String::new, |value| value.to_string()))
}

/// As the history keeps it: "Thu nội địa: 3.450 tỷ đồng".
pub fn in_words(content: &Content) -> String {
    format!("{}: {}", content.indicator, content.goal_in_words())
}

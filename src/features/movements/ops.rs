//! Keeping the movements of a year.

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::MovementId;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, OnConstraint};
use crate::features::years;
use crate::policy::{self, Act};
use crate::web::forms::Choice;
use crate::web::history;

pub use super::store::{Content, Movement, find, of_year};

const SAME_NAME: &str = "Năm này đã có phong trào mang tên đó. Đặt tên khác.";

/// Records a movement.
pub fn add(tx: &mut Tx, new: &Content) -> AppResult<MovementId> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    years::ops::must_exist(tx.conn, new.year)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "year")?;
    let id = store::insert(tx.conn, new).on_unique("movements.year", "name", SAME_NAME)?;
    tx.audit(Event::new(EventKind::MovementSaved, Object::Movement(id)).changed("name", "", &new.name))?;
    Ok(id)
}

/// Changes the movement somebody has read in this version.
pub fn change(tx: &mut Tx, id: MovementId, version: i64, new: &Content) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    years::ops::must_exist(tx.conn, new.year)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "year")?;
    let before = find(tx.conn, id)?.content;
    let changed = store::update(tx.conn, id, version, new).on_unique("movements.year", "name", SAME_NAME)?;
    if changed == 0 {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Movement(id))?));
    }
    tx.audit(
        Event::new(EventKind::MovementSaved, Object::Movement(id))
            .changed("year", before.year, new.year)
            .changed("name", before.name, &new.name)
            .changed("launched_by", before.launched_by, &new.launched_by)
            .changed("document_number", before.document_number, &new.document_number)
            .changed("starts_on", before.starts_on, new.starts_on)
            .changed("ends_on", before.ends_on, new.ends_on)
            .changed("aims", before.aims, &new.aims),
    )
}

/// The movements of a year as choices of a form (value = id).
pub fn choices(conn: &mut Connection, year: Year) -> AppResult<Vec<Choice>> {
    let choice = |it: Movement| Choice::new(it.id.to_string(), it.content.name);
    Ok(of_year(conn, year)?.into_iter().map(choice).collect())
}

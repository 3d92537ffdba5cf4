//! What is done with all pacts of a year at once.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date};

use super::ops::{self, Filter, Seen};
use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::State as MovementState;
use crate::domain::pact::{Side, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets::ops as targets;
use crate::features::{movements, years};
use crate::policy::{self, Act};
use crate::schema::pacts;
use crate::sql::sql;

/// What the pacts of all units are drafted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The targets of a movement, for the units that take part in it.
    Movement(MovementId),
    /// What each unit promised the year before.
    LastYear,
}

/// Numbered on from the first free id, unit by unit.
const OF_MOVEMENT: &str = "INSERT INTO pacts (id, year, unit_id, movement_id, commitments, support, version, state) \
     SELECT ? - 1 + ROW_NUMBER() OVER (ORDER BY u.sort_order, u.id), ?, u.id, m.movement_id, '', '', 1, 'draft' \
     FROM movement_units m JOIN units u ON u.id = m.unit_id WHERE m.movement_id = ? \
     AND NOT EXISTS (SELECT 1 FROM pacts p WHERE p.year = ? AND p.unit_id = u.id)";
const OF_LAST_YEAR: &str = "INSERT INTO pacts (id, year, unit_id, movement_id, commitments, support, version, state) \
     SELECT ? - 1 + ROW_NUMBER() OVER (ORDER BY u.sort_order, u.id), ?, u.id, NULL, b.commitments, b.support, 1, 'draft' \
     FROM pacts b JOIN units u ON u.id = b.unit_id AND (u.dissolved_on IS NULL OR u.dissolved_on >= ?) WHERE b.year = ? \
     AND NOT EXISTS (SELECT 1 FROM pacts p WHERE p.year = ? AND p.unit_id = u.id)";

/// Drafts a pact with its targets for every unit that has none in the year; answers how many.
///
/// # Errors
/// `Fields` when there is nothing to draft from, or every unit has its pact.
pub fn draft_all(tx: &mut Tx, year: Year, from: From) -> AppResult<usize> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    years::ops::must_exist(tx.conn, year)?;
    years::ops::must_not_be_ended(tx.conn, year, "year")?;
    let first = store::fresh_id(tx.conn)?;
    let made = match from {
        From::Movement(id) => {
            let movement = movements::ops::of_year(tx.conn, year, false)?.into_iter().find(|it| it.id == id);
            if movement.is_none_or(|it| it.state != MovementState::Launched) {
                let words = "Chọn một phong trào đã phát động của năm.";
                return Err(FieldErrors::one("from", words).into());
            }
            let made = sql(OF_MOVEMENT).bind::<BigInt, _>(first).bind::<BigInt, _>(year);
            let made = made.bind::<BigInt, _>(id).bind::<BigInt, _>(year).execute(tx.conn)?;
            targets::copy_to_pacts(tx.conn, id, year, first)?;
            made
        }
        From::LastYear => {
            let made = sql(OF_LAST_YEAR).bind::<BigInt, _>(first).bind::<BigInt, _>(year);
            let made = made.bind::<Date, _>(tx.today).bind::<BigInt, _>(year.previous());
            let made = made.bind::<BigInt, _>(year).execute(tx.conn)?;
            targets::copy_from_last_year(tx.conn, year, first)?;
            made
        }
    };
    if made == 0 {
        let words = "Không còn đơn vị nào chưa có giao ước theo lựa chọn này. Chọn nguồn khác hoặc thêm từng giao ước.";
        return Err(FieldErrors::one("from", words).into());
    }
    let ids: Vec<PactId> = pacts::table.filter(pacts::id.ge(first)).select(pacts::id).order(pacts::id).load(tx.conn)?;
    for id in ids {
        tx.audit(Event::new(EventKind::PactSaved, Object::Pact(id)).because("Lập cùng lúc cho các đơn vị."))?;
    }
    Ok(made)
}

/// Offers every draft of a year.
///
/// # Errors
/// `Fields` naming the units whose pact has nothing to measure; then none is offered.
pub fn offer_all(tx: &mut Tx, year: Year) -> AppResult<usize> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let filter = Filter { year, unit: None, state: Some(State::Draft), with_drafts: true };
    let drafts = ops::list(tx.conn, filter)?;
    if drafts.is_empty() {
        let words = format!("Không có dự thảo giao ước nào của năm {year}.");
        return Err(FieldErrors::one("pacts", words).into());
    }
    let mut errors = FieldErrors::default();
    for draft in &drafts {
        match ops::offer(tx, Seen { id: draft.id, version: draft.version }) {
            Ok(()) => {}
            Err(AppError::Fields(wrong)) => {
                wrong.0.into_iter().for_each(|error| errors.add("pacts", error.message));
            }
            Err(other) => return Err(other),
        }
    }
    if errors.is_empty() { Ok(drafts.len()) } else { Err(errors.into()) }
}

/// Signs several pacts for a side, as they were read.
pub fn sign_many(tx: &mut Tx, side: Side, chosen: &[Seen]) -> AppResult<()> {
    if chosen.is_empty() {
        return Err(FieldErrors::one("pacts", "Chưa chọn giao ước nào. Đánh dấu ít nhất một giao ước.").into());
    }
    chosen.iter().try_for_each(|seen| super::signing::sign(tx, *seen, side))
}

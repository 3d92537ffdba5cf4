//! Reads and writes of what units confirm.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Use;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, OnConstraint};
use crate::schema::{accounts, initiative_uses, subjects, units};

/// One unit's confirmation.
#[derive(Debug, Clone, Queryable)]
pub struct Confirmed {
    pub unit: UnitId,
    pub unit_name: String,
    pub used_from: NaiveDate,
    pub effect: String,
    pub confirmed_by: String,
    pub confirmed_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawn_reason: String,
}

/// All confirmations of an initiative, unit by unit; those taken back too.
pub fn of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Confirmed>> {
    Ok(initiative_uses::table
        .inner_join(units::table.inner_join(subjects::table))
        .inner_join(accounts::table)
        .filter(initiative_uses::initiative_id.eq(id))
        .order((units::sort_order, units::id, initiative_uses::id))
        .select((
            initiative_uses::unit_id,
            subjects::name,
            initiative_uses::used_from,
            initiative_uses::effect,
            accounts::full_name,
            initiative_uses::confirmed_on,
            initiative_uses::withdrawn_on,
            initiative_uses::withdrawn_reason,
        ))
        .load(conn)?)
}

pub fn insert(tx: &mut Tx, id: InitiativeId, unit: UnitId, new: &Use) -> AppResult<()> {
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    diesel::insert_into(initiative_uses::table)
        .values((
            initiative_uses::initiative_id.eq(id),
            initiative_uses::unit_id.eq(unit),
            initiative_uses::used_from.eq(new.used_from),
            initiative_uses::effect.eq(&new.effect),
            initiative_uses::confirmed_by.eq(account),
            initiative_uses::confirmed_on.eq(tx.today),
            initiative_uses::withdrawn_reason.eq(""),
        ))
        .execute(tx.conn)
        .on_unique(
            "initiative_uses.initiative_id",
            "effect",
            "Đơn vị đã xác nhận áp dụng sáng kiến này. Muốn ghi lại, thu lại xác nhận cũ trước.",
        )?;
    Ok(())
}

/// False when the unit has none in force.
pub fn withdraw(tx: &mut Tx, id: InitiativeId, unit: UnitId, reason: &str) -> AppResult<bool> {
    let in_force = initiative_uses::table
        .filter(initiative_uses::initiative_id.eq(id))
        .filter(initiative_uses::unit_id.eq(unit))
        .filter(initiative_uses::withdrawn_on.is_null());
    let rows = diesel::update(in_force)
        .set((initiative_uses::withdrawn_on.eq(tx.today), initiative_uses::withdrawn_reason.eq(reason)))
        .execute(tx.conn)?;
    Ok(rows == 1)
}

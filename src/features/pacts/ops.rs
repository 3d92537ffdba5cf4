//! Keeping the pacts of a year.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::{movements, units, years};
use crate::policy::{self, Act};
use crate::web::forms::Choice;
use crate::web::history;

pub use super::store::{Content, Listed, Pact, Target, find, of_year};

const SECOND: &str = "Đơn vị này đã có giao ước của năm. Mở giao ước đó để sửa.";

/// A pact as typed: its unit by code.
#[derive(Debug, Clone)]
pub struct TypedPact {
    pub year: Year,
    pub unit_code: String,
    pub movement: Option<MovementId>,
    pub signed_on: Option<NaiveDate>,
    pub commitments: String,
    pub targets: Vec<Target>,
}

/// Records a pact; a unit has one a year.
pub fn add(tx: &mut Tx, new: &TypedPact) -> AppResult<PactId> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let content = checked(tx.conn, new)?;
    let id = store::insert(tx.conn, &content).on_unique("pacts.year", "unit_code", SECOND)?;
    store::replace_targets(tx.conn, id, &new.targets)?;
    tx.audit(Event::new(EventKind::PactSaved, Object::Pact(id)).changed("unit", "", &new.unit_code))?;
    Ok(id)
}

/// Changes the pact somebody has read in this version, its targets with it.
pub fn change(tx: &mut Tx, id: PactId, version: i64, new: &TypedPact) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let before = find(tx.conn, id)?;
    let content = checked(tx.conn, new)?;
    let changed = store::update(tx.conn, id, version, &content).on_unique("pacts.year", "unit_code", SECOND)?;
    if changed == 0 {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Pact(id))?));
    }
    store::replace_targets(tx.conn, id, &new.targets)?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let movement = |movement: Option<MovementId>| movement.map_or_else(String::new, |id| id.to_string());
    tx.audit(
        Event::new(EventKind::PactSaved, Object::Pact(id))
            .changed("unit", before.unit_code, &new.unit_code)
            .changed("movement_id", movement(before.content.movement_id), movement(content.movement_id))
            .changed("signed_on", day(before.content.signed_on), day(content.signed_on))
            .changed("commitments", before.content.commitments, &content.commitments)
            .changed("targets", in_words(&before.targets), in_words(&new.targets)),
    )
}

/// The units a pact can be made with, as choices of a form (value = code).
pub fn unit_choices(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    let collectives = units::ops::all(conn)?.into_iter().filter(|unit| unit.kind.is_collective());
    Ok(collectives.map(|unit| Choice::new(unit.code, unit.name)).collect())
}

/// Year, unit and movement must be there and belong together.
fn checked(conn: &mut Connection, new: &TypedPact) -> AppResult<Content> {
    years::ops::must_exist(conn, new.year)?;
    years::ops::must_not_be_ended(conn, new.year, "year")?;
    let units = units::ops::all(conn)?;
    let unit = units.iter().find(|unit| unit.code == new.unit_code && unit.kind.is_collective());
    let unit = unit.ok_or_else(|| FieldErrors::one("unit_code", "Chọn một đơn vị trong danh sách."))?;
    if let Some(movement) = new.movement
        && !movements::ops::of_year(conn, new.year)?.iter().any(|it| it.id == movement)
    {
        return Err(FieldErrors::one("movement", "Phong trào này không thuộc năm của giao ước. Chọn lại.").into());
    }
    Ok(Content {
        year: new.year,
        unit_id: unit.id,
        movement_id: new.movement,
        signed_on: new.signed_on,
        commitments: new.commitments.clone(),
    })
}

/// Targets as the history keeps them: "Thu nội địa: 3.450 tỷ đồng; …".
fn in_words(targets: &[Target]) -> String {
    let words = |it: &Target| format!("{}: {} {}", it.indicator, it.target, it.measure);
    targets.iter().map(words).collect::<Vec<_>>().join("; ")
}

//! Confirming that a unit works with an initiative, and taking that back.

use chrono::NaiveDate;

use super::uses;
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::initiatives::ops::Found;
use crate::features::notices::ops::{Notice, tell_all};
use crate::features::{initiatives, units};
use crate::policy::{self, Act};

/// Since when a unit works with an initiative, and what came of it.
#[derive(Debug, Clone)]
pub struct Use {
    pub used_from: NaiveDate,
    pub effect: String,
}

/// Confirms for the actor's unit that it uses the initiative of a code.
///
/// # Errors
/// `Fields` at `used_from` when the day has not come, at `effect` when the unit has confirmed it already.
pub fn confirm(tx: &mut Tx, code: &str, new: &Use) -> AppResult<()> {
    let (it, unit) = for_unit(tx, code)?;
    if new.used_from > tx.today {
        let said = format!("Ngày này chưa tới. Nhập ngày không sau hôm nay, {}.", format_date(tx.today));
        return Err(FieldErrors::one("used_from", said).into());
    }
    uses::insert(tx, it.id, unit, new)?;
    let unit = units::ops::code_of(tx.conn, Some(unit))?;
    let words = format!("{unit} áp dụng từ {}. {}", format_date(new.used_from), new.effect);
    tx.audit(Event::new(EventKind::InitiativeUseConfirmed, Object::Initiative(it.id)).because(words))?;
    tell_authors(tx, &it, &format!("{unit} xác nhận đã áp dụng sáng kiến {} của đồng chí.", it.code))
}

/// Takes the confirmation of the actor's unit back.
///
/// # Errors
/// `NotFound` when the unit has none in force.
pub fn withdraw(tx: &mut Tx, code: &str, reason: &str) -> AppResult<()> {
    let (it, unit) = for_unit(tx, code)?;
    if !uses::withdraw(tx, it.id, unit, reason)? {
        return Err(AppError::NotFound);
    }
    let unit = units::ops::code_of(tx.conn, Some(unit))?;
    let words = format!("{unit}: {reason}");
    tx.audit(Event::new(EventKind::InitiativeUseWithdrawn, Object::Initiative(it.id)).because(words))?;
    tell_authors(tx, &it, &format!("{unit} thu lại xác nhận áp dụng sáng kiến {} của đồng chí.", it.code))
}

/// The initiative, and the unit for which the actor may speak.
fn for_unit(tx: &mut Tx, code: &str) -> AppResult<(Found, UnitId)> {
    let id = initiatives::ops::id_of(tx.conn, code)?;
    let it = initiatives::ops::find(tx.conn, id)?;
    policy::must_see(tx.actor, Act::SeeInitiative(&it.facts))?;
    let unit = tx.actor.reviewed_unit().ok_or(AppError::Denied)?;
    tx.must(Act::ConfirmUse(unit, &it.facts))?;
    Ok((it, unit))
}

fn tell_authors(tx: &mut Tx, it: &Found, words: &str) -> AppResult<()> {
    let of = |author: &PersonId| Notice {
        audience: Audience::Person(*author),
        words: words.to_owned(),
        object: Object::Initiative(it.id),
    };
    let all: Vec<Notice> = it.facts.authors.iter().map(of).collect();
    tell_all(tx, &all)
}

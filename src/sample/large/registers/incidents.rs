//! What keeps somebody from a title for a year, or from his desk for a while.

use chrono::Days;

use super::super::Calendar;
use super::super::dice::Dice;
use super::super::organisation::Member;
use super::rows::{DisciplineRow, LeaveRow};
use crate::domain::law::DisciplineCode;
use crate::domain::leave::LeaveKind;
use crate::domain::subject::Gender;
use crate::domain::year::Year;

/// Of a hundred who did not do well in a year, so many were disciplined.
const DISCIPLINED: u32 = 6;
/// Of a hundred women so many gave birth in a year, of a hundred others so many were ill for longer.
const MOTHERS: u32 = 3;
const ILL: u32 = 4;

/// A reprimand or, rarely, a warning.
pub fn discipline(dice: &mut Dice, calendar: &Calendar, year: Year, member: &Member) -> Option<DisciplineRow> {
    if !dice.happens(DISCIPLINED) {
        return None;
    }
    let weight = if dice.happens(80) { 0 } else { 1 };
    Some(DisciplineRow {
        person_id: member.id,
        decided_on: calendar.day(year, dice.within(1..=6), dice.within(1..=28)),
        kind: DisciplineCode::all().nth(weight)?,
        decision_no: format!("{}/QĐ-SMH", dice.within(100..=900)),
    })
}

/// One leave within the year.
pub fn leave(dice: &mut Dice, calendar: &Calendar, year: Year, member: &Member) -> Option<LeaveRow> {
    let (kind, days) = if member.gender == Gender::Female && dice.happens(MOTHERS) {
        (LeaveKind::Maternity, 181)
    } else if dice.happens(ILL) {
        (LeaveKind::Sick, dice.within(5..=40))
    } else {
        return None;
    };
    let from_date = calendar.day(year, dice.within(1..=5), dice.within(1..=28));
    Some(LeaveRow { person_id: member.id, from_date, to_date: from_date + Days::new(u64::from(days)), kind })
}

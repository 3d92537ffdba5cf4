//! The verbs of the table, and the calendar that others reckon with.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::{format_date, weekday_name};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::working_days::Calendar;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};

pub use super::store::Holiday;

/// Where a period of working days that begins on some day ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoned {
    pub last_day: NaiveDate,
    /// The first year it touches of which no holiday is known; it may end too early.
    pub unknown_year: Option<Year>,
}

/// The last of so many working days after a day, which itself is not counted.
pub fn reckon(conn: &mut Connection, day: NaiveDate, working_days: u32) -> AppResult<Reckoned> {
    // Twice the days and a month more is longer than any run of holidays stretches it.
    let far = day.checked_add_days(Days::new(2 * u64::from(working_days) + 31)).unwrap_or(NaiveDate::MAX);
    let exceptions = store::between(conn, Year::of(day).start(), Year::of(far).end())?;
    let known: Vec<Year> = exceptions.iter().map(|it| Year::of(it.day)).collect();
    let last_day = Calendar::of(exceptions.iter().map(|it| (it.day, it.is_worked))).after(day, working_days);
    let touched = [Year::of(day), Year::of(last_day)];
    Ok(Reckoned { last_day, unknown_year: touched.into_iter().find(|year| !known.contains(year)) })
}

/// Whether a day is worked.
pub fn is_worked(conn: &mut Connection, day: NaiveDate) -> AppResult<bool> {
    let exceptions = store::between(conn, day, day)?;
    Ok(Calendar::of(exceptions.into_iter().map(|it| (it.day, it.is_worked))).is_worked(day))
}

/// Adds a day to the table.
///
/// # Errors
/// `Fields` at `day` when it is in the table, or when it is worked anyway.
pub fn add(tx: &mut Tx, new: &Holiday) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let is_weekend = matches!(new.day.weekday(), Weekday::Sat | Weekday::Sun);
    if new.is_worked && !is_weekend {
        let words = format!("{} là ngày làm việc. Chọn một ngày thứ Bảy hoặc Chủ nhật.", named(new.day));
        return Err(FieldErrors::one("day", words).into());
    }
    let there = format!("Ngày {} đã có trong bảng. Bỏ dòng cũ rồi thêm lại.", format_date(new.day));
    store::insert(tx.conn, new).on_unique("holidays.day", "day", &there)?;
    tx.audit(Event::new(EventKind::HolidayAdded, Object::Holidays(Year::of(new.day))).because(told(new)))
}

/// Takes a day out of the table. What was reckoned with it stays.
pub fn remove(tx: &mut Tx, day: NaiveDate) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let removed = store::remove(tx.conn, day)?;
    tx.audit(Event::new(EventKind::HolidayRemoved, Object::Holidays(Year::of(day))).because(told(&removed)))
}

fn named(day: NaiveDate) -> String {
    format!("{} {}", weekday_name(day), format_date(day))
}

fn told(it: &Holiday) -> String {
    let kind = if it.is_worked { ", làm bù" } else { "" };
    format!("{}, {}{kind}", named(it.day), it.name)
}

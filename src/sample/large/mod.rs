//! A made-up department, or a whole province, for load tests (`thidua sample`).
//!
//! Past years look as if they had been imported: registers, but no history of each step. Everything is
//! written in one transaction, many rows a statement, with the triggers of tallies and search at work.

mod dice;
mod initiatives;
mod names;
mod organisation;
mod registers;
mod revenue;
mod tree;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::connection::SimpleConnection;

use self::dice::Dice;
use self::organisation::Organisation;
use super::accounts;
use crate::db::{Db, Tx};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::{self, InstallationKind};
use crate::features::years;
use crate::policy::Actor;

/// How large the sample is. The same size, seed and day make the same sample.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub people: u32,
    pub years: u32,
    pub seed: u64,
}

/// While millions of rows go in, pages of every index are held in memory, in KiB.
const CACHE: &str = "PRAGMA cache_size = -400000;";
/// Brings together what thousands of insertions left of an index of words, as years of use would.
const ONE_INDEX: &str = "INSERT INTO subject_names (subject_names) VALUES ('optimize'); \
     INSERT INTO initiative_titles (initiative_titles) VALUES ('optimize'); \
     INSERT INTO library_texts (library_texts) VALUES ('optimize');";
/// Of a statement: with at most 18 columns far from the 32,766 values SQLite takes.
const ROWS_A_STATEMENT: usize = 500;

/// Writes rows, many a statement.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        for chunk in $rows.chunks($crate::sample::large::ROWS_A_STATEMENT) {
            diesel::RunQueryDsl::execute(diesel::insert_into($table).values(chunk), $conn)?;
        }
    };
}
use insert_rows;

/// Builds the sample in an empty database; the last of its years is the current one.
pub fn build(db: &Db, size: Size) -> AppResult<()> {
    db.write_now(&Actor::machine(), |tx| {
        tx.conn.batch_execute(CACHE)?;
        let calendar = Calendar::until(tx.today, size.years);
        open_years(tx, &calendar)?;
        let mut dice = Dice::new(size.seed);
        let organisation = Organisation::found(tx, &mut dice, &calendar, size.people)?;
        accounts::create(tx, |username, _| organisation.holder_of(username))?;
        registers::fill(tx, &mut dice, &calendar, &organisation)?;
        initiatives::fill(tx, &mut dice, &calendar, &organisation)?;
        revenue::fill(tx, &mut dice, &calendar, &organisation)?;
        tx.conn.batch_execute(ONE_INDEX)?;
        ops::install(tx, InstallationKind::Sample, db.clock)
    })
}

/// The years of a sample and the day it is made.
struct Calendar {
    first: Year,
    running: Year,
    today: NaiveDate,
}

impl Calendar {
    fn until(today: NaiveDate, years: u32) -> Self {
        let running = Year::of(today);
        Self { first: Year(running.0 + 1 - years as i32), running, today }
    }

    fn years(&self) -> impl Iterator<Item = Year> + use<> {
        (self.first.0..=self.running.0).map(Year)
    }

    /// The day, or today when the running year has not come that far.
    fn day(&self, year: Year, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year.0, month, day).map_or(self.today, |date| date.min(self.today))
    }
}

/// Registration stays open in the running year until its last day, whenever in it the sample is made.
fn open_years(tx: &mut Tx, calendar: &Calendar) -> AppResult<()> {
    years::ops::ensure_all(tx, calendar.years())?;
    years::ops::set_registration_due(tx, calendar.running, calendar.running.end())
}

/// When something of a day is stored as having happened: at midnight UTC, seven o'clock in Viet Nam.
fn moment(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

#[cfg(test)]
mod tests;

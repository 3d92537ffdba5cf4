//! The sample department (CONTRACT.md §2): its history read in through the importers, its running year
//! lived through the program's own verbs, by the right people at plausible moments.

mod accounts;
mod actors;
mod clusters;
mod council_meetings;
mod councils;
mod decisions;
mod documents;
mod dossiers;
mod funds;
mod history;
mod initiative_rounds;
mod initiatives;
mod interim;
pub mod large;
mod library;
mod movements;
mod pacts;
mod plan;
mod registrations;
mod regulations;
mod revenue;

use chrono::{Duration, NaiveDate, NaiveTime};

use crate::clock::Clock;
use crate::db::Db;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::{self, InstallationKind};
use crate::policy::Actor;

pub use accounts::usernames;

/// Of all accounts of a sample, which is served on the loopback alone.
pub const PASSWORD: &str = "thidua-demo";
/// The year that runs in the sample department.
const RUNNING: Year = Year(2014);
/// The year that ends while the sample begins.
const LAST: Year = RUNNING.previous();
/// Its clock starts no earlier: the plan has things happen until the day before.
pub const EARLIEST_TODAY: NaiveDate = day(7, 15);

/// Builds the sample department in an empty database and leaves its clock at 08:00 of `today`.
pub fn build(db: &mut Db, today: NaiveDate) -> AppResult<()> {
    move_to(db, day(1, 2));
    db.write_now(&Actor::machine(), |tx| {
        history::import(tx)?;
        accounts::create(tx, |_, code| code.to_owned())
    })?;
    councils::of_january(db)?;
    dossiers::of_last_year(db)?;
    regulations::apply(db)?;
    documents::of_january(db)?;
    movements::launch(db)?;
    documents::of_february(db)?;
    pacts::sign(db)?;
    registrations::of_winter(db)?;
    documents::see_notices(db)?;
    pacts::first_quarter(db)?;
    councils::of_spring(db)?;
    initiatives::of_spring(db)?;
    interim::review(db)?;
    dossiers::of_summer(db)?;
    initiatives::of_summer(db)?;
    pacts::second_quarter(db)?;
    clusters::publish(db)?;
    library::of_summer(db)?;
    initiative_rounds::of_summer(db)?;
    registrations::of_summer(db)?;
    revenue::enter(db)?;
    pacts::answers(db)?;
    movements::review(db)?;
    decisions::draft(db)?;
    funds::enter(db)?;
    clusters::score(db)?;
    move_to(db, today);
    let clock = db.clock;
    db.write_now(&Actor::machine(), |tx| ops::install(tx, InstallationKind::Demo, clock))
}

/// Makes it 08:00 of a day.
fn move_to(db: &mut Db, day: NaiveDate) {
    db.clock = Clock::starting_at(day.and_time(NaiveTime::MIN) + Duration::hours(8));
}

/// A day of the running year.
const fn day(month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(RUNNING.0, month, day) {
        Some(date) => date,
        None => panic!("the plan names a day that does not exist"),
    }
}

//! Opening years and reading their dates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::law::catalogue;
use crate::domain::notice::Audience;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::{notices, regulations};
use crate::policy::{self, Act};
use crate::schema::{emulation_years, grades, key_dates, registrations};
use crate::web::forms::Choice;
use crate::web::history;

pub use super::closing::{Running, close, must_be_open, must_none_be_ended, must_not_be_ended, reopen, running};

codes! {
    State {
        Open = "open" "Đang mở",
        Closed = "closed" "Đã kết thúc",
    }
}

/// The deadline of the catalogue that closes registration.
const REGISTER: &str = "REGISTER";

/// One year.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = emulation_years)]
pub struct EmulationYear {
    pub year: Year,
    pub registration_due_on: NaiveDate,
    pub state: State,
    /// Without it one may register as soon as the year is open.
    pub registration_opens_on: Option<NaiveDate>,
    /// When it was ended by hand.
    pub closed_on: Option<NaiveDate>,
}

pub fn find(conn: &mut Connection, year: Year) -> AppResult<EmulationYear> {
    Ok(emulation_years::table.find(year).select(EmulationYear::as_select()).first(conn)?)
}

/// The years a page lets one choose from, newest first. A closed year with neither grades nor registrations
/// exists only because an old certificate names it (before the register begins) and is left out.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Year>> {
    Ok(list(conn)?.into_iter().map(|it| it.year).collect())
}

/// The same years with their state and last day to register.
pub fn list(conn: &mut Connection) -> AppResult<Vec<EmulationYear>> {
    let graded = exists(grades::table.filter(grades::year.eq(emulation_years::year)));
    let registered = exists(registrations::table.filter(registrations::year.eq(emulation_years::year)));
    Ok(emulation_years::table
        .filter(emulation_years::state.eq(State::Open).or(graded).or(registered))
        .order(emulation_years::year.desc())
        .select(EmulationYear::as_select())
        .load(conn)?)
}

/// The years as choices of a filter.
pub fn choices(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    Ok(all(conn)?.into_iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect())
}

/// The year a page shows when none is asked for: this year, or the newest before it.
pub fn current(conn: &mut Connection, today: NaiveDate) -> AppResult<Year> {
    let newest = emulation_years::table
        .filter(emulation_years::year.le(Year::of(today)))
        .select(emulation_years::year)
        .order(emulation_years::year.desc())
        .first(conn)
        .optional()?;
    Ok(newest.unwrap_or(Year::of(today)))
}

/// The year asked for in an address, or the current one.
pub fn asked_or_current(conn: &mut Connection, asked: &str, today: NaiveDate) -> AppResult<Year> {
    match Year::parse(asked) {
        Some(year) => Ok(year),
        None => current(conn, today),
    }
}

/// A message at `year` unless the year has been opened.
pub fn must_exist(conn: &mut Connection, year: Year) -> AppResult<()> {
    match find(conn, year) {
        Ok(_) => Ok(()),
        Err(AppError::NotFound) => {
            Err(FieldErrors::one("year", format!("Chưa mở năm thi đua {year}. Chọn năm khác.")).into())
        }
        Err(other) => Err(other),
    }
}

/// Opens a year with the dates of the newest year before it, one year on, or else those the catalogue knows; the
/// last day to register is that of local regulation where it settles one.
///
/// # Errors
/// `Fields` at `year` when the year is there already.
pub fn open(tx: &mut Tx, year: Year) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let dates = match newest_before(tx.conn, year)? {
        Some(before) => dates(tx.conn, before)?.moved_on(year.0.abs_diff(before.0)),
        None => Dates::of_catalogue(year),
    };
    let local = regulations::ops::settled_on(tx.conn, year.start().max(tx.today))?.registration_due;
    let registration_due_on = local.map_or(dates.registration_due_on, |due| due.in_year(year));
    let dates = Dates { registration_due_on, ..dates };
    insert(tx, year, State::Open, &dates)?;
    tell_of_round(tx, year, "Đã mở", &dates)
}

/// Tells everybody until when to register; of a past year nobody has to know.
fn tell_of_round(tx: &mut Tx, year: Year, happened: &str, dates: &Dates) -> AppResult<()> {
    if dates.registration_due_on < tx.today {
        return Ok(());
    }
    let due = format_date(dates.registration_due_on);
    let from = dates.registration_opens_on.map_or_else(String::new, |day| format!(" từ {}", format_date(day)));
    let words = format!("{happened} đăng ký thi đua năm {year}: đăng ký{from} đến hết ngày {due}.");
    notices::ops::tell(tx, Audience::Everyone, words, Object::Year(year))
}

/// [`ensure`] for every year that the rows of a file speak of.
pub fn ensure_all(tx: &mut Tx, years: impl IntoIterator<Item = Year>) -> AppResult<()> {
    let years: BTreeSet<Year> = years.into_iter().collect();
    years.into_iter().try_for_each(|year| ensure(tx, year))
}

/// Makes sure that a year exists which an imported row speaks of; a past one stands closed.
pub fn ensure(tx: &mut Tx, year: Year) -> AppResult<()> {
    let exists: i64 = emulation_years::table.find(year).count().get_result(tx.conn)?;
    if exists > 0 {
        return Ok(());
    }
    let state = if year < Year::of(tx.today) { State::Closed } else { State::Open };
    insert(tx, year, state, &Dates::of_catalogue(year))
}

/// The days a year keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    pub registration_opens_on: Option<NaiveDate>,
    pub registration_due_on: NaiveDate,
    /// Code of a deadline of the catalogue, and its day; those the agency does not observe are missing.
    pub others: Vec<(String, NaiveDate)>,
}

impl Dates {
    fn of_catalogue(year: Year) -> Self {
        let days = || catalogue().deadlines.iter().filter_map(|it| Some((it.code.clone(), it.in_year(year)?)));
        Self {
            registration_opens_on: None,
            registration_due_on: days().find(|(code, _)| code == REGISTER).map_or(year.end(), |(_, day)| day),
            others: days().filter(|(code, _)| code != REGISTER).collect(),
        }
    }

    /// The same days some years later; 29 February becomes the 28th.
    fn moved_on(self, years: u32) -> Self {
        let on = |day: NaiveDate| day.checked_add_months(Months::new(12 * years)).unwrap_or(day);
        Self {
            registration_opens_on: self.registration_opens_on.map(on),
            registration_due_on: on(self.registration_due_on),
            others: self.others.into_iter().map(|(code, day)| (code, on(day))).collect(),
        }
    }

    fn of(&self, code: &str) -> Option<NaiveDate> {
        self.others.iter().find(|(other, _)| other == code).map(|(_, day)| *day)
    }
}

/// A day of the year with the words of the catalogue.
#[derive(Debug, Clone)]
pub struct KeyDate {
    pub code: &'static str,
    pub text: &'static str,
    pub due_on: Option<NaiveDate>,
}

/// Every deadline of the catalogue that falls on a day of the year, registration aside, in order of the year.
pub fn key_dates(dates: &Dates) -> Vec<KeyDate> {
    let mut found: Vec<_> = catalogue()
        .deadlines
        .iter()
        .filter(|it| it.month_day.is_some() && it.code != REGISTER)
        .map(|it| KeyDate { code: &it.code, text: &it.text, due_on: dates.of(&it.code) })
        .collect();
    found.sort_by_key(|it| it.due_on.unwrap_or(NaiveDate::MAX));
    found
}

pub fn dates(conn: &mut Connection, year: Year) -> AppResult<Dates> {
    let others = key_dates::table.filter(key_dates::year.eq(year)).order(key_dates::due_on);
    let EmulationYear { registration_opens_on, registration_due_on, .. } = find(conn, year)?;
    Ok(Dates {
        registration_opens_on,
        registration_due_on,
        others: others.select((key_dates::deadline_code, key_dates::due_on)).load(conn)?,
    })
}

/// The days of several years, each beside its year.
pub fn with_dates(conn: &mut Connection, years: Vec<EmulationYear>) -> AppResult<Vec<(EmulationYear, Dates)>> {
    let mut kept = BTreeMap::<Year, Vec<(String, NaiveDate)>>::new();
    let rows = key_dates::table.order(key_dates::due_on);
    let rows: Vec<(Year, String, NaiveDate)> =
        rows.select((key_dates::year, key_dates::deadline_code, key_dates::due_on)).load(conn)?;
    for (year, code, day) in rows {
        kept.entry(year).or_default().push((code, day));
    }
    let beside = |it: EmulationYear| {
        let EmulationYear { year, registration_opens_on, registration_due_on, .. } = it;
        let others = kept.remove(&year).unwrap_or_default();
        (it, Dates { registration_opens_on, registration_due_on, others })
    };
    Ok(years.into_iter().map(beside).collect())
}

fn newest_before(conn: &mut Connection, year: Year) -> AppResult<Option<Year>> {
    let before = emulation_years::table.filter(emulation_years::year.lt(year)).order(emulation_years::year.desc());
    Ok(before.select(emulation_years::year).first(conn).optional()?)
}

fn insert(tx: &mut Tx, year: Year, state: State, dates: &Dates) -> AppResult<()> {
    diesel::insert_into(emulation_years::table)
        .values((
            emulation_years::year.eq(year),
            emulation_years::registration_opens_on.eq(dates.registration_opens_on),
            emulation_years::registration_due_on.eq(dates.registration_due_on),
            emulation_years::state.eq(state),
        ))
        .execute(tx.conn)
        .on_unique("emulation_years.year", "year", "Năm này đã có. Mở trang của năm đó để sửa.")?;
    insert_key_dates(tx.conn, year, dates)?;
    tx.audit(Event::new(EventKind::YearOpened, Object::Year(year)))
}

fn insert_key_dates(conn: &mut Connection, year: Year, dates: &Dates) -> AppResult<()> {
    let row = |(code, day): &(String, NaiveDate)| {
        (key_dates::year.eq(year), key_dates::deadline_code.eq(code.clone()), key_dates::due_on.eq(*day))
    };
    let rows: Vec<_> = dates.others.iter().map(row).collect();
    diesel::insert_into(key_dates::table).values(rows).execute(conn)?;
    Ok(())
}

/// Sets the days of a year; `seen` is the version that was read.
pub fn change(tx: &mut Tx, year: Year, seen: i64, new: &Dates) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::Year(year), seen)?;
    must_not_be_ended(tx.conn, year, "registration_due_on")?;
    let before = dates(tx.conn, year)?;
    diesel::update(emulation_years::table.find(year))
        .set((
            emulation_years::registration_opens_on.eq(new.registration_opens_on),
            emulation_years::registration_due_on.eq(new.registration_due_on),
        ))
        .execute(tx.conn)?;
    diesel::delete(key_dates::table.filter(key_dates::year.eq(year))).execute(tx.conn)?;
    insert_key_dates(tx.conn, year, new)?;
    if before.registration_due_on != new.registration_due_on {
        tell_of_round(tx, year, "Đã đổi hạn", new)?;
    }
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let mut event = Event::new(EventKind::YearChanged, Object::Year(year))
        .changed("registration_opens_on", day(before.registration_opens_on), day(new.registration_opens_on))
        .changed("registration_due_on", before.registration_due_on, new.registration_due_on);
    for deadline in &catalogue().deadlines {
        event = event.changed(&deadline.code, day(before.of(&deadline.code)), day(new.of(&deadline.code)));
    }
    tx.audit(event)
}

/// Sets the last day to register.
pub fn set_registration_due(tx: &mut Tx, year: Year, due: NaiveDate) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let before = find(tx.conn, year)?.registration_due_on;
    diesel::update(emulation_years::table.find(year))
        .set(emulation_years::registration_due_on.eq(due))
        .execute(tx.conn)?;
    let dates = dates(tx.conn, year)?;
    tell_of_round(tx, year, "Đã đổi hạn", &dates)?;
    tx.audit(Event::new(EventKind::YearChanged, Object::Year(year)).changed("registration_due_on", before, due))
}

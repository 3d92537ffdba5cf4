//! Reads and writes of mail.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text, Timestamp};

use super::content::Letter;
use super::ops;
use crate::db::Connection;
use crate::domain::ids::AccountId;
use crate::domain::mail::{Security, State, minutes_to_next_try};
use crate::error::{AppError, AppResult};
use crate::schema::{mail_addresses, mail_settings, mails};
use crate::sql::sql;

/// How mail leaves the house.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mail_settings)]
pub struct Settings {
    pub is_on: bool,
    pub host: String,
    pub port: i64,
    pub security: Security,
    pub sender: String,
    pub username: String,
    pub hour: i64,
    pub site: String,
    pub last_try_at: Option<NaiveDateTime>,
    pub last_error: String,
}

/// Without the password, which only whoever sends asks for.
pub fn settings(conn: &mut Connection) -> AppResult<Option<Settings>> {
    Ok(mail_settings::table.select(Settings::as_select()).first(conn).optional()?)
}

pub fn password(conn: &mut Connection) -> AppResult<String> {
    Ok(mail_settings::table.select(mail_settings::password).first(conn).optional()?.unwrap_or_default())
}

pub fn put_settings(conn: &mut Connection, new: &ops::Settings) -> AppResult<()> {
    let password = match &new.password {
        Some(typed) => typed.clone(),
        None => password(conn)?,
    };
    diesel::delete(mail_settings::table).execute(conn)?;
    diesel::insert_into(mail_settings::table)
        .values((
            mail_settings::id.eq(1),
            mail_settings::is_on.eq(new.is_on),
            mail_settings::host.eq(&new.host),
            mail_settings::port.eq(new.port),
            mail_settings::security.eq(new.security),
            mail_settings::sender.eq(&new.sender),
            mail_settings::username.eq(&new.username),
            mail_settings::password.eq(password),
            mail_settings::hour.eq(new.hour),
            mail_settings::site.eq(&new.site),
            mail_settings::last_error.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// How the last try went; an empty error means well.
pub fn note_try(conn: &mut Connection, at: NaiveDateTime, error: &str) -> AppResult<()> {
    diesel::update(mail_settings::table)
        .set((mail_settings::last_try_at.eq(at), mail_settings::last_error.eq(error)))
        .execute(conn)?;
    Ok(())
}

/// Address, and whether the daily mail is wanted.
pub fn address_of(conn: &mut Connection, account: AccountId) -> AppResult<Option<(String, bool)>> {
    let found = mail_addresses::table.find(account).select((mail_addresses::address, mail_addresses::is_wanted));
    Ok(found.first(conn).optional()?)
}

pub fn put_address(conn: &mut Connection, account: AccountId, address: &str, is_wanted: bool) -> AppResult<()> {
    diesel::delete(mail_addresses::table.find(account)).execute(conn)?;
    if address.is_empty() {
        return Ok(());
    }
    diesel::insert_into(mail_addresses::table)
        .values((
            mail_addresses::account_id.eq(account),
            mail_addresses::address.eq(address),
            mail_addresses::is_wanted.eq(is_wanted),
        ))
        .execute(conn)?;
    Ok(())
}

/// How the mails of a day stand: state and count.
pub fn standing(conn: &mut Connection, day: NaiveDate) -> AppResult<Vec<(State, i64)>> {
    let of_day = mails::table.filter(mails::day.eq(day)).filter(mails::state.ne(State::Idle));
    Ok(of_day.group_by(mails::state).select((mails::state, diesel::dsl::count_star())).load(conn)?)
}

/// Days for which the mails are kept.
const KEPT: u64 = 30;

pub fn forget_old(conn: &mut Connection, today: NaiveDate) -> AppResult<()> {
    let oldest = today.checked_sub_days(Days::new(KEPT)).unwrap_or(today);
    diesel::delete(mails::table.filter(mails::day.lt(oldest))).execute(conn)?;
    Ok(())
}

const CLAIM: &str = "INSERT INTO mails (account_id, day, state, attempts, next_try_at, error) \
     SELECT value ->> 0, ?, CASE WHEN value ->> 1 THEN 'claimed' ELSE 'idle' END, 1, ?, '' FROM json_each(?) WHERE true \
     ON CONFLICT (account_id, day) DO UPDATE SET state = excluded.state, attempts = attempts + 1";

/// Claims the day's mail of these, in one statement: whoever is claimed gets no other today, even after a crash.
pub fn claim(conn: &mut Connection, day: NaiveDate, now: NaiveDateTime, letters: &[Letter]) -> AppResult<()> {
    let rows: Vec<(i64, bool)> = letters.iter().map(|it| (it.account.0, it.is_due())).collect();
    let rows = serde_json::to_string(&rows).map_err(|error| AppError::Unexpected(error.into()))?;
    sql(CLAIM).bind::<Date, _>(day).bind::<Timestamp, _>(now).bind::<Text, _>(rows).execute(conn)?;
    Ok(())
}

/// What became of one that was claimed.
pub fn settle(conn: &mut Connection, account: AccountId, day: NaiveDate, state: State, error: &str) -> AppResult<()> {
    diesel::update(mails::table.find((account, day)))
        .set((mails::state.eq(state), mails::error.eq(error)))
        .execute(conn)?;
    Ok(())
}

/// These were not sent and are tried again later, each try after a longer wait.
pub fn put_off(
    conn: &mut Connection,
    accounts: &[AccountId],
    day: NaiveDate,
    now: NaiveDateTime,
    error: &str,
) -> AppResult<()> {
    let attempts: Option<i64> = mails::table
        .filter(mails::day.eq(day))
        .filter(mails::account_id.eq_any(accounts))
        .select(diesel::dsl::max(mails::attempts))
        .first(conn)?;
    let wait = Duration::minutes(minutes_to_next_try(attempts.unwrap_or(1)));
    diesel::update(mails::table.filter(mails::day.eq(day)).filter(mails::account_id.eq_any(accounts)))
        .set((mails::state.eq(State::Failed), mails::next_try_at.eq(now + wait), mails::error.eq(error)))
        .execute(conn)?;
    Ok(())
}

/// Whose turn it is: no mail of the day yet, or one whose next try has come.
#[derive(Debug, Clone, QueryableByName)]
pub struct Recipient {
    #[diesel(sql_type = BigInt)]
    pub account: AccountId,
    #[diesel(sql_type = Text)]
    pub full_name: String,
    #[diesel(sql_type = Text)]
    pub address: String,
    #[diesel(sql_type = BigInt)]
    pub attempts: i64,
}

//! Sessions live in the database; the cookie carries only a random key, of which a hash is stored.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time;
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::random_token;
use crate::db::Db;
use crate::domain::ids::AccountId;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::schema::{accounts, login_rules, sessions};

/// The cookie, over HTTPS with a prefix (`host_cookies`).
pub const COOKIE: &str = "id";
/// Keys of a session's state.
pub const ACCOUNT: &str = "account";
pub const TOKEN: &str = "token";
const ADDRESS: &str = "address";
const USED_AT: &str = "used_at";
const CONFIRMED_AT: &str = "confirmed_at";
/// Who typed the right password, when, and which (a hash of what is stored of it), and still owes the code.
const AWAITED: &str = "awaited";
/// A hash of what is stored of the password that opened this session. It is looked at once more when the session is written,
/// and then left out: a password that was changed or reset in between opens nothing.
pub const JUDGED: &str = "judged";

/// A session that nobody uses ends after so long, unless another time was set.
pub const IDLE_MINUTES: i64 = 30;
/// The longest that can be set; what is older is of no use to anybody.
const LONGEST_IDLE: Duration = Duration::minutes(120);
const ABSOLUTE: Duration = Duration::hours(12);
/// The last use is written at most this often.
const SEEN_EVERY: Duration = Duration::minutes(1);
/// For so long a password that was typed again need not be typed once more.
const CONFIRMED: Duration = Duration::minutes(10);

/// For so long the code is awaited after the password.
const AWAITING: Duration = Duration::minutes(5);

type State = HashMap<String, String>;

/// The store behind actix-session.
pub struct Sessions {
    db: Db,
}

impl Sessions {
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let hash = sha256(key.as_ref());
        let now = self.db.clock.now().naive_utc();
        let live = self.db.read(move |conn| live(conn, &hash, now));
        let Some(state) = live.await.map_err(|error| LoadError::Other(into_anyhow(error)))? else {
            return Ok(None);
        };
        serde_json::from_str(&state).map(Some).map_err(|error| LoadError::Deserialization(error.into()))
    }

    async fn save(&self, mut state: State, _: &time::Duration) -> Result<SessionKey, SaveError> {
        let key = new_key().map_err(|error| SaveError::Other(into_anyhow(error)))?;
        let judged = state.remove(JUDGED).and_then(|value| serde_json::from_str::<String>(&value).ok());
        let row = Row::of(&key, &state, self.db.clock.now().naive_utc());
        let saved = self.db.keep_house(move |conn| {
            purge(conn, row.seen_at)?;
            let is_void = match &judged {
                Some(judged) => !is_stored(conn, row.account_id, judged)?,
                None => false,
            };
            let row = if is_void { row.of_nobody() } else { row };
            diesel::insert_into(sessions::table).values(row).execute(conn)?;
            Ok(())
        });
        saved.await.map_err(|error| SaveError::Other(into_anyhow(error)))?;
        key.try_into().map_err(|_| SaveError::Other(anyhow::anyhow!("a session key is too long")))
    }

    /// An UPDATE, never an upsert: a session that was ended must not come back to life.
    async fn update(&self, key: SessionKey, state: State, _: &time::Duration) -> Result<SessionKey, UpdateError> {
        let row = Row::of(key.as_ref(), &state, self.db.clock.now().naive_utc());
        let updated = self.db.keep_house(move |conn| {
            diesel::update(sessions::table.find(&row.key_hash))
                .set((
                    sessions::state.eq(&row.state),
                    sessions::account_id.eq(row.account_id),
                    sessions::seen_at.eq(row.seen_at),
                ))
                .execute(conn)?;
            Ok(())
        });
        match updated.await {
            // Reading goes on while the disk is full; only when this session was last used stays unwritten.
            Ok(()) | Err(AppError::DiskFull) => Ok(key),
            Err(error) => Err(UpdateError::Other(into_anyhow(error))),
        }
    }

    /// A use is part of the state: see `note_use`.
    async fn update_ttl(&self, _: &SessionKey, _: &time::Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let hash = sha256(key.as_ref());
        let deleted = self.db.keep_house(move |conn| {
            diesel::delete(sessions::table.find(hash)).execute(conn)?;
            Ok(())
        });
        deleted.await.map_err(into_anyhow)
    }
}

fn new_key() -> AppResult<String> {
    Ok(format!("{}{}", random_token()?, random_token()?))
}

/// Whether the password that was judged right is still the one of the account.
fn is_stored(conn: &mut SqliteConnection, account: Option<AccountId>, judged: &str) -> AppResult<bool> {
    let Some(account) = account else { return Ok(false) };
    let stored: Option<String> =
        accounts::table.find(account).select(accounts::password_hash).first(conn).optional()?;
    Ok(stored.is_some_and(|stored| sha256(stored) == judged))
}

/// The state of a session that has ended neither by idling nor by age.
fn live(conn: &mut SqliteConnection, hash: &str, now: NaiveDateTime) -> AppResult<Option<String>> {
    let set: Option<i64> = login_rules::table.select(login_rules::idle_minutes).first(conn).optional()?;
    let idle = Duration::minutes(set.unwrap_or(IDLE_MINUTES));
    Ok(sessions::table
        .find(hash)
        .filter(sessions::seen_at.gt(now - idle))
        .filter(sessions::created_at.gt(now - ABSOLUTE))
        // A clock set back must not revive what had ended.
        .filter(sessions::created_at.le(now + SEEN_EVERY))
        .select(sessions::state)
        .first(conn)
        .optional()?)
}

#[derive(Insertable)]
#[diesel(table_name = sessions)]
struct Row {
    key_hash: String,
    account_id: Option<AccountId>,
    state: String,
    address: String,
    created_at: NaiveDateTime,
    seen_at: NaiveDateTime,
}

impl Row {
    fn of(key: &str, state: &State, now: NaiveDateTime) -> Self {
        let text = |name: &str| state.get(name).and_then(|value| serde_json::from_str::<String>(value).ok());
        Self {
            key_hash: sha256(key),
            account_id: state.get(ACCOUNT).and_then(|value| serde_json::from_str(value).ok()),
            state: serde_json::to_string(state).unwrap_or_else(|_| "{}".to_owned()),
            address: text(ADDRESS).unwrap_or_default(),
            created_at: now,
            seen_at: now,
        }
    }

    /// The same without anybody's login.
    fn of_nobody(self) -> Self {
        Self { account_id: None, state: "{}".to_owned(), ..self }
    }
}

/// Drops what has ended by itself. That of nobody goes at once: each program that asks for the login page leaves one.
fn purge(conn: &mut SqliteConnection, now: NaiveDateTime) -> AppResult<()> {
    let idle = sessions::table.filter(sessions::seen_at.lt(now - LONGEST_IDLE));
    let is_done = sessions::account_id.is_null().or(sessions::seen_at.lt(now - LONGEST_IDLE - ABSOLUTE));
    diesel::delete(idle.filter(is_done)).execute(conn)?;
    Ok(())
}

fn into_anyhow(error: AppError) -> anyhow::Error {
    match error {
        AppError::Unexpected(source) => source,
        other => anyhow::anyhow!("{other}"),
    }
}

/// Puts a fresh login into a session: a new key, a new token. `password` is what is stored of the one that was right.
pub fn begin(session: &actix_session::Session, account: AccountId, address: &str, password: &str) -> AppResult<()> {
    session.renew();
    session.clear();
    let put = |key: &str, value: String| session.insert(key, value).map_err(|error| AppError::Unexpected(error.into()));
    session.insert(ACCOUNT, account).map_err(|error| AppError::Unexpected(error.into()))?;
    put(TOKEN, random_token()?)?;
    put(JUDGED, sha256(password))?;
    put(ADDRESS, address.to_owned())
}

/// The password was right, and a code is still owed: the session goes on under a new key as nobody's.
pub fn await_code(
    session: &actix_session::Session,
    account: AccountId,
    now: NaiveDateTime,
    password: &str,
) -> AppResult<()> {
    session.renew();
    session.insert(AWAITED, (account, now, sha256(password))).map_err(|error| AppError::Unexpected(error.into()))
}

/// Whose code is awaited in this session, after which password: a hash of what was stored of it.
pub fn awaited(session: &actix_session::Session, now: NaiveDateTime) -> Option<(AccountId, String)> {
    let (account, at, password) = session.get::<(AccountId, NaiveDateTime, String)>(AWAITED).ok().flatten()?;
    (at..at + AWAITING).contains(&now).then_some((account, password))
}

/// Puts off the end of a session that somebody uses. A state that has changed is written with the time (`update`), so
/// this changes it, at most once a minute.
pub fn note_use(session: &actix_session::Session, now: NaiveDateTime) -> AppResult<()> {
    let used_at = session.get::<NaiveDateTime>(USED_AT).ok().flatten();
    if used_at.is_some_and(|at| (now - at).abs() < SEEN_EVERY) {
        return Ok(());
    }
    session.insert(USED_AT, now).map_err(|error| AppError::Unexpected(error.into()))
}

/// Whether the password was typed again a short while ago.
pub fn is_confirmed(session: &actix_session::Session, now: NaiveDateTime) -> bool {
    let confirmed_at = session.get::<NaiveDateTime>(CONFIRMED_AT).ok().flatten();
    confirmed_at.is_some_and(|at| (at..at + CONFIRMED).contains(&now))
}

/// The password was typed again: the session goes on under a new key. `password` is what is stored of it.
pub fn confirm(session: &actix_session::Session, now: NaiveDateTime, password: &str) -> AppResult<()> {
    session.renew();
    session.insert(JUDGED, sha256(password)).map_err(|error| AppError::Unexpected(error.into()))?;
    session.insert(CONFIRMED_AT, now).map_err(|error| AppError::Unexpected(error.into()))
}

/// The token that forms of this session carry; made on first use (the login form has one too).
pub fn token(session: &actix_session::Session) -> AppResult<String> {
    if let Ok(Some(token)) = session.get::<String>(TOKEN) {
        return Ok(token);
    }
    let token = random_token()?;
    session.insert(TOKEN, &token).map_err(|error| AppError::Unexpected(error.into()))?;
    Ok(token)
}

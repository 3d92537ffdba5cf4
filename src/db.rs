//! The only door to SQLite: many readers, one writer, and no change without its audit entry.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel::sql_types::{Integer, Text};
use diesel::sqlite::{Sqlite, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::audit_chain::{self, Entry, Head};
use crate::clock::Clock;
use crate::domain::date;
use crate::domain::event::Event;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act, Actor};
use crate::schema::posted_forms;
use crate::sql::sql;
use crate::web::percent_encode;

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();
const READERS: u32 = 4;

pub type Connection = SqliteConnection;

/// Longer than any session lives, without which no form is sent again.
const FORMS_KEPT: TimeDelta = TimeDelta::days(2);

/// How often, and after how long, emptying the log is tried again.
const EMPTYING_TRIES: u32 = 200;
const EMPTYING_PAUSE: Duration = Duration::from_millis(50);

/// What SQLite answers to a checkpoint.
#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

#[derive(Clone)]
pub struct Db {
    readers: Pool<ConnectionManager<SqliteConnection>>,
    writer: Pool<ConnectionManager<SqliteConnection>>,
    pub clock: Clock,
}

/// How a database's schema compares to the one this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaAge {
    Older,
    Current,
    /// Made by a newer program, which may have changed the meaning of what is stored.
    Newer,
}

/// One transaction of one actor at one moment.
pub struct Tx<'c> {
    pub conn: &'c mut SqliteConnection,
    pub actor: &'c Actor,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// In whose place the actor does this; empty for what is his own to do.
    pub on_behalf_of: String,
    /// The last entry of the history, once it was looked up.
    head: Option<Head>,
    audited: usize,
}

/// The number a form carries so that a double click carries it out once.
#[derive(Debug, Clone)]
pub struct FormNumber(pub String);

impl Db {
    /// Opens the database of a data folder and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be opened or brought up to date; then it is as it was before.
    pub fn open(file: &Path, clock: Clock) -> anyhow::Result<Self> {
        let url = file.to_str().context("đường dẫn dữ liệu phải là chữ Unicode")?;
        let writer = Pool::builder()
            .max_size(1)
            .test_on_check_out(false)
            .connection_customizer(Box::new(Pragmas { query_only: false }))
            .build(ConnectionManager::new(url))?;
        bring_up_to_date(&mut *writer.get()?)?;
        let readers = Pool::builder()
            .max_size(READERS)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_customizer(Box::new(Pragmas { query_only: true }))
            .build(ConnectionManager::new(url))?;
        Ok(Self { readers, writer, clock })
    }

    /// Reads, off the async threads.
    pub async fn read<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.read_now(work)).await
    }

    /// Writes in one transaction: commits on `Ok`, leaves nothing on `Err`.
    pub async fn write<T, F>(&self, actor: Actor, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.write_now(&actor, work)).await
    }

    /// Carries a form out once and answers where to go next. A second copy of the same form changes
    /// nothing and is sent where the first one went.
    pub async fn carry_out<F>(&self, actor: Actor, number: FormNumber, work: F) -> AppResult<String>
    where
        F: FnOnce(&mut Tx) -> AppResult<String> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || {
            let account = actor.account.map_or(0, |id| id.0);
            if let Some(location) = db.read_now(|conn| first_location(conn, &number, account))? {
                return Ok(location);
            }
            db.write_now(&actor, |tx| {
                if let Some(location) = first_location(tx.conn, &number, account)? {
                    tx.audited += 1; // already told by the first copy
                    return Ok(location);
                }
                let location = work(tx)?;
                let over = tx.now.naive_utc() - FORMS_KEPT;
                diesel::delete(posted_forms::table.filter(posted_forms::at.lt(over))).execute(tx.conn)?;
                diesel::insert_into(posted_forms::table)
                    .values((
                        posted_forms::number.eq(&number.0),
                        posted_forms::account_id.eq(account),
                        posted_forms::location.eq(&location),
                        posted_forms::at.eq(tx.now.naive_utc()),
                    ))
                    .execute(tx.conn)?;
                Ok(location)
            })
        })
        .await
    }

    /// Where the first copy of a form was sent, once that was carried out: for work that is not one transaction.
    pub async fn carried_out(&self, actor: &Actor, number: &FormNumber) -> AppResult<Option<String>> {
        let (account, number) = (actor.account.map_or(0, |id| id.0), number.clone());
        self.read(move |conn| first_location(conn, &number, account)).await
    }

    /// Like `read`, on this thread: for commands and tests.
    pub fn read_now<T>(&self, work: impl FnOnce(&mut SqliteConnection) -> AppResult<T>) -> AppResult<T> {
        work(&mut *take(&self.readers)?)
    }

    /// Like `write`, on this thread: for commands and tests.
    pub fn write_now<T>(&self, actor: &Actor, work: impl FnOnce(&mut Tx) -> AppResult<T>) -> AppResult<T> {
        let now = self.clock.now();
        let mut conn = take(&self.writer)?;
        conn.immediate_transaction(|conn| {
            let today = date::local(now).date();
            let mut tx = Tx { conn, actor, now, today, on_behalf_of: String::new(), head: None, audited: 0 };
            let done = work(&mut tx)?;
            debug_assert!(tx.audited > 0, "a change without an audit entry");
            Ok(done)
        })
    }

    /// Brings all that was written into the one file, which may then be moved once this is dropped.
    pub fn settle(&self) -> AppResult<()> {
        Ok(take(&self.writer)?.batch_execute("PRAGMA wal_checkpoint(TRUNCATE);")?)
    }

    /// Leaves nothing of what was deleted in the log beside the database: emptied as soon as no reader is in the way.
    ///
    /// # Errors
    /// When readers are in the way all the time.
    pub fn empty_log(&self) -> AppResult<()> {
        for _ in 0..EMPTYING_TRIES {
            let mut conn = take(&self.writer)?;
            let log = sql("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Checkpoint>(&mut *conn)?;
            drop(conn);
            if log.busy == 0 {
                return Ok(());
            }
            std::thread::sleep(EMPTYING_PAUSE);
        }
        Err(AppError::Unexpected(anyhow::anyhow!("readers keep the log of the database from being emptied")))
    }

    /// What is no business of anybody's history: sessions, failed logins, used form numbers.
    pub async fn keep_house<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut SqliteConnection) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.keep_house_now(work)).await
    }

    /// Like `keep_house`, on this thread: for what a folder needs when it is opened.
    pub fn keep_house_now<T>(&self, work: impl FnOnce(&mut SqliteConnection) -> AppResult<T>) -> AppResult<T> {
        take(&self.writer)?.immediate_transaction(work)
    }
}

/// A connection outside the pools that cannot change anything, as looking into a folder and `VACUUM INTO` need it.
pub fn connect_read_only(file: &Path) -> anyhow::Result<SqliteConnection> {
    let path = file.to_str().context("đường dẫn dữ liệu phải là chữ Unicode")?;
    let url = format!("file:{}?mode=ro", percent_encode(path));
    let mut conn = <SqliteConnection as diesel::Connection>::establish(&url)
        .with_context(|| format!("không mở được cơ sở dữ liệu {}", file.display()))?;
    conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;")?;
    Ok(conn)
}

/// One word that SQLite answers.
#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The pragmas of SECURITY.md D1 that a connection to this file does not take.
pub fn wrong_pragmas(file: &Path) -> anyhow::Result<Vec<&'static str>> {
    const EXPECTED: [(&str, &str, &str); 5] = [
        ("journal_mode", "SELECT CAST(journal_mode AS TEXT) AS value FROM pragma_journal_mode", "wal"),
        ("synchronous", "SELECT CAST(synchronous AS TEXT) AS value FROM pragma_synchronous", "2"),
        ("foreign_keys", "SELECT CAST(foreign_keys AS TEXT) AS value FROM pragma_foreign_keys", "1"),
        ("trusted_schema", "SELECT CAST(trusted_schema AS TEXT) AS value FROM pragma_trusted_schema", "0"),
        ("secure_delete", "SELECT CAST(secure_delete AS TEXT) AS value FROM pragma_secure_delete", "1"),
    ];
    let path = file.to_str().context("đường dẫn dữ liệu phải là chữ Unicode")?;
    let mut conn = <SqliteConnection as diesel::Connection>::establish(path)?;
    Pragmas { query_only: true }.on_acquire(&mut conn)?;
    let mut wrong = Vec::new();
    for (name, query, expected) in EXPECTED {
        let found: Setting = sql(query).get_result(&mut conn)?;
        if found.value != expected {
            wrong.push(name);
        }
    }
    Ok(wrong)
}

/// Runs all migrations a database has not seen and seals its history, in one transaction: wholly or not at all. Nothing is
/// kept that points to a row which is not there.
fn bring_up_to_date(conn: &mut SqliteConnection) -> anyhow::Result<()> {
    conn.immediate_transaction(|conn| {
        let failed = |error| anyhow::anyhow!("không đọc được phiên bản của cơ sở dữ liệu: {error}");
        let pending = conn.pending_migrations(MIGRATIONS).map_err(failed)?;
        for migration in &pending {
            conn.run_migration(migration)
                .map_err(|error| anyhow::anyhow!("bước {} không chạy được: {error}", migration.name()))?;
        }
        audit_chain::seal_older(conn)?;
        if !pending.is_empty() {
            let dangling = "SELECT \"table\" AS value FROM pragma_foreign_key_check LIMIT 1";
            let dangling: Option<Setting> = sql(dangling).get_result(conn).optional()?;
            if let Some(Setting { value: table }) = dangling {
                bail!("bảng {table} có dòng trỏ tới dòng không có");
            }
        }
        Ok(())
    })
}

/// Compares the migrations a database has seen with those of this program.
pub fn schema_age(conn: &mut SqliteConnection) -> anyhow::Result<SchemaAge> {
    let failed = |error| anyhow::anyhow!("không đọc được phiên bản của cơ sở dữ liệu: {error}");
    let applied: BTreeSet<String> =
        conn.applied_migrations().map_err(failed)?.iter().map(ToString::to_string).collect();
    let migrations = MigrationSource::<Sqlite>::migrations(&MIGRATIONS).map_err(failed)?;
    let known: BTreeSet<String> = migrations.iter().map(|migration| migration.name().version().to_string()).collect();
    Ok(if !applied.is_subset(&known) {
        SchemaAge::Newer
    } else if applied == known {
        SchemaAge::Current
    } else {
        SchemaAge::Older
    })
}

/// The only caller of the blocking pool, for work that would hold up other requests.
pub async fn off_thread<T, F>(work: F) -> AppResult<T>
where
    T: Send + 'static,
    F: FnOnce() -> AppResult<T> + Send + 'static,
{
    match actix_web::web::block(work).await {
        Ok(done) => done,
        Err(error) => Err(AppError::Unexpected(error.into())),
    }
}

type Pooled = PooledConnection<ConnectionManager<SqliteConnection>>;

fn take(pool: &Pool<ConnectionManager<SqliteConnection>>) -> AppResult<Pooled> {
    pool.get().map_err(|error| AppError::Unexpected(error.into()))
}

fn first_location(conn: &mut SqliteConnection, number: &FormNumber, account: i64) -> AppResult<Option<String>> {
    Ok(posted_forms::table
        .filter(posted_forms::number.eq(&number.0))
        .filter(posted_forms::account_id.eq(account))
        .select(posted_forms::location)
        .first(conn)
        .optional()?)
}

impl Tx<'_> {
    /// Asks the policy for an act that may be given to somebody; what follows is noted as done in the giver's place.
    pub fn must(&mut self, act: Act) -> AppResult<()> {
        policy::must(self.actor, act)?;
        self.on_behalf_of = policy::in_place_of(self.actor, act).map_or_else(String::new, |it| it.giver.clone());
        Ok(())
    }

    /// Writes the history of this change, sealed to the entry before it.
    pub fn audit(&mut self, event: Event) -> AppResult<()> {
        let before = match self.head.take() {
            Some(head) => head,
            None => audit_chain::head(self.conn)?,
        };
        let (object_kind, object_id) = event.object.key();
        let entry = Entry {
            id: before.id + 1,
            at: self.now.naive_utc(),
            account_id: self.actor.account.map(|account| account.0),
            actor_name: self.actor.full_name.clone(),
            role: self.actor.role_codes(),
            address: self.actor.address.clone(),
            event: event.kind.code().to_owned(),
            object_kind: object_kind.to_owned(),
            object_id,
            note: event.note,
            changes: serde_json::to_string(&event.changes).map_err(|error| AppError::Unexpected(error.into()))?,
            on_behalf_of: self.on_behalf_of.clone(),
        };
        self.head = Some(audit_chain::append(self.conn, &entry, &before.hash)?);
        self.audited += 1;
        Ok(())
    }
}

/// SECURITY.md D1. Waiting comes first, or switching the journal could already fail.
#[derive(Debug)]
struct Pragmas {
    query_only: bool,
}

impl CustomizeConnection<SqliteConnection, diesel::r2d2::Error> for Pragmas {
    fn on_acquire(&self, conn: &mut SqliteConnection) -> Result<(), diesel::r2d2::Error> {
        let pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8000;";
        conn.batch_execute(pragmas).map_err(diesel::r2d2::Error::QueryError)?;
        if self.query_only {
            conn.batch_execute("PRAGMA query_only = ON;").map_err(diesel::r2d2::Error::QueryError)?;
        }
        Ok(())
    }
}

//! The folder that holds all an installation keeps: database, attachments, backups, key, ballots.

pub mod attachments;
pub mod ballot_keys;
pub mod disk;
pub mod removed;
mod restore;
pub mod schedule;
pub mod second_place;
pub mod served_as;
mod upgrade;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use actix_web::cookie::Key;
use anyhow::{Context, bail, ensure};

use self::attachments::{Attachments, LEAST_FREE};
use self::ballot_keys::BallotKeys;
use self::schedule::{Failed, SNAPSHOTS};
use crate::clock::Clock;
use crate::db::{self, Db, SchemaAge};
use crate::domain::date;
use crate::features::settings::ops::{self, InstallationKind};
use crate::features::{backup, council_meetings, initiatives};
use crate::policy::Actor;

const DATABASE: &str = "thidua.db";
/// A database while it is being made: an interrupted making leaves nothing that looks like a department.
const UNFINISHED: &str = "thidua.new.db";
const KEY: &str = "secret.key";
const LOCK: &str = "lock";
const FILES: &str = "files";
const BALLOTS: &str = "ballots";
const BACKUPS: &str = "backups";
const FOLDERS: [&str; 3] = [FILES, BACKUPS, BALLOTS];
const KEY_BYTES: usize = 64;

#[derive(Debug, Clone)]
pub struct DataFolder {
    root: PathBuf,
    nightly: Failed,
    snapshots: Failed,
}

/// Holds the folder for this process until dropped.
pub struct Lock(#[expect(dead_code, reason = "closing the file frees the folder")] File);

/// An installation ready to be used.
pub struct Opened {
    pub db: Db,
    pub kind: InstallationKind,
}

impl DataFolder {
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), nightly: Failed::default(), snapshots: Failed::default() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    pub fn attachments(&self) -> Attachments {
        Attachments::at(&self.root.join(FILES)).keeping_free(LEAST_FREE)
    }

    pub fn ballot_keys(&self) -> BallotKeys {
        BallotKeys::at(&self.root.join(BALLOTS))
    }

    /// Takes the folder for this process alone, making it when it is missing.
    pub fn claim(&self) -> anyhow::Result<Lock> {
        disk::make_folder(&self.root).with_context(|| format!("Không tạo được thư mục {}", self.root.display()))?;
        self.take_lock()
    }

    /// Takes the folder of an installation for this process alone.
    pub fn lock(&self) -> anyhow::Result<Lock> {
        self.must_have_installation()?;
        self.take_lock()
    }

    fn take_lock(&self) -> anyhow::Result<Lock> {
        ensure!(
            !disk::is_remote(&self.root),
            "Thư mục {} nằm trên ổ đĩa mạng, nơi dữ liệu có thể hỏng. Đặt dữ liệu trên đĩa của chính máy này.",
            self.root.display()
        );
        let path = self.root.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        let file = file.with_context(|| format!("Không ghi được vào thư mục {}", self.root.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => {
                bail!("Một tiến trình thidua khác đang dùng thư mục {}. Dừng nó rồi làm lại.", self.root.display())
            }
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    pub fn has_installation(&self) -> bool {
        self.database().exists() || self.root.join(restore::DECIDED).exists()
    }

    /// Refuses a folder in which nothing was made.
    pub fn must_have_installation(&self) -> anyhow::Result<()> {
        ensure!(
            self.has_installation(),
            "Thư mục {} chưa có dữ liệu. Lập cơ quan bằng thidua init, hoặc xem dữ liệu mẫu bằng thidua demo.",
            self.root.display()
        );
        Ok(())
    }

    /// Makes an installation in an empty folder. The database takes its place only once `fill` is done.
    pub fn make<T>(&self, clock: Clock, fill: impl FnOnce(&mut Db) -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.furnish()?;
        let unfinished = self.root.join(UNFINISHED);
        disk::remove_database(&unfinished)?;
        OpenOptions::new().create_new(true).write(true).mode(0o600).open(&unfinished)?;
        let mut db = Db::open(&unfinished, clock)?;
        let done = fill(&mut db)?;
        db.settle()?;
        drop(db);
        fs::rename(&unfinished, self.database())?;
        disk::remove_database(&unfinished)?;
        disk::sync_folder(&self.root)?;
        Ok(done)
    }

    /// Puts into an empty folder all but the database.
    fn furnish(&self) -> anyhow::Result<()> {
        self.must_be_empty()?;
        for name in FOLDERS {
            disk::make_folder(&self.root.join(name))?;
        }
        self.make_key()
    }

    /// Refuses a folder with anything in it but what an interrupted making leaves.
    fn must_be_empty(&self) -> anyhow::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let is_left_over = FOLDERS.contains(&&*name)
                || [KEY, LOCK].contains(&&*name)
                || name.starts_with(UNFINISHED)
                || name == restore::UNCHECKED;
            ensure!(
                is_left_over,
                "Thư mục {} không trống (có {name}). Chọn thư mục khác bằng --data.",
                self.root.display()
            );
        }
        Ok(())
    }

    fn make_key(&self) -> anyhow::Result<()> {
        let mut key = [0u8; KEY_BYTES];
        getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("Hệ điều hành không cho số ngẫu nhiên: {error}"))?;
        match OpenOptions::new().create_new(true).write(true).mode(0o600).open(self.root.join(KEY)) {
            Ok(mut file) => {
                file.write_all(&key)?;
                Ok(file.sync_all()?)
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    pub fn key_file(&self) -> PathBuf {
        self.root.join(KEY)
    }

    /// The key that signs cookies.
    pub fn key(&self) -> anyhow::Result<Key> {
        let path = self.root.join(KEY);
        let bytes = fs::read(&path).with_context(|| format!("Không đọc được {}", path.display()))?;
        ensure!(bytes.len() == KEY_BYTES, "{} đã bị thay đổi.", path.display());
        Ok(Key::from(&bytes))
    }

    /// Opens the installation, bringing data of an older program up to date, which no other process may be using.
    ///
    /// # Errors
    /// When there is none, a newer program made it, or it cannot be brought up to date and is as it was.
    pub fn open(&self) -> anyhow::Result<Opened> {
        self.open_for(None)
    }

    /// Like `open`, for the process that holds the folder.
    ///
    /// # Errors
    /// As for `open`.
    pub fn open_held(&self, held: &Lock) -> anyhow::Result<Opened> {
        self.open_for(Some(held))
    }

    fn open_for(&self, held: Option<&Lock>) -> anyhow::Result<Opened> {
        let taken = self.carry_restore_through(held)?;
        let held = held.or(taken.as_ref());
        self.must_have_installation()?;
        if held.is_some() {
            self.clear_left_over()?;
        }
        let (kind, clock, age) = inspect(&self.database())?;
        let db = match age {
            SchemaAge::Newer => bail!("Dữ liệu này do một phiên bản thidua mới hơn ghi. Hãy dùng phiên bản đó."),
            SchemaAge::Older => self.upgrade(clock, held)?,
            SchemaAge::Current => Db::open(&self.database(), clock)?,
        };
        if db.read_now(initiatives::ops::lacks_in_index)? {
            db.keep_house_now(initiatives::ops::index_missing)?;
        }
        council_meetings::ops::finish_after_restart(&db, &self.ballot_keys())?;
        Ok(Opened { db, kind })
    }

    /// Finishes a restore that was decided and cut off. It is nobody's to finish who does not hold the folder: one who
    /// holds nothing takes it for that, and is given the lock.
    ///
    /// # Errors
    /// When another process holds the folder, or the disk does not do what it is told.
    pub fn carry_restore_through(&self, held: Option<&Lock>) -> anyhow::Result<Option<Lock>> {
        let is_decided = self.root.join(restore::DECIDED).exists();
        let taken = if held.is_none() && is_decided { Some(self.take_lock()?) } else { None };
        if held.is_some() || taken.is_some() {
            self.finish_restore()?;
        }
        Ok(taken)
    }

    /// Removes what uploads and backups leave that were killed. For who holds the folder: nobody receives files then; a
    /// backup that is made by hand at this very moment fails and says so.
    fn clear_left_over(&self) -> anyhow::Result<()> {
        disk::clear(&self.root.join(FILES), |name| name.ends_with(attachments::UNFINISHED))?;
        let backups = self.root.join(BACKUPS);
        for folder in [backups.join(SNAPSHOTS), backups] {
            disk::clear(&folder, backup::is_left_over)?;
        }
        Ok(())
    }

    /// Makes a checked copy of everything in one file and answers where it is.
    pub fn back_up(&self, target: Option<PathBuf>) -> anyhow::Result<PathBuf> {
        let db = self.open()?.db;
        let file = self.pack(target.unwrap_or_else(|| self.backup_named("thidua", db.clock)))?;
        db.write_now(&Actor::machine(), |tx| backup::ops::note_backup(tx, &disk::file_name(&file)))?;
        Ok(file)
    }

    fn backup_named(&self, what: &str, clock: Clock) -> PathBuf {
        self.root.join(BACKUPS).join(format!("{what}-{}.zip", stamp(clock)))
    }

    fn pack(&self, target: PathBuf) -> anyhow::Result<PathBuf> {
        backup::pack(&self.database(), &self.root.join(FILES), true, Clock::machine().now(), &target)?;
        Ok(target)
    }
}

/// What a database holds, without changing anything.
fn inspect(database: &Path) -> anyhow::Result<(InstallationKind, Clock, SchemaAge)> {
    let mut conn = db::connect_read_only(database)?;
    let age = db::schema_age(&mut conn)?;
    let found = ops::installation(&mut conn)?;
    let (kind, clock) = found.with_context(|| format!("{} không phải dữ liệu của thidua", database.display()))?;
    Ok((kind, clock, age))
}

/// Date and time as they stand in names of files.
fn stamp(clock: Clock) -> String {
    date::local(clock.now()).format("%Y%m%d-%H%M%S").to_string()
}

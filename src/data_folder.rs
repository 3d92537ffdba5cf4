//! The folder that holds all an installation keeps: database, attachments, backups, key, ballots.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use actix_web::cookie::Key;
use anyhow::{Context, bail, ensure};

use crate::clock::Clock;
use crate::db::{self, Db, SchemaAge};
use crate::features::settings::ops::{self, InstallationKind};

const DATABASE: &str = "thidua.db";
/// A database while it is being made: an interrupted making leaves nothing that looks like a department.
const UNFINISHED: &str = "thidua.new.db";
const KEY: &str = "secret.key";
const LOCK: &str = "lock";
const FOLDERS: [&str; 3] = ["files", "backups", "ballots"];
const KEY_BYTES: usize = 64;

pub struct DataFolder {
    root: PathBuf,
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
        Self { root: root.to_owned() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn database(&self) -> PathBuf {
        self.root.join(DATABASE)
    }

    /// Takes the folder for this process alone, making it when it is missing.
    pub fn claim(&self) -> anyhow::Result<Lock> {
        make_folder(&self.root).with_context(|| format!("Không tạo được thư mục {}", self.root.display()))?;
        self.take_lock()
    }

    /// Takes the folder of an installation for this process alone.
    pub fn lock(&self) -> anyhow::Result<Lock> {
        self.must_have_installation()?;
        self.take_lock()
    }

    fn take_lock(&self) -> anyhow::Result<Lock> {
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
        self.database().exists()
    }

    fn must_have_installation(&self) -> anyhow::Result<()> {
        ensure!(
            self.has_installation(),
            "Thư mục {} chưa có dữ liệu. Lập cơ quan bằng thidua init, hoặc xem dữ liệu mẫu bằng thidua demo.",
            self.root.display()
        );
        Ok(())
    }

    /// Makes an installation in an empty folder. The database takes its place only once `fill` is done.
    pub fn make<T>(&self, clock: Clock, fill: impl FnOnce(&mut Db) -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.must_be_empty()?;
        for name in FOLDERS {
            make_folder(&self.root.join(name))?;
        }
        self.make_key()?;
        let unfinished = self.root.join(UNFINISHED);
        remove_database(&unfinished)?;
        OpenOptions::new().create_new(true).write(true).mode(0o600).open(&unfinished)?;
        let mut db = Db::open(&unfinished, clock)?;
        let done = fill(&mut db)?;
        db.settle()?;
        drop(db);
        fs::rename(&unfinished, self.database())?;
        remove_database(&unfinished)?;
        sync_folder(&self.root)?;
        Ok(done)
    }

    /// Refuses a folder with anything in it but what an interrupted making leaves.
    fn must_be_empty(&self) -> anyhow::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let is_left_over =
                FOLDERS.contains(&&*name) || [KEY, LOCK].contains(&&*name) || name.starts_with(UNFINISHED);
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

    /// The key that signs cookies.
    pub fn key(&self) -> anyhow::Result<Key> {
        let path = self.root.join(KEY);
        let bytes = fs::read(&path).with_context(|| format!("Không đọc được {}", path.display()))?;
        ensure!(bytes.len() == KEY_BYTES, "{} đã bị thay đổi.", path.display());
        Ok(Key::from(&bytes))
    }

    /// Opens the installation, bringing an older schema up to date.
    ///
    /// # Errors
    /// When there is none, or a newer program made it.
    pub fn open(&self) -> anyhow::Result<Opened> {
        self.must_have_installation()?;
        let (kind, clock) = self.inspect()?;
        let db = Db::open(&self.database(), clock)?;
        Ok(Opened { db, kind })
    }

    /// What the folder holds, without changing anything.
    fn inspect(&self) -> anyhow::Result<(InstallationKind, Clock)> {
        let mut conn = db::connect_read_only(&self.database())?;
        if db::schema_age(&mut conn)? == SchemaAge::Newer {
            bail!("Dữ liệu này do một phiên bản thidua mới hơn ghi. Hãy dùng phiên bản đó.");
        }
        ops::installation(&mut conn)?
            .with_context(|| format!("{} không phải dữ liệu của thidua", self.database().display()))
    }
}

/// A folder for its owner alone.
fn make_folder(path: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Removes a database with what SQLite keeps beside it.
fn remove_database(file: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(suffix);
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Makes a renaming outlast a power cut.
fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

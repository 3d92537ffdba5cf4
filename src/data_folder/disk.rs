//! Small acts on files that a power cut or a second attempt must not spoil.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a database.
pub const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// A folder for its owner alone.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Room on the volume of a folder, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    pub free: u64,
    pub total: u64,
}

impl Room {
    /// Too little to take files in: the database must go on (SECURITY.md F6).
    pub const fn is_short(self) -> bool {
        self.free < 1_000_000_000 || self.free < self.total / 20
    }

    /// The next write may fail.
    pub const fn is_gone(self) -> bool {
        self.free < 4_000_000
    }
}

pub fn room(folder: &Path) -> io::Result<Room> {
    let it = rustix::fs::statvfs(folder)?;
    Ok(Room { free: it.f_bavail * it.f_frsize, total: it.f_blocks * it.f_frsize })
}

/// Removes a database with what SQLite keeps beside it.
pub fn remove_database(file: &Path) -> io::Result<()> {
    remove_beside(file)?;
    unless_missing(fs::remove_file(file))
}

/// Removes what SQLite keeps beside a database whose writes are all in its file.
pub fn remove_beside(file: &Path) -> io::Result<()> {
    BESIDE.iter().try_for_each(|suffix| unless_missing(fs::remove_file(beside(file, suffix))))
}

pub fn remove_folder(path: &Path) -> io::Result<()> {
    unless_missing(fs::remove_dir_all(path))
}

pub fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    unless_missing(fs::rename(from, to))
}

/// Makes renamings in a folder outlast a power cut.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

pub fn unless_missing(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

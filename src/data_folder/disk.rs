//! Small acts on files that a power cut or a second attempt must not spoil.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::attachments::Free;

/// What SQLite keeps beside a database.
pub const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Kinds of file systems that lie on another machine: NFS, SMB, CIFS, SMB2, AFS, Ceph. SQLite's locks and its log in
/// shared memory cannot be relied on there.
const ON_OTHER_MACHINES: [i64; 6] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x00c3_6400];

/// Whether something lies on a network share.
pub fn is_remote(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|found| is_on_other_machine(found.f_type))
}

fn is_on_other_machine(kind: i64) -> bool {
    ON_OTHER_MACHINES.contains(&(kind & 0xffff_ffff))
}

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
    /// Whether enough is left to take files in: the database must go on (SECURITY.md F6).
    pub const fn leaves(self, least: Free) -> bool {
        self.free >= least.bytes && self.free / 100 >= self.total / 10_000 * least.percent
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

/// Removes the files of a folder whose names say so; a folder that is not there has none.
pub fn clear(folder: &Path, goes: impl Fn(&str) -> bool) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(&goes) && entry.file_type()?.is_file() {
            unless_missing(fs::remove_file(entry.path()))?;
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_shares_are_told_from_local_disks() {
        for remote in [0x6969, 0xff53_4d42, i64::from(0xff53_4d42_u32 as i32)] {
            assert!(is_on_other_machine(remote), "{remote:x}");
        }
        for local in [0xef53, 0x5846_5342, 0x0102_1994, 0x9123_683e] {
            assert!(!is_on_other_machine(local), "{local:x}");
        }
        assert!(!is_remote(&std::env::temp_dir()));
    }

    #[test]
    fn both_limits_of_free_space_count() {
        let gb = 1024 * 1024 * 1024;
        let leaves = |free, total| Room { free, total }.leaves(super::super::attachments::LEAST_FREE);
        assert!(leaves(2 * gb, 20 * gb));
        assert!(!leaves(gb - 1, 2 * gb), "less than a gigabyte");
        assert!(!leaves(4 * gb, 100 * gb), "less than five in a hundred");
        assert!(leaves(6 * gb, 100 * gb));
    }
}

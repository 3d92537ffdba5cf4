//! Attachments that were taken away: kept beside `files` for as long as snapshots are that may need them (SECURITY.md B3), in
//! folders named by the moment at which they went. Here and in the second place alike.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::disk;
use super::schedule::STAMP;
use crate::domain::backup_plan::may_be_forgotten;

const FOLDER: &str = "removed";

/// Where those go that lay in `files`.
fn place(files: &Path) -> PathBuf {
    files.with_file_name(FOLDER)
}

/// Takes an attachment out of `files`; one that is not there went before. `at`: local time.
pub fn take_away(files: &Path, name: &str, at: NaiveDateTime) -> io::Result<()> {
    let (from, all) = (files.join(name), place(files));
    if !from.exists() {
        return Ok(());
    }
    let of_now = all.join(at.format(STAMP).to_string());
    disk::make_folder(&of_now)?;
    disk::move_if_there(&from, &of_now.join(name))?;
    [files, &of_now, &all].into_iter().try_for_each(disk::sync_folder)
}

/// The folders of what went out of `files`, with the moment at which it did; newest first.
pub fn folders(files: &Path) -> Vec<(NaiveDateTime, PathBuf)> {
    let Ok(entries) = fs::read_dir(place(files)) else { return Vec::new() };
    let dated = |entry: fs::DirEntry| {
        let at = NaiveDateTime::parse_from_str(entry.file_name().to_str()?, STAMP).ok()?;
        Some((at, entry.path()))
    };
    let mut found: Vec<_> = entries.flatten().filter_map(dated).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// All that went out of `files` and is kept still.
pub fn all(files: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for (_, folder) in folders(files) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            // Forgotten in this very moment.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            found.insert(entry?.path());
        }
    }
    Ok(found)
}

/// An attachment where it lies now: in its place, or among those that were taken away.
pub fn wherever(file: &Path) -> PathBuf {
    let among_removed = || {
        let (files, name) = (file.parent()?, file.file_name()?);
        folders(files).into_iter().map(|(_, folder)| folder.join(name)).find(|it| it.exists())
    };
    if file.exists() { file.to_owned() } else { among_removed().unwrap_or_else(|| file.to_owned()) }
}

/// Forgets what none of the snapshots that are left can need (local times).
pub fn forget(files: &Path, snapshots: &[NaiveDateTime], now: NaiveDateTime) -> io::Result<()> {
    for (at, folder) in folders(files) {
        let of_now = folder.with_file_name(now.format(STAMP).to_string());
        if at > now && !of_now.exists() {
            // The clock was ahead: their day begins now, not when that moment has come.
            fs::rename(folder, of_now)?;
        } else if may_be_forgotten(at, snapshots, now) {
            disk::remove_folder(&folder)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::web::random_token;

    #[test]
    fn what_was_taken_away_is_found_for_a_day_and_while_a_snapshot_needs_it() {
        let root = std::env::temp_dir().join(format!("thidua-removed-{}", random_token().unwrap()));
        let files = root.join("files");
        disk::make_folder(&files).unwrap();
        let at: NaiveDateTime = "2026-03-01T10:00:00".parse().unwrap();
        let lies = files.join("a");
        fs::write(&lies, b"abc").unwrap();
        take_away(&files, "a", at).unwrap();
        take_away(&files, "a", at).unwrap();
        assert!(!lies.exists());
        assert_eq!(fs::read(wherever(&lies)).unwrap(), b"abc");
        assert_eq!(all(&files).unwrap().len(), 1);
        forget(&files, &[], at + Duration::hours(24)).unwrap();
        forget(&files, &[at], at + Duration::hours(25)).unwrap();
        assert!(wherever(&lies).exists());
        // A clock that is set back does not keep it longer than another day.
        let back = at - Duration::days(400);
        forget(&files, &[], back).unwrap();
        assert!(wherever(&lies).exists());
        forget(&files, &[back + Duration::seconds(1)], back + Duration::hours(25)).unwrap();
        assert!(!wherever(&lies).exists() && all(&files).unwrap().is_empty());
        fs::remove_dir_all(root).unwrap();
    }
}

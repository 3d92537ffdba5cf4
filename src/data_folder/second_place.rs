//! A second place for backups, on another disk or machine (SECURITY.md B1): the newest whole backup, the newest snapshot and
//! the attachments that it needs, so that little is lost even with the whole server. Laid out so that `thidua restore` takes
//! either from there.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::attachments::UNFINISHED;
use super::schedule::{Made, SNAPSHOTS, moment_of, thin_out};
use super::{DataFolder, FILES, disk, removed};
use crate::db::Db;
use crate::domain::date;
use crate::features::backup;
use crate::policy::Actor;

impl DataFolder {
    /// Brings the second place up to date. What can be done is done: a whole backup for which there is no room keeps no
    /// snapshot from being copied, nor old ones from being taken away.
    ///
    /// # Errors
    /// When it is not there, is full or does not keep what it is given.
    pub fn fill_second_place(&self, db: &Db, second: &Path) -> anyhow::Result<()> {
        ensure!(second.is_dir(), "không thấy thư mục {}", second.display());
        let now = date::local(db.clock.now());
        // One from a time when the clock was ahead would pass for the newest until that time has come.
        let made: Vec<Made> = self.backups().into_iter().filter(|it| it.at <= now).collect();
        let newest = |is_snapshot: bool| made.iter().find(|it| it.is_snapshot() == is_snapshot);
        let snapshot = newest(true).map_or(Ok(()), |it| self.copy_snapshot(db, it, second));
        let whole = newest(false).map_or(Ok(()), |it| copy_whole(db, it, second));
        let thinned = thin_out(second, &second.join(FILES), date::local(db.clock.now()));
        snapshot.and(whole).and(thinned)
    }

    fn copy_snapshot(&self, db: &Db, newest: &Made, second: &Path) -> anyhow::Result<()> {
        let folder = second.join(SNAPSHOTS);
        let target = folder.join(&newest.name);
        if target.exists() {
            return Ok(());
        }
        self.copy_attachments(db, &second.join(FILES))?;
        disk::make_folder(&folder)?;
        disk::clear(&folder, is_unfinished_backup)?;
        copy_sealed(&newest.file, &target)
    }

    /// Those that are not there yet: they never change. Those that were taken away here since the snapshot was made come
    /// along, and go out of `there` with all that is not here any more; then it is kept for a day, as it is here.
    fn copy_attachments(&self, db: &Db, there: &Path) -> anyhow::Result<()> {
        let own = self.root().join(FILES);
        disk::make_folder(there)?;
        disk::clear(there, |name| name.ends_with(UNFINISHED))?;
        for (name, file) in files_in(&own)? {
            let target = there.join(name);
            if !target.exists() {
                copy(&removed::wherever(&file), &target)?;
            }
        }
        for file in removed::all(&own)? {
            let target = there.join(disk::file_name(&file));
            if !removed::wherever(&target).exists() {
                copy(&file, &target)?;
            }
        }
        let here = files_in(&own)?;
        for name in files_in(there)?.into_keys().filter(|name| !here.contains_key(name)) {
            removed::take_away(there, &name, date::local(db.clock.now()))?;
        }
        Ok(())
    }
}

fn copy_whole(db: &Db, newest: &Made, second: &Path) -> anyhow::Result<()> {
    let target = second.join(&newest.name);
    if target.exists() {
        return Ok(());
    }
    disk::clear(second, is_unfinished_backup)?;
    copy_sealed(&newest.file, &target)?;
    let said = format!("{} sang {}", newest.name, second.display());
    Ok(db.write_now(&Actor::machine(), |tx| backup::ops::note_copy(tx, &said))?)
}

/// What a killed copying left; files of others may lie in a second place too.
fn is_unfinished_backup(name: &str) -> bool {
    name.strip_suffix(UNFINISHED).is_some_and(|name| name.ends_with(".zip") && moment_of(name).is_some())
}

/// The attachments of a folder that are whole, by name.
fn files_in(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("không đọc được {}", folder.display()))? {
        let path = entry?.path();
        let name = disk::file_name(&path);
        if !name.ends_with(UNFINISHED) {
            found.insert(name, path);
        }
    }
    Ok(found)
}

/// Under its name only once it is whole.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let unfinished = unfinished(from, to)?;
    finish(&unfinished, to)
}

/// A backup, read again before it counts.
fn copy_sealed(from: &Path, to: &Path) -> anyhow::Result<()> {
    let unfinished = unfinished(from, to)?;
    backup::must_be_sealed(&mut File::open(&unfinished)?)?;
    finish(&unfinished, to)
}

fn unfinished(from: &Path, to: &Path) -> anyhow::Result<PathBuf> {
    let unfinished = disk::beside(to, UNFINISHED);
    fs::copy(from, &unfinished).with_context(|| format!("không chép được vào {}", to.display()))?;
    File::open(&unfinished)?.sync_all()?;
    Ok(unfinished)
}

fn finish(unfinished: &Path, to: &Path) -> anyhow::Result<()> {
    fs::rename(unfinished, to)?;
    Ok(to.parent().map_or(Ok(()), disk::sync_folder)?)
}

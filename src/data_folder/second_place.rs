//! A second place for backups, on another disk or machine (SECURITY.md B1): the newest whole backup, the newest snapshot and
//! the attachments that it needs, so that little is lost even with the whole server. Laid out so that `thidua restore` takes
//! either from there.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, ensure};
use chrono::NaiveDateTime;

use super::schedule::{Made, SNAPSHOTS, made_in, remove};
use super::{DataFolder, FILES, disk};
use crate::db::Db;
use crate::domain::backup_plan::{snapshots_to_remove, to_remove};
use crate::domain::date;
use crate::features::backup;
use crate::policy::Actor;

impl DataFolder {
    /// Brings the second place up to date.
    ///
    /// # Errors
    /// When it is not there, is full or does not keep what it is given.
    pub fn fill_second_place(&self, db: &Db, second: &Path) -> anyhow::Result<()> {
        ensure!(second.is_dir(), "không thấy thư mục {}", second.display());
        let made = self.backups();
        if let Some(newest) = made.iter().find(|it| it.is_snapshot()) {
            self.copy_snapshot(db, newest, second)?;
        }
        if let Some(newest) = made.iter().find(|it| !it.is_snapshot()) {
            self.copy_whole(db, newest, second)?;
        }
        Ok(())
    }

    /// With the attachments that are not there yet: they never change.
    fn copy_snapshot(&self, db: &Db, newest: &Made, second: &Path) -> anyhow::Result<()> {
        let folder = second.join(SNAPSHOTS);
        let target = folder.join(&newest.name);
        if target.exists() {
            return Ok(());
        }
        let (own, there) = (self.root().join(FILES), second.join(FILES));
        disk::make_folder(&there)?;
        for name in names_in(&own)?.difference(&names_in(&there)?) {
            copy(&own.join(name), &there.join(name))?;
        }
        disk::make_folder(&folder)?;
        copy_sealed(&newest.file, &target)?;
        let copied = made_in(&folder);
        let times: Vec<NaiveDateTime> = copied.iter().map(|it| it.at).collect();
        remove(copied.iter(), &snapshots_to_remove(&times, date::local(db.clock.now())))
    }

    /// Then what is kept no longer goes, attachments that were taken away here too.
    fn copy_whole(&self, db: &Db, newest: &Made, second: &Path) -> anyhow::Result<()> {
        let target = second.join(&newest.name);
        if target.exists() {
            return Ok(());
        }
        copy_sealed(&newest.file, &target)?;
        let copied = made_in(second);
        let nightly: Vec<&Made> = copied.iter().filter(|it| it.is_nightly()).collect();
        let times: Vec<NaiveDateTime> = nightly.iter().map(|it| it.at).collect();
        remove(nightly.into_iter(), &to_remove(&times))?;
        let there = second.join(FILES);
        if there.is_dir() {
            for name in names_in(&there)?.difference(&names_in(&self.root().join(FILES))?) {
                disk::unless_missing(fs::remove_file(there.join(name)))?;
            }
        }
        let said = format!("{} sang {}", newest.name, second.display());
        db.write_now(&Actor::machine(), |tx| backup::ops::note_copy(tx, &said))?;
        Ok(())
    }
}

fn names_in(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(|| format!("không đọc được {}", folder.display()))? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
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

fn unfinished(from: &Path, to: &Path) -> anyhow::Result<std::path::PathBuf> {
    let unfinished = disk::beside(to, ".new");
    fs::copy(from, &unfinished).with_context(|| format!("không chép được vào {}", to.display()))?;
    File::open(&unfinished)?.sync_all()?;
    Ok(unfinished)
}

fn finish(unfinished: &Path, to: &Path) -> anyhow::Result<()> {
    fs::rename(unfinished, to)?;
    Ok(to.parent().map_or(Ok(()), disk::sync_folder)?)
}

//! Backups that are made by themselves while the department is served: a whole one each night, a snapshot of the database
//! every quarter of an hour in which something was written. Both read beside the writer and hold nobody up.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::{DataFolder, FILES, disk, stamp};
use crate::audit_chain;
use crate::clock::Clock;
use crate::db::Db;
use crate::domain::backup_plan::{Place, is_nightly_due, is_snapshot_due, snapshots_to_remove, to_remove};
use crate::domain::date;
use crate::features::audit::retention;
use crate::features::backup::{self, troubles};
use crate::policy::Actor;

const NIGHTLY: &str = "nightly-";
const SNAPSHOT: &str = "snapshot-";
pub(super) const SNAPSHOTS: &str = "snapshots";
const STAMP: &str = "%Y%m%d-%H%M%S";
/// "20260301-220000"
const STAMP_LENGTH: usize = 15;

/// A backup that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub file: PathBuf,
    pub name: String,
    /// Local time, as its name says.
    pub at: NaiveDateTime,
    pub size: u64,
}

impl Made {
    pub fn is_snapshot(&self) -> bool {
        self.name.starts_with(SNAPSHOT)
    }

    pub(super) fn is_nightly(&self) -> bool {
        self.name.starts_with(NIGHTLY)
    }

    /// The last entry of the history that a snapshot holds, as its name says.
    fn head(&self) -> i64 {
        self.name.trim_end_matches(".zip").rsplit('-').next().and_then(|id| id.parse().ok()).unwrap_or_default()
    }
}

impl DataFolder {
    /// All backups in the folder, newest first.
    pub fn backups(&self) -> Vec<Made> {
        let folder = self.backup_folder();
        let mut made = made_in(&folder);
        made.extend(made_in(&folder.join(SNAPSHOTS)));
        made.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.name.cmp(&a.name)));
        made
    }

    fn backup_folder(&self) -> PathBuf {
        self.root().join("backups")
    }

    /// Makes a whole backup now, of what is being served, and notes it; answers its name.
    pub fn back_up_now(&self, db: &Db, actor: &Actor) -> anyhow::Result<String> {
        self.whole("thidua-", db, actor)
    }

    fn whole(&self, begins: &str, db: &Db, actor: &Actor) -> anyhow::Result<String> {
        let folder = self.backup_folder();
        disk::make_folder(&folder)?;
        let file = self.pack(folder.join(format!("{begins}{}.zip", stamp(db.clock))))?;
        let name = disk::file_name(&file);
        db.write_now(actor, |tx| backup::ops::note_backup(tx, &name))?;
        troubles::note(db, Place::Here, &Ok(()))?;
        Ok(name)
    }

    /// Makes what is due, and takes away what is kept no longer.
    pub fn keep_backups(&self, db: &Db) -> anyhow::Result<()> {
        let now = date::local(db.clock.now());
        let made = self.backups();
        let nightly: Vec<&Made> = made.iter().filter(|it| it.is_nightly()).collect();
        if is_nightly_due(now, nightly.first().map(|it| it.at)) {
            let made_now = self.whole(NIGHTLY, db, &Actor::machine());
            troubles::note(db, Place::Here, &made_now)?;
            made_now?;
            let times: Vec<NaiveDateTime> = nightly.iter().map(|it| it.at).chain([now]).collect();
            remove(nightly.iter().copied(), &to_remove(&times))?;
            // Only what a backup holds is forgotten.
            retention::ops::forget(db)?;
        }
        let snapshots: Vec<&Made> = made.iter().filter(|it| it.is_snapshot()).collect();
        let head = db.read_now(audit_chain::head)?.id;
        if is_snapshot_due(now, head, snapshots.first().map(|it| (it.at, it.head()))) {
            self.snapshot(db.clock, head)?;
        }
        let times: Vec<NaiveDateTime> = snapshots.iter().map(|it| it.at).collect();
        remove(snapshots.into_iter(), &snapshots_to_remove(&times, now))
    }

    /// The database alone: attachments never change, and lie beside it.
    fn snapshot(&self, clock: Clock, head: i64) -> anyhow::Result<()> {
        let folder = self.backup_folder().join(SNAPSHOTS);
        disk::make_folder(&folder)?;
        let target = folder.join(format!("{SNAPSHOT}{}-{head}.zip", stamp(clock)));
        backup::pack(&self.database(), &self.root().join(FILES), false, Clock::machine().now(), &target)
    }
}

pub(super) fn remove<'m>(made: impl Iterator<Item = &'m Made>, which: &[NaiveDateTime]) -> anyhow::Result<()> {
    for it in made.filter(|it| which.contains(&it.at)) {
        disk::unless_missing(fs::remove_file(&it.file))?;
    }
    Ok(())
}

/// What a folder holds of backups; those under other names are nobody's to take away.
pub(super) fn made_in(folder: &Path) -> Vec<Made> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let made = |entry: fs::DirEntry| {
        let name = entry.file_name().to_str()?.to_owned();
        let begin = name.find(|sign: char| sign.is_ascii_digit())?;
        let at = NaiveDateTime::parse_from_str(name.get(begin..begin + STAMP_LENGTH)?, STAMP).ok()?;
        let size = entry.metadata().ok().filter(|about| about.is_file() && name.ends_with(".zip"))?.len();
        Some(Made { file: entry.path(), name, at, size })
    };
    entries.flatten().filter_map(made).collect()
}

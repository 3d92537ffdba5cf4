//! Backups that are made by themselves while the department is served: a whole one each night, a snapshot of the database
//! every quarter of an hour in which something was written. Both read beside the writer and hold nobody up.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDateTime;

use super::{BACKUPS, DataFolder, FILES, disk, removed, stamp};
use crate::audit_chain;
use crate::clock::Clock;
use crate::db::Db;
use crate::domain::backup_plan::{
    Step, is_nightly_due, is_snapshot_due, may_try_again, snapshots_to_remove, to_remove,
};
use crate::domain::date;
use crate::features::audit::retention;
use crate::features::backup::{self, troubles};
use crate::policy::Actor;

const NIGHTLY: &str = "nightly-";
const SNAPSHOT: &str = "snapshot-";
pub(super) const SNAPSHOTS: &str = "snapshots";
pub(super) const STAMP: &str = "%Y%m%d-%H%M%S";
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

/// When making a kind of backup failed last, in this process. Not in the database: where the disk is full, nothing can be
/// noted there.
#[derive(Debug, Clone, Default)]
pub(super) struct Failed(Arc<Mutex<Option<NaiveDateTime>>>);

impl Failed {
    /// Makes one, unless that has failed only just now.
    fn spare(&self, clock: Clock, make: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !may_try_again(local(clock), *failed) {
            return Ok(());
        }
        let made = make();
        *failed = made.is_err().then(|| local(clock));
        made
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
        self.root().join(BACKUPS)
    }

    /// Makes a whole backup now, of what is being served; answers its name. Noting it is left to who asked for it.
    pub fn back_up_now(&self, clock: Clock) -> anyhow::Result<String> {
        self.whole("thidua-", clock)
    }

    fn whole(&self, begins: &str, clock: Clock) -> anyhow::Result<String> {
        let folder = self.backup_folder();
        disk::make_folder(&folder)?;
        let file = self.pack(folder.join(format!("{begins}{}.zip", stamp(clock))))?;
        Ok(disk::file_name(&file))
    }

    fn nightly(&self, db: &Db) -> anyhow::Result<()> {
        let name = self.whole(NIGHTLY, db.clock)?;
        Ok(db.write_now(&Actor::machine(), |tx| backup::ops::note_backup(tx, &name))?)
    }

    /// Makes what is due, and takes away what is kept no longer. Where one of these fails the others are done all the same:
    /// on a full disk only the last of them makes room for the first.
    ///
    /// # Errors
    /// What failed first.
    pub fn keep_backups(&self, db: &Db) -> anyhow::Result<()> {
        let nightly = self.nightly_where_due(db);
        let snapshot = self.snapshot_where_due(db);
        let thinned = thin_out(&self.backup_folder(), &self.root().join(FILES), local(db.clock));
        nightly.and(snapshot).and(thinned)
    }

    fn nightly_where_due(&self, db: &Db) -> anyhow::Result<()> {
        let made = moments(&nightly_in(&self.backup_folder()));
        if !is_nightly_due(local(db.clock), &made) {
            return Ok(());
        }
        self.nightly.spare(db.clock, || {
            troubles::noted(db, Step::Whole, || self.nightly(db))?;
            // Only what a backup holds is forgotten.
            Ok(retention::ops::forget(db)?)
        })
    }

    fn snapshot_where_due(&self, db: &Db) -> anyhow::Result<()> {
        let made = snapshots_in(&self.backup_folder().join(SNAPSHOTS));
        let made: Vec<(NaiveDateTime, i64)> = made.iter().map(|it| (it.at, it.head())).collect();
        let head = db.read_now(audit_chain::head)?.id;
        if !is_snapshot_due(local(db.clock), head, &made) {
            return Ok(());
        }
        self.snapshots.spare(db.clock, || troubles::noted(db, Step::Snapshot, || self.snapshot(db.clock, head)))
    }

    /// The database alone: attachments never change, and lie beside it.
    fn snapshot(&self, clock: Clock, head: i64) -> anyhow::Result<()> {
        let folder = self.backup_folder().join(SNAPSHOTS);
        disk::make_folder(&folder)?;
        let target = folder.join(format!("{SNAPSHOT}{}-{head}.zip", stamp(clock)));
        backup::pack(&self.database(), &self.root().join(FILES), false, Clock::machine().now(), &target)
    }
}

fn local(clock: Clock) -> NaiveDateTime {
    date::local(clock.now())
}

/// Takes away what a place keeps no longer: of its nightly backups and snapshots, and of the attachments that went out of
/// its `files`.
pub(super) fn thin_out(backups: &Path, files: &Path, now: NaiveDateTime) -> anyhow::Result<()> {
    let nightly = nightly_in(backups);
    remove(&nightly, &to_remove(&moments(&nightly), now))?;
    let snapshots = snapshots_in(&backups.join(SNAPSHOTS));
    let go = snapshots_to_remove(&moments(&snapshots), now);
    remove(&snapshots, &go)?;
    let stay: Vec<NaiveDateTime> = moments(&snapshots).into_iter().filter(|at| !go.contains(at)).collect();
    Ok(removed::forget(files, &stay, now)?)
}

fn remove(made: &[Made], which: &[NaiveDateTime]) -> anyhow::Result<()> {
    for it in made.iter().filter(|it| which.contains(&it.at)) {
        disk::unless_missing(fs::remove_file(&it.file))?;
    }
    Ok(())
}

fn nightly_in(folder: &Path) -> Vec<Made> {
    made_in(folder).into_iter().filter(Made::is_nightly).collect()
}

fn snapshots_in(folder: &Path) -> Vec<Made> {
    made_in(folder).into_iter().filter(Made::is_snapshot).collect()
}

fn moments(made: &[Made]) -> Vec<NaiveDateTime> {
    made.iter().map(|it| it.at).collect()
}

/// What a folder holds of backups; those under other names are nobody's to take away.
fn made_in(folder: &Path) -> Vec<Made> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let made = |entry: fs::DirEntry| {
        let name = entry.file_name().to_str()?.to_owned();
        let at = moment_of(&name)?;
        let size = entry.metadata().ok().filter(|about| about.is_file() && name.ends_with(".zip"))?.len();
        Some(Made { file: entry.path(), name, at, size })
    };
    entries.flatten().filter_map(made).collect()
}

/// When the backup of a name was made.
pub(super) fn moment_of(name: &str) -> Option<NaiveDateTime> {
    let begin = name.find(|sign: char| sign.is_ascii_digit())?;
    NaiveDateTime::parse_from_str(name.get(begin..begin + STAMP_LENGTH)?, STAMP).ok()
}

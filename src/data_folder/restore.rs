//! A backup takes the place of what the folder holds: either wholly or not at all.
//!
//! Everything is checked and made ready aside. Then one renaming decides, and what is left to do is carried
//! through even after the process was killed, by whoever opens the folder next.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::{DATABASE, DataFolder, FILES, disk, inspect, stamp};
use crate::clock::Clock;
use crate::db::Db;
use crate::features::{backup, council_meetings};
use crate::policy::Actor;

/// A restore that is decided, with what comes and what goes.
pub(super) const DECIDED: &str = "restore";
/// Its name before: nothing is lost when it is thrown away.
pub(super) const UNCHECKED: &str = "restore.unchecked";
const NEW: &str = "new";
const OLD: &str = "old";

impl DataFolder {
    /// Puts a backup in the place of what the folder holds; answers where that is kept.
    ///
    /// # Errors
    /// When the file is cut, altered, of a newer program or of another kind of installation; then nothing changes.
    pub fn restore(&self, archive: &Path) -> anyhow::Result<PathBuf> {
        self.finish_restore()?;
        if !self.has_installation() {
            self.furnish()?;
        }
        let prepared = self.root.join(UNCHECKED);
        disk::remove_folder(&prepared)?;
        disk::make_folder(&prepared.join(OLD))?;
        if let Err(refused) = self.prepare_restore(archive, &prepared.join(NEW)) {
            disk::remove_folder(&prepared)?;
            return Err(refused);
        }
        disk::sync_folder(&prepared)?;
        fs::rename(&prepared, self.root.join(DECIDED))?;
        disk::sync_folder(&self.root)?;
        self.finish_restore()?.context("Việc khôi phục đã do một tiến trình khác làm xong")
    }

    fn prepare_restore(&self, archive: &Path, new: &Path) -> anyhow::Result<()> {
        disk::make_folder(new)?;
        // A snapshot is made without attachments: they lie here, or beside it in a second place.
        let beside = archive.parent().and_then(Path::parent).map(|place| place.join(FILES));
        let present: Vec<PathBuf> = [self.root.join(FILES)].into_iter().chain(beside).collect();
        let made_at = backup::unpack(archive, new, &present)?;
        let database = new.join(DATABASE);
        let (kind, clock, _) = inspect(&database)?;
        if self.has_installation() {
            let (present, ..) = inspect(&self.database())?;
            ensure!(
                kind == present,
                "Tệp sao lưu là “{kind}”, thư mục này là “{present}”. Chọn thư mục khác bằng --data."
            );
        }
        let db = Db::open(&database, clock)
            .context("Không nâng cấp được dữ liệu trong tệp sao lưu, nên chưa khôi phục. Dữ liệu đang có vẫn nguyên")?;
        db.write_now(&Actor::machine(), |tx| {
            backup::ops::begin_again(tx, &disk::file_name(archive), &made_at)?;
            council_meetings::ops::void_after_restore(tx)
        })?;
        db.settle()?;
        drop(db);
        disk::remove_beside(&database)?;
        File::open(&database)?.sync_all()?;
        Ok(disk::sync_folder(new)?)
    }

    /// Carries through a restore that was decided; answers where the data before it are kept.
    /// Each step can be repeated, so it does not matter after which one the last attempt ended.
    pub(super) fn finish_restore(&self) -> anyhow::Result<Option<PathBuf>> {
        let decided = self.root.join(DECIDED);
        if !decided.exists() {
            return Ok(None);
        }
        let (new, old) = (decided.join(NEW), decided.join(OLD));
        if new.join(FILES).exists() {
            disk::move_if_there(&self.root.join(FILES), &old.join(FILES))?;
            fs::rename(new.join(FILES), self.root.join(FILES))?;
        }
        if new.join(DATABASE).exists() {
            for suffix in disk::BESIDE.into_iter().chain([""]) {
                disk::move_if_there(
                    &disk::beside(&self.database(), suffix),
                    &disk::beside(&old.join(DATABASE), suffix),
                )?;
            }
            fs::rename(new.join(DATABASE), self.database())?;
        }
        let kept = self.root.join(format!("before-restore-{}", stamp(Clock::machine())));
        fs::rename(&decided, &kept)?;
        disk::sync_folder(&self.root)?;
        Ok(Some(kept.join(OLD)))
    }
}

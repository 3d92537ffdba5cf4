//! A backup takes the place of what the folder holds: either wholly or not at all.
//!
//! Everything is checked and made ready aside. Then one renaming decides, and what is left to do is carried
//! through even after the process was killed, by whoever opens the folder next.

use std::fs::{self, File};
use std::iter::once;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::{DATABASE, DataFolder, FILES, disk, inspect, removed, stamp};
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
/// How the names of the folders begin in which the data before a restore are kept.
const KEPT: &str = "before-restore-";

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
        self.decide(&self.make_ready(archive)?)?;
        self.finish_restore()?.context("Việc khôi phục đã do một tiến trình khác làm xong")
    }

    /// Puts all that comes aside, checked and synced.
    fn make_ready(&self, archive: &Path) -> anyhow::Result<PathBuf> {
        let prepared = self.root.join(UNCHECKED);
        disk::remove_folder(&prepared)?;
        disk::make_folder(&prepared.join(OLD))?;
        if let Err(refused) = self.prepare_restore(archive, &prepared.join(NEW)) {
            disk::remove_folder(&prepared)?;
            return Err(refused);
        }
        disk::sync_folder(&prepared)?;
        Ok(prepared)
    }

    /// From here on it is the new data that count.
    fn decide(&self, prepared: &Path) -> anyhow::Result<()> {
        fs::rename(prepared, self.root.join(DECIDED))?;
        Ok(disk::sync_folder(&self.root)?)
    }

    /// The folders in which the attachments of a snapshot may lie, which holds none itself: here, beside it in a second
    /// place, and in both among those taken away since; and where earlier restores have put those before them.
    fn attachment_folders(&self, archive: &Path) -> Vec<PathBuf> {
        let beside = archive.parent().and_then(Path::parent).map(|place| place.join(FILES));
        let mut folders = Vec::new();
        for files in [self.root.join(FILES)].into_iter().chain(beside) {
            let removed = removed::folders(&files);
            folders.push(files);
            folders.extend(removed.into_iter().map(|(_, folder)| folder));
        }
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten().map(|entry| entry.path());
        let kept = entries.filter(|path| disk::file_name(path).starts_with(KEPT));
        folders.extend(kept.map(|path| path.join(OLD).join(FILES)));
        folders
    }

    fn prepare_restore(&self, archive: &Path, new: &Path) -> anyhow::Result<()> {
        disk::make_folder(new)?;
        let made_at = backup::unpack(archive, new, &self.attachment_folders(archive))?;
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

    /// Carries through a restore that was decided; answers where the data before it are kept. For who holds the folder.
    pub(super) fn finish_restore(&self) -> anyhow::Result<Option<PathBuf>> {
        let mut kept = None;
        while let Some(moved) = self.go_on()? {
            kept = Some(moved.join(OLD));
        }
        Ok(kept)
    }

    /// Does the next renaming of a restore that was decided, so that it outlasts a power cut; answers what it has made.
    fn go_on(&self) -> anyhow::Result<Option<PathBuf>> {
        let Some((from, to)) = self.next_move() else { return Ok(None) };
        fs::rename(&from, &to)?;
        [&from, &to].into_iter().filter_map(|it| it.parent()).try_for_each(disk::sync_folder)?;
        Ok(Some(to))
    }

    /// What is to be renamed next, told by what lies where: so it does not matter after which renaming the last attempt
    /// ended.
    fn next_move(&self) -> Option<(PathBuf, PathBuf)> {
        let decided = self.root.join(DECIDED);
        let (new, old) = (decided.join(NEW), decided.join(OLD));
        if !decided.exists() {
            return None;
        }
        if new.join(FILES).exists() {
            let files = self.root.join(FILES);
            let is_in_the_way = files.exists() && !old.join(FILES).exists();
            return Some(if is_in_the_way { (files, old.join(FILES)) } else { (new.join(FILES), files) });
        }
        if new.join(DATABASE).exists() {
            let mut of_database = disk::BESIDE.into_iter().chain([""]).map(|suffix| format!("{DATABASE}{suffix}"));
            let in_the_way = of_database.find(|name| self.root.join(name).exists());
            return Some(match in_the_way {
                Some(name) => (self.root.join(&name), old.join(&name)),
                None => (new.join(DATABASE), self.database()),
            });
        }
        // A second one within the same second must not stop half-way for the want of a name.
        let named = self.root.join(format!("{KEPT}{}", stamp(Clock::machine())));
        let further = (2..).map(|nth| disk::beside(&named, &format!("-{nth}")));
        let kept = once(named.clone()).chain(further).find(|it| !it.exists()).unwrap_or(named);
        Some((decided, kept))
    }
}

#[cfg(test)]
mod tests;

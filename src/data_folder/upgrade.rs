//! Data of an older program become data of this one: backed up first, then changed wholly or not at all (SECURITY.md D8).

use std::fs;
use std::iter::once;
use std::path::PathBuf;

use anyhow::Context;

use super::{DataFolder, Lock, disk};
use crate::clock::Clock;
use crate::db::Db;
use crate::features::backup;

/// How the names of backups begin that are made before anything changes.
const BEFORE: &str = "before-upgrade";

impl DataFolder {
    /// Backs up what an older program left and brings its database up to date.
    ///
    /// # Errors
    /// When another process uses the folder, no backup can be made, or a step fails. Then the data are as they were.
    pub(super) fn upgrade(&self, clock: Clock, held: Option<&Lock>) -> anyhow::Result<Db> {
        // The older program may be serving still; nothing is changed under its feet.
        let _taken = match held {
            Some(_) => None,
            None => Some(self.take_lock()?),
        };
        let kept = self.keep_before_upgrade(clock).context(
            "Chưa nâng cấp dữ liệu vì chưa sao lưu được. Dữ liệu vẫn nguyên như cũ. Khắc phục lỗi sau rồi chạy lại",
        )?;
        eprintln!("Nâng cấp dữ liệu lên phiên bản này; bản cũ ở {}", kept.display());
        Db::open(&self.database(), clock).with_context(|| {
            format!(
                "Không nâng cấp được dữ liệu. Dữ liệu vẫn nguyên như cũ; bản sao lưu ở {}. Cài lại phiên bản thidua \
                 trước để làm việc tiếp, và gửi lỗi sau cho nơi cung cấp phần mềm",
                kept.display()
            )
        })
    }

    /// Makes a whole backup and answers where it is. When an upgrade is tried again and again, as by a service that is
    /// started anew after each failure, the disk does not fill with copies of the same data.
    fn keep_before_upgrade(&self, clock: Clock) -> anyhow::Result<PathBuf> {
        let earlier = self.backups().into_iter().find(|it| it.name.starts_with(BEFORE));
        let named = self.backup_named(BEFORE, clock);
        disk::make_folder(named.parent().unwrap_or(self.root()))?;
        let further = (2..).map(|nth| named.with_extension(format!("{nth}.zip")));
        let free = once(named.clone()).chain(further).find(|file| !file.exists());
        let kept = self.pack(free.unwrap_or(named))?;
        if let Some(earlier) = earlier
            && backup::hold_the_same(&earlier.file, &kept).unwrap_or(false)
        {
            disk::unless_missing(fs::remove_file(earlier.file))?;
        }
        Ok(kept)
    }
}

//! Attached files: each under a random name in the data folder, outside anything served.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::disk::{self, Room};
use super::{DataFolder, removed};
use crate::clock::Clock;
use crate::db::off_thread;
use crate::domain::date;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::web::random_token;

#[derive(Debug, Clone)]
pub struct Attachments {
    folder: PathBuf,
    keeps_free: Free,
}

/// How much of the disk must stay free for new files to be taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Free {
    pub bytes: u64,
    /// Of the whole disk.
    pub percent: u64,
}

/// SECURITY.md F6: below this only what is typed is still taken.
pub const LEAST_FREE: Free = Free { bytes: 1024 * 1024 * 1024, percent: 5 };

/// How the names end of files that are being written.
pub const UNFINISHED: &str = ".new";

/// A file that lies on the disk; whoever keeps no row of it removes it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub size: i64,
    pub sha256: String,
}

impl Attachments {
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), keeps_free: Free::default() }
    }

    /// Takes no new file where less than this would stay free.
    pub fn keeping_free(self, keeps_free: Free) -> Self {
        Self { keeps_free, ..self }
    }

    /// The folder they are part of.
    pub fn data_folder(&self) -> DataFolder {
        DataFolder::at(self.folder.parent().unwrap_or(Path::new(".")))
    }

    /// Whether new files are taken.
    pub async fn has_room(&self) -> AppResult<bool> {
        Ok(self.room().await?.leaves(self.keeps_free))
    }

    /// Writes a file so that it outlasts a power cut: beside its place, synced, then moved there.
    pub async fn keep(&self, bytes: actix_web::web::Bytes) -> AppResult<Kept> {
        let folder = self.folder.clone();
        off_thread(move || {
            disk::make_folder(&folder)?;
            let name = random_token()?;
            let place = folder.join(&name);
            let unfinished = disk::beside(&place, UNFINISHED);
            let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&unfinished)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, &place)?;
            disk::sync_folder(&folder)?;
            let size = i64::try_from(bytes.len()).map_err(|_| AppError::TooLarge)?;
            Ok(Kept { name, size, sha256: sha256(&bytes) })
        })
        .await
    }

    /// Room on the volume of the data folder.
    pub async fn room(&self) -> AppResult<Room> {
        let folder = self.folder.clone();
        off_thread(move || {
            disk::make_folder(&folder)?;
            Ok(disk::room(&folder)?)
        })
        .await
    }

    pub async fn read(&self, name: &str) -> AppResult<Vec<u8>> {
        let path = self.folder.join(name);
        off_thread(move || Ok(fs::read(path)?)).await
    }

    /// Takes a file away. It is kept aside for a day, for the snapshots that were made while it was here.
    pub async fn remove(&self, name: &str, clock: Clock) -> AppResult<()> {
        let (folder, name) = (self.folder.clone(), name.to_owned());
        off_thread(move || Ok(removed::take_away(&folder, &name, date::local(clock.now()))?)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn what_is_kept_is_read_back_and_gone_once_removed() {
        let root = std::env::temp_dir().join(format!("thidua-attachments-{}", random_token().unwrap()));
        let folder = root.join("files");
        let attachments = Attachments::at(&folder);
        let kept = attachments.keep(actix_web::web::Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(kept.size, 3);
        assert_eq!(kept.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(attachments.read(&kept.name).await.unwrap(), b"abc");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        attachments.remove(&kept.name, Clock::machine()).await.unwrap();
        attachments.remove(&kept.name, Clock::machine()).await.unwrap();
        assert!(attachments.read(&kept.name).await.is_err());
        assert!(removed::wherever(&folder.join(&kept.name)).exists(), "kept aside for snapshots");
        fs::remove_dir_all(root).unwrap();
    }
}

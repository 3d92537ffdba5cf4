//! The wrapped keys of ballots: outside the database and outside every backup, gone once the boxes are open.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::disk;
use crate::domain::ids::BallotId;

#[derive(Debug, Clone)]
pub struct BallotKeys {
    folder: PathBuf,
}

impl BallotKeys {
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn place(&self, ballot: BallotId) -> PathBuf {
        self.folder.join(format!("{ballot}.key"))
    }

    /// Writes a key so that it outlasts a power cut; one that lies there belongs to a ballot that is no more.
    pub fn keep(&self, ballot: BallotId, bytes: &[u8]) -> io::Result<()> {
        disk::make_folder(&self.folder)?;
        self.remove(ballot)?;
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(self.place(ballot))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        disk::sync_folder(&self.folder)
    }

    pub fn has(&self, ballot: BallotId) -> bool {
        self.place(ballot).exists()
    }

    /// The wrapped key; `None` where it is gone.
    pub fn read(&self, ballot: BallotId) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.place(ballot)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Overwrites a key and takes it away.
    pub fn remove(&self, ballot: BallotId) -> io::Result<()> {
        let place = self.place(ballot);
        let length = match fs::metadata(&place) {
            Ok(found) => usize::try_from(found.len()).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut file = OpenOptions::new().write(true).open(&place)?;
        file.write_all(&vec![0; length])?;
        file.sync_all()?;
        fs::remove_file(&place)?;
        disk::sync_folder(&self.folder)
    }

    /// The ballots whose key still lies here although they do not go on.
    pub fn strays(&self, live: &[BallotId]) -> io::Result<Vec<BallotId>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut strays = Vec::new();
        for entry in entries {
            let name = entry?.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".key")).and_then(|id| id.parse().ok());
            strays.extend(id.map(BallotId).filter(|ballot| !live.contains(ballot)));
        }
        Ok(strays)
    }
}

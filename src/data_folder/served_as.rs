//! How the folder was last served: `thidua check` looks at what the server was told, which only its command line says.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{DataFolder, disk};

const FILE: &str = "served.json";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServedAs {
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    /// Unencrypted HTTP was allowed beyond the machine.
    pub is_open_http: bool,
    pub has_proxy: bool,
    /// The second place for backups.
    #[serde(default)]
    pub backup_copy: Option<PathBuf>,
}

impl DataFolder {
    /// Notes how the folder is served from now on.
    pub fn note_served(&self, how: &ServedAs) -> io::Result<()> {
        let file = self.root().join(FILE);
        let unfinished = disk::beside(&file, ".new");
        let mut written = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&unfinished)?;
        written.write_all(&serde_json::to_vec_pretty(how)?)?;
        fs::rename(unfinished, file)
    }

    /// How it was served last; `None` where it never was, or nobody can say.
    pub fn served_as(&self) -> Option<ServedAs> {
        serde_json::from_slice(&fs::read(self.root().join(FILE)).ok()?).ok()
    }
}

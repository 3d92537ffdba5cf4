//! Makes a backup: copied, looked through, packed, sealed, read back, and only then given its name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::manifest::{self, Entry, Manifest};
use super::seal;
use crate::db::connect_read_only;

/// Copies a database, which may be in use, and the attachments into the one file `target`. A snapshot leaves them where
/// they lie, for they never change and there may be many, and only says which there were.
///
/// # Errors
/// When `target` exists, or the copy is not whole; then nothing is left behind.
pub fn pack(
    database: &Path,
    files: &Path,
    is_whole: bool,
    made_at: DateTime<Utc>,
    target: &Path,
) -> anyhow::Result<()> {
    ensure!(!target.exists(), "Đã có tệp {}. Chọn tên khác.", target.display());
    let copy = Scratch::beside(target, ".db");
    let archive = Scratch::beside(target, ".partial");
    let copied = copy.0.to_str().context("đường dẫn sao lưu phải là chữ Unicode")?;
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(copied).execute(&mut connect_read_only(database)?)?;
    let mut conn = connect_read_only(&copy.0)?;
    manifest::must_be_whole(&mut conn)?;
    let mut about = Manifest {
        format: manifest::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: made_at.to_rfc3339(),
        entries: Vec::new(),
        beside: None,
        rows: manifest::row_counts(&mut conn)?,
    };
    drop(conn);
    let mut sources = vec![(manifest::DATABASE.to_owned(), copy.0.clone())];
    if is_whole {
        sources.extend(attachments(files)?);
    } else {
        about.beside = Some(attachments(files)?.into_iter().map(|(name, _)| name).collect());
    }
    write_archive(&archive.0, about, &sources)?;
    read_back(&archive.0)?;
    fs::rename(&archive.0, target)?;
    Ok(File::open(folder_of(target))?.sync_all()?)
}

/// Entry and file of each attachment, in the order of their names.
fn attachments(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("tên tệp đính kèm phải là chữ Unicode")?;
        found.push((format!("{}{name}", manifest::FILES), path));
    }
    found.sort();
    Ok(found)
}

fn write_archive(path: &Path, mut about: Manifest, sources: &[(String, PathBuf)]) -> anyhow::Result<()> {
    let file = OpenOptions::new().create_new(true).read(true).write(true).mode(0o600).open(path);
    let mut zip = ZipWriter::new(file.with_context(|| format!("Không ghi được {}", path.display()))?);
    let options = SimpleFileOptions::default().large_file(true);
    for (name, source) in sources {
        zip.start_file(name, options)?;
        let (size, sha256) = manifest::copy_hashed(&mut File::open(source)?, &mut zip)?;
        about.entries.push(Entry { path: name.clone(), size, sha256 });
    }
    zip.start_file(manifest::NAME, options)?;
    zip.write_all(&serde_json::to_vec_pretty(&about)?)?;
    zip.set_raw_comment(seal::BLANK.into())?;
    let mut file = zip.finish()?;
    seal::put_on(&mut file)?;
    Ok(file.sync_all()?)
}

/// A disk that lies is found out now rather than on the day the backup is needed.
fn read_back(path: &Path) -> anyhow::Result<()> {
    let mut file = File::open(path)?;
    seal::check(&mut file)?;
    let mut zip = ZipArchive::new(file)?;
    let mut about = String::new();
    zip.by_name(manifest::NAME)?.read_to_string(&mut about)?;
    let about: Manifest = serde_json::from_str(&about)?;
    for entry in about.entries {
        let (size, sha256) = manifest::copy_hashed(&mut zip.by_name(&entry.path)?, &mut io::sink())?;
        ensure!(entry == Entry { path: entry.path.clone(), size, sha256 }, "Đọc lại {} không khớp", entry.path);
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file on the way, gone when done or given up.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(target: &Path, suffix: &str) -> Self {
        let mut path = target.as_os_str().to_owned();
        path.push(suffix);
        let scratch = Self(path.into());
        scratch.remove(); // what a killed backup left
        scratch
    }

    fn remove(&self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.remove();
    }
}

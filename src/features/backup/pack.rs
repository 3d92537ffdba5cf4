//! Makes a backup: copied, looked through, packed, sealed, read back, and only then given its name.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::data_folder::attachments::UNFINISHED;
use crate::data_folder::removed;
use crate::db::connect_read_only;

/// How the names of files on the way end.
const COPY: &str = ".db";
const PARTIAL: &str = ".partial";

/// Whether a file in a folder of backups is one on the way, by its name. SQLite may keep some beside its own.
pub fn is_left_over(name: &str) -> bool {
    [COPY, PARTIAL].iter().any(|suffix| name.contains(&format!(".zip{suffix}")))
}

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
    let copy = Scratch::beside(target, COPY);
    let archive = Scratch::beside(target, PARTIAL);
    let gone_before = removed::all(files)?;
    copy_database(database, &copy.0)?;
    let attachments = attachments(files, &gone_before)?;
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
        sources.extend(attachments);
    } else {
        about.beside = Some(attachments.into_keys().collect());
    }
    write_archive(&archive.0, about, &sources)?;
    read_back(&archive.0)?;
    fs::rename(&archive.0, target)?;
    Ok(File::open(folder_of(target))?.sync_all()?)
}

/// Copies a database that may be in use. The copy is its owner's alone from the beginning: a backup may be asked for in a
/// folder that others see into.
fn copy_database(database: &Path, copy: &Path) -> anyhow::Result<()> {
    let copied = copy.to_str().context("đường dẫn sao lưu phải là chữ Unicode")?;
    let made = OpenOptions::new().create_new(true).write(true).mode(0o600).open(copy);
    drop(made.with_context(|| format!("Không ghi được {}", copy.display()))?);
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(copied).execute(&mut connect_read_only(database)?)?;
    Ok(())
}

/// Entry and file of each attachment, in the order of their names: those that lie in `files`, but for those that are still
/// being written, which nothing refers to, and those taken away since `gone_before`, which the copied database may need.
fn attachments(files: &Path, gone_before: &BTreeSet<PathBuf>) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let lying: Vec<PathBuf> = fs::read_dir(files)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    let gone = removed::all(files)?;
    let mut found = BTreeMap::new();
    for path in lying.into_iter().chain(gone.difference(gone_before).cloned()) {
        let name = path.file_name().and_then(|name| name.to_str()).context("tên tệp đính kèm phải là chữ Unicode")?;
        if !name.ends_with(UNFINISHED) {
            found.insert(format!("{}{name}", manifest::FILES), path);
        }
    }
    Ok(found)
}

fn write_archive(path: &Path, mut about: Manifest, sources: &[(String, PathBuf)]) -> anyhow::Result<()> {
    let file = OpenOptions::new().create_new(true).read(true).write(true).mode(0o600).open(path);
    let mut zip = ZipWriter::new(file.with_context(|| format!("Không ghi được {}", path.display()))?);
    let options = SimpleFileOptions::default().large_file(true);
    for (name, source) in sources {
        zip.start_file(name, options)?;
        let (size, sha256) = manifest::copy_hashed(&mut File::open(removed::wherever(source))?, &mut zip)?;
        about.entries.push(Entry { path: name.clone(), size, sha256 });
    }
    zip.start_file(manifest::NAME, options)?;
    zip.write_all(&serde_json::to_vec_pretty(&about)?)?;
    zip.set_raw_comment(seal::BLANK.into())?;
    let mut file = zip.finish()?;
    seal::put_on(&mut file)?;
    Ok(file.sync_all()?)
}

/// What was packed is what can be unpacked. It is read back through the memory of the system, not from the disk: one that
/// keeps other than what it was given is found out by the checks of a restore and by the drill.
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use diesel::connection::SimpleConnection;
    use diesel::{Connection, SqliteConnection};

    use super::*;
    use crate::web::random_token;

    fn fresh_folder() -> PathBuf {
        let root = std::env::temp_dir().join(format!("thidua-pack-{}", random_token().unwrap()));
        fs::create_dir_all(root.join("files")).unwrap();
        root
    }

    #[test]
    fn the_copy_of_a_database_is_its_owners_alone() {
        let root = fresh_folder();
        let (database, copy) = (root.join("a.db"), root.join("x.zip.db"));
        let mut conn = SqliteConnection::establish(database.to_str().unwrap()).unwrap();
        conn.batch_execute("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)").unwrap();
        copy_database(&database, &copy).unwrap();
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(manifest::row_counts(&mut connect_read_only(&copy).unwrap()).unwrap()["t"], 1);
        assert!(copy_database(&database, &copy).is_err(), "never over another file");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn attachments_taken_away_while_a_backup_is_made_are_in_it_and_unfinished_ones_are_not() {
        let root = fresh_folder();
        let files = root.join("files");
        let at = |text: &str| text.parse().unwrap();
        for name in ["a", "b", "c", "d.new"] {
            fs::write(files.join(name), name).unwrap();
        }
        removed::take_away(&files, "a", at("2026-03-01T10:00:00")).unwrap();
        let gone_before = removed::all(&files).unwrap();
        removed::take_away(&files, "b", at("2026-03-01T10:00:00")).unwrap();
        let found = attachments(&files, &gone_before).unwrap();
        assert_eq!(found.keys().collect::<Vec<_>>(), ["files/b", "files/c"]);
        removed::take_away(&files, "c", at("2026-03-01T10:00:05")).unwrap();
        for (name, source) in found {
            let read = fs::read_to_string(removed::wherever(&source)).unwrap();
            assert_eq!(format!("files/{read}"), name);
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn what_a_killed_backup_leaves_is_known_by_its_name() {
        for left in ["nightly-20260301-220000.zip.db", "a.zip.db-journal", "thidua-20260301-220000.zip.partial"] {
            assert!(is_left_over(left), "{left}");
        }
        for other in ["nightly-20260301-220000.zip", "a.db", "a.partial", "a.zip.new"] {
            assert!(!is_left_over(other), "{other}");
        }
    }
}

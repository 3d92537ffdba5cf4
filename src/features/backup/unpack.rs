//! Reads a backup: believed only when everything in it is what its manifest says.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, ensure};
use zip::ZipArchive;

use super::manifest::{self, Entry, Manifest};
use super::seal;
use crate::data_folder::disk;
use crate::db::{self, SchemaAge, connect_read_only};

/// Unpacks `archive` into the empty folder `into` as `thidua.db` and `files/`; answers when it was made (UTC). The
/// attachments of a snapshot are those that lie in the first of the folders `present` that has them.
///
/// # Errors
/// When the file is cut or altered, misses attachments, holds anything but a department's data, or a newer program made it.
pub fn unpack(archive: &Path, into: &Path, present: &[PathBuf]) -> anyhow::Result<String> {
    let (mut zip, about) = opened(archive)?;
    ensure!(zip.len() == about.entries.len() + 1, "Tệp sao lưu có phần không ghi trong bảng kê của nó");
    fs::create_dir_all(into.join(manifest::FILES))?;
    for entry in &about.entries {
        let path = into.join(place_of(&entry.path)?);
        let mut unpacked = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
        let mut packed = zip.by_name(&entry.path)?.take(entry.size + 1);
        let (size, sha256) = manifest::copy_hashed(&mut packed, &mut unpacked)?;
        ensure!(*entry == Entry { path: entry.path.clone(), size, sha256 }, "Phần {} không khớp bảng kê", entry.path);
        unpacked.sync_all()?;
    }
    for name in about.beside.iter().flatten() {
        let place = place_of(name)?;
        let inside = name.strip_prefix(manifest::FILES).unwrap_or(name);
        let found = present.iter().map(|folder| folder.join(inside)).find(|file| file.exists());
        let found = found.with_context(|| {
            format!("Bản chụp nhanh này cần tệp đính kèm {inside}, không có ở đây. Dùng bản sao lưu đầy đủ")
        })?;
        take_present(&found, &into.join(place))?;
    }
    for folder in [into.join(manifest::FILES), into.to_owned()] {
        disk::sync_folder(&folder)?;
    }
    check_database(&into.join(manifest::DATABASE), &about)?;
    Ok(about.made_at)
}

/// Whether two backups hold the same data and attachments, to the byte.
///
/// # Errors
/// When one of them is cut or altered.
pub fn hold_the_same(one: &Path, other: &Path) -> anyhow::Result<bool> {
    Ok(opened(one)?.1.entries == opened(other)?.1.entries)
}

/// A backup that is as it was made, and what it says of itself.
fn opened(archive: &Path) -> anyhow::Result<(ZipArchive<File>, Manifest)> {
    let mut file = File::open(archive).with_context(|| format!("Không mở được {}", archive.display()))?;
    seal::check(&mut file)?;
    let mut zip = ZipArchive::new(file).context("Đây không phải tệp sao lưu của thidua")?;
    let about = manifest_of(&mut zip)?;
    Ok((zip, about))
}

fn manifest_of(zip: &mut ZipArchive<File>) -> anyhow::Result<Manifest> {
    let mut written = String::new();
    zip.by_name(manifest::NAME).context("Tệp sao lưu thiếu bảng kê")?.read_to_string(&mut written)?;
    let about: Manifest = serde_json::from_str(&written).context("Không đọc được bảng kê của tệp sao lưu")?;
    ensure!(about.format == manifest::FORMAT, "Tệp sao lưu do một phiên bản thidua khác ghi. Hãy dùng phiên bản đó");
    Ok(about)
}

/// Files never change, so a second name is as good as a copy; where the disk knows none, it is one, which
/// outlasts a power cut as the other does.
fn take_present(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::hard_link(from, to).or_else(|_| {
        fs::copy(from, to)?;
        File::open(to)?.sync_all()
    })
}

/// Only the database and files right below `files/`: no name may lead out of the folder.
fn place_of(name: &str) -> anyhow::Result<PathBuf> {
    let inside = name.strip_prefix(manifest::FILES).unwrap_or("");
    let mut parts = Path::new(inside).components();
    let is_one_name = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    ensure!(name == manifest::DATABASE || is_one_name, "Tệp sao lưu có phần lạ: {name}");
    Ok(name.into())
}

fn check_database(file: &Path, about: &Manifest) -> anyhow::Result<()> {
    let mut conn = connect_read_only(file)?;
    manifest::must_be_whole(&mut conn)?;
    ensure!(manifest::row_counts(&mut conn)? == about.rows, "Số dòng trong cơ sở dữ liệu không khớp bảng kê");
    let age = db::schema_age(&mut conn)?;
    ensure!(age != SchemaAge::Newer, "Tệp sao lưu do một phiên bản thidua mới hơn ghi. Hãy dùng phiên bản đó");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_unpacked_outside_the_folder() {
        for good in ["thidua.db", "files/a.pdf", "files/..a"] {
            assert!(place_of(good).is_ok(), "{good}");
        }
        for bad in
            ["", "files/", "files/..", "files/../x", "files//etc/x", "files/a/b", "/thidua.db", "secret.key", "../x"]
        {
            assert!(place_of(bad).is_err(), "{bad}");
        }
    }
}

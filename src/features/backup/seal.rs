//! The last 64 bytes of a backup (the comment of the zip) are the SHA-256 of all before them, so that a cut
//! or altered file is known wherever it was altered, even where no entry of the zip would notice.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use anyhow::ensure;

use super::manifest::copy_hashed;

const LENGTH: u64 = 64;
/// What stands in the comment until the seal is known.
pub const BLANK: [u8; LENGTH as usize] = [b'0'; LENGTH as usize];

/// Writes the seal over the blank comment of a finished zip.
pub fn put_on(file: &mut File) -> anyhow::Result<()> {
    let seal = seal_of(file)?;
    file.seek(SeekFrom::End(-(LENGTH as i64)))?;
    Ok(file.write_all(seal.as_bytes())?)
}

/// Refuses a file that is not as it was sealed.
pub fn check(file: &mut File) -> anyhow::Result<()> {
    const ALTERED: &str = "Tệp sao lưu bị cắt hoặc bị sửa. Chưa có gì thay đổi.";
    ensure!(file.metadata()?.len() > LENGTH, ALTERED);
    let seal = seal_of(file)?;
    let mut stored = Vec::new();
    file.read_to_end(&mut stored)?;
    ensure!(stored == seal.as_bytes(), ALTERED);
    file.rewind()?;
    Ok(())
}

/// Of everything but the last bytes, before which the file is left.
fn seal_of(file: &mut File) -> anyhow::Result<String> {
    let sealed = file.metadata()?.len() - LENGTH;
    file.rewind()?;
    let (_, seal) = copy_hashed(&mut Read::by_ref(file).take(sealed), &mut io::sink())?;
    Ok(seal)
}

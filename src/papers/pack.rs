//! A pack of papers: one download with a Word file for each.

use std::collections::HashSet;
use std::io::{Cursor, Write};

use actix_web::HttpResponse;
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::{Paper, docx};
use crate::db::off_thread;
use crate::domain::text;
use crate::error::{AppError, AppResult};
use crate::web::download;

/// Word files in one ZIP, each named in plain letters after what its maker calls it: "Biên bản họp" is
/// `bien-ban-hop.docx`.
///
/// # Errors
/// `NotFound` where there is no paper at all.
pub async fn pack_file(name: &str, files: Vec<(String, Vec<Paper>)>) -> AppResult<HttpResponse> {
    if files.iter().all(|(_, papers)| papers.is_empty()) {
        return Err(AppError::NotFound);
    }
    let body = off_thread(move || write(&files)).await?;
    Ok(download(&format!("{}.zip", plain(name)), "application/zip", body))
}

fn write(files: &[(String, Vec<Paper>)]) -> AppResult<Vec<u8>> {
    let mut written = Vec::new();
    let mut names = HashSet::new();
    for (name, papers) in files.iter().filter(|(_, papers)| !papers.is_empty()) {
        written.push((free_name(name, &mut names), docx(name, papers)?));
    }
    zipped(&written).map_err(|error| AppError::Unexpected(error.into()))
}

fn zipped(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Two of one name are told apart by a number.
fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let stem = plain(name);
    let mut file_name = format!("{stem}.docx");
    let mut number = 2;
    while !taken.insert(file_name.clone()) {
        file_name = format!("{stem}-{number}.docx");
        number += 1;
    }
    file_name
}

/// Small letters, digits and dashes, which every system unpacks unharmed.
pub(super) fn plain(name: &str) -> String {
    let folded = text::fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let joined: String = words.join("-").chars().take(80).collect();
    let stem = joined.trim_end_matches('-');
    if stem.is_empty() { "van-ban".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use zip::ZipArchive;

    use super::*;

    #[test]
    fn a_pack_holds_a_word_file_for_each_under_a_plain_name_of_its_own() {
        let papers = || vec![Paper { title: "BIÊN BẢN".into(), ..Paper::default() }];
        let files: Vec<_> = ["01 Biên bản họp", "01. Biên bản: HỌP", "../../Đề nghị", "✂", "Trống"]
            .into_iter()
            .map(|name| (name.to_owned(), if name == "Trống" { Vec::new() } else { papers() }))
            .collect();
        let pack = write(&files).unwrap();
        let archive = ZipArchive::new(Cursor::new(&pack)).unwrap();
        let mut names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        names.sort();
        assert_eq!(names, ["01-bien-ban-hop-2.docx", "01-bien-ban-hop.docx", "de-nghi.docx", "van-ban.docx"]);
    }
}

//! `thidua similar`: the earlier initiatives most like the text of a file.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use clap::Args;
use serde::Serialize;

use super::Data;
use super::table::print_table;
use crate::features::initiatives::ops::{self, Alike, Source};
use crate::texts::{self, TextKind};
use crate::web::attached::size_words;
use crate::web::uploaded::LARGEST_FILE;

/// Tìm các sáng kiến trước giống văn bản trong một tệp nhất
#[derive(Args)]
pub struct Options {
    /// Tệp .txt, .docx hoặc .pdf
    #[arg(value_name = "TỆP")]
    file: PathBuf,
    /// In JSON thay cho bảng
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

/// As CONTRACT.md §1 has it.
#[derive(Serialize)]
struct Answer {
    code: String,
    title: String,
    year: i32,
    percent: u32,
    warning: bool,
    passages: Vec<Passage>,
}

#[derive(Serialize)]
struct Passage {
    text: String,
    source_text: String,
}

pub fn run(options: &Options) -> anyhow::Result<()> {
    let text = read(&options.file)?;
    let db = options.data.folder().open()?.db;
    let answers = db.read_now(|conn| {
        let found = ops::like(conn, &text, None)?;
        let ids: Vec<_> = found.iter().map(|alike| alike.source).collect();
        let sources = ops::sources(conn, &ids)?;
        let answer = |alike: Alike| {
            let source = sources.iter().find(|source| source.id == alike.source)?;
            Some(answer(alike, source))
        };
        Ok(found.into_iter().filter_map(answer).collect::<Vec<_>>())
    })?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&answers)?);
    } else {
        print(&answers);
    }
    Ok(())
}

fn read(file: &PathBuf) -> anyhow::Result<String> {
    let Some(kind) = file.to_str().and_then(TextKind::of_name) else {
        bail!("Chỉ đọc được tệp .txt, .docx, .pdf. Lưu lại theo một dạng đó.");
    };
    let cannot = || format!("Không đọc được {}", file.display());
    let size = fs::metadata(file).with_context(cannot)?.len();
    let (size, most) = (size as i64, LARGEST_FILE as i64);
    ensure!(size <= most, "Tệp nặng {}, tối đa {}.", size_words(size), size_words(most));
    let bytes = fs::read(file).with_context(cannot)?;
    texts::text_of(kind, &bytes).with_context(cannot)
}

fn answer(alike: Alike, source: &Source) -> Answer {
    let passage = |(text, source_text)| Passage { text, source_text };
    Answer {
        code: source.code.clone(),
        title: source.title.clone(),
        year: source.year.0,
        percent: alike.percent,
        warning: ops::is_warning(alike.percent),
        passages: alike.passages.into_iter().map(passage).collect(),
    }
}

fn print(answers: &[Answer]) {
    if answers.is_empty() {
        println!("Không thấy sáng kiến nào giống văn bản này.");
        return;
    }
    let line = |it: &Answer| {
        let warning = if it.warning { "Cần đọc đối chiếu" } else { "" };
        let (percent, year) = (format!("{}%", it.percent), it.year.to_string());
        [it.code.clone(), year, percent, warning.to_owned(), it.title.clone()]
    };
    print_table(["Mã", "Năm", "Mức giống", "Lưu ý", "Tên sáng kiến"], answers.iter().map(line));
}

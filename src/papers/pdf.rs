//! Draws papers as PDF, by Typst. What people wrote comes in as data and is never read as markup.

use std::fs;
use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

use anyhow::{Context, anyhow, ensure};
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::sheet::Sheet;
use super::{Paper, fonts};
use crate::error::{AppError, AppResult};

const PAPERS: &str = concat!(include_str!("chart.typ"), include_str!("paper.typ"));
const SHEETS: &str = include_str!("sheet.typ");

/// The family that NĐ 30/2020/NĐ-CP names; its files belong to their maker, so that the department brings its own.
const OWN_FAMILY: &str = "Times New Roman";

struct Fonts {
    book: LazyHash<FontBook>,
    all: Vec<Font>,
}

/// Those of the department, set before the first paper is drawn.
static OWN: OnceLock<Vec<Font>> = OnceLock::new();

static LOADED: LazyLock<Fonts> = LazyLock::new(|| {
    let own = OWN.get().into_iter().flatten().cloned();
    let all: Vec<Font> = own.chain(fonts::FILES.iter().flat_map(|font| Font::iter(Bytes::new(*font)))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
});

/// Draws with the department's own files of Times New Roman from now on.
///
/// # Errors
/// Names the file that cannot be read, or is no font of that family.
pub fn use_fonts(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut own = Vec::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("Không đọc được tệp phông chữ {}", file.display()))?;
        let found: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
        let is_right =
            !found.is_empty() && found.iter().all(|font| font.info().family.eq_ignore_ascii_case(OWN_FAMILY));
        ensure!(is_right, "{} không phải tệp phông chữ {OWN_FAMILY}.", file.display());
        own.extend(found);
    }
    let _ = OWN.set(own); // a second call comes too late and changes nothing
    Ok(())
}

pub fn write(title: &str, papers: &[Paper]) -> AppResult<Vec<u8>> {
    draw(PAPERS, title, "papers", papers)
}

pub fn write_sheets(title: &str, sheets: &[Sheet]) -> AppResult<Vec<u8>> {
    draw(SHEETS, title, "sheets", sheets)
}

fn draw<T: Serialize>(template: &str, title: &str, name: &str, data: &[T]) -> AppResult<Vec<u8>> {
    let data = serde_json::to_string(data).map_err(|error| AppError::Unexpected(error.into()))?;
    let desk = Desk::with(template, title, name, data)?;
    let drawn = typst::compile::<PagedDocument>(&desk);
    let written = drawn.output.and_then(|document| typst_pdf::pdf(&document, &PdfOptions::default()));
    // Nothing of one paper serves the next.
    typst::comemo::evict(0);
    written.map_err(|errors| failure(&errors))
}

fn failure(errors: &[SourceDiagnostic]) -> AppError {
    let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    AppError::Unexpected(anyhow!("a paper cannot be drawn: {}", said.join("; ")))
}

/// All that Typst may reach: the template, the data and the fonts.
struct Desk {
    library: LazyHash<Library>,
    template: Source,
}

impl Desk {
    fn with(template: &str, title: &str, name: &str, data: String) -> AppResult<Self> {
        let mut inputs = Dict::new();
        inputs.insert("title".into(), title.into_value());
        inputs.insert(name.into(), data.into_value());
        let path = VirtualPath::new("/paper.typ").map_err(|error| AppError::Unexpected(anyhow!("{error:?}")))?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Ok(Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            template: Source::new(id, template.to_owned()),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &LOADED.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        LOADED.all.get(index).cloned()
    }

    /// Papers carry their own dates.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

//! Papers, each said once. A feature says what stands on a paper, without a word of how it is drawn; one writer a kind
//! of output (a page to print, PDF) draws any of them in the layout of NĐ 30/2020/NĐ-CP.

#[cfg(feature = "pdf")]
mod pdf;

use actix_web::HttpResponse;
use askama::Template;
use serde::Serialize;

use crate::db::off_thread;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::Letterhead;
use crate::web::shell::Shell;
use crate::web::{download, page, see_other};

/// One paper. In a file of several each begins a page.
#[derive(Debug, Clone, Serialize)]
pub struct Paper {
    pub head: Head,
    /// In capitals: "PHIẾU CHẤM ĐIỂM SÁNG KIẾN".
    pub title: String,
    /// What it is about, under the title; may be empty.
    pub subtitle: String,
    pub blocks: Vec<Block>,
    /// Side by side under the text, never alone on a page.
    pub signatures: Vec<Signature>,
}

/// Who issues it, and the national motto beside it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Head {
    pub parent: String,
    pub agency: String,
    pub number: String,
    pub place_and_date: String,
}

impl From<&Letterhead> for Head {
    fn from(head: &Letterhead) -> Self {
        Self {
            parent: head.parent.clone(),
            agency: head.agency.clone(),
            number: head.number.clone(),
            place_and_date: head.place_and_date.clone(),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph; its lines stay lines.
    Text { text: String },
    /// A label in front of what was written: "Tên sáng kiến: …".
    Fact { label: String, text: String },
    /// The caption is for those who cannot see the table.
    Table { caption: String, columns: Vec<Column>, rows: Vec<Vec<String>>, total: Option<Vec<String>> },
}

impl Block {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn fact(label: &str, text: impl Into<String>) -> Self {
        Self::Fact { label: label.to_owned(), text: text.into() }
    }
}

/// A column of a table; its head is repeated on every page.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub title: String,
    /// Its part of what the narrow columns leave; 0 makes it as narrow as its words.
    pub part: u32,
    pub is_centred: bool,
}

impl Column {
    pub fn wide(title: &str, part: u32) -> Self {
        Self { title: title.to_owned(), part, is_centred: false }
    }

    pub fn narrow(title: &str) -> Self {
        Self { title: title.to_owned(), part: 0, is_centred: true }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// In capitals: "NGƯỜI CHẤM".
    pub position: String,
    pub name: String,
}

/// Papers that belong together: "all sheets of a round".
#[derive(Debug, Clone)]
pub struct Bundle {
    /// "Phiếu chấm – Đợt 1": the title of the window and of the file.
    pub title: String,
    pub papers: Vec<Paper>,
    /// What is said where there is no paper yet.
    pub empty: &'static str,
    /// Where the reader came from.
    pub back: String,
    /// Where they are printed from; the same with `.pdf` brings the PDF.
    pub address: String,
}

#[derive(Template)]
#[template(path = "papers/print.html")]
struct PrintPage {
    shell: Shell,
    it: Bundle,
}

impl PrintPage {
    /// Whether this program was built with the writer of PDF.
    fn can_pdf(&self) -> bool {
        cfg!(feature = "pdf")
    }
}

/// The papers as a page to print from the browser.
pub fn print_page(shell: Shell, bundle: Bundle) -> AppResult<HttpResponse> {
    page(&PrintPage { shell, it: bundle })
}

/// The papers as one PDF with their fonts in it, tagged for screen readers.
///
/// Where there is none, on to the page that says so.
///
/// # Errors
/// `NotFound` where the program was built without the writer.
pub async fn pdf_file(name: &str, bundle: Bundle) -> AppResult<HttpResponse> {
    if bundle.papers.is_empty() {
        return Ok(see_other(&bundle.address));
    }
    let body = off_thread(move || pdf(&bundle.title, &bundle.papers)).await?;
    Ok(download(&format!("{name}.pdf"), "application/pdf", body))
}

#[cfg(feature = "pdf")]
fn pdf(title: &str, papers: &[Paper]) -> AppResult<Vec<u8>> {
    pdf::write(title, papers)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &str, _: &[Paper]) -> AppResult<Vec<u8>> {
    Err(AppError::NotFound)
}

//! Papers, each said once. A feature says what stands on a paper, without a word of how it is drawn; one writer a kind
//! of output (a page to print, PDF, Word) draws any of them in the layout of NĐ 30/2020/NĐ-CP.

mod docx;
mod pack;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(test)]
mod tests;

use actix_web::HttpResponse;
use askama::Template;

pub use self::docx::write as docx;
pub use self::pack::pack_file;
pub use self::paper::{Align, BOX, Block, Column, Head, Paper, Signature, TICKED};

use crate::db::off_thread;
use crate::error::AppResult;
use crate::web::shell::Shell;
use crate::web::{download, page, see_other};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
    /// Where they are printed from; the same with `.pdf` brings the PDF, with `.docx` the Word file.
    pub address: String,
}

impl Bundle {
    fn is_landscape(&self) -> bool {
        !self.papers.is_empty() && self.papers.iter().all(|paper| paper.is_landscape)
    }
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

/// The papers as one Word file, to be worked on further.
///
/// Where there is none, on to the page that says so.
pub async fn docx_file(name: &str, bundle: Bundle) -> AppResult<HttpResponse> {
    if bundle.papers.is_empty() {
        return Ok(see_other(&bundle.address));
    }
    let body = off_thread(move || docx(&bundle.title, &bundle.papers)).await?;
    Ok(download(&format!("{name}.docx"), WORD, body))
}

#[cfg(feature = "pdf")]
fn pdf(title: &str, papers: &[Paper]) -> AppResult<Vec<u8>> {
    pdf::write(title, papers)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &str, _: &[Paper]) -> AppResult<Vec<u8>> {
    Err(crate::error::AppError::NotFound)
}

//! Papers, each said once. A feature says what stands on a paper, without a word of how it is drawn; one writer a kind
//! of output (a page to print, PDF, Word) draws any of them in the layout of NĐ 30/2020/NĐ-CP.

mod chart;
#[cfg(test)]
mod chart_tests;
mod docx;
mod fonts;
mod kept;
mod layout;
mod pack;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod sheet;
#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod tests;

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use askama::Template;

pub use self::chart::{Chart, Charts, Look, Number, Said, Series, Shape};
pub use self::docx::write as docx;
pub use self::fonts::Face;
pub use self::kept::{KeptPapers, keep, kept};
pub use self::layout::Layout;
pub use self::pack::pack_file;
use self::pack::plain;
pub use self::paper::{Align, BOX, Block, Column, DOTS, Head, Paper, Row, Sample, Signature, TICKED, or_dots};
pub use self::sheet::{Anchor, Mark, Sheet, Stack, Words, sheets_page, sheets_pdf};

use crate::db::{Db, off_thread};
use crate::error::{AppError, AppResult};
use crate::policy::Actor;
use crate::web::shell::Shell;
use crate::web::{download, lists, page, see_other};

/// Whether this program was built with the writer of PDF.
const CAN_PDF: bool = cfg!(feature = "pdf");
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
    /// Where they are printed from, as `/awards/print`.
    pub address: String,
    /// What was asked of them, as `?year=2014`; often empty.
    pub query: String,
}

impl Bundle {
    fn has_number_at_foot(&self) -> bool {
        self.papers.first().is_some_and(|paper| paper.head.layout.has_number_at_foot)
    }

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
    const fn is_empty(&self) -> bool {
        self.it.papers.is_empty()
    }
}

/// As what a paper is asked for. Its address has the page to print, and with `.{format}` the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Page,
    Docx,
    Pdf,
}

impl FromRequest for Format {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.match_info().get("format") {
            None => Ok(Self::Page),
            Some("docx") => Ok(Self::Docx),
            Some("pdf") => Ok(Self::Pdf),
            Some(_) => Err(AppError::NotFound),
        })
    }
}

/// The papers as they were asked for: to print from the browser, as one Word file to be worked on further, or as one PDF
/// with its fonts in it, tagged for screen readers. A file of no papers leads on to the page that says so.
///
/// # Errors
/// `NotFound` for a PDF where the program was built without its writer.
pub async fn answer(format: Format, shell: Shell, bundle: Bundle) -> AppResult<HttpResponse> {
    let name = plain(&bundle.title);
    match format {
        Format::Page => page(&PrintPage { shell, it: bundle }),
        _ if bundle.papers.is_empty() => Ok(see_other(&format!("{}{}", bundle.address, bundle.query))),
        Format::Docx => {
            let body = off_thread(move || docx(&bundle.title, &bundle.papers)).await?;
            Ok(download(&format!("{name}.docx"), WORD, body))
        }
        Format::Pdf => {
            let body = off_thread(move || pdf(&bundle.title, &bundle.papers)).await?;
            Ok(download(&format!("{name}.pdf"), "application/pdf", body))
        }
    }
}

/// The same of a paper that is a list of `rows` people or units: taken as a file it leaves its entry in the history, as the
/// other files of the list do.
pub async fn answer_list(
    db: &Db,
    actor: Actor,
    rows: usize,
    format: Format,
    shell: Shell,
    bundle: Bundle,
) -> AppResult<HttpResponse> {
    if format != Format::Page && !bundle.papers.is_empty() {
        lists::note_export(db, actor, &bundle.title, rows).await?;
    }
    answer(format, shell, bundle).await
}

#[cfg(feature = "pdf")]
pub use self::pdf::use_fonts;

/// Without the writer of PDF no font is needed.
///
/// # Errors
/// Always, where fonts are named.
#[cfg(not(feature = "pdf"))]
pub fn use_fonts(files: &[std::path::PathBuf]) -> anyhow::Result<()> {
    anyhow::ensure!(files.is_empty(), "Bản chương trình này không có phần ghi PDF, không dùng --font.");
    Ok(())
}

/// Writes papers as PDF.
///
/// # Errors
/// `NotFound` where the program was built without its writer.
#[cfg(feature = "pdf")]
pub fn pdf(title: &str, papers: &[Paper]) -> AppResult<Vec<u8>> {
    pdf::write(title, papers)
}

#[cfg(not(feature = "pdf"))]
pub fn pdf(_: &str, _: &[Paper]) -> AppResult<Vec<u8>> {
    Err(AppError::NotFound)
}

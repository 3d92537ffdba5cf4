//! The text of a PDF. The reader of PDF breaks down on faulty files, which here is the same as finding nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, PlainTextOutput, Transform, output_doc};

use super::{MOST_CHARACTERS, TextFault};

/// Pages beyond these are not read.
const MOST_PAGES: u32 = 100;

pub fn read(bytes: &[u8]) -> Result<String, TextFault> {
    let mut text = String::new();
    let reading = catch_unwind(AssertUnwindSafe(|| {
        let document = Document::load_mem(bytes).map_err(|_| TextFault::Damaged)?;
        if document.is_encrypted() {
            return Err(TextFault::Damaged);
        }
        let mut output = Bounded { inner: PlainTextOutput::new(&mut text), characters: 0 };
        // What was read before a fault, or before the bound, is as good as any text.
        let _ = output_doc(&document, &mut output);
        Ok(())
    }));
    match reading {
        Ok(Err(fault)) => Err(fault),
        Err(_) if text.is_empty() => Err(TextFault::Damaged),
        Ok(Ok(())) | Err(_) => Ok(text),
    }
}

/// Hands on what is read until it is enough.
struct Bounded<'t> {
    inner: PlainTextOutput<&'t mut String>,
    characters: usize,
}

type ArtBox = (f64, f64, f64, f64);

impl OutputDev for Bounded<'_> {
    fn begin_page(&mut self, page: u32, media_box: &MediaBox, art_box: Option<ArtBox>) -> Result<(), OutputError> {
        if page > MOST_PAGES {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        self.inner.begin_page(page, media_box, art_box)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.inner.end_page()
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        self.characters += 1;
        if self.characters > MOST_CHARACTERS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        self.inner.output_character(transform, width, spacing, font_size, character)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.inner.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.inner.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.inner.end_line()
    }
}

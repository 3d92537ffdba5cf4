//! A sheet on which every mark has its place in millimetres: what is printed on pre-printed stock. The same marks are
//! drawn as SVG, to be printed from the browser, and as PDF.

use actix_web::HttpResponse;
use askama::Template;
use serde::Serialize;

use super::fonts::Face;
use super::pack::plain;
use crate::db::off_thread;
use crate::error::AppResult;
use crate::web::shell::Shell;
use crate::web::{download, page, see_other};

const MM_IN_POINT: f64 = 25.4 / 72.0;
/// From the top of a line to the foot of its letters, in parts of their size.
const ASCENT: f64 = 0.891;
/// By how much letters become smaller at a time, in points.
const STEP: f64 = 0.5;

/// Lengths in mm from the upper left corner.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sheet {
    /// For whom it is, to those who do not see it.
    pub label: String,
    pub width: f64,
    pub height: f64,
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    /// One line; `y` is where its letters stand.
    Text {
        x: f64,
        y: f64,
        size: f64,
        anchor: Anchor,
        bold: bool,
        italic: bool,
        colour: &'static str,
        text: String,
    },
    Box {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    },
    Line {
        x1: f64,
        y1: f64,
        x2: f64,
        y2: f64,
        colour: &'static str,
    },
}

/// Which end of a line stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A text to be written within a width.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    pub text: &'t str,
    /// mm
    pub left: f64,
    /// mm
    pub top: f64,
    /// mm
    pub width: f64,
    /// Points.
    pub size: f64,
    /// In parts of the size of the letters.
    pub line_height: f64,
    pub most_lines: usize,
    pub anchor: Anchor,
    pub face: Face,
    pub colour: &'static str,
}

impl Sheet {
    /// Writes a text: what is too long goes on in the next line, and with more lines than there may be the letters become
    /// smaller, down to half their size.
    pub fn write(&mut self, it: &Words) {
        let (size, lines) = fitted(it);
        let x = match it.anchor {
            Anchor::Start => it.left,
            Anchor::Middle => it.left + it.width / 2.0,
            Anchor::End => it.left + it.width,
        };
        for (nth, text) in lines.into_iter().enumerate() {
            let y = it.top + (ASCENT + nth as f64 * it.line_height) * size * MM_IN_POINT;
            let Face { is_bold: bold, is_italic: italic } = it.face;
            let (x, y, size) = (round(x), round(y), round(size * MM_IN_POINT));
            self.marks.push(Mark::Text { x, y, size, anchor: it.anchor, bold, italic, colour: it.colour, text });
        }
    }

    pub fn frame(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.marks.push(Mark::Box { x: round(x), y: round(y), width: round(width), height: round(height) });
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str) {
        self.marks.push(Mark::Line { x1: from.0, y1: from.1, x2: to.0, y2: to.1, colour });
    }
}

/// Hundredths of a millimetre are finer than any printer is fed.
fn round(mm: f64) -> f64 {
    (mm * 100.0).round() / 100.0
}

/// The size of the letters in points, and the lines.
fn fitted(it: &Words) -> (f64, Vec<String>) {
    let least = it.size / 2.0;
    let mut size = it.size;
    loop {
        let room = it.width / (size * MM_IN_POINT);
        let (lines, is_within) = wrapped(it.text, room, it.face);
        if (is_within && lines.len() <= it.most_lines) || size <= least {
            return (size, lines.into_iter().flat_map(|line| cut(line, room, it.face)).collect());
        }
        size = (size - STEP).max(least);
    }
}

/// Lines of whole words, and whether each is within the room.
fn wrapped(text: &str, room: f64, face: Face) -> (Vec<String>, bool) {
    let space = face.width(" ");
    let (mut lines, mut is_within) = (Vec::new(), true);
    for paragraph in text.lines() {
        let (mut line, mut taken) = (String::new(), 0.0);
        for word in paragraph.split_whitespace() {
            let width = face.width(word);
            is_within &= width <= room;
            if line.is_empty() {
                taken = width;
            } else if taken + space + width <= room {
                line.push(' ');
                taken += space + width;
            } else {
                lines.push(std::mem::take(&mut line));
                taken = width;
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    (lines, is_within)
}

/// A word that is too long even in the smallest letters is broken anywhere.
fn cut(line: String, room: f64, face: Face) -> Vec<String> {
    if face.width(&line) <= room {
        return vec![line];
    }
    let mut parts = vec![String::new()];
    for letter in line.chars() {
        let last = parts.len() - 1;
        parts[last].push(letter);
        if face.width(&parts[last]) > room && parts[last].chars().count() > 1 {
            parts[last].pop();
            parts.push(letter.to_string());
        }
    }
    parts
}

/// Sheets that are printed together.
#[derive(Debug, Clone)]
pub struct Stack {
    /// The title of the window and of the file.
    pub title: String,
    pub sheets: Vec<Sheet>,
    /// What is said where there is nothing to print.
    pub empty: &'static str,
    /// Where the reader came from.
    pub back: String,
    /// The page to print, without its query.
    pub address: String,
    /// What was asked of it, as `?award=GK`; often empty.
    pub query: String,
}

#[derive(Template)]
#[template(path = "papers/sheets.html")]
struct SheetsPage {
    shell: Shell,
    it: Stack,
}

impl SheetsPage {
    const fn is_empty(&self) -> bool {
        self.it.sheets.is_empty()
    }
}

/// The page from which the browser prints.
pub fn sheets_page(shell: Shell, stack: Stack) -> AppResult<HttpResponse> {
    page(&SheetsPage { shell, it: stack })
}

/// One PDF, each sheet a page of its own size; of no sheets the page that says so.
///
/// # Errors
/// `NotFound` where the program was built without the writer of PDF.
pub async fn sheets_pdf(stack: Stack) -> AppResult<HttpResponse> {
    if stack.sheets.is_empty() {
        return Ok(see_other(&format!("{}{}", stack.address, stack.query)));
    }
    let name = format!("{}.pdf", plain(&stack.title));
    let body = off_thread(move || pdf(&stack.title, &stack.sheets)).await?;
    Ok(download(&name, "application/pdf", body))
}

#[cfg(feature = "pdf")]
pub(super) fn pdf(title: &str, sheets: &[Sheet]) -> AppResult<Vec<u8>> {
    super::pdf::write_sheets(title, sheets)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &str, _: &[Sheet]) -> AppResult<Vec<u8>> {
    Err(crate::error::AppError::NotFound)
}

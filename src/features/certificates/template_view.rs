//! The pages of templates.

use askama::Template;

use crate::domain::certificate::Field;
use crate::error::FieldErrors;
use crate::papers::{Mark, Sheet};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;

/// An award with its template.
pub struct TemplateLine {
    pub address: String,
    pub award: String,
    pub is_in_use: bool,
    pub page: String,
    pub is_original: bool,
    /// What the stock has pre-printed.
    pub left_out: String,
}

#[derive(Template)]
#[template(path = "certificates/templates.html")]
pub struct TemplatesPage {
    pub shell: Shell,
    pub lines: Vec<TemplateLine>,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub can_keep: bool,
}

/// A number of the table.
pub struct Cell {
    pub name: String,
    pub value: String,
    /// "Họ và tên: rộng, mm"
    pub label: String,
}

/// A box of the table.
pub struct Box {
    pub name: String,
    pub is_on: bool,
}

/// A line of the certificate.
pub struct FieldRow {
    pub word: &'static str,
    pub shown: Box,
    /// From the left, from the top, width, size of the letters.
    pub numbers: [Cell; 4],
    pub align: Cell,
    pub bold: Box,
    pub capitals: Box,
}

impl FieldRow {
    pub fn of(field: Field, typed: &TypedFields) -> Self {
        let (code, word) = (field.code(), field.word());
        let cell = |part: &str, label: &str| {
            let name = format!("{part}_{code}");
            Cell { value: typed.of(&name).to_owned(), label: format!("{word}: {label}"), name }
        };
        let tick = |part: &str| {
            let name = format!("{part}_{code}");
            Box { is_on: typed.has(&name), name }
        };
        Self {
            word,
            shown: tick("shown"),
            numbers: [
                cell("left", "cách mép trái, mm"),
                cell("top", "cách mép trên, mm"),
                cell("width", "độ rộng, mm"),
                cell("size", "cỡ chữ, pt"),
            ],
            align: cell("align", "canh lề"),
            bold: tick("bold"),
            capitals: tick("capitals"),
        }
    }
}

#[derive(Template)]
#[template(path = "certificates/template.html")]
pub struct TemplatePage {
    pub shell: Shell,
    pub address: String,
    pub award: String,
    pub is_original: bool,
    /// Of what is stored.
    pub version: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub rows: Vec<FieldRow>,
    pub aligns: Vec<Choice>,
    pub sheet: Sheet,
    /// The sheet shows what was typed and is not kept yet.
    pub is_tried: bool,
    pub can_keep: bool,
    pub history: Vec<HistoryEntry>,
}

impl TemplatePage {
    /// What is wrong somewhere in a line's numbers.
    pub fn wrong<'p>(&'p self, row: &'p FieldRow) -> Vec<(&'p str, &'p str)> {
        let names = row.numbers.iter().map(|it| it.name.as_str()).chain([row.align.name.as_str()]);
        names.map(|name| (name, self.errors.of(name))).filter(|(_, words)| !words.is_empty()).collect()
    }
}

//! The pages of an import.

use askama::Template;

use super::store::{Import, State};
use crate::domain::date;
use crate::error::FieldErrors;
use crate::sheets::{Column, Fault, Kind, Need, Value};
use crate::web::forms::Choice;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Choose a table, take its template, send a file.
#[derive(Template)]
#[template(path = "imports/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub kind: String,
    pub kinds: Vec<Choice>,
    pub tables: Vec<TableHelp>,
    pub history: Vec<ImportLine>,
    /// Whether reports of other layouts are taken from this reader.
    pub takes_revenue_sheets: bool,
    pub takes_award_lists: bool,
}

/// What a table's file must hold.
pub struct TableHelp {
    pub kind: &'static str,
    pub title: &'static str,
    pub columns: Vec<ColumnHelp>,
}

pub struct ColumnHelp {
    pub heading: &'static str,
    pub key: &'static str,
    pub holds: String,
}

impl ColumnHelp {
    pub fn of(column: &Column, table_key: &[&str]) -> Self {
        let holds = match &column.kind {
            Kind::Line => "Chữ trên một dòng".to_owned(),
            Kind::Paragraphs => "Chữ".to_owned(),
            Kind::Date => "Ngày, ví dụ 05/09/2014".to_owned(),
            Kind::Whole(_) => "Số nguyên".to_owned(),
            Kind::Decimal => "Số, dấu phẩy cho phần lẻ".to_owned(),
            Kind::Money => "Số tiền, đồng nếu tên cột không ghi đơn vị khác".to_owned(),
            Kind::YesNo => "Có hoặc Không".to_owned(),
            Kind::Word(words, _) => {
                let words: Vec<_> = words().into_iter().map(|(code, word)| format!("{word} ({code})")).collect();
                words.join(", ")
            }
        };
        let need = match column.need {
            _ if table_key.contains(&column.key) && column.need == Need::Required => ". Để nhận ra dòng đã có",
            Need::Required => "",
            Need::Optional => ". Không bắt buộc",
        };
        Self { heading: column.heading, key: column.key, holds: format!("{holds}{need}.") }
    }
}

impl Tagged for State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Staged => "tag--warn",
            Self::Stored => "tag--ok",
            Self::Undone => "",
        }
    }
}

/// One import in the history.
pub struct ImportLine {
    pub import: Import,
    pub can_undo: bool,
}

impl ImportLine {
    pub fn at(&self) -> String {
        date::format_date_time(self.import.stored_at.unwrap_or(self.import.created_at).and_utc())
    }

    pub fn is_staged(&self) -> bool {
        self.import.state == State::Staged
    }
}

/// What a staged file would change.
#[derive(Template)]
#[template(path = "imports/preview.html")]
pub struct PreviewPage {
    pub shell: Shell,
    /// Why nothing was stored, beside faults in the file.
    pub refused: Vec<String>,
    pub import: Import,
    pub added: usize,
    pub replaced: usize,
    pub same: usize,
    pub repeated: usize,
    pub faulty_rows: usize,
    pub faults: Vec<Fault>,
    pub faults_in_all: usize,
    /// Of a table of money the sum of what comes in.
    pub sum: Option<String>,
    /// When the very same file was stored before.
    pub stored_before: Option<String>,
    pub headings: Vec<Heading>,
    pub rows: Vec<RowLine>,
}

impl PreviewPage {
    pub fn good(&self) -> usize {
        self.added + self.replaced + self.same
    }

    pub fn changes(&self) -> usize {
        self.added + self.replaced
    }

    pub fn confirmation(&self) -> String {
        format!("/imports/{}/confirmation", self.import.id)
    }
}

pub struct Heading {
    pub words: &'static str,
    pub class: &'static str,
}

/// A good row of the file; a replaced one shows what stood there.
pub struct RowLine {
    pub number: u32,
    pub is_new: bool,
    pub cells: Vec<CellLine>,
}

pub struct CellLine {
    pub words: String,
    pub before: Option<String>,
    pub class: &'static str,
}

/// How an import ended.
#[derive(Template)]
#[template(path = "imports/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub line: ImportLine,
    pub undo_until: String,
    /// The page of the sheet it was read from; empty when the file was the table itself.
    pub origin: String,
}

impl ShowPage {
    pub fn undoing(&self) -> String {
        format!("/imports/{}/undoing", self.line.import.id)
    }
}

/// The class of a column: numbers stand to the right.
pub fn class_of(column: &Column) -> &'static str {
    if matches!(column.kind, Kind::Whole(_) | Kind::Decimal | Kind::Money) { "num" } else { "" }
}

/// A value as pages show it.
pub fn shown(column: &Column, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Date(day) => date::format_date(*day),
        Value::Whole(whole) => whole.to_string(),
        Value::Decimal(decimal) => crate::domain::number::plain_decimal_comma(*decimal),
        Value::Money(amount) => amount.format(),
        Value::YesNo(yes) => if *yes { "Có" } else { "Không" }.to_owned(),
        Value::Word(code) => {
            let word = match &column.kind {
                Kind::Word(words, _) => words().into_iter().find(|(known, _)| known == code).map(|(_, word)| word),
                _ => None,
            };
            word.unwrap_or(code).to_owned()
        }
    }
}

//! What stands on a paper, without a word of how it is drawn.

use serde::{Deserialize, Serialize};

use super::{Charts, Layout};
use crate::domain::wording::{Filled, Passage, ROOM, Slot};
use crate::features::settings::ops::Letterhead;

/// A box to tick with a pen. Every writer draws it wherever it stands: in a cell, in a line.
pub const BOX: &str = "☐";
/// Room to write in by hand, on paper or in Word.
pub const DOTS: &str = ROOM;

/// What is known, or room to write it in.
pub fn or_dots(text: &str) -> &str {
    if text.is_empty() { DOTS } else { text }
}

/// A box that is ticked.
pub const TICKED: &str = "☒";

/// One paper. In a file of several each begins a page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Paper {
    pub head: Head,
    /// In capitals: "PHIẾU CHẤM ĐIỂM SÁNG KIẾN"; none of a letter.
    pub title: String,
    /// What it is about, under the title; may be empty.
    pub subtitle: String,
    /// For wide tables.
    pub is_landscape: bool,
    /// Belongs to the paper before it, which has the head.
    pub is_annex: bool,
    pub blocks: Vec<Block>,
    /// Under "Nơi nhận:", left of the signatures, each line as it is written: "- Như Điều 2;". Often none.
    pub recipients: Vec<String>,
    /// Side by side under the text, never alone on a page.
    pub signatures: Vec<Signature>,
}

impl Paper {
    /// Whether something stands left of the signatures, even if it is only the room that lets a single one stand right.
    pub fn has_left_side(&self) -> bool {
        !self.recipients.is_empty() || self.signatures.len() == 1
    }

    /// Its title or, of a letter, what it is about.
    pub fn name(&self) -> &str {
        if self.title.is_empty() { &self.head.about } else { &self.title }
    }

    /// Its lines "Nơi nhận" as the department words them.
    #[must_use]
    pub fn sent_to(self, said: &Filled) -> Self {
        Self { recipients: said.lines(Passage::Recipients), ..self }
    }

    /// How many stand side by side at its end.
    pub fn places(&self) -> usize {
        self.signatures.len() + usize::from(self.has_left_side())
    }
}

/// A paper of a kind with the newest real data there are, to see how its texts look.
#[derive(Debug)]
pub struct Sample {
    /// "Quyết định 05/QĐ-STC"
    pub of: String,
    pub papers: Vec<Paper>,
    /// Places in its texts for which it has no data.
    pub missing: Vec<Slot>,
}

/// Who issues it, and the national motto beside it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Head {
    pub parent: String,
    pub agency: String,
    pub number: String,
    pub place_and_date: String,
    /// "V/v …" under the number of a letter, which has no title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// By the day of the paper.
    pub layout: Layout,
}

impl From<&Letterhead> for Head {
    fn from(head: &Letterhead) -> Self {
        Self {
            parent: head.parent.clone(),
            agency: head.agency.clone(),
            number: head.number.clone(),
            place_and_date: head.place_and_date.clone(),
            about: String::new(),
            layout: head.layout,
        }
    }
}

/// The lines of a text stay lines.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text { text: String },
    /// A label in front of what was written: "Tên sáng kiến: …".
    Fact { label: String, text: String },
    /// What a decision rests on, a line each: "Căn cứ …;".
    Ground { text: String },
    /// "Điều 1." and what it says.
    Article { label: String, text: String },
    /// "I. THÀNH PHẦN"
    Heading { text: String },
    /// A bold line in the middle: "QUYẾT ĐỊNH:".
    Centred { text: String },
    /// "Kính gửi: …"
    Addressed { text: String },
    /// In italics in the middle: "(Kèm theo Quyết định số …)".
    Note { text: String },
    /// The caption is for those who cannot see the table.
    Table { caption: String, columns: Vec<Column>, rows: Vec<Row>, total: Option<Vec<String>> },
    /// Pictures of numbers that stand in a table beside them.
    Charts { charts: Charts },
}

impl Block {
    pub fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().map(Row::Cells).collect();
        Self::Table { caption: caption.to_owned(), columns, rows, total: None }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// A passage that may say nothing: a paragraph, or none.
    pub fn optional(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self::Text { text })
    }

    pub fn fact(label: &str, text: impl Into<String>) -> Self {
        Self::Fact { label: label.to_owned(), text: text.into() }
    }

    pub fn ground(text: impl Into<String>) -> Self {
        Self::Ground { text: text.into() }
    }

    pub fn article(number: usize, text: impl Into<String>) -> Self {
        Self::Article { label: format!("Điều {number}."), text: text.into() }
    }

    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    pub fn centred(text: impl Into<String>) -> Self {
        Self::Centred { text: text.into() }
    }

    pub fn addressed(text: impl Into<String>) -> Self {
        Self::Addressed { text: text.into() }
    }

    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}

/// A row of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Row {
    Cells(Vec<String>),
    /// Names those below it: a unit, "I. TẬP THỂ". Across all columns, bold, never the last on a page.
    Group {
        group: String,
    },
}

impl Row {
    pub fn group(words: impl Into<String>) -> Self {
        Self::Group { group: words.into() }
    }

    /// None where it names others.
    pub(super) fn cells(&self) -> Option<&Vec<String>> {
        match self {
            Self::Cells(cells) => Some(cells),
            Self::Group { .. } => None,
        }
    }
}

impl From<Vec<String>> for Row {
    fn from(cells: Vec<String>) -> Self {
        Self::Cells(cells)
    }
}

/// A column of a table; its head is repeated on every page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Column {
    pub title: String,
    /// Its part of what the narrow columns leave; 0 makes it as narrow as its words.
    pub part: u32,
    pub align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Left,
    Centre,
    Right,
}

impl Column {
    pub fn wide(title: &str, part: u32) -> Self {
        Self { title: title.to_owned(), part, align: Align::Left }
    }

    pub fn narrow(title: &str) -> Self {
        Self { title: title.to_owned(), part: 0, align: Align::Centre }
    }

    /// Of its cells on the page to print.
    pub fn class(&self) -> &'static str {
        match self.align {
            Align::Left => "lines",
            Align::Centre => "mid lines",
            Align::Right => "num",
        }
    }

    /// Money and the like: digits under digits.
    pub fn number(title: &str) -> Self {
        Self { title: title.to_owned(), part: 0, align: Align::Right }
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Signature {
    /// In capitals: "NGƯỜI CHẤM"; its lines stay lines: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".
    pub position: String,
    /// "(Ký, ghi rõ họ tên)"; may be empty.
    pub note: String,
    pub name: String,
}

impl Signature {
    pub fn of(position: impl Into<String>, name: impl Into<String>) -> Self {
        Self { position: position.into(), note: String::new(), name: name.into() }
    }
}

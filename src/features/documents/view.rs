//! The pages of documents: ready words, no raw codes.

use askama::Template;
use chrono::NaiveDate;

use super::files::Attachment;
use super::form::{CONTENT, DocumentForm};
use super::list::Row;
use super::readers;
use super::store::{Document, Unit};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::document::{Readers, State};
use crate::error::FieldErrors;
use crate::web::attached::{self, size_words};
use crate::web::forms::{Choice, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;
use crate::web::steps::RemovalForm;

/// A document in the list.
pub struct Line {
    pub address: String,
    pub name: String,
    pub abstract_line: String,
    pub agency: String,
    pub readers: &'static str,
    pub due: String,
    pub state: State,
    /// What the reader himself still has to do, or has done; "" where it is not for him.
    pub own: &'static str,
    pub own_tag: &'static str,
}

impl Line {
    pub fn of(it: Row, has_person: bool, today: NaiveDate) -> Self {
        let is_late = it.due_on.is_some_and(|due| due < today);
        let (own, own_tag) = match (it.state, it.read_at) {
            (State::Draft, _) => ("", ""),
            (_, Some(_)) => ("Đã đọc", "tag--ok"),
            (State::Sent, None) if has_person && it.concerns > 0 && is_late => ("Quá hạn đọc", "tag--danger"),
            (State::Sent, None) if has_person && it.concerns > 0 => ("Chưa đọc", "tag--warn"),
            _ => ("", ""),
        };
        let number = if it.number.is_empty() { String::new() } else { format!(" {}", it.number) };
        Self {
            address: format!("/documents/{}", it.id),
            name: format!("{}{number} ngày {}", it.kind.word(), format_date(it.issued_on)),
            abstract_line: it.abstract_line,
            agency: it.agency,
            readers: it.readers.word(),
            due: it.due_on.map_or_else(|| "–".to_owned(), format_date),
            state: it.state,
            own,
            own_tag,
        }
    }
}

/// What was chosen above the list.
pub struct Bar {
    pub year: String,
    pub kind: String,
    pub state: String,
    pub q: String,
    pub years: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "documents/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: Bar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub can_prepare: bool,
}

/// A file of the document.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub size: String,
}

impl FileLine {
    pub fn of(it: Attachment) -> Self {
        Self { id: it.id.to_string(), name: it.file_name, size: size_words(it.size) }
    }
}

/// A link with its words.
pub struct Link {
    pub address: String,
    pub words: String,
}

impl Link {
    pub fn to(it: &Document) -> Self {
        Self { address: format!("/documents/{}", it.id), words: it.name() }
    }
}

/// The document in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: String,
    pub name: String,
    pub agency: String,
    pub abstract_line: String,
    pub content: String,
    /// "Mọi cán bộ của cơ quan", or the units by name.
    pub readers: String,
    pub due: String,
    pub sent_on: String,
    pub reason: String,
    pub state: State,
}

impl Detail {
    pub fn of(it: &Document, units: &[Unit]) -> Self {
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        let readers = if it.readers == Readers::Units { names.join(", ") } else { it.readers.word().to_owned() };
        Self {
            id: it.id.to_string(),
            version: it.version,
            year: it.year.to_string(),
            name: it.name(),
            agency: it.agency.clone(),
            abstract_line: it.abstract_line.clone(),
            content: it.content.clone(),
            readers,
            due: it.due_on.map_or_else(String::new, format_date),
            sent_on: it.sent_on.map_or_else(String::new, format_date),
            reason: it.reason.clone(),
            state: it.state,
        }
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/documents/{}{rest}", self.id)
    }

    pub fn is_draft(&self) -> bool {
        self.state == State::Draft
    }

    pub fn is_sent(&self) -> bool {
        self.state == State::Sent
    }
}

#[derive(Template)]
#[template(path = "documents/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub errors: FieldErrors,
    pub files: Vec<FileLine>,
    pub conference: Option<Link>,
    pub replaces: Option<Link>,
    pub replaced_by: Option<Link>,
    /// It waits for this reader to say that he has read it.
    pub is_to_read: bool,
    /// When he said so; empty before.
    pub read_at: String,
    /// How many have read it, for those who follow it: read, and all.
    pub progress: Option<(i64, i64)>,
    /// It can be printed with the agency's head, to be signed.
    pub can_print: bool,
    pub can_prepare: bool,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    pub fn endings(&self) -> &'static str {
        attached::ENDINGS
    }

    pub fn is_attaching(&self) -> bool {
        !self.errors.of("file").is_empty()
    }
}

#[derive(Template)]
#[template(path = "documents/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub is_new: bool,
    pub action: String,
    pub back: String,
    pub form: DocumentForm,
    pub errors: FieldErrors,
    pub kinds: Vec<Choice>,
    pub conferences: Vec<Choice>,
    pub audiences: Vec<Choice>,
    pub units: Vec<Choice>,
}

impl FormPage {
    pub const fn longest(&self) -> usize {
        CONTENT
    }
}

#[derive(Template)]
#[template(path = "documents/sending.html")]
pub struct SendingPage {
    pub shell: Shell,
    pub it: Detail,
    pub errors: FieldErrors,
    pub files: usize,
    /// How many are to read it today.
    pub people: String,
}

#[derive(Template)]
#[template(path = "documents/withdrawal.html")]
pub struct WithdrawalPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: RemovalForm,
    pub errors: FieldErrors,
}

/// A unit with its numbers.
pub struct UnitLine {
    pub name: String,
    pub link: String,
    pub read: i64,
    pub unread: i64,
    pub people: i64,
}

/// Somebody who is to read it.
pub struct ReaderLine {
    pub name: String,
    pub position: String,
    pub unit: String,
    pub read_at: String,
}

impl ReaderLine {
    pub fn of(it: readers::Row) -> Self {
        Self {
            name: it.name,
            position: it.position,
            unit: it.unit_name,
            read_at: it.read_at.map_or_else(String::new, |at| format_date_time(at.and_utc())),
        }
    }
}

#[derive(Template)]
#[template(path = "documents/readers.html")]
pub struct ReadersPage {
    pub shell: Shell,
    pub it: Detail,
    pub unit: String,
    /// " của Phòng Ngân sách", empty for all.
    pub of_unit: String,
    pub units: UnitChoices,
    pub shows_all: bool,
    pub by_unit: Vec<UnitLine>,
    pub read: i64,
    pub people: i64,
    pub lines: Vec<ReaderLine>,
    pub paging: Paging,
    pub files: String,
}

//! The pages of lists of old decisions.

use askama::Template;

use super::reading::Part;
use crate::error::FieldErrors;
use crate::web::forms::{self, TypedFields};
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// Send a list; those that were sent.
#[derive(Template)]
#[template(path = "imports/award_lists/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub lists: Vec<ListLine>,
}

pub struct ListLine {
    pub address: String,
    pub file_name: String,
    pub at: String,
    /// "Đã nhập", or how far it has come.
    pub state: String,
    pub tag: &'static str,
}

/// A list: its columns, its words for awards, how far the matching has come.
#[derive(Template)]
#[template(path = "imports/award_lists/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub path: String,
    pub file_name: String,
    /// Who has stored the very same file, and when.
    pub twin: String,
    pub columns: Vec<ColumnField>,
    /// Column and heading, for every part alike.
    pub headings: Vec<forms::Choice>,
    pub words: Vec<WordField>,
    pub more_words: usize,
    pub awards: Vec<forms::Choice>,
    pub rows: usize,
    pub matched: usize,
    pub open_rows: usize,
    /// So many of those chosen are new people, and so many rows are left out.
    pub new_people: usize,
    pub left_out: usize,
    /// "Dòng 5, Lê Văn An: thiếu số quyết định", the first of them.
    pub faults: Vec<String>,
    pub faults_in_all: usize,
    pub can_store: bool,
    /// When it was stored; empty while it waits.
    pub stored_at: String,
    /// Addresses of the imports that came of it.
    pub imports: Vec<(String, &'static str)>,
}

impl ShowPage {
    /// The address of one of the list's forms and pages.
    pub fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.path)
    }

    /// Whether the columns stand open: something lacks, or is wrong.
    pub fn asks_columns(&self) -> bool {
        let is_wrong = |part: &Part| {
            let fixed = format!("fixed_{}", part.code());
            !self.errors.of(part.code()).is_empty() || !self.errors.of(&fixed).is_empty()
        };
        self.faults_in_all > 0 || self.rows == 0 || Part::ALL.iter().any(is_wrong)
    }
}

/// Which column holds a part, or what counts for all rows.
pub struct ColumnField {
    pub name: &'static str,
    pub label: &'static str,
    pub column: String,
    /// The field of what counts for all rows; empty where nothing can.
    pub fixed_name: String,
    pub fixed: String,
}

/// A word for an award that is asked for.
pub struct WordField {
    pub at: usize,
    pub word: String,
    pub rows: usize,
    pub chosen: String,
}

/// The rows of a list, and who could be meant by each.
#[derive(Template)]
#[template(path = "imports/award_lists/rows.html")]
pub struct RowsPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub path: String,
    pub page: i64,
    pub file_name: String,
    pub open_rows: usize,
    pub rows: Vec<MatchRow>,
    pub paging: Paging,
    pub genders: Vec<forms::Choice>,
}

impl RowsPage {
    /// Where choices are kept.
    pub fn saving(&self) -> String {
        format!("{}/rows", self.path)
    }
}

pub struct MatchRow {
    pub number: u32,
    pub name: String,
    /// Unit and position as the list has them.
    pub place: String,
    /// "Chiến sĩ thi đua cơ sở năm 2009, QĐ 12/QĐ-STC ngày 15/01/2010".
    pub told: String,
    pub candidates: Vec<CandidateChoice>,
    /// "3" (a subject), "new", "skip", "other" or empty.
    pub chosen: String,
    /// Whether somebody has kept this choice, beside those the page only offers.
    pub is_kept: bool,
    pub code: String,
    pub gender: String,
    pub unit: String,
    pub joined: String,
}

impl MatchRow {
    pub fn field(&self, name: &str) -> String {
        format!("{name}_{}", self.number)
    }

    pub fn is(&self, choice: &str) -> bool {
        self.chosen == choice
    }
}

pub struct CandidateChoice {
    pub value: String,
    pub label: String,
    pub is_of_unit: bool,
}

/// What words for awards mean, as somebody has said.
#[derive(Template)]
#[template(path = "imports/award_lists/names.html")]
pub struct NamesPage {
    pub shell: Shell,
    pub names: Vec<NameLine>,
}

pub struct NameLine {
    pub word: String,
    pub award: String,
    pub who: String,
    pub at: String,
    pub forgetting: String,
}

/// What was typed, or what the page has to offer.
pub fn typed_or(typed: &TypedFields, field: &str, offered: impl FnOnce() -> String) -> String {
    if typed.has(field) { typed.of(field).to_owned() } else { offered() }
}

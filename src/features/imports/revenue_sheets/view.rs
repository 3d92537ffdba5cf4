//! The pages of revenue sheets.

use askama::Template;

use super::form::SettingsForm;
use crate::error::FieldErrors;
use crate::sheets::Fault;
use crate::web::forms::Choice;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Send a sheet; those that wait and those that were stored.
#[derive(Template)]
#[template(path = "imports/revenue_sheets/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    /// The agency as typed.
    pub source: String,
    pub sources: Vec<String>,
    pub sheets: Vec<SheetLine>,
}

pub struct SheetLine {
    pub address: String,
    pub file_name: String,
    pub source: String,
    pub period: String,
    pub who: String,
    pub at: String,
    pub state: SheetState,
}

/// How far a sheet has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    Waiting,
    Stored,
    Undone,
}

impl SheetState {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "Chờ nhập",
            Self::Stored => "Đã nhập",
            Self::Undone => "Đã hoàn tác",
        }
    }
}

impl Tagged for SheetState {
    fn tag(&self) -> &'static str {
        match self {
            Self::Waiting => "tag--warn",
            Self::Stored => "tag--ok",
            Self::Undone => "",
        }
    }
}

/// A waiting sheet: how it is read, which names are asked for, what would change.
#[derive(Template)]
#[template(path = "imports/revenue_sheets/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub path: String,
    pub file_name: String,
    pub source: String,
    /// "Tháng 6 năm 2018, lũy kế …, triệu đồng"; empty while something lacks.
    pub read_as: String,
    /// What the sheet does not say clearly.
    pub lacking: Vec<String>,
    pub form: SettingsForm,
    pub choices: SettingsChoices,
    /// Who has stored the very same file, and when.
    pub twin: String,
    pub questions: Vec<Question>,
    /// Names that are asked for once these are answered.
    pub more_questions: usize,
    pub lines: Vec<Choice>,
    pub compared: Option<Compared>,
}

impl ShowPage {
    /// The address of one of the sheet's forms.
    pub fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.path)
    }

    /// Whether the settings stand open: something lacks, or is wrong.
    pub fn asks_settings(&self) -> bool {
        const FIELDS: [&str; 6] = ["year", "month", "measure", "money", "column", "notation"];
        self.read_as.is_empty()
            || !self.lacking.is_empty()
            || FIELDS.iter().any(|field| !self.errors.of(field).is_empty())
    }
}

pub struct SettingsChoices {
    pub months: Vec<Choice>,
    pub measures: Vec<Choice>,
    pub money: Vec<Choice>,
    pub columns: Vec<Choice>,
    pub notations: Vec<Choice>,
}

/// A name in the sheet whose line is asked for.
pub struct Question {
    pub field: String,
    pub number: u32,
    pub name: String,
    pub under: String,
    pub amount: String,
    pub chosen: String,
    /// The sheet has a sum where the program wants its parts: an answer is welcome but not needed.
    pub is_sum: bool,
}

/// What storing the sheet would do.
pub struct Compared {
    pub money: &'static str,
    /// Whether the sheet's figures hold months before.
    pub is_cumulated: bool,
    pub added: usize,
    pub differing: usize,
    pub same: usize,
    pub left_out: usize,
    pub month_sum: String,
    pub warnings: Vec<String>,
    pub faults: Vec<Fault>,
    pub rows: Vec<CompareRow>,
    /// Lines without figures of earlier months, in words; empty when there are none.
    pub incomplete: Vec<String>,
    pub has_negative: bool,
    pub can_store: bool,
    pub differing_choices: Vec<Choice>,
    /// Estimates of the year that are other than the stored ones.
    pub estimates: Vec<EstimateRow>,
    pub estimate_choices: Vec<Choice>,
    pub answer: Answer,
}

impl Compared {
    pub fn changes(&self) -> usize {
        self.added + self.differing
    }
}

/// What was answered before, kept when something else is wrong.
#[derive(Default)]
pub struct Answer {
    pub estimates: String,
    pub assigned_on: String,
    pub differing: String,
    pub whole: bool,
    pub reason: String,
}

/// The year's estimate of a line in the sheet, and the stored one.
pub struct EstimateRow {
    pub code: &'static str,
    pub line: String,
    pub amount: String,
    pub before: String,
    pub difference: String,
    pub is_chosen: bool,
}

pub struct CompareRow {
    pub code: &'static str,
    pub line: String,
    /// The names in the sheet and their rows.
    pub names: String,
    pub reported: String,
    pub earlier: String,
    pub before: String,
    pub amount: String,
    pub difference: String,
    /// "Mới", "Khác", "Giống".
    pub word: &'static str,
    pub tag: &'static str,
    /// Whence the stored figure came.
    pub origin: String,
    pub differs: bool,
    pub is_chosen: bool,
}

/// A sheet that was stored.
#[derive(Template)]
#[template(path = "imports/revenue_sheets/stored.html")]
pub struct StoredPage {
    pub shell: Shell,
    pub path: String,
    pub line: SheetLine,
    pub read_as: String,
    pub reason: String,
    pub money: &'static str,
    pub stored_at: String,
    /// The import to look at and undo; empty for another's.
    pub import: String,
    /// The same of the year's estimates, where the sheet brought any beside figures.
    pub estimates: String,
    pub rows: Vec<CompareRow>,
}

/// What names mean, as somebody has said.
#[derive(Template)]
#[template(path = "imports/revenue_sheets/names.html")]
pub struct NamesPage {
    pub shell: Shell,
    pub names: Vec<NameLine>,
}

pub struct NameLine {
    pub name: String,
    pub under: String,
    pub line: String,
    pub who: String,
    pub at: String,
    pub forgetting: String,
}

//! The pages of initiatives: ready words, no raw codes.

use askama::Template;

use super::comparison_view::{Checked, Summary};
use super::files::Attachment;
use super::form::{AuthorRow, COMMON_REASONS, InitiativeForm, RecognitionForm};
use super::list;
use super::ops::Found;
use super::similar_titles::Titled;
use crate::domain::date;
use crate::domain::initiative::{Level, State, Step};
use crate::domain::law::catalogue;
use crate::error::FieldErrors;
use crate::policy::{Act, Actor, may};
use crate::web::attached::{ENDINGS, size_words};
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::percent_encode;
use crate::web::shell::Shell;
use crate::web::status::Tagged;
use crate::web::steps::StepForm;

/// Rows of authors that stand open; the others unfold.
const OPEN_ROWS: usize = 3;

/// Where the initiative of a code is.
pub fn address_of(code: &str) -> String {
    format!("/initiatives/{}", percent_encode(code))
}

pub struct Line {
    pub address: String,
    pub code: String,
    pub title: String,
    pub authors: String,
    pub unit: String,
    pub state: State,
    pub level: &'static str,
}

impl Line {
    pub fn of(row: list::Row) -> Self {
        Self {
            address: address_of(&row.code),
            code: row.code,
            title: row.title,
            authors: or_dash(row.authors),
            unit: row.unit_name,
            state: row.state,
            level: row.level.map_or("–", Level::word),
        }
    }
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

/// With whom it lies now.
fn holder(state: State) -> &'static str {
    match state {
        State::Draft | State::Returned => "Tác giả",
        State::Filed => "Trưởng đơn vị",
        State::UnitReviewed => "Thường trực",
        State::UnderReview => "Hội đồng sáng kiến",
        State::Recognised | State::Rejected | State::Withdrawn => "–",
    }
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub q: String,
    pub year: String,
    pub unit: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub units: Vec<Choice>,
    pub states: Vec<Choice>,
}

impl FilterBar {
    /// What the filters in force are called.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        let named = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
        };
        vec![
            ("unit", named(&self.units, &self.unit)),
            ("state", named(&self.states, &self.state)),
            ("q", if self.q.trim().is_empty() { String::new() } else { format!("Tên: {}", self.q.trim()) }),
        ]
    }
}

#[derive(Template)]
#[template(path = "initiatives/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub is_mine: bool,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub files: String,
    pub can_record: bool,
}

#[derive(Template)]
#[template(path = "initiatives/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: InitiativeForm,
    /// What "Kiểm tra trùng" found, and titles like the one typed.
    pub checked: Option<Checked>,
    pub titles: Vec<Titled>,
    pub errors: FieldErrors,
}

impl FormPage {
    fn open_rows(&self) -> Vec<AuthorRow> {
        self.form.author_rows().into_iter().filter(|row| row.number <= OPEN_ROWS).collect()
    }

    fn more_rows(&self) -> Vec<AuthorRow> {
        self.form.author_rows().into_iter().filter(|row| row.number > OPEN_ROWS).collect()
    }

    fn uses_more_rows(&self) -> bool {
        self.more_rows().iter().any(|row| !row.is_empty())
    }
}

/// The initiative in words.
pub struct Detail {
    pub address: String,
    pub code: String,
    pub version: i64,
    pub year: String,
    pub title: String,
    pub field: String,
    pub summary: String,
    pub authors: String,
    pub unit: String,
    pub first_used_on: String,
    pub filed_on: String,
    pub state: State,
    pub recognition: String,
    pub reason: String,
    pub holder: &'static str,
    pub due: String,
}

impl Detail {
    pub fn of(it: &Found) -> Self {
        let authors: Vec<String> = it.authors.iter().map(|it| format!("{} {}%", it.name, it.percent)).collect();
        Self {
            address: address_of(&it.code),
            code: it.code.clone(),
            version: it.version,
            year: it.year.to_string(),
            title: it.title.clone(),
            field: or_dash(it.field.clone()),
            summary: or_dash(it.summary.clone()),
            authors: or_dash(authors.join(", ")),
            unit: it.unit_name.clone(),
            first_used_on: it.first_used_on.map_or_else(|| "–".to_owned(), date::format_date),
            filed_on: it.filed_on.map_or_else(|| "Chưa gửi".to_owned(), date::format_date),
            state: it.facts.state,
            recognition: it.recognition.as_ref().map_or_else(String::new, ToString::to_string),
            reason: it.reason.clone(),
            holder: holder(it.facts.state),
            due: it.due_on.map_or_else(String::new, date::format_date),
        }
    }

    /// Where a step is posted to.
    pub fn step_address(&self, step: &str) -> String {
        format!("{}/{step}", self.address)
    }
}

/// What this user may do with it now: the same question the verbs ask.
pub struct Acts {
    pub edit: bool,
    pub withdraw: bool,
    pub agree: bool,
    pub return_for_changes: bool,
    pub recognise: bool,
}

impl Acts {
    pub fn of(actor: &Actor, it: &Found) -> Self {
        let facts = &it.facts;
        let possible = |step| facts.state.step(step).is_ok();
        Self {
            edit: may(actor, Act::EditInitiative(facts)),
            withdraw: possible(Step::Withdraw) && may(actor, Act::WithdrawInitiative(facts)),
            agree: may(actor, Act::AgreeToInitiative(facts)),
            return_for_changes: possible(Step::Return) && may(actor, Act::ReturnInitiative(facts)),
            recognise: may(actor, Act::RecordRecognition(facts)),
        }
    }
}

#[derive(Template)]
#[template(path = "initiatives/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub acts: Acts,
    pub sees_files: bool,
    pub can_attach: bool,
    pub files: Vec<FileLine>,
    /// Once it was filed, for those who may see what it is like.
    pub comparison: Option<Summary>,
    pub history: Vec<HistoryEntry>,
    pub step: StepForm,
    pub recognition: RecognitionForm,
    pub errors: FieldErrors,
}

/// A file of the initiative.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub size: String,
    pub is_without_text: bool,
}

impl FileLine {
    pub fn of((it, is_without_text): (Attachment, bool)) -> Self {
        Self { id: it.id.to_string(), name: it.file_name, size: size_words(it.size), is_without_text }
    }
}

impl ShowPage {
    fn endings(&self) -> &'static str {
        ENDINGS
    }

    fn common_reasons(&self) -> &'static [&'static str] {
        COMMON_REASONS
    }

    /// The levels, each with who recognises at it.
    fn levels(&self) -> Vec<Choice> {
        let authority = |level: Level| {
            let known = catalogue().initiative_levels.iter().find(|it| it.code == level.code());
            known.map_or_else(String::new, |it| format!("{} công nhận", it.recognised_by))
        };
        let choice = |level: &Level| Choice::new(level.code(), level.word()).with_hint(authority(*level));
        Level::ALL.iter().map(choice).collect()
    }
}

#[derive(Template)]
#[template(path = "initiatives/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub it: Detail,
}

#[derive(Template)]
#[template(path = "initiatives/filed.html")]
pub struct FiledPage {
    pub shell: Shell,
    pub it: Detail,
}

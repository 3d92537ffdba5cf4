//! The pages of initiatives: ready words, no raw codes.

use askama::Template;

use super::application_view::{PartLine, Reading};
use super::comparison_view::Summary;
use super::files::Attachment;
use super::form::{COMMON_REASONS, PaperForm, RecognitionForm};
use super::list;
use super::ops::Found;
use super::result_papers::result_kind;
use crate::domain::date;
use crate::domain::initiative::{Level, State, Step};
use crate::domain::law::catalogue;
use crate::domain::wording::PaperKind;
use crate::error::FieldErrors;
use crate::papers::KeptPapers;
use crate::policy::{Act, Actor, may};
use crate::web::attached::{ENDINGS, size_words};
use crate::web::forms::{Choice, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::percent_encode;
use crate::web::shell::Shell;
use crate::web::status::Tagged;
use crate::web::steps::StepForm;

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
    pub answer: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub states: Vec<Choice>,
}

impl FilterBar {
    /// What the filters in force are called.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        let named = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
        };
        vec![
            ("unit", self.units.named(&self.unit)),
            ("state", named(&self.states, &self.state)),
            ("answer", if self.answer.is_empty() { String::new() } else { "Chờ tôi xác nhận".to_owned() }),
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

/// The initiative in words.
pub struct Detail {
    pub address: String,
    pub code: String,
    pub version: i64,
    pub year: String,
    pub title: String,
    pub field: String,
    pub authors: String,
    pub unit: String,
    pub first_used_on: String,
    pub filed_on: String,
    pub state: State,
    pub recognition: String,
    pub reason: String,
    pub holder: &'static str,
    pub due: String,
    pub reading: Reading,
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
            authors: or_dash(authors.join(", ")),
            unit: it.unit_name.clone(),
            first_used_on: it.first_used_on.map_or_else(|| "–".to_owned(), date::format_date),
            filed_on: it.filed_on.map_or_else(|| "Chưa gửi".to_owned(), date::format_date),
            state: it.facts.state,
            recognition: it.recognition.as_ref().map_or_else(String::new, ToString::to_string),
            reason: it.reason.clone(),
            holder: holder(it.facts.state),
            due: it.due_on.map_or_else(String::new, date::format_date),
            reading: Reading::of(it),
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
    pub print: bool,
    pub answer: bool,
    pub record_paper: bool,
    pub withdraw: bool,
    pub agree: bool,
    pub return_for_changes: bool,
    pub recognise: bool,
    pub raise: bool,
    /// It stands in the library.
    pub library: bool,
    /// To read the certificates of this agency, or the notice that it was not recognised.
    pub result: Option<PaperKind>,
}

impl Acts {
    pub fn of(actor: &Actor, it: &Found) -> Self {
        let facts = &it.facts;
        let possible = |step| facts.state.step(step).is_ok();
        let print = may(actor, Act::PrintInitiative(facts));
        let result = result_kind(it).filter(|_| print);
        Self {
            edit: may(actor, Act::EditInitiative(facts)),
            print,
            result,
            answer: may(actor, Act::AnswerAuthorship(facts)),
            record_paper: may(actor, Act::RecordPaperConfirmation(facts)),
            withdraw: possible(Step::Withdraw) && may(actor, Act::WithdrawInitiative(facts)),
            agree: may(actor, Act::AgreeToInitiative(facts)),
            return_for_changes: possible(Step::Return) && may(actor, Act::ReturnInitiative(facts)),
            recognise: may(actor, Act::RecordRecognition(facts)),
            raise: may(actor, Act::RaiseInitiative(facts)),
            library: facts.state == State::Recognised,
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
    /// What its authors got in hand, as it was issued.
    pub kept: Option<KeptPapers>,
    pub files: Vec<FileLine>,
    /// Once it was filed, for those who may see what it is like.
    pub comparison: Option<Summary>,
    pub history: Vec<HistoryEntry>,
    pub step: StepForm,
    pub recognition: RecognitionForm,
    pub paper: PaperForm,
    /// The co-authors whose signature on paper may be recorded.
    pub on_paper: Vec<Choice>,
    /// What the application still lacks, for whoever writes it.
    pub parts: Vec<PartLine>,
    /// The reader's own share, who is asked for his word; in percent.
    pub own_percent: i32,
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
    /// Whose word is missing yet, and what to do.
    pub waits_for: Vec<String>,
}

impl CheckPage {
    fn ask_label(&self) -> &'static str {
        if self.it.reading.was_asked {
            "Nhắc đồng tác giả xác nhận"
        } else {
            "Gửi đồng tác giả xác nhận"
        }
    }
}

#[derive(Template)]
#[template(path = "initiatives/filed.html")]
pub struct FiledPage {
    pub shell: Shell,
    pub it: Detail,
}

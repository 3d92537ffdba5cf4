//! The pages of rounds themselves: the list, the task list of one, its form.

use askama::Template;
use chrono::NaiveDate;

use super::board::Board;
use super::form::MOST_GRADES;
use super::list::Listed;
use super::scans::Attachment;
use super::store::Round;
use crate::domain::date::{days_left_words, format_date};
use crate::domain::initiative_round::State;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::papers::KeptPapers;
use crate::policy::{Act, Actor, RoundAct, may};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A round in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub name: String,
    pub due: String,
    /// "còn 5 ngày" while it is open.
    pub left: String,
    pub state: State,
    pub sheet_name: &'static str,
    pub pass_mark: String,
    pub threshold: String,
    pub quorum: String,
    pub grades: String,
    pub spares_own_unit: bool,
    pub council_no: String,
    pub minutes_no: String,
    pub held_on: String,
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub opinions: String,
    pub decision_abstract: String,
    pub decision_no: String,
    pub decided_on: String,
    pub signer_name: String,
    pub signer_position: String,
}

impl Detail {
    pub fn of(board: &Board, version: i64, today: NaiveDate) -> AppResult<Self> {
        let it = &board.round;
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, format_date);
        let grades: Vec<String> =
            board.grades.all().iter().map(|grade| format!("{} từ {}", grade.letter, grade.from)).collect();
        Ok(Self {
            id: it.id.to_string(),
            version,
            year: it.year,
            name: it.name.clone(),
            due: format_date(it.filing_due_on),
            left: left_of(it, today),
            state: it.state,
            sheet_name: &it.sheet()?.name,
            pass_mark: it.pass_mark().to_string(),
            threshold: it.threshold()?.to_string(),
            quorum: it.quorum()?.to_string(),
            grades: grades.join(", "),
            spares_own_unit: it.spares_own_unit,
            council_no: it.council_no.clone(),
            minutes_no: it.minutes_no.clone(),
            held_on: day(it.held_on),
            begun_at: it.begun_at.clone(),
            ended_at: it.ended_at.clone(),
            place: it.place.clone(),
            opinions: it.opinions.clone(),
            decision_abstract: it.decision_abstract.clone(),
            decision_no: it.decision_no.clone().unwrap_or_default(),
            decided_on: day(it.decided_on),
            signer_name: it.signer_name.clone(),
            signer_position: it.signer_position.clone(),
        })
    }

    /// Where a page or an act of it is.
    pub fn address(&self, act: &str) -> String {
        format!("/initiative-rounds/{}/{act}", self.id)
    }

    pub fn own_address(&self) -> String {
        format!("/initiative-rounds/{}", self.id)
    }
}

fn left_of(it: &Round, today: NaiveDate) -> String {
    if it.state.is_open() { days_left_words(today, it.filing_due_on) } else { String::new() }
}

pub struct ListLine {
    /// Empty for a reader who may not open it.
    pub address: String,
    pub name: String,
    pub due: String,
    pub left: String,
    pub state: State,
    pub initiatives: i64,
    pub sheets: String,
    pub decision: String,
}

impl ListLine {
    pub fn of(listed: Listed, reader: &Actor, today: NaiveDate) -> Self {
        let it = listed.round;
        let facts = crate::policy::RoundFacts {
            state: it.state,
            seated: listed.seated,
            is_drafted: !it.decision_abstract.is_empty(),
        };
        let is_open = may(reader, Act::OnRound(RoundAct::See, &facts));
        Self {
            address: if is_open { format!("/initiative-rounds/{}", it.id) } else { String::new() },
            due: format_date(it.filing_due_on),
            left: left_of(&it, today),
            state: it.state,
            initiatives: listed.initiatives,
            sheets: if listed.sheets == 0 {
                "–".to_owned()
            } else {
                format!("{}/{}", listed.sheets_done, listed.sheets)
            },
            decision: it.decision_no.unwrap_or_default(),
            name: it.name,
        }
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_keep: bool,
}

/// A row of grades in the form.
pub struct GradeRow {
    pub number: usize,
    pub grade: String,
    pub from: String,
}

impl GradeRow {
    pub fn grade_field(&self) -> String {
        format!("grade_{}", self.number)
    }

    pub fn score_field(&self) -> String {
        format!("from_{}", self.number)
    }

    pub fn grade_label(&self) -> String {
        format!("Loại {}", self.number)
    }

    pub fn score_label(&self) -> String {
        format!("Loại {}: từ điểm", self.number)
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub back: String,
    pub is_new: bool,
    pub sheets: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl FormPage {
    fn grade_rows(&self) -> Vec<GradeRow> {
        let typed = |field: String| self.form.of(&field).to_owned();
        (1..=MOST_GRADES)
            .map(|number| GradeRow {
                number,
                grade: typed(format!("grade_{number}")),
                from: typed(format!("from_{number}")),
            })
            .collect()
    }
}

/// A part of the work on a round, and how far it has come.
pub struct Task {
    pub label: &'static str,
    pub address: String,
    pub words: String,
    pub tag: &'static str,
    pub state: &'static str,
}

#[derive(Template)]
#[template(path = "initiative_rounds/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub tasks: Vec<Task>,
    pub history: Vec<HistoryEntry>,
    pub can_amend: bool,
    pub can_start: bool,
    /// The decision as it was issued.
    pub kept: Option<KeptPapers>,
    pub scans: Vec<Attachment>,
    pub can_scan: bool,
    pub errors: FieldErrors,
}

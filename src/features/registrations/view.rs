//! The pages of registrations: ready words, no raw codes.

use askama::Template;

use super::form::{COMMON_REASONS, ReceiptForm, RegistrationForm};
use super::list;
use super::ops::{Found, LedgerLine, holder};
use crate::domain::date;
use crate::domain::ids::PersonId;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::eligibility::ops::Criteria;
use crate::policy::{Act, Actor, For, RegistrationFacts, may};
use crate::web::forms::{Choice, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;
use crate::web::steps::StepForm;

pub struct Line {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub registered_on: String,
    pub state: State,
    pub holder: &'static str,
}

impl Line {
    pub fn of(row: list::Row, year: Year) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.subject_name,
            unit: row.unit_name,
            award: award_name(row.award, year),
            registered_on: row.registered_on.map_or_else(|| "–".to_owned(), date::format_date),
            state: row.state,
            holder: holder(row.state),
        }
    }
}

/// The full official name as it was at the end of the year.
pub fn award_name(award: AwardCode, year: Year) -> String {
    award.award().name_on(year.end()).to_owned()
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub q: String,
    pub year: String,
    pub unit: String,
    pub award: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub awards: Vec<Choice>,
    pub states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "registrations/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub is_mine: bool,
    /// Only what a number of award progress counts, as it counts.
    pub counted: bool,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub due: String,
    pub files: String,
    pub can_register: bool,
}

#[derive(Template)]
#[template(path = "registrations/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub year: Year,
    pub due: String,
    pub form: RegistrationForm,
    pub errors: FieldErrors,
    /// For whom the user may register, by code; the last choice may be somebody else's code to type.
    pub subjects: Vec<Choice>,
    pub may_type_code: bool,
    pub awards: Vec<Choice>,
    /// What came of the year before, for whom this is.
    pub last_year: Vec<String>,
}

/// "Lê Thị Hoa: đăng ký Chiến sĩ thi đua cơ sở; đề nghị Lao động tiên tiến; đạt Lao động tiên tiến, 15/QĐ-STC."
pub fn ledger_words(line: &LedgerLine, year: Year) -> String {
    let mut parts = Vec::new();
    if let Some(award) = line.registered {
        parts.push(format!("đăng ký {}", award_name(award, year)));
    }
    if let Some(award) = line.proposed {
        parts.push(format!("đề nghị {}", award_name(award, year)));
    }
    match (line.achieved, &line.decision) {
        (Some(award), Some(number)) => parts.push(format!("đạt {}, {number}", award_name(award, year))),
        (Some(award), None) => parts.push(format!("đạt {}", award_name(award, year))),
        (None, _) => parts.push(line.outcome.word().to_lowercase()),
    }
    let reason = line.reason();
    let because = if reason.is_empty() { String::new() } else { format!(" Lý do: {reason}") };
    format!("{}: {}.{because}", line.subject_name, parts.join("; "))
}

/// The registration in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub name: String,
    pub code: String,
    pub is_person: bool,
    pub position: String,
    pub unit: String,
    pub award: String,
    pub state: State,
    pub registered_on: String,
    pub planned_initiative: String,
    pub pledge: String,
    pub note: String,
    pub reason: String,
    pub on_behalf: bool,
    pub holder: &'static str,
    pub due: String,
}

impl Detail {
    pub fn of(it: &Found) -> Self {
        Self {
            id: it.id.to_string(),
            version: it.version,
            year: it.year,
            name: it.subject_name.clone(),
            code: it.subject_code.clone(),
            is_person: it.subject_kind == SubjectKind::Person,
            position: it.position.clone(),
            unit: it.unit_name.clone(),
            award: award_name(it.award, it.year),
            state: it.facts.state,
            registered_on: it.registered_on.map_or_else(|| "Chưa gửi".to_owned(), date::format_date),
            planned_initiative: it.planned_initiative.clone(),
            pledge: it.pledge.clone(),
            note: it.note.clone(),
            reason: it.reason.clone(),
            on_behalf: it.on_behalf,
            holder: holder(it.facts.state),
            due: it.due_on.map_or_else(String::new, date::format_date),
        }
    }
}

impl Detail {
    /// Where a step is posted to.
    pub fn step_address(&self, step: &str) -> String {
        format!("/registrations/{}/{step}", self.id)
    }
}

/// What this user may do with it now: the same question the verbs ask.
#[derive(Default)]
pub struct Acts {
    pub edit: bool,
    pub file: bool,
    pub withdraw: bool,
    pub agree: bool,
    pub return_for_changes: bool,
    pub accept: bool,
    pub reject: bool,
    pub mend_receipt: bool,
    /// Make the proposal that comes of it.
    pub propose: bool,
}

impl Acts {
    pub fn of(actor: &Actor, it: &Found, in_time: bool) -> Self {
        let facts = &it.facts;
        Self {
            edit: may(actor, Act::EditRegistration(facts)),
            file: may(actor, Act::FileRegistration(facts)),
            withdraw: (in_time || facts.state == State::Draft) && may(actor, Act::WithdrawRegistration(facts)),
            agree: may(actor, Act::AgreeToRegistration(facts)),
            return_for_changes: matches!(facts.state, State::Filed | State::UnitReviewed)
                && may(actor, Act::ReturnRegistration(facts)),
            accept: may(actor, Act::AcceptRegistration(facts)),
            reject: may(actor, Act::RejectRegistration(facts)),
            propose: matches!(facts.state, State::Accepted | State::Escalated)
                && may(actor, Act::RegisterFor(of_whom(facts))),
            mend_receipt: matches!(facts.state, State::UnitReviewed | State::Accepted | State::Escalated)
                && may(actor, Act::MendReceipt(facts)),
        }
    }

    pub fn decides(&self) -> bool {
        self.agree || self.accept || self.return_for_changes
    }
}

fn of_whom(facts: &RegistrationFacts) -> For {
    facts.collective.map_or(For::Person(PersonId(facts.subject.0)), For::Collective)
}

#[derive(Template)]
#[template(path = "registrations/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub acts: Acts,
    /// What the law asks and what was found, or why nothing can be said.
    pub criteria: Result<Criteria, String>,
    /// Where the subject's own page of criteria stands.
    pub eligibility: String,
    pub receipt: ReceiptForm,
    pub history: Vec<HistoryEntry>,
    pub step: StepForm,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn common_reasons(&self) -> &'static [&'static str] {
        COMMON_REASONS
    }
}

#[derive(Template)]
#[template(path = "registrations/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub it: Detail,
}

#[derive(Template)]
#[template(path = "registrations/filed.html")]
pub struct FiledPage {
    pub shell: Shell,
    pub it: Detail,
}

//! The pages of eligibility.

use askama::Template;

use super::criteria::Criteria;
use super::form::JudgementForm;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// One subject on the list of an award.
pub struct Line {
    pub address: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub outcome: &'static str,
    pub tag: &'static str,
    pub is_near: bool,
    pub missing: String,
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub year: String,
    pub award: String,
    pub unit: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub awards: Vec<Choice>,
    pub units: UnitChoices,
    pub states: Vec<Choice>,
}

/// How many of whom, as links to them.
pub struct Count {
    pub label: &'static str,
    pub n: usize,
    pub address: String,
}

#[derive(Template)]
#[template(path = "eligibility/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub award: String,
    /// Whose rules apply, and the warnings of a lapsed or unchecked law.
    pub law: String,
    /// Why nothing can be said, when the law has no rule.
    pub no_rule: String,
    pub counts: Vec<Count>,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub files: String,
    pub quota: String,
}

/// One award on a subject's page.
pub struct AwardLine {
    pub address: String,
    pub award: String,
    pub is_chosen: bool,
    pub outcome: &'static str,
    pub tag: &'static str,
    pub missing: String,
    pub earliest: String,
}

#[derive(Template)]
#[template(path = "eligibility/subject.html")]
pub struct SubjectPage {
    pub shell: Shell,
    pub here: String,
    pub record: String,
    pub name: String,
    pub code: String,
    pub unit: String,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<AwardLine>,
    pub award: String,
    pub award_code: String,
    pub criteria: Option<Criteria>,
    /// Why nothing can be said of the chosen award.
    pub no_rule: String,
    pub can_judge: bool,
    pub humans: Vec<Choice>,
    pub form: JudgementForm,
    pub errors: FieldErrors,
}

impl SubjectPage {
    /// Where a judgement is sent.
    pub fn judgements(&self) -> String {
        format!("{}/judgements", self.here)
    }
}

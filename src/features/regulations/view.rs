//! The pages of regulations.

use askama::Template;

use super::form::RegulationForm;
use super::list::period;
use super::ops::{FULL_SCORE, Regulation, State, Whole};
use super::store::{Cap, Criterion, ScoreLine, VoteRule};
use super::vocabulary::{self, Field, Input};
use crate::domain::ids::RegulationId;
use crate::domain::law::{Clause, Wording, catalogue, wording};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

pub fn address(id: RegulationId) -> String {
    format!("/regulations/{id}")
}

impl Tagged for State {
    fn tag(&self) -> &'static str {
        match self {
            Self::Draft => "tag--info",
            Self::Applied => "tag--ok",
            Self::Withdrawn => "",
        }
    }
}

/// A regulation in words.
pub struct Line {
    pub id: RegulationId,
    pub document_no: String,
    pub title: String,
    pub period: String,
    pub state: State,
    pub publicity_days: String,
    pub registration_due: String,
    pub requires_registration: bool,
}

impl Line {
    pub fn of(it: &Regulation) -> Self {
        Self {
            id: it.id,
            document_no: it.content.document_no.clone(),
            title: it.content.title.clone(),
            period: period(&it.content),
            state: it.state,
            publicity_days: it.content.publicity_days.map_or_else(String::new, |days| format!("{days} ngày làm việc")),
            registration_due: it.content.due().map_or_else(String::new, |due| format!("ngày {due} hằng năm")),
            requires_registration: it.content.requires_registration,
        }
    }
}

#[derive(Template)]
#[template(path = "regulations/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub can_edit: bool,
}

#[derive(Template)]
#[template(path = "regulations/form.html")]
pub struct FormPage {
    pub shell: Shell,
    /// Absent for a new one.
    pub id: Option<RegulationId>,
    pub form: RegulationForm,
    pub errors: FieldErrors,
}

impl FormPage {
    fn action(&self) -> String {
        self.id.map_or_else(|| "/regulations".to_owned(), address)
    }
}

/// A criterion, a cap or a score line, with the address that takes it out.
pub struct PartLine {
    pub whom: String,
    pub words: String,
    pub article: String,
    pub removal: String,
}

impl PartLine {
    fn criterion(of: &Regulation, it: &Criterion) -> Self {
        let clause = vocabulary::read(&it.clause);
        let wording = Wording {
            catalogue: catalogue(),
            as_of: of.content.effective_from,
            award: it.award_code.award().name_on(of.content.effective_from),
            year: None,
        };
        let words = |clause: &Clause| wording.clause(clause);
        Self {
            whom: whom(wording.award, it.subject),
            words: clause.as_ref().map_or_else(|_| it.clause.clone(), words),
            article: it.article.clone(),
            removal: format!("{}/criteria/{}/removal", address(of.id), it.id),
        }
    }

    fn cap(of: &Regulation, it: &Cap) -> Self {
        let name = it.award_code.award().name_on(of.content.effective_from);
        let managers = it
            .manager_share
            .map_or_else(String::new, |share| format!(", trong đó lãnh đạo không quá {}", percent(share)));
        let rounding = it.rounding.word().to_lowercase();
        Self {
            whom: whom(name, it.subject),
            words: format!("Không quá {}{managers}; {rounding}", percent(it.share)),
            article: it.article.clone(),
            removal: format!("{}/caps/{}/removal", address(of.id), it.id),
        }
    }

    fn vote_rule(of: &Regulation, it: &VoteRule) -> Self {
        Self {
            whom: it.award_code.award().name_on(of.content.effective_from).to_owned(),
            words: format!("Từ {} tổng số thành viên đồng ý", percent(it.threshold)),
            article: it.article.clone(),
            removal: format!("{}/vote-rules/{}/removal", address(of.id), it.id),
        }
    }

    fn score(of: &Regulation, it: &ScoreLine) -> Self {
        Self {
            whom: it.subject.word().to_owned(),
            words: it.name.clone(),
            article: it.points.to_string(),
            removal: format!("{}/score-lines/{}/removal", address(of.id), it.id),
        }
    }
}

/// Of hundredths of a percent.
fn percent(share: i64) -> String {
    Ratio::new(share, 10_000).map_or_else(String::new, wording::percent)
}

fn whom(award: &str, subject: SubjectKind) -> String {
    format!("{award} ({})", subject.word().to_lowercase())
}

#[derive(Template)]
#[template(path = "regulations/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Line,
    pub criteria: Vec<PartLine>,
    pub caps: Vec<PartLine>,
    pub votes: Vec<PartLine>,
    pub scores: Vec<PartLine>,
    pub subjects: Vec<Choice>,
    pub rule_of_score: i64,
    pub version: i64,
    pub can_edit: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    pub fn new(shell: Shell, whole: &Whole, can_edit: bool, history: Vec<HistoryEntry>) -> Self {
        let it = &whole.regulation;
        Self {
            shell,
            it: Line::of(it),
            criteria: whole.criteria.iter().map(|part| PartLine::criterion(it, part)).collect(),
            caps: whole.caps.iter().map(|part| PartLine::cap(it, part)).collect(),
            votes: whole.vote_rules.iter().map(|part| PartLine::vote_rule(it, part)).collect(),
            scores: whole.score_lines.iter().map(|part| PartLine::score(it, part)).collect(),
            subjects: crate::web::forms::words(SubjectKind::WORDS),
            rule_of_score: FULL_SCORE,
            version: whole.version,
            can_edit,
            form: TypedFields::default(),
            errors: FieldErrors::default(),
            history,
        }
    }

    fn is_draft(&self) -> bool {
        self.can_edit && self.it.state == State::Draft
    }

    fn is_applied(&self) -> bool {
        self.can_edit && self.it.state == State::Applied
    }

    fn act(&self, act: &str) -> String {
        format!("{}/{act}", address(self.it.id))
    }
}

/// A field of a clause as the form shows it.
pub struct ClauseField {
    pub field: Field,
    pub choices: Vec<Choice>,
}

impl ClauseField {
    pub fn of(field: Field, subject: SubjectKind) -> Self {
        let mut choices = field.input.choices(subject);
        if field.input == Input::Leaves {
            // Boxes of their own: what is ticked comes back under their names.
            choices.iter_mut().for_each(|choice| choice.value = vocabulary::leave_field(&choice.value));
        }
        Self { field, choices }
    }

    fn is_leaves(&self) -> bool {
        self.field.input == Input::Leaves
    }

    fn unit(&self) -> &'static str {
        if self.field.input == Input::Percent { "%" } else { "" }
    }
}

/// A criterion: first whom and what it is about, then its own fields.
#[derive(Template)]
#[template(path = "regulations/criterion.html")]
pub struct CriterionPage {
    pub shell: Shell,
    pub it: Line,
    pub version: i64,
    pub awards: Vec<Choice>,
    pub types: Vec<Choice>,
    /// Empty until both are chosen.
    pub heading: String,
    pub fields: Vec<ClauseField>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl CriterionPage {
    fn action(&self) -> String {
        format!("{}/criteria", address(self.it.id))
    }
}

#[derive(Template)]
#[template(path = "regulations/cap.html")]
pub struct CapPage {
    pub shell: Shell,
    pub it: Line,
    pub version: i64,
    pub awards: Vec<Choice>,
    pub roundings: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl CapPage {
    fn action(&self) -> String {
        format!("{}/caps", address(self.it.id))
    }
}

#[derive(Template)]
#[template(path = "regulations/vote_rule.html")]
pub struct VoteRulePage {
    pub shell: Shell,
    pub it: Line,
    pub version: i64,
    pub awards: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl VoteRulePage {
    fn action(&self) -> String {
        format!("{}/vote-rules", address(self.it.id))
    }
}

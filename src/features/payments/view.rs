//! The pages of payments: ready words, no raw codes.

use askama::Template;

use super::ops::Payable;
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::money::Dong;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::award_name;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A dossier of the list.
pub struct Line {
    pub id: String,
    pub version: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub decision: String,
    pub decision_address: String,
    /// As the law of the day of the decision has it.
    pub bonus: String,
    pub state: State,
    pub paid_on: String,
    pub paid: String,
    /// What is in the field of the amount.
    pub amount: String,
    pub is_picked: bool,
    pub may_pay: bool,
}

impl Line {
    pub fn of(it: &Payable, typed: &TypedFields, may_pay: bool) -> Self {
        let row = &it.row;
        let amount = it.bonus.amount.map_or_else(String::new, Dong::format);
        let field = format!("amount_{}", row.id);
        Self {
            id: row.id.to_string(),
            version: row.version.to_string(),
            name: row.subject_name.clone(),
            unit: row.unit_said(),
            award: award_name(row.award, row.year).to_owned(),
            decision: format!("{} ngày {}", row.decision_no, format_date(row.decided_on)),
            decision_address: format!("/decisions/{}", row.decision),
            bonus: if row.is_own {
                it.bonus.words.clone()
            } else {
                format!("{}; cấp ra quyết định chi", it.bonus.words)
            },
            state: row.state,
            paid_on: row.paid_on.map_or_else(String::new, format_date),
            paid: row.paid_amount.map_or_else(String::new, Dong::format),
            amount: if typed.has(&field) { typed.of(&field).to_owned() } else { amount },
            is_picked: typed.has(&format!("pick_{}", row.id)),
            may_pay: may_pay && row.state == State::Decided,
        }
    }

    pub fn amount_name(&self) -> String {
        format!("amount_{}", self.id)
    }
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub year: String,
    pub decision: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub decisions: Vec<Choice>,
    pub states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "payments/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub may_pay: bool,
}

impl IndexPage {
    /// Some line can be entered as paid.
    pub fn can_pay(&self) -> bool {
        self.lines.iter().any(|line| line.may_pay)
    }
}

/// What will be entered for one dossier.
pub struct CheckLine {
    pub name: String,
    pub unit: String,
    pub award: String,
    pub decision: String,
    pub amount: String,
    /// Set where it is not what was computed.
    pub differs: String,
}

impl CheckLine {
    pub fn of(it: &Payable, amount: Dong) -> Self {
        let row = &it.row;
        Self {
            name: row.subject_name.clone(),
            unit: row.unit_said(),
            award: award_name(row.award, row.year).to_owned(),
            decision: format!("{} ngày {}", row.decision_no, format_date(row.decided_on)),
            amount: amount.format(),
            differs: if it.bonus.amount == Some(amount) { String::new() } else { it.bonus.words.clone() },
        }
    }
}

#[derive(Template)]
#[template(path = "payments/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub form: TypedFields,
    pub lines: Vec<CheckLine>,
    pub left: Vec<(String, String)>,
    pub total: String,
    pub total_words: String,
    pub back: String,
}

#[derive(Template)]
#[template(path = "payments/done.html")]
pub struct DonePage {
    pub shell: Shell,
    pub done: Vec<String>,
    pub left: Vec<(String, String)>,
}

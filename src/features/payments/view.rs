//! The pages of payments: ready words, no raw codes.

use askama::Template;

use super::form::{CorrectionForm, RecoveryForm};
use super::ops::Payable;
use super::rules::Rule;
use super::sums::{Part, Sums};
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
    /// What came back of it, and where it is entered; empty where nothing is to.
    pub recovered: String,
    pub recovery: String,
    /// Where the amount is put right; empty for whoever may not.
    pub correction: String,
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
            recovered: if row.state == State::Revoked { it.money.recovered.format() } else { String::new() },
            recovery: if may_pay && row.state == State::Revoked && it.money.outstanding() > Dong::ZERO {
                format!("/payments/{}/recovery", row.id)
            } else {
                String::new()
            },
            correction: if may_pay && row.state == State::Paid {
                format!("/payments/{}/correction", row.id)
            } else {
                String::new()
            },
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

/// What a list comes to: name, how many, amount of each part.
pub struct SumsView {
    pub units: Vec<(String, String, String)>,
    pub sources: Vec<(String, String, String)>,
    pub total: String,
    pub total_words: String,
}

impl SumsView {
    pub fn of(sums: &Sums) -> Self {
        let part = |part: &Part| (part.name.clone(), part.count.to_string(), part.amount.format());
        Self {
            units: sums.units.iter().map(part).collect(),
            sources: sums.sources.iter().map(part).collect(),
            total: sums.total.format(),
            total_words: sums.total.in_words(),
        }
    }
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
    pub rules: Vec<Rule>,
    /// Of a list that is shown whole, or of one decision.
    pub sums: Option<SumsView>,
    pub sources: Vec<Choice>,
    pub source: String,
    /// That this year's fund is not kept.
    pub warning: String,
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
    pub fund: String,
    pub is_unchecked: bool,
    pub back: String,
}

#[derive(Template)]
#[template(path = "payments/done.html")]
pub struct DonePage {
    pub shell: Shell,
    pub done: Vec<String>,
    pub left: Vec<(String, String)>,
}

/// A dossier whose money is put right or comes back.
pub struct MoneyView {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub decision: String,
    pub decision_address: String,
    pub paid: String,
    pub paid_on: String,
    pub source: String,
    /// "25/QĐ-STC ngày 14/07/2014"; empty while it stands.
    pub revoked: String,
    pub recovered: String,
    pub outstanding: String,
    pub is_settled: bool,
    /// Where the recovery is entered; empty where nothing is due or the reader may not.
    pub recovery: String,
}

impl MoneyView {
    pub fn of(it: &Payable, may_enter: bool) -> Self {
        let row = &it.row;
        let outstanding = it.money.outstanding();
        let is_settled = outstanding <= Dong::ZERO;
        Self {
            id: row.id.to_string(),
            name: row.subject_name.clone(),
            unit: row.unit_said(),
            award: format!("{} năm {}", award_name(row.award, row.year), row.year),
            decision: format!("{} ngày {}", row.decision_no, format_date(row.decided_on)),
            decision_address: format!("/decisions/{}", row.decision),
            paid: row.paid_amount.map_or_else(String::new, Dong::format),
            paid_on: row.paid_on.map_or_else(String::new, format_date),
            source: it.money.source_name.clone(),
            revoked: row
                .revoked
                .as_ref()
                .map_or_else(String::new, |(day, number)| format!("{number} ngày {}", format_date(*day))),
            recovered: it.money.recovered.format(),
            outstanding: outstanding.format(),
            is_settled,
            recovery: if may_enter && !is_settled { format!("/payments/{}/recovery", row.id) } else { String::new() },
        }
    }

    pub fn address(&self, act: &str) -> String {
        format!("/payments/{}/{act}", self.id)
    }
}

#[derive(Template)]
#[template(path = "payments/recoveries.html")]
pub struct RecoveriesPage {
    pub shell: Shell,
    pub lines: Vec<MoneyView>,
    pub paging: Paging,
    /// Of all together.
    pub outstanding: String,
}

#[derive(Template)]
#[template(path = "payments/recovery.html")]
pub struct RecoveryPage {
    pub shell: Shell,
    pub it: MoneyView,
    pub form: RecoveryForm,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "payments/correction.html")]
pub struct CorrectionPage {
    pub shell: Shell,
    pub it: MoneyView,
    pub form: CorrectionForm,
    pub errors: FieldErrors,
}

//! The pages of funds: ready words.

use askama::Template;

use super::form::{EntryForm, ReversalForm, SourceForm};
use super::register::Line;
use crate::domain::fund::Totals;
use crate::domain::money::Dong;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// What a register comes to, in đồng without the word.
pub struct Facts {
    pub plan: String,
    pub received: String,
    pub paid: String,
    pub balance: String,
    pub balance_words: String,
    /// Empty where none was given.
    pub overdraft: String,
    pub is_below_zero: bool,
    /// More was paid than planned, by so much; empty otherwise or where there is no plan.
    pub over_plan: String,
}

impl Facts {
    pub fn of(totals: &Totals) -> Self {
        let over = totals.paid - totals.plan;
        let is_over = totals.plan > Dong::ZERO && over > Dong::ZERO;
        Self {
            plan: totals.plan.format(),
            received: totals.received.format(),
            paid: totals.paid.format(),
            balance: totals.balance.format(),
            balance_words: totals.balance.in_words(),
            overdraft: if totals.overdraft.is_zero() { String::new() } else { totals.overdraft.format() },
            is_below_zero: totals.balance < Dong::ZERO,
            over_plan: if is_over { over.format() } else { String::new() },
        }
    }
}

#[derive(Template)]
#[template(path = "funds/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub source: String,
    pub source_name: String,
    pub years: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub facts: Facts,
    /// A plan or a receipt was entered, so that payments are checked.
    pub is_kept: bool,
    pub files: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub can_plan: bool,
    pub can_enter: bool,
    pub can_override: bool,
    pub history: Vec<HistoryEntry>,
}

/// What differs between the forms of the kinds of entries.
pub struct Wording {
    pub title: &'static str,
    pub about: &'static str,
    pub content: &'static str,
    pub content_hint: &'static str,
    pub button: &'static str,
}

#[derive(Template)]
#[template(path = "funds/entry.html")]
pub struct EntryPage {
    pub shell: Shell,
    pub words: Wording,
    pub action: &'static str,
    pub back: String,
    pub sources: Vec<Choice>,
    pub form: EntryForm,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "funds/reversal.html")]
pub struct ReversalPage {
    pub shell: Shell,
    pub action: String,
    pub back: String,
    pub kind: &'static str,
    pub day: String,
    pub document_no: String,
    pub content: String,
    pub amount: String,
    pub form: ReversalForm,
    pub errors: FieldErrors,
}

/// A source in the list.
pub struct SourceLine {
    pub name: String,
    /// Empty while it is used.
    pub closed_on: String,
    pub address: String,
    /// Where it is closed; empty where it cannot be.
    pub closure: String,
}

#[derive(Template)]
#[template(path = "funds/sources.html")]
pub struct SourcesPage {
    pub shell: Shell,
    pub lines: Vec<SourceLine>,
    pub can_keep: bool,
    pub form: SourceForm,
    pub errors: FieldErrors,
}

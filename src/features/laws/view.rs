//! The pages of the law.

use askama::Template;

use super::criteria::Criteria;
use super::entries::{Entry, EntryKind};
use super::form::{ConfirmationForm, WithdrawalForm};
use super::list::{Confirmed, Standing, confirmation_words};
use super::store::Confirmation;
use crate::domain::date::{format_date, format_date_time};
use crate::domain::law::Regime;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, words};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Where one entry is shown and confirmed.
pub fn address(key: &str) -> String {
    format!("/laws/entries/{key}")
}

/// An entry in words.
pub struct EntryLine {
    pub key: String,
    pub kind: EntryKind,
    pub regime: String,
    pub title: String,
    pub words: String,
    pub source: &'static str,
    pub standing: Standing,
    /// Who confirmed it, when, by which text; empty while nobody has.
    pub confirmed: String,
}

impl EntryLine {
    pub fn of(entry: &Entry, confirmed: &Confirmed) -> Self {
        Self {
            key: entry.key.as_str().to_owned(),
            kind: entry.kind(),
            regime: entry.regime.map_or_else(String::new, |regime| regime.code.clone()),
            title: entry.title(),
            words: entry.words(),
            source: &entry.provenance.source,
            standing: confirmed.standing(entry),
            confirmed: confirmed.get(entry).map_or_else(String::new, confirmation_words),
        }
    }

    pub fn address(&self) -> String {
        address(&self.key)
    }
}

/// A regime in the list of all.
pub struct RegimeLine {
    pub code: &'static str,
    pub name: &'static str,
    pub from: String,
    /// "nay" while it is in force.
    pub to: String,
    pub documents: &'static [String],
    pub standing: Standing,
    /// How many of its entries wait for comparison.
    pub unconfirmed: usize,
}

impl RegimeLine {
    pub fn of(regime: &'static Regime, standing: Standing, unconfirmed: usize) -> Self {
        Self {
            code: &regime.code,
            name: &regime.name,
            from: format_date(regime.effective_from),
            to: regime.effective_to.map_or_else(|| "nay".to_owned(), format_date),
            documents: &regime.documents,
            standing,
            unconfirmed,
        }
    }
}

#[derive(Template)]
#[template(path = "laws/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub regimes: Vec<RegimeLine>,
    pub sunset: EntryLine,
    pub salaries: Vec<EntryLine>,
    pub deadlines: Vec<EntryLine>,
    pub unconfirmed: usize,
}

/// The criteria of one award.
pub struct AwardBlock {
    pub entry: EntryLine,
    pub criteria: Criteria,
}

#[derive(Template)]
#[template(path = "laws/regime.html")]
pub struct RegimePage {
    pub shell: Shell,
    pub it: RegimeLine,
    pub province_documents: &'static [String],
    pub warning: &'static str,
    pub itself: EntryLine,
    pub awards: Vec<AwardBlock>,
    pub caps: Vec<EntryLine>,
    pub votes: Vec<EntryLine>,
    pub bonuses: Vec<EntryLine>,
    pub bonus_policy: String,
    pub general: Vec<EntryLine>,
}

#[derive(Template)]
#[template(path = "laws/entries.html")]
pub struct EntriesPage {
    pub shell: Shell,
    pub state: String,
    pub regime: String,
    pub kind: String,
    pub regimes: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub lines: Vec<EntryLine>,
    pub paging: Paging,
    pub files: String,
    pub can_confirm: bool,
}

impl EntriesPage {
    pub fn states(&self) -> Vec<Choice> {
        words(Standing::WORDS)
    }

    pub fn kinds(&self) -> Vec<Choice> {
        words(EntryKind::WORDS)
    }
}

/// One confirmation of an entry's history.
pub struct HistoryLine {
    pub at: String,
    pub words: String,
    pub note: String,
    /// Who took it back, when and why.
    pub withdrawn: String,
}

impl HistoryLine {
    pub fn of(it: Confirmation) -> Self {
        let withdrawn = it.withdrawn_at.map_or_else(String::new, |at| {
            let who = it.withdrawn_by.as_deref().unwrap_or("Lệnh tại máy chủ");
            format!("{who} rút xác nhận lúc {}: {}", format_date_time(at.and_utc()), it.withdrawn_because)
        });
        let words = confirmation_words(&it);
        Self { at: format_date_time(it.confirmed_at.and_utc()), words, note: it.note, withdrawn }
    }
}

#[derive(Template)]
#[template(path = "laws/entry.html")]
pub struct EntryPage {
    pub shell: Shell,
    pub entry: EntryLine,
    pub regime_name: &'static str,
    pub criteria: Option<Criteria>,
    pub history: Vec<HistoryLine>,
    pub form: ConfirmationForm,
    pub withdrawal: WithdrawalForm,
    pub errors: FieldErrors,
    pub can_confirm: bool,
}

impl EntryPage {
    pub fn waits(&self) -> bool {
        self.can_confirm && self.entry.standing == Standing::Unconfirmed
    }

    pub fn may_be_withdrawn(&self) -> bool {
        self.can_confirm && self.entry.standing == Standing::Confirmed
    }

    /// Where an act on the entry is posted to.
    pub fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.entry.address())
    }
}

//! The pages of the library: ready words, with the found words told apart.

use askama::Template;

use super::form::{UseForm, WithdrawalForm};
use super::store::{Content, MOST_RANKED, Row};
use super::uses::Confirmed;
use crate::domain::date::format_date;
use crate::domain::highlight::{Piece, Words};
use crate::domain::initiative::Level;
use crate::error::FieldErrors;
use crate::features::eligibility::ops::{Grant, Served};
use crate::features::initiatives::ops::{Found, Raise};
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// Where an initiative stands in the library.
pub fn address_of(code: &str) -> String {
    format!("/library/{}", percent_encode(code))
}

/// Characters of an excerpt.
const EXCERPT: usize = 240;

/// One find.
pub struct Line {
    pub address: String,
    pub title: Vec<Piece>,
    pub excerpt: Vec<Piece>,
    /// "SK-2013-004, năm 2013, cấp cơ sở".
    pub facts: String,
    pub authors: String,
    pub unit: String,
    /// "3 đơn vị đã áp dụng"; empty for none.
    pub uses: String,
}

impl Line {
    pub fn of(row: &Row, words: &Words) -> Self {
        let texts = [&row.summary, &row.nature, &row.benefits_by_author, &row.benefits_by_users, &row.conditions];
        let told = texts.into_iter().find(|text| words.is_in(text)).unwrap_or(&row.summary);
        let level = row.level.map_or_else(String::new, |level| format!(", {}", level.word().to_lowercase()));
        Self {
            address: address_of(&row.code),
            title: words.mark(&row.title),
            excerpt: words.excerpt(told, EXCERPT),
            facts: format!("{}, năm {}{level}", row.code, row.year),
            authors: row.authors.clone(),
            unit: row.unit_name.clone(),
            uses: if row.uses == 0 { String::new() } else { format!("{} đơn vị đã áp dụng", row.uses) },
        }
    }
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub q: String,
    pub year: String,
    pub unit: String,
    pub level: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub levels: Vec<Choice>,
}

impl FilterBar {
    /// What the filters in force are called.
    pub fn labels(&self) -> Vec<(&'static str, String)> {
        let named = |choices: &[Choice], value: &str| {
            choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
        };
        let year = named(&self.years, &self.year);
        vec![
            ("q", if self.q.trim().is_empty() { String::new() } else { format!("Từ: {}", self.q.trim()) }),
            ("year", if year.is_empty() { year } else { format!("Năm {year}") }),
            ("unit", self.units.named(&self.unit)),
            ("level", named(&self.levels, &self.level)),
        ]
    }
}

#[derive(Template)]
#[template(path = "library/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub files: String,
}

impl IndexPage {
    /// More was found than is put in order.
    fn is_cut(&self) -> bool {
        self.paging.total >= MOST_RANKED && !self.filter.q.trim().is_empty()
    }
}

/// One unit's confirmation, in words.
pub struct UseLine {
    pub unit: String,
    pub from: String,
    pub effect: String,
    pub by: String,
    /// Empty while it is in force.
    pub withdrawn: String,
}

impl UseLine {
    pub fn of(it: &Confirmed) -> Self {
        Self {
            unit: it.unit_name.clone(),
            from: format_date(it.used_from),
            effect: it.effect.clone(),
            by: format!("{}, {}", it.confirmed_by, format_date(it.confirmed_on)),
            withdrawn: it
                .withdrawn_on
                .map_or_else(String::new, |on| format!("Thu lại ngày {}: {}", format_date(on), it.withdrawn_reason)),
        }
    }
}

/// What it served an author for, in words.
pub struct ServedLine {
    pub author: String,
    pub awards: Vec<String>,
    pub is_repeated: bool,
}

impl ServedLine {
    pub fn of(it: &Served) -> Self {
        let award = |grant: &Grant| {
            let name = grant.award.award().name_on(grant.decided_on);
            let number = if grant.decision_no.is_empty() { "không số" } else { &grant.decision_no };
            format!("{name} năm {}, Quyết định {number} ngày {}", grant.year, format_date(grant.decided_on))
        };
        Self { author: it.author.clone(), awards: it.awards.iter().map(award).collect(), is_repeated: it.is_repeated }
    }
}

/// What this reader's unit can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitAct {
    Nothing,
    Confirm,
    Withdraw,
}

/// An initiative of the library in words.
pub struct Detail {
    pub address: String,
    pub code: String,
    pub title: String,
    pub year: String,
    pub field: String,
    pub authors: String,
    pub unit: String,
    pub summary: String,
    pub recognition: String,
    pub content: Content,
}

impl Detail {
    pub fn of(it: &Found, content: Content) -> Self {
        let authors: Vec<String> = it.authors.iter().map(|it| format!("{} {}%", it.name, it.percent)).collect();
        Self {
            address: address_of(&it.code),
            code: it.code.clone(),
            title: it.title.clone(),
            year: it.year.to_string(),
            field: it.field.clone(),
            authors: authors.join(", "),
            unit: it.unit_name.clone(),
            summary: it.summary.clone(),
            recognition: it.recognition.as_ref().map_or_else(String::new, ToString::to_string),
            content,
        }
    }
}

#[derive(Template)]
#[template(path = "library/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub raises: Vec<String>,
    pub uses: Vec<UseLine>,
    pub served: Vec<ServedLine>,
    pub unit_act: UnitAct,
    pub can_raise: bool,
    pub form: UseForm,
    pub withdrawal: WithdrawalForm,
    pub errors: FieldErrors,
}

impl ShowPage {
    fn uses_action(&self) -> String {
        format!("{}/uses", self.it.address)
    }

    fn withdrawal_action(&self) -> String {
        format!("{}/uses/withdrawal", self.it.address)
    }

    fn confirms(&self) -> bool {
        self.unit_act == UnitAct::Confirm
    }

    fn withdraws(&self) -> bool {
        self.unit_act == UnitAct::Withdraw
    }

    fn is_repeated(&self) -> bool {
        self.served.iter().any(|line| line.is_repeated)
    }
}

/// A recognition by a higher level in one line.
pub fn raise_words(it: &Raise) -> String {
    let content = &it.content;
    let (decided, confirmed) = (format_date(content.decided_on), format_date(content.confirmed_on));
    format!(
        "{}: Quyết định số {} ngày {decided} của {}. {} xác nhận hiệu quả ngày {confirmed}: {}",
        content.level, content.decision_no, content.authority, content.confirmed_by, content.effect
    )
}

/// The levels as choices of a filter.
pub fn levels() -> Vec<Choice> {
    Level::ALL.iter().map(|level| Choice::new(level.code(), level.word())).collect()
}

//! The pages of revenue: ready words and numbers, money in tỷ đồng unless a page says otherwise.

use askama::Template;
use rust_decimal::Decimal;

use super::form::Typed;
use super::links::Links;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::format_percent;
use crate::domain::revenue::{Light, Outlook, Progress};
use crate::error::FieldErrors;
use crate::web::charts::Lines;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::shell::Shell;

/// Half an amount of words: what was never entered.
pub const NOTHING: &str = "–";
pub const NOT_ASSIGNED: &str = "Không giao";

pub fn billions(amount: Option<Dong>) -> String {
    amount.map_or_else(|| NOTHING.to_owned(), |amount| amount.billions(1))
}

pub fn assigned(amount: Option<Dong>) -> String {
    amount.map_or_else(|| NOT_ASSIGNED.to_owned(), |amount| amount.billions(1))
}

/// How deep a line stands, as a class of its row and its name.
pub fn row_class(line: RevenueLineCode) -> &'static str {
    if line.depth() < 2 { "table__group" } else { "" }
}

pub fn name_class(line: RevenueLineCode) -> &'static str {
    match line.depth() {
        0 | 1 => "",
        2 => "lv1",
        _ => "lv2",
    }
}

/// One row of the progress tables: a line, or a unit that answers for some.
pub struct Row {
    pub row_class: &'static str,
    pub name_class: &'static str,
    pub name: String,
    pub estimate: String,
    pub in_month: String,
    pub cumulative: String,
    pub percent: String,
    /// How far the bar reaches, "61.0%"; empty where nothing was assigned.
    pub bar: String,
    /// Where the mark of what is expected stands in it.
    pub mark: String,
    pub pace: Pace,
    pub last_year: String,
    pub percent_of_last_year: String,
    pub links: Links,
}

impl Row {
    pub fn of(name: String, progress: &Progress, outlook: Option<&Outlook>, links: Links) -> Self {
        Self {
            row_class: "",
            name_class: "",
            name,
            estimate: assigned(progress.estimate),
            in_month: billions(progress.in_month),
            cumulative: billions(progress.cumulative),
            percent: format_percent(progress.percent(), 1),
            bar: progress.percent().map_or_else(String::new, bar),
            mark: outlook.map_or_else(String::new, |it| bar(it.expected_share * Decimal::ONE_HUNDRED)),
            pace: Pace::of(progress, outlook),
            last_year: billions(progress.last_year),
            percent_of_last_year: format_percent(progress.percent_of_last_year(), 1),
            links,
        }
    }

    pub fn of_line(line: RevenueLineCode, progress: &Progress, outlook: Option<&Outlook>, links: Links) -> Self {
        let row = Self::of(line.numbered_title(), progress, outlook, links);
        Self { row_class: row_class(line), name_class: name_class(line), ..row }
    }
}

/// Whether a number has rows behind it.
pub fn opens(shown: &str) -> bool {
    shown != NOTHING && shown != NOT_ASSIGNED && !shown.is_empty()
}

/// Whether a line keeps pace: a light, or why there is none.
pub struct Pace {
    pub light: Option<Light>,
    /// Said where there is no light.
    pub words: &'static str,
}

impl Pace {
    pub fn of(progress: &Progress, outlook: Option<&Outlook>) -> Self {
        let light = outlook.and_then(|outlook| outlook.light);
        let words = match (light, progress.estimate) {
            (Some(_), _) => "",
            (None, Some(estimate)) if estimate > Dong::ZERO => "Chưa có số",
            (None, _) => NOT_ASSIGNED,
        };
        Self { light, words }
    }

    /// Of a rest or a sum that nobody is asked to reach.
    pub const fn none() -> Self {
        Self { light: None, words: NOTHING }
    }

    /// As files say it.
    pub fn word(&self) -> &'static str {
        self.light.map_or(self.words, Light::word)
    }
}

/// A bar ends at its track; the number beside it says how far beyond.
fn bar(percent: Decimal) -> String {
    format!("{:.1}%", percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
}

pub struct Fact {
    pub name: String,
    pub value: String,
    /// Address of what is behind the value; empty where its words say it.
    pub link: String,
    pub words: Vec<String>,
    pub light: Option<Light>,
}

/// One month of the table behind the chart.
pub struct MonthRow {
    pub month: i32,
    pub in_month: String,
    pub now: String,
    pub even: String,
    pub expected: String,
    pub last_year: String,
    pub links: Links,
}

pub struct NoteRow {
    pub month: i32,
    pub body: String,
    pub written: String,
}

/// What a page's filters choose from beside year, month and estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    Units,
    Lines,
}

pub struct FilterBar {
    pub year: String,
    pub month: String,
    pub estimate: String,
    pub version: String,
    pub unit: String,
    pub line: String,
    pub years: Vec<Choice>,
    pub months: Vec<Choice>,
    pub estimates: Vec<Choice>,
    /// Empty where there is only one.
    pub versions: Vec<Choice>,
    pub units: Vec<Choice>,
    pub lines: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "revenue/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub can_enter: bool,
    pub filter: FilterBar,
    /// Query of the files and the entries: everything chosen.
    pub chosen: String,
    pub estimate_words: String,
    pub unit_words: String,
    pub last_year: String,
    pub facts: Vec<Fact>,
    /// Which months are closed; empty when none is.
    pub closed: String,
    pub chart: Option<Lines>,
    pub by_month: Vec<MonthRow>,
    pub lines: Vec<Row>,
    pub units: Vec<Row>,
    /// What the lights and the marks in the bars say.
    pub pace: String,
    /// What the reader must know of these numbers before trusting them.
    pub warnings: Vec<String>,
    pub notes: Vec<NoteRow>,
    pub keys: Vec<String>,
}

/// One row of a table of amounts to type.
pub struct GridRow {
    pub row_class: &'static str,
    pub name_class: &'static str,
    pub code: &'static str,
    pub name: String,
    pub is_leaf: bool,
    /// What was typed; of a parent the sum of what can be read.
    pub typed: String,
    /// For comparison: the month before, or the estimate in force.
    pub hint: String,
    /// What the units answer for, or the line for which they do.
    pub other: String,
}

/// The choices above a table of amounts.
pub struct GridBar {
    pub years: Vec<Choice>,
    pub months: Vec<Choice>,
    pub units: UnitChoices,
    pub money: Vec<Choice>,
    pub origins: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "revenue/entry.html")]
pub struct EntryPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub form: Typed,
    pub bar: GridBar,
    pub period: String,
    pub unit_words: String,
    pub previous: String,
    pub rows: Vec<GridRow>,
    pub seen: String,
}

impl EntryPage {
    pub fn caption(&self) -> String {
        format!("Số thu {}, {}", self.period, self.form.of("money"))
    }

    pub fn other_head(&self) -> &'static str {
        other_head(&self.unit_words)
    }
}

/// What stands beside the amounts of the lines, or of one unit.
fn other_head(unit: &str) -> &'static str {
    if unit.is_empty() { "Các đơn vị" } else { "Cả khoản thu" }
}

/// An estimate entered before.
pub struct VersionRow {
    pub words: String,
    pub total: String,
    pub address: String,
}

#[derive(Template)]
#[template(path = "revenue/estimates.html")]
pub struct EstimatesPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub form: Typed,
    pub bar: GridBar,
    pub unit_words: String,
    pub rows: Vec<GridRow>,
    pub versions: Vec<VersionRow>,
}

impl EstimatesPage {
    pub fn caption(&self) -> String {
        format!("Dự toán năm {}, {}", self.form.of("year"), self.form.of("money"))
    }

    pub fn other_head(&self) -> &'static str {
        other_head(&self.unit_words)
    }
}

//! The pages of revenue: ready words and numbers, money in tỷ đồng unless a page says otherwise.

use askama::Template;
use rust_decimal::Decimal;

use super::form::Typed;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::format_percent;
use crate::domain::revenue::Progress;
use crate::error::FieldErrors;
use crate::web::charts::Lines;
use crate::web::forms::Choice;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// Half an amount of words: what was never entered.
const NOTHING: &str = "–";
const NOT_ASSIGNED: &str = "Không giao";

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
    pub last_year: String,
    pub percent_of_last_year: String,
    /// Address of the entries behind the row, without the months; empty for a rest.
    pub entries: String,
    /// The chosen month.
    pub month: i32,
}

impl Row {
    pub fn of(name: String, progress: &Progress, month: i32, entries: String) -> Self {
        Self {
            row_class: "",
            name_class: "",
            name,
            estimate: assigned(progress.estimate),
            in_month: billions(progress.in_month),
            cumulative: billions(progress.cumulative),
            percent: format_percent(progress.percent(), 1),
            bar: progress.percent().map_or_else(String::new, bar),
            last_year: billions(progress.last_year),
            percent_of_last_year: format_percent(progress.percent_of_last_year(), 1),
            entries,
            month,
        }
    }

    pub fn of_line(line: RevenueLineCode, progress: &Progress, month: i32, entries: String) -> Self {
        let row = Self::of(line.numbered_title(), progress, month, entries);
        Self { row_class: row_class(line), name_class: name_class(line), ..row }
    }

    pub fn month_link(&self) -> String {
        let month = self.month;
        format!("{}&from={month}&month={month}", self.entries)
    }

    pub fn cumulative_link(&self) -> String {
        format!("{}&month={}", self.entries, self.month)
    }

    /// Whether the number has rows behind it.
    pub fn opens(&self, shown: &str) -> bool {
        !self.entries.is_empty() && shown != NOTHING
    }
}

/// A bar ends at its track; the number beside it says how far beyond.
fn bar(percent: Decimal) -> String {
    format!("{:.1}%", percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED))
}

pub struct Fact {
    pub name: String,
    pub value: String,
    pub words: String,
}

/// One month of the table behind the chart.
pub struct MonthRow {
    pub month: i32,
    pub in_month: String,
    pub now: String,
    pub even: String,
    pub last_year: String,
}

pub struct NoteRow {
    pub month: i32,
    pub body: String,
    pub written: String,
}

pub struct FilterBar {
    pub year: String,
    pub month: String,
    pub estimate: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub months: Vec<Choice>,
    pub estimates: Vec<Choice>,
    pub units: Vec<Choice>,
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
    pub chart: Option<Lines>,
    pub by_month: Vec<MonthRow>,
    pub lines: Vec<Row>,
    pub units: Vec<Row>,
    /// Across which an even spread stands in each bar.
    pub even_mark: String,
    pub even_percent: String,
    /// What the reader must know of these numbers before trusting them.
    pub warnings: Vec<String>,
    pub notes: Vec<NoteRow>,
    pub keys: Vec<String>,
}

pub struct EntryRow {
    pub line: String,
    pub month: i32,
    pub unit: String,
    pub amount: String,
}

#[derive(Template)]
#[template(path = "revenue/entries.html")]
pub struct EntriesPage {
    pub shell: Shell,
    pub title: String,
    pub period: String,
    pub back: String,
    pub files: String,
    pub sum: String,
    pub rows: Vec<EntryRow>,
    pub paging: Paging,
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
    pub units: Vec<Choice>,
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

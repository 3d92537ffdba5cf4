//! The months of a year, and the pages that close one or open it again.

use askama::Template;

use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::steps::StepForm;

pub struct MonthLine {
    pub month: i32,
    pub in_month: String,
    pub in_month_link: String,
    pub now: String,
    pub now_link: String,
    pub word: &'static str,
    pub tag: &'static str,
    /// Who closed it when; empty while it is open.
    pub by: String,
    /// Address of the step, where the reader may take it.
    pub closing: String,
    pub reopening: String,
}

#[derive(Template)]
#[template(path = "revenue/months.html")]
pub struct MonthsPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<MonthLine>,
    pub history: Vec<HistoryEntry>,
}

/// What a month brought to the total or one of its parts.
pub struct TotalLine {
    pub name: String,
    pub in_month: String,
    pub now: String,
}

#[derive(Template)]
#[template(path = "revenue/closing.html")]
pub struct ClosingPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub period: String,
    pub year: String,
    pub action: String,
    pub lines: Vec<TotalLine>,
    /// Lines that had a figure the month before and have none in this.
    pub missing: Vec<String>,
    pub entries: String,
    pub seen: String,
}

#[derive(Template)]
#[template(path = "revenue/reopening.html")]
pub struct ReopeningPage {
    pub shell: Shell,
    pub errors: FieldErrors,
    pub form: StepForm,
    pub period: String,
    pub year: String,
    pub action: String,
    pub closed: String,
    pub total: String,
}

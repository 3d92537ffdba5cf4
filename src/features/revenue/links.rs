//! Addresses of the rows behind a number.

use chrono::NaiveDate;

use crate::domain::law::RevenueLineCode;
use crate::domain::revenue::{AssignedBy, Span};
use crate::domain::year::Year;
use crate::web::paging::address;

pub const ENTRIES: &str = "/revenue/entries";
pub const ASSIGNMENTS: &str = "/revenue/assignments";
pub const PROFILE: &str = "/revenue/profile";

/// The value of `part` that asks for what no unit answers for.
pub const REST: &str = "rest";

/// Whose rows of which line, and against which estimate.
#[derive(Debug, Clone)]
pub struct Links {
    pub line: RevenueLineCode,
    pub year: Year,
    pub month: i32,
    /// Empty for the line's own.
    pub unit: String,
    /// [`REST`], or empty.
    pub part: &'static str,
    pub assigned_by: AssignedBy,
    /// The day on which the estimates are looked at.
    pub day: NaiveDate,
}

impl Links {
    /// Of a unit that answers for a part of the line.
    pub fn of_unit(&self, code: &str) -> Self {
        Self { unit: code.to_owned(), ..self.clone() }
    }

    pub fn of_rest(&self) -> Self {
        Self { part: REST, ..self.clone() }
    }

    pub fn in_month(&self) -> String {
        self.entries(Span::new(self.year, self.month, self.month))
    }

    pub fn cumulative(&self) -> String {
        self.entries(Span::new(self.year, 1, self.month))
    }

    pub fn last_year(&self) -> String {
        self.entries(Span::new(self.year.previous(), 1, self.month))
    }

    /// The entries of some months.
    pub fn entries(&self, span: Span) -> String {
        let (year, to) = (span.year.to_string(), span.to.to_string());
        let from = if span.from == 1 { String::new() } else { span.from.to_string() };
        let query = [
            ("year", year.as_str()),
            ("line", self.line.code()),
            ("unit", &self.unit),
            ("part", self.part),
            ("from", &from),
            ("month", &to),
        ];
        address(ENTRIES, &query)
    }

    /// What was assigned by the day looked at.
    pub fn estimate(&self) -> String {
        let (year, day) = (self.year.to_string(), self.day.to_string());
        let query = [
            ("year", year.as_str()),
            ("line", self.line.code()),
            ("unit", &self.unit),
            ("part", self.part),
            ("estimate", self.assigned_by.code()),
            ("until", &day),
        ];
        address(ASSIGNMENTS, &query)
    }

    /// How the expectation and the forecast come about.
    pub fn profile(&self) -> String {
        let (year, month, day) = (self.year.to_string(), self.month.to_string(), self.day.to_string());
        let query = [
            ("year", year.as_str()),
            ("month", &month),
            ("line", self.line.code()),
            ("unit", &self.unit),
            ("estimate", self.assigned_by.code()),
            ("version", &day),
        ];
        address(PROFILE, &query)
    }
}

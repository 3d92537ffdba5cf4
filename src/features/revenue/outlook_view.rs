//! The pages of what is to come and of the units, and the comparison of two spans of months.

use askama::Template;
use rust_decimal::Decimal;

use super::links::Links;
use super::view::{FilterBar, Pace, Row, assigned, billions, name_class, row_class};
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::format_percent;
use crate::domain::revenue::{Outlook, Progress};
use crate::web::forms::Choice;
use crate::web::shell::Shell;

/// Where a line, or a unit's part of one, may end.
pub struct ForecastRow {
    pub row_class: &'static str,
    pub name_class: &'static str,
    pub name: String,
    pub estimate: String,
    pub cumulative: String,
    pub share: String,
    pub expected: String,
    pub pace: Pace,
    pub remaining: String,
    pub monthly_needed: String,
    pub run_rate: String,
    pub forecast: String,
    pub range: String,
    pub percent: String,
    pub links: Links,
}

impl ForecastRow {
    pub fn of(
        line: RevenueLineCode,
        progress: &Progress,
        outlook: Option<&Outlook>,
        share: Option<Decimal>,
        links: Links,
    ) -> Self {
        let row = Self::of_part(line.numbered_title(), progress, outlook, links);
        let share = format_percent(share, 1);
        Self { row_class: row_class(line), name_class: name_class(line), share, ..row }
    }

    pub fn of_part(name: String, progress: &Progress, outlook: Option<&Outlook>, links: Links) -> Self {
        let amount = |of: fn(&Outlook) -> Option<Dong>| billions(outlook.and_then(of));
        let forecast = outlook.and_then(|it| it.forecast);
        let percent = outlook.and_then(|it| it.forecast_percent(progress.estimate));
        Self {
            row_class: "",
            name_class: "",
            name,
            estimate: assigned(progress.estimate),
            cumulative: billions(progress.cumulative),
            share: String::new(),
            expected: amount(|it| it.expected),
            pace: Pace::of(progress, outlook),
            remaining: amount(|it| it.remaining),
            monthly_needed: amount(|it| it.monthly_needed),
            run_rate: amount(|it| it.run_rate),
            forecast: billions(forecast.map(|it| it.amount)),
            range: forecast.map_or_else(
                || super::view::NOTHING.to_owned(),
                |it| format!("{} đến {}", it.low.billions(1), it.high.billions(1)),
            ),
            percent: format_percent(percent, 1),
            links,
        }
    }
}

#[derive(Template)]
#[template(path = "revenue/forecast.html")]
pub struct ForecastPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chosen: String,
    pub estimate_words: String,
    pub unit_words: String,
    pub known_month: Option<i32>,
    /// How the total's forecast is made.
    pub method: String,
    pub pace: String,
    pub warnings: Vec<String>,
    pub rows: Vec<ForecastRow>,
}

#[derive(Template)]
#[template(path = "revenue/units.html")]
pub struct UnitsPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chosen: String,
    pub line: String,
    pub estimate_words: String,
    pub last_year: String,
    pub pace: String,
    pub rows: Vec<Row>,
    pub outlooks: Vec<ForecastRow>,
}

/// A line in two spans of months.
pub struct ComparedRow {
    pub row_class: &'static str,
    pub name_class: &'static str,
    pub name: String,
    pub one: String,
    pub one_link: String,
    pub other: String,
    pub other_link: String,
    pub difference: String,
    pub percent: String,
    pub one_share: String,
    pub other_share: String,
}

/// The choices above the comparison.
pub struct CompareBar {
    pub years: Vec<Choice>,
    pub months: Vec<Choice>,
    pub units: Vec<Choice>,
    pub year: String,
    pub from: String,
    pub month: String,
    pub with_year: String,
    pub with_from: String,
    pub with_month: String,
    pub unit: String,
}

#[derive(Template)]
#[template(path = "revenue/compare.html")]
pub struct ComparePage {
    pub shell: Shell,
    pub bar: CompareBar,
    pub chosen: String,
    pub unit_words: String,
    pub one: String,
    pub other: String,
    pub finding: String,
    pub warnings: Vec<String>,
    pub rows: Vec<ComparedRow>,
}

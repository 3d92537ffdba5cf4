//! Everything that the pages of progress say, read in a fixed number of queries whatever the department's size.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::closing::{self, ClosingRow};
use super::links::Links;
use super::store::{self, Answering};
use crate::db::Connection;
use crate::domain::date::parse_date;
use crate::domain::ids::UnitId;
use crate::domain::law::{RevenueLineCode, catalogue};
use crate::domain::revenue::{
    Actual, AssignedBy, ByMonthOfYear, Course, Estimate, History, InForce, Outlook, Period, Point, Progress,
};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::years;

/// What is chosen, as in the address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ProgressQuery {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub month: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub estimate: String,
    /// A day whose estimates to look at, whatever was assigned later; that of the month's end when left out.
    #[serde(default)]
    pub version: String,
    /// Where a page is about one line.
    #[serde(default)]
    pub line: String,
}

impl ProgressQuery {
    /// All units, against the usual estimate, as far as there are figures.
    pub fn of(year: Year) -> Self {
        Self { year: year.to_string(), ..Self::default() }
    }

    /// All units, or the one of this code, up to a month.
    pub fn up_to(year: Year, month: i32, unit: &str) -> Self {
        Self { month: month.to_string(), unit: unit.to_owned(), ..Self::of(year) }
    }

    /// The line asked for, or the total.
    pub fn line(&self) -> AppResult<RevenueLineCode> {
        match self.line.as_str() {
            "" => Ok(RevenueLineCode::total()),
            code => RevenueLineCode::from_code(code).ok_or(AppError::NotFound),
        }
    }
}

pub struct Found {
    pub period: Period,
    pub assigned_by: AssignedBy,
    /// The unit whose share is looked at alone.
    pub unit: Option<Answering>,
    /// The units that answer for something this year or last.
    pub answering: Vec<Answering>,
    /// Of this year and of those that tell what to expect of it.
    pub actuals: Vec<Actual>,
    pub estimates: InForce,
    /// The days on which anything of this origin was assigned, oldest first.
    pub versions: Vec<NaiveDate>,
    /// The version asked for.
    pub version: Option<NaiveDate>,
    pub lines: BTreeMap<RevenueLineCode, Progress>,
    pub months: ByMonthOfYear,
    pub points: Vec<Point>,
    pub history: History,
    /// The last month with figures up to the chosen one.
    pub known_month: Option<i32>,
    pub closed: BTreeMap<i32, ClosingRow>,
}

impl Found {
    pub fn read(conn: &mut Connection, query: &ProgressQuery, today: NaiveDate) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let count = catalogue().revenue_limits.profile_years;
        let wanted: Vec<Year> = (year.0 - count.max(1)..=year.0).map(Year).collect();
        let actuals = store::actuals_of(conn, &wanted)?;
        let assigned_by = AssignedBy::from_code(&query.estimate).unwrap_or(AssignedBy::Province);
        let estimates = store::estimates_up_to(conn, year, assigned_by, year.end())?;
        let answering = store::answering(conn, &units_of(year, &actuals, &estimates), &query.unit)?;
        let unit = match query.unit.as_str() {
            "" => None,
            code => Some(answering.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?.clone()),
        };
        let unit_id = unit.as_ref().map(|unit| unit.id);
        let course = Course::of(year, &actuals, unit_id);
        let last_month = || course.last_month().unwrap_or_else(|| month_without_figures(year, today));
        let month = Period::parse_month(&query.month).unwrap_or_else(last_month);
        let period = Period { year, month };
        let version = parse_date(&query.version).ok().filter(|day| *day <= year.end());
        let in_force = InForce::on(version.unwrap_or(period.end()), &estimates);
        let lines = course.by_line(month, &in_force);
        let estimate = lines.get(&RevenueLineCode::total()).and_then(|total| total.estimate);
        Ok(Self {
            period,
            assigned_by,
            unit,
            answering,
            versions: InForce::days(&estimates).into_iter().collect(),
            version: version.filter(|day| *day != period.end()),
            points: course.by_month(estimate),
            months: course.months(),
            known_month: course.last_month_up_to(month),
            history: History::before(year, count, &actuals, unit_id),
            closed: closing::closed_months(conn, year)?,
            estimates: in_force,
            actuals,
            lines,
        })
    }

    /// The total (line A); empty before anything is entered.
    pub fn total(&self) -> Progress {
        self.progress(RevenueLineCode::total())
    }

    pub fn progress(&self, line: RevenueLineCode) -> Progress {
        self.lines.get(&line).copied().unwrap_or_default()
    }

    pub fn unit_code(&self) -> &str {
        self.unit.as_ref().map_or("", |unit| &unit.code)
    }

    /// The day on which the estimates are looked at.
    pub fn day(&self) -> NaiveDate {
        self.version.unwrap_or(self.period.end())
    }

    /// The months up to the chosen one that nobody has entered yet.
    pub fn missing_months(&self) -> Vec<i32> {
        let up_to = self.points.iter().filter(|point| point.period.month <= self.period.month);
        up_to.filter(|point| point.in_month.is_none()).map(|point| point.period.month).collect()
    }

    /// Whether a month before the last one with figures was never entered.
    pub fn has_gap(&self) -> bool {
        self.known_month.is_some_and(|known| self.missing_months().into_iter().any(|month| month < known))
    }

    /// Where a line may end; nothing before the year's first figures.
    pub fn outlook(&self, line: RevenueLineCode) -> Option<Outlook> {
        let months = self.months.get(&line).copied().unwrap_or_default();
        let profile = self.history.profile(line);
        Some(Outlook::of(&self.progress(line), &months, self.known_month?, self.has_gap(), &profile))
    }

    /// Addresses of the rows behind a line's numbers.
    pub fn links(&self, line: RevenueLineCode) -> Links {
        let Period { year, month } = self.period;
        let (unit, assigned_by, day) = (self.unit_code().to_owned(), self.assigned_by, self.day());
        Links { line, year, month, unit, part: "", assigned_by, day }
    }

    /// What is chosen, as in an address; `line` where a page is about one.
    pub fn in_address(&self) -> [(&'static str, String); 5] {
        [
            ("year", self.period.year.to_string()),
            ("month", self.period.month.to_string()),
            ("unit", self.unit_code().to_owned()),
            ("estimate", self.assigned_by.code().to_owned()),
            ("version", self.version.map_or_else(String::new, |day| day.to_string())),
        ]
    }
}

/// Whoever answers for a figure or an estimate: somebody with an estimate may not have collected yet.
fn units_of(year: Year, actuals: &[Actual], estimates: &[Estimate]) -> Vec<UnitId> {
    let recent = actuals.iter().filter(|actual| actual.year == year || actual.year == year.previous());
    let named = recent.map(|actual| actual.unit).chain(estimates.iter().map(|estimate| estimate.unit));
    let units: BTreeSet<UnitId> = named.flatten().collect();
    units.into_iter().collect()
}

/// A year without figures is looked at as far as it has gone.
fn month_without_figures(year: Year, today: NaiveDate) -> i32 {
    if year == Year::of(today) { Period::of(today).month } else { 12 }
}

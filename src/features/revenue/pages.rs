//! GET: how far the year's revenue has come, as a page and as a file.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::store::{self, Answering};
use super::view::{FilterBar, IndexPage, NoteRow};
use super::words;
use crate::db::{Connection, Db};
use crate::domain::date::format_date_time;
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::revenue::{Actual, AssignedBy, Course, Estimate, InForce, MONTHS, Period, Point, Progress};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::charts::Lines;
use crate::web::current_user::CurrentUser;
use crate::web::forms::{self, Choice};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// What is chosen, as in the address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ProgressQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    estimate: String,
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
}

/// The progress as a file: CONTRACT.md §4, money in whole đồng, shares with two decimals.
const FORMAT: TableFormat = TableFormat {
    name: "revenue",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::required("line_name", "Khoản thu", Kind::Line),
        Column::optional("estimate", "Dự toán năm", Kind::Money),
        Column::optional("month_actual", "Thực hiện trong tháng", Kind::Money),
        Column::optional("cumulative", "Lũy kế", Kind::Money),
        Column::optional("percent", "% dự toán", Kind::Decimal),
        Column::optional("last_year_cumulative", "Cùng kỳ năm trước", Kind::Money),
        Column::optional("percent_of_last_year", "% cùng kỳ", Kind::Decimal),
    ],
};

/// GET /revenue
pub async fn index(user: CurrentUser, query: web::Query<ProgressQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let read = db.read(move |conn| {
        let found = Found::read(conn, &query, today)?;
        let years = years::ops::choices(conn)?;
        let notes = store::notes(conn, found.period)?;
        Ok((found, years, notes))
    });
    let (found, years, notes) = read.await?;
    let shell = Shell::for_page(&user, Menu::Revenue);
    page(&index_page(shell, policy::may(&user, Act::EnterRevenue), &found, years, notes))
}

/// GET /revenue.csv, /revenue.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ProgressQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| Found::read(conn, &query, today)).await?;
    let rows: Vec<Vec<Value>> = found.lines.iter().map(|(line, progress)| file_row(*line, progress)).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

fn file_row(line: RevenueLineCode, progress: &Progress) -> Vec<Value> {
    let money = |amount: Option<_>| amount.map_or(Value::Empty, Value::Money);
    let percent = |share: Option<_>| share.map_or(Value::Empty, |share| Value::Decimal(words::two_decimals(share)));
    vec![
        Value::Text(line.code().to_owned()),
        Value::Text(line.title()),
        money(progress.estimate),
        money(progress.in_month),
        money(progress.cumulative),
        percent(progress.percent()),
        money(progress.last_year),
        percent(progress.percent_of_last_year()),
    ]
}

/// Everything the page and the file say, in a fixed number of reads whatever the department's size.
pub(super) struct Found {
    pub period: Period,
    pub assigned_by: AssignedBy,
    /// The unit whose share is looked at alone.
    pub unit: Option<Answering>,
    /// The units that answer for something this year or last.
    pub answering: Vec<Answering>,
    pub actuals: Vec<Actual>,
    pub estimates: InForce,
    pub lines: BTreeMap<RevenueLineCode, Progress>,
    pub points: Vec<Point>,
}

impl Found {
    pub fn read(conn: &mut Connection, query: &ProgressQuery, today: NaiveDate) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let actuals = store::actuals_of(conn, &[year.previous(), year])?;
        let assigned_by = AssignedBy::from_code(&query.estimate).unwrap_or(AssignedBy::Province);
        let estimates = store::estimates_up_to(conn, year, assigned_by, year.end())?;
        let answering = store::answering(conn, &units_of(&actuals, &estimates), &query.unit)?;
        let unit = match query.unit.as_str() {
            "" => None,
            code => Some(answering.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?.clone()),
        };
        let unit_id = unit.as_ref().map(|unit| unit.id);
        let course = Course::of(year, &actuals, unit_id);
        let last_month = || course.last_month().unwrap_or_else(|| month_without_figures(year, today));
        let month = Period::parse_month(&query.month).unwrap_or_else(last_month);
        let period = Period { year, month };
        let estimates = InForce::on(period.end(), &estimates);
        let lines = course.by_line(month, &estimates);
        let estimate = lines.get(&RevenueLineCode::total()).and_then(|total| total.estimate);
        let points = course.by_month(estimate);
        Ok(Self { period, assigned_by, unit, answering, actuals, estimates, lines, points })
    }

    /// The total (line A); empty before anything is entered.
    pub fn total(&self) -> Progress {
        self.lines.get(&RevenueLineCode::total()).copied().unwrap_or_default()
    }

    pub fn unit_code(&self) -> &str {
        self.unit.as_ref().map_or("", |unit| &unit.code)
    }

    /// The months up to the chosen one that nobody has entered yet.
    pub fn missing_months(&self) -> Vec<i32> {
        let up_to = self.points.iter().filter(|point| point.period.month <= self.period.month);
        up_to.filter(|point| point.in_month.is_none()).map(|point| point.period.month).collect()
    }

    /// Address of the entries behind a number, without its months.
    pub fn entries(&self, line: RevenueLineCode, unit: &str) -> String {
        let year = self.period.year.to_string();
        address("/revenue/entries", &[("year", &year), ("line", line.code()), ("unit", unit)])
    }
}

/// Whoever answers for a figure or an estimate: somebody with an estimate may not have collected yet.
fn units_of(actuals: &[Actual], estimates: &[Estimate]) -> Vec<UnitId> {
    let named = actuals.iter().map(|actual| actual.unit).chain(estimates.iter().map(|estimate| estimate.unit));
    let units: BTreeSet<UnitId> = named.flatten().collect();
    units.into_iter().collect()
}

/// A year without figures is looked at as far as it has gone.
fn month_without_figures(year: Year, today: NaiveDate) -> i32 {
    if year == Year::of(today) { Period::of(today).month } else { 12 }
}

fn index_page(shell: Shell, can_enter: bool, found: &Found, years: Vec<Choice>, notes: Vec<store::Note>) -> IndexPage {
    let (year, month) = (found.period.year.to_string(), found.period.month.to_string());
    let estimate = found.assigned_by.code();
    let query = [("year", year.as_str()), ("month", &month), ("unit", found.unit_code()), ("estimate", estimate)];
    IndexPage {
        shell,
        can_enter,
        chosen: address("", &query),
        estimate_words: words::estimate(found),
        unit_words: found.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
        last_year: found.period.year.previous().to_string(),
        facts: words::facts(found),
        chart: Lines::of(words::frame(found), words::legend(found), &found.points, found.period.month),
        by_month: found.points.iter().map(words::month_row).collect(),
        lines: words::line_rows(found),
        units: words::unit_rows(found),
        even_mark: words::even_mark(found.period.month),
        even_percent: words::even_percent(found.period.month),
        warnings: words::warnings(found),
        notes: notes.into_iter().map(note_row).collect(),
        keys: words::keys(found),
        filter: FilterBar {
            months: months(),
            estimates: forms::words(AssignedBy::WORDS),
            units: found.answering.iter().map(|unit| Choice::new(&unit.code, &unit.name)).collect(),
            unit: found.unit_code().to_owned(),
            estimate: estimate.to_owned(),
            year,
            month,
            years,
        },
    }
}

pub(super) fn months() -> Vec<Choice> {
    MONTHS.map(|month| Choice::new(month.to_string(), month.to_string())).collect()
}

fn note_row(note: store::Note) -> NoteRow {
    let written = format!("{}, {}", note.written_by, format_date_time(note.written_at.and_utc()));
    NoteRow { month: note.month, body: note.body, written }
}

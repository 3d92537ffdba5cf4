//! GET: the months of a year with how their figures stand; the pages on which one is closed or opened again.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::closing::{self, ClosingRow, closed_of};
use super::links::Links;
use super::months_view::{ClosingPage, MonthLine, MonthsPage, ReopeningPage, TotalLine};
use super::ops;
use super::store;
use super::view::{NOTHING, billions};
use crate::db::{Connection, Db};
use crate::domain::date::format_date_time;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Actual, AssignedBy, Closing, Course, InForce, MONTHS, Period, Point};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::history::HistoryEntry;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;

pub const PATH: &str = "/revenue/months";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct MonthsQuery {
    #[serde(default)]
    pub year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "revenue_months",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("month", "Tháng", Kind::MONTH),
        Column::optional("amount", "Thu trong tháng", Kind::Money),
        Column::optional("cumulative", "Lũy kế", Kind::Money),
        Column::required("state", "Số liệu", Kind::Line),
        Column::optional("closed_at", "Chốt lúc", Kind::Line),
        Column::optional("closed_by", "Người chốt", Kind::Line),
    ],
};

/// The months of a year and all that was done to them.
struct Months {
    year: Year,
    points: Vec<Point>,
    rows: Vec<ClosingRow>,
}

impl Months {
    fn read(conn: &mut Connection, query: &MonthsQuery, today: NaiveDate) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let actuals = store::actuals_of(conn, &[year])?;
        let points = Course::of(year, &actuals, None).by_month(None);
        Ok(Self { year, points, rows: closing::of_year(conn, year)? })
    }

    fn period(&self, month: i32) -> Period {
        Period { year: self.year, month }
    }
}

/// How a month's figures stand, in a word and the class of its tag.
fn state(point: &Point, is_closed: bool, today: NaiveDate) -> (&'static str, &'static str) {
    match (is_closed, point.in_month) {
        (true, _) => ("Đã chốt", "tag--ok"),
        (false, Some(_)) => ("Chưa chốt", "tag--warn"),
        (false, None) if point.period.is_after(today) => ("Chưa đến", ""),
        (false, None) => ("Chưa nhập", "tag--warn"),
    }
}

/// GET /revenue/months
pub async fn index(user: CurrentUser, query: web::Query<MonthsQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let read = db.read(move |conn| Ok((Months::read(conn, &query, today)?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let closed = closed_of(found.rows.clone());
    let line = |point: &Point| {
        let (period, closing) = (point.period, closed.get(&point.period.month));
        let (word, tag) = state(point, closing.is_some(), today);
        let may_close = closing.is_none() && point.in_month.is_some() && period.end() < today;
        let reopens = closing.map(|row| Act::ReopenRevenueMonth { closed_by: row.account });
        let links = links(period);
        MonthLine {
            month: period.month,
            in_month: billions(point.in_month),
            in_month_link: links.in_month(),
            now: billions(point.now),
            now_link: links.cumulative(),
            word,
            tag,
            by: closing.map_or_else(String::new, closed_words),
            closing: if may_close && policy::may(&user, Act::EnterRevenue) {
                step(period, "closing")
            } else {
                String::new()
            },
            reopening: match reopens {
                Some(act) if policy::may(&user, act) => step(period, "reopening"),
                _ => String::new(),
            },
        }
    };
    page(&MonthsPage {
        shell: Shell::for_page(&user, Menu::Revenue),
        year: found.year.to_string(),
        lines: found.points.iter().map(line).collect(),
        history: found.rows.iter().rev().map(|row| told(&found, row)).collect(),
        years,
    })
}

fn closed_words(row: &ClosingRow) -> String {
    format!("{}, {}", row.by, format_date_time(row.at.and_utc()))
}

fn links(period: Period) -> Links {
    let Period { year, month } = period;
    let (line, unit, assigned_by) = (RevenueLineCode::total(), String::new(), AssignedBy::Province);
    Links { line, year, month, unit, part: "", assigned_by, day: period.end() }
}

fn step(period: Period, act: &str) -> String {
    format!("{PATH}/{}/{}/{act}", period.year, period.month)
}

fn told(found: &Months, row: &ClosingRow) -> HistoryEntry {
    let period = found.period(row.month);
    let (what, note) = match row.state {
        Closing::Closed => ("chốt số liệu", format!("{period}: {} tỷ đồng", row.total.billions(1))),
        Closing::Reopened => ("mở lại số liệu", format!("{period}: {}", row.reason)),
    };
    HistoryEntry { at: format_date_time(row.at.and_utc()), who: row.by.clone(), what, note }
}

/// GET /revenue/months.csv, /revenue/months.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<MonthsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| Months::read(conn, &query, today)).await?;
    let closed = closed_of(found.rows.clone());
    let row = |point: &Point| -> Vec<Value> {
        let closing = closed.get(&point.period.month);
        vec![
            point.period.year.0.into(),
            point.period.month.into(),
            point.in_month.into(),
            point.now.into(),
            state(point, closing.is_some(), today).0.into(),
            closing.map(|row| format_date_time(row.at.and_utc())).into(),
            closing.map(|row| row.by.clone()).into(),
        ]
    };
    let (what, rows) = (format!("Các tháng thu ngân sách năm {}", found.year), found.points.iter().map(row).collect());
    lists::personal_file(&db, user.actor.clone(), &what, kind.into_inner(), &FORMAT, rows).await
}

/// A month as its address names it.
pub fn period_of(path: &(Year, i32)) -> AppResult<Period> {
    let (year, month) = *path;
    if MONTHS.contains(&month) { Ok(Period { year, month }) } else { Err(AppError::NotFound) }
}

/// GET /revenue/months/{year}/{month}/closing
pub async fn closing(user: CurrentUser, path: web::Path<(Year, i32)>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    page(&closing_page(&user, &db, period_of(&path)?, FieldErrors::default()).await?)
}

/// What will be closed: the month's figures as they stand.
pub async fn closing_page(user: &CurrentUser, db: &Db, period: Period, errors: FieldErrors) -> AppResult<ClosingPage> {
    let read = db.read(move |conn| {
        years::ops::find(conn, period.year)?;
        let all = store::actuals_of(conn, &[period.year])?;
        let closed = closing::closed_months(conn, period.year)?.remove(&period.month);
        Ok((all, closed))
    });
    let (all, closed) = read.await?;
    if closed.is_some() && errors.is_empty() {
        return Err(AppError::Illegal);
    }
    let month: Vec<Actual> = all.iter().filter(|actual| actual.month == period.month).copied().collect();
    let lines = Course::of(period.year, &all, None).by_line(period.month, &InForce::default());
    let total = RevenueLineCode::total();
    let shown = std::iter::once(total).chain(total.children());
    let line = |line: RevenueLineCode| {
        let progress = lines.get(&line)?;
        let (in_month, now) = (billions(progress.in_month), billions(progress.cumulative));
        Some(TotalLine { name: line.title(), in_month, now })
    };
    Ok(ClosingPage {
        shell: Shell::for_page(user, Menu::Revenue),
        period: period.to_string(),
        year: period.year.to_string(),
        action: step(period, "closing"),
        lines: shown.filter_map(line).collect(),
        missing: missing(&all, period),
        entries: links(period).in_month(),
        seen: ops::fingerprint_of_all(&month),
        errors,
    })
}

/// Lines that had a figure the month before and have none in this: forgotten, perhaps.
fn missing(all: &[Actual], period: Period) -> Vec<String> {
    let has = |line, month| all.iter().any(|actual| actual.line == line && actual.month == month);
    let forgotten = |line: &RevenueLineCode| has(*line, period.month - 1) && !has(*line, period.month);
    RevenueLineCode::leaves_of_total().filter(forgotten).map(RevenueLineCode::title).collect()
}

/// GET /revenue/months/{year}/{month}/reopening
pub async fn reopening(user: CurrentUser, path: web::Path<(Year, i32)>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ReopenRevenueMonth { closed_by: None })?;
    page(&reopening_page(&user, &db, period_of(&path)?, StepForm::default(), FieldErrors::default()).await?)
}

pub async fn reopening_page(
    user: &CurrentUser,
    db: &Db,
    period: Period,
    form: StepForm,
    errors: FieldErrors,
) -> AppResult<ReopeningPage> {
    let closed = db.read(move |conn| Ok(closing::closed_months(conn, period.year)?.remove(&period.month)));
    let closed = closed.await?.ok_or(AppError::Illegal)?;
    policy::must(user, Act::ReopenRevenueMonth { closed_by: closed.account })?;
    Ok(ReopeningPage {
        shell: Shell::for_page(user, Menu::Revenue),
        period: period.to_string(),
        year: period.year.to_string(),
        action: step(period, "reopening"),
        closed: closed_words(&closed),
        total: if closed.total == Dong::ZERO { NOTHING.to_owned() } else { closed.total.billions(1) },
        form,
        errors,
    })
}

/// The months of a year, after an act on one of them.
pub fn address_of(year: Year) -> String {
    address(PATH, &[("year", &year.to_string())])
}

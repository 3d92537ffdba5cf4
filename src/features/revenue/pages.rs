//! GET: how far the year's revenue has come, as a page and as a file.

use actix_web::{HttpResponse, web};

use super::facts;
use super::found::{Found, ProgressQuery};
use super::store;
use super::view::{FilterBar, IndexPage, NoteRow, With};
use super::words;
use crate::db::Db;
use crate::domain::date::{format_date, format_date_time};
use crate::domain::law::RevenueLineCode;
use crate::domain::revenue::{AssignedBy, MONTHS, Progress};
use crate::error::AppResult;
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
    let percent = |share: Option<_>| share.map(words::two_decimals).into();
    vec![
        line.code().into(),
        line.title().into(),
        progress.estimate.into(),
        progress.in_month.into(),
        progress.cumulative.into(),
        percent(progress.percent()),
        progress.last_year.into(),
        percent(progress.percent_of_last_year()),
    ]
}

fn index_page(shell: Shell, can_enter: bool, found: &Found, years: Vec<Choice>, notes: Vec<store::Note>) -> IndexPage {
    IndexPage {
        shell,
        can_enter,
        chosen: chosen(found, ""),
        estimate_words: words::estimate(found),
        unit_words: found.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
        last_year: found.period.year.previous().to_string(),
        facts: facts::facts(found),
        closed: facts::closed(found),
        chart: Lines::of(words::frame(found), words::legend(found), &found.points, found.period.month),
        by_month: found.points.iter().map(|point| words::month_row(point, found)).collect(),
        lines: words::line_rows(found),
        units: words::unit_rows(found, RevenueLineCode::total()),
        pace: facts::pace(found),
        warnings: words::warnings(found),
        notes: notes.into_iter().map(note_row).collect(),
        keys: words::keys(found),
        filter: filter_bar(found, years, With::Units),
    }
}

/// Query of everything chosen, with a line where a page is about one.
pub(super) fn chosen(found: &Found, line: &str) -> String {
    let query = found.in_address();
    let mut query: Vec<(&str, &str)> = query.iter().map(|(key, value)| (*key, value.as_str())).collect();
    query.push(("line", line));
    address("", &query)
}

pub(super) fn filter_bar(found: &Found, years: Vec<Choice>, with: With) -> FilterBar {
    let [year, month, unit, estimate, version] = found.in_address().map(|(_, value)| value);
    FilterBar {
        years,
        months: months(),
        estimates: forms::words(AssignedBy::WORDS),
        versions: if found.versions.len() > 1 || found.version.is_some() { versions(found) } else { Vec::new() },
        units: match with {
            With::Units => found.answering.iter().map(|unit| Choice::new(&unit.code, &unit.name)).collect(),
            With::Lines => Vec::new(),
        },
        lines: match with {
            With::Units => Vec::new(),
            With::Lines => lines(),
        },
        year,
        month,
        unit,
        estimate,
        version,
        line: String::new(),
    }
}

/// What stood after each decision of the origin that is looked at.
fn versions(found: &Found) -> Vec<Choice> {
    let mut days = found.versions.clone();
    // A day on which nothing was assigned may still be asked for in an address.
    days.extend(found.version.filter(|day| !found.versions.contains(day)));
    days.iter().map(|day| Choice::new(day.to_string(), format!("Sau lần giao {}", format_date(*day)))).collect()
}

/// Every line, as tables number it.
pub(super) fn lines() -> Vec<Choice> {
    RevenueLineCode::all().map(|line| Choice::new(line.code(), line.numbered_title())).collect()
}

pub(super) fn months() -> Vec<Choice> {
    MONTHS.map(|month| Choice::new(month.to_string(), month.to_string())).collect()
}

fn note_row(note: store::Note) -> NoteRow {
    let written = format!("{}, {}", note.written_by, format_date_time(note.written_at.and_utc()));
    NoteRow { month: note.month, body: note.body, written }
}

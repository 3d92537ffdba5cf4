//! GET: where each line may end this year, and who answers for how much of one, as pages and files.

use actix_web::{HttpResponse, web};

use super::found::{Found, ProgressQuery};
use super::outlook_view::{ForecastPage, ForecastRow, UnitsPage};
use super::pages::{chosen, filter_bar};
use super::parts::{Part, by_unit};
use super::view::{Pace, With};
use super::words::{self, two_decimals};
use super::{facts, parts};
use crate::db::Db;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number;
use crate::domain::revenue::{Method, Outlook, Progress};
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// The outlook of each line: money in whole đồng, shares with two decimals.
const FORECAST: TableFormat = TableFormat {
    name: "revenue_forecast",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::required("line_name", "Khoản thu", Kind::Line),
        Column::optional("estimate", "Dự toán năm", Kind::Money),
        Column::optional("cumulative", "Lũy kế", Kind::Money),
        Column::optional("share_of_total", "% trong tổng thu", Kind::Decimal),
        Column::optional("expected", "Mức phải đạt đến kỳ", Kind::Money),
        Column::required("pace", "Tiến độ", Kind::Line),
        Column::optional("remaining", "Còn phải thu", Kind::Money),
        Column::optional("monthly_needed", "Mỗi tháng còn lại", Kind::Money),
        Column::optional("run_rate", "Bình quân tháng", Kind::Money),
        Column::optional("forecast", "Dự báo cả năm", Kind::Money),
        Column::optional("forecast_low", "Dự báo thấp", Kind::Money),
        Column::optional("forecast_high", "Dự báo cao", Kind::Money),
        Column::optional("forecast_percent", "Dự báo, % dự toán", Kind::Decimal),
        Column::optional("method", "Cách dự báo", Kind::Line),
    ],
};

const UNITS: TableFormat = TableFormat {
    name: "revenue_units",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Đơn vị", Kind::Line),
        Column::optional("estimate", "Dự toán năm", Kind::Money),
        Column::optional("month_actual", "Thực hiện trong tháng", Kind::Money),
        Column::optional("cumulative", "Lũy kế", Kind::Money),
        Column::optional("percent", "% dự toán", Kind::Decimal),
        Column::required("pace", "Tiến độ", Kind::Line),
        Column::optional("last_year_cumulative", "Cùng kỳ năm trước", Kind::Money),
        Column::optional("percent_of_last_year", "% cùng kỳ", Kind::Decimal),
        Column::optional("remaining", "Còn phải thu", Kind::Money),
        Column::optional("monthly_needed", "Mỗi tháng còn lại", Kind::Money),
        Column::optional("forecast", "Dự báo cả năm", Kind::Money),
        Column::optional("forecast_low", "Dự báo thấp", Kind::Money),
        Column::optional("forecast_high", "Dự báo cao", Kind::Money),
    ],
};

/// GET /revenue/forecast
pub async fn forecast(
    user: CurrentUser,
    query: web::Query<ProgressQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let read = db.read(move |conn| Ok((Found::read(conn, &query, today)?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let total = RevenueLineCode::total();
    page(&ForecastPage {
        shell: Shell::for_page(&user, Menu::Revenue),
        chosen: chosen(&found, ""),
        estimate_words: words::estimate(&found),
        unit_words: found.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
        known_month: found.known_month,
        method: facts::method(&found, total),
        pace: facts::pace(&found),
        warnings: words::warnings(&found),
        rows: found.lines.iter().map(|(line, progress)| forecast_row(&found, *line, progress)).collect(),
        filter: filter_bar(&found, years, With::Units),
    })
}

fn forecast_row(found: &Found, line: RevenueLineCode, progress: &Progress) -> ForecastRow {
    let outlook = found.outlook(line);
    ForecastRow::of(line, progress, outlook.as_ref(), share_of_total(found, progress), found.links(line))
}

/// In percent of line A, unrounded.
fn share_of_total(found: &Found, progress: &Progress) -> Option<rust_decimal::Decimal> {
    let (part, total) = (progress.cumulative?, found.total().cumulative.filter(|total| *total > Dong::ZERO)?);
    number::percent(part, total)
}

/// GET /revenue/forecast.csv, /revenue/forecast.xlsx
pub async fn forecast_file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ProgressQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| Found::read(conn, &query, today)).await?;
    let rows = found.lines.iter().map(|(line, progress)| {
        let outlook = found.outlook(*line);
        let amount = |of: fn(&Outlook) -> Option<Dong>| Value::from(outlook.as_ref().and_then(of));
        vec![
            line.code().into(),
            line.title().into(),
            progress.estimate.into(),
            progress.cumulative.into(),
            share_of_total(&found, progress).map(two_decimals).into(),
            amount(|it| it.expected),
            Pace::of(progress, outlook.as_ref()).word().into(),
            amount(|it| it.remaining),
            amount(|it| it.monthly_needed),
            amount(|it| it.run_rate),
            amount(|it| Some(it.forecast?.amount)),
            amount(|it| Some(it.forecast?.low)),
            amount(|it| Some(it.forecast?.high)),
            outlook.and_then(|it| it.forecast_percent(progress.estimate)).map(two_decimals).into(),
            outlook.and_then(|it| it.forecast).map(|it| method_word(it.method)).into(),
        ]
    });
    lists::file(kind.into_inner(), &FORECAST, rows.collect()).await
}

const fn method_word(method: Method) -> &'static str {
    match method {
        Method::ByShare => "Theo nhịp thu các năm trước",
        Method::ByRunRate => "Theo bình quân tháng",
        Method::Ended => "Đã hết năm",
    }
}

/// GET /revenue/units
pub async fn units(user: CurrentUser, query: web::Query<ProgressQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let line = query.line()?;
    let query = ProgressQuery { unit: String::new(), ..query.into_inner() };
    let read = db.read(move |conn| Ok((Found::read(conn, &query, today)?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let mut filter = filter_bar(&found, years, With::Lines);
    filter.line = line.code().to_owned();
    page(&UnitsPage {
        shell: Shell::for_page(&user, Menu::Revenue),
        chosen: chosen(&found, line.code()),
        line: line.title(),
        estimate_words: words::estimate(&found),
        last_year: found.period.year.previous().to_string(),
        pace: facts::pace(&found),
        rows: words::unit_rows(&found, line),
        outlooks: by_unit(&found, line)
            .iter()
            .filter(|part| part.kind != parts::PartKind::Rest)
            .map(outlook_of)
            .collect(),
        filter,
    })
}

fn outlook_of(part: &Part) -> ForecastRow {
    ForecastRow::of_part(part.name.clone(), &part.progress, part.outlook.as_ref(), part.links.clone())
}

/// GET /revenue/units.csv, /revenue/units.xlsx
pub async fn units_file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ProgressQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let line = query.line()?;
    let query = ProgressQuery { unit: String::new(), ..query.into_inner() };
    let found = db.read(move |conn| Found::read(conn, &query, today)).await?;
    let parts = by_unit(&found, line);
    let rows: Vec<Vec<Value>> = parts.iter().map(|part| unit_file_row(line, part)).collect();
    lists::file(kind.into_inner(), &UNITS, rows).await
}

fn unit_file_row(line: RevenueLineCode, part: &Part) -> Vec<Value> {
    let (progress, outlook) = (&part.progress, part.outlook.as_ref());
    let amount = |of: fn(&Outlook) -> Option<Dong>| Value::from(outlook.and_then(of));
    vec![
        line.code().into(),
        Some(part.code.as_str()).filter(|code| !code.is_empty()).into(),
        part.name.as_str().into(),
        progress.estimate.into(),
        progress.in_month.into(),
        progress.cumulative.into(),
        progress.percent().map(two_decimals).into(),
        part.pace().word().into(),
        progress.last_year.into(),
        progress.percent_of_last_year().map(two_decimals).into(),
        amount(|it| it.remaining),
        amount(|it| it.monthly_needed),
        amount(|it| Some(it.forecast?.amount)),
        amount(|it| Some(it.forecast?.low)),
        amount(|it| Some(it.forecast?.high)),
    ]
}

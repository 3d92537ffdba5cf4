//! GET: how the expectation and the forecast of a line come about, year by year and step by step.

use actix_web::{HttpResponse, web};

use super::drill_view::{ProfilePage, ProfileRow, Step, YearCell};
use super::facts;
use super::found::{Found, ProgressQuery};
use super::links::Links;
use super::pages::{chosen, filter_bar};
use super::view::{With, assigned, billions};
use super::words::{self, two_decimals};
use crate::db::Db;
use crate::domain::law::RevenueLineCode;
use crate::domain::number::format_percent;
use crate::domain::revenue::{Basis, MONTHS, Outlook, Profile, Span, YearShares};
use crate::error::AppResult;
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};
use rust_decimal::Decimal;

/// Cumulated by month: of the years before, and of this one (without a share).
const FORMAT: TableFormat = TableFormat {
    name: "revenue_profile",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("month", "Đến hết tháng", Kind::MONTH),
        Column::optional("cumulative", "Lũy kế", Kind::Money),
        Column::optional("share", "% cả năm", Kind::Decimal),
    ],
};

/// GET /revenue/profile
pub async fn index(user: CurrentUser, query: web::Query<ProgressQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let line = query.line()?;
    let read = db.read(move |conn| Ok((Found::read(conn, &query, today)?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let profile = found.history.profile(line);
    let mut filter = filter_bar(&found, years, With::Lines);
    filter.line = line.code().to_owned();
    let (year, month) = (found.period.year.to_string(), found.period.month.to_string());
    page(&ProfilePage {
        shell: Shell::for_page(&user, Menu::Revenue),
        chosen: chosen(&found, line.code()),
        back: address("/revenue/forecast", &[("year", &year), ("month", &month), ("unit", found.unit_code())]),
        line: line.title(),
        unit_words: found.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
        estimate_words: words::estimate(&found),
        basis: basis(line, &profile),
        steps: steps(&found, line),
        years: profile.years.iter().map(|year| year.year.to_string()).collect(),
        rows: MONTHS.map(|month| row(&found, line, &profile, month)).collect(),
        filter,
    })
}

/// Whose years tell what to expect.
fn basis(line: RevenueLineCode, profile: &Profile) -> String {
    match profile.basis {
        Basis::Even => "Chưa có năm nào trước đó đủ 12 tháng số liệu, nên mức phải đạt chia đều 12 tháng.".to_owned(),
        Basis::Line(of) if of == line => {
            format!("Nhịp thu lấy từ {} của chính khoản này.", facts::years_of(profile))
        }
        Basis::Line(of) => format!(
            "Khoản này chưa đủ hai năm số liệu, nên nhịp thu lấy từ {} của {}.",
            facts::years_of(profile),
            of.title()
        ),
    }
}

fn row(found: &Found, line: RevenueLineCode, profile: &Profile, month: i32) -> ProfileRow {
    let links = found.links(line);
    let of_year = |year: &YearShares| {
        let basis = match profile.basis {
            Basis::Line(of) => of,
            Basis::Even => line,
        };
        YearCell {
            amount: year.up_to(month).billions(1),
            share: format_percent(Some(year.share(month) * Decimal::ONE_HUNDRED), 1),
            link: Links { line: basis, ..links.clone() }.entries(Span::new(year.year, 1, month)),
        }
    };
    let now = found.months.get(&line).filter(|_| found.known_month.is_some_and(|known| month <= known));
    ProfileRow {
        month,
        years: profile.years.iter().map(of_year).collect(),
        expected: format_percent(Some(profile.expected(month) * Decimal::ONE_HUNDRED), 1),
        now: billions(now.and_then(|months| months.up_to(month))),
        now_link: links.entries(Span::new(found.period.year, 1, month)),
    }
}

/// From the estimate and what came in to what is left, expected and forecast.
fn steps(found: &Found, line: RevenueLineCode) -> Vec<Step> {
    let (progress, links) = (found.progress(line), found.links(line));
    let (estimate, cumulative) = (assigned(progress.estimate), billions(progress.cumulative));
    let step = |name, how: &str, value: String, link| Step { name, how: how.to_owned(), value, link };
    let mut steps = vec![
        step("Dự toán năm", "", estimate.clone(), links.estimate()),
        step("Lũy kế", "", cumulative.clone(), links.cumulative()),
    ];
    let (Some(outlook), Some(known)) = (found.outlook(line), found.known_month) else {
        return steps;
    };
    let left = 12 - known;
    let of = |amount| billions(amount);
    let mut add = |name, how: String, value: String| steps.push(Step { name, how, value, link: String::new() });
    if outlook.remaining.is_some() {
        add("Còn phải thu", format!("{estimate} − {cumulative}"), of(outlook.remaining));
    }
    if outlook.monthly_needed.is_some() {
        add("Mỗi tháng còn lại", format!("chia {left} tháng, đã đạt thì là 0"), of(outlook.monthly_needed));
    }
    if outlook.run_rate.is_some() {
        add("Bình quân tháng", format!("{cumulative} : {known} tháng"), of(outlook.run_rate));
    }
    if let Some(expected) = outlook.expected {
        let share = percent_of(&outlook);
        add("Mức phải đạt", format!("{estimate} × {share} đến hết tháng {known}"), expected.billions(1));
    }
    if let Some(forecast) = outlook.forecast {
        add("Dự báo cả năm", facts::method(found, line), forecast.amount.billions(1));
        add("Khoảng dự báo", String::new(), format!("{} đến {}", forecast.low.billions(1), forecast.high.billions(1)));
    }
    steps
}

fn percent_of(outlook: &Outlook) -> String {
    format_percent(Some(outlook.expected_share * Decimal::ONE_HUNDRED), 1)
}

/// GET /revenue/profile.csv, /revenue/profile.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ProgressQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let line = query.line()?;
    let found = db.read(move |conn| Found::read(conn, &query, today)).await?;
    let profile = found.history.profile(line);
    let of = match profile.basis {
        Basis::Line(of) => of,
        Basis::Even => line,
    };
    let before = profile.years.iter().flat_map(|year| MONTHS.map(move |month| (year, month)));
    let mut rows: Vec<Vec<Value>> = before
        .map(|(year, month)| {
            let share = two_decimals(year.share(month) * Decimal::ONE_HUNDRED);
            vec![of.code().into(), year.year.0.into(), month.into(), year.up_to(month).into(), share.into()]
        })
        .collect();
    let now = found.months.get(&line).copied().unwrap_or_default();
    let known = 1..=found.known_month.unwrap_or(0);
    rows.extend(known.map(|month| {
        vec![line.code().into(), found.period.year.0.into(), month.into(), now.up_to(month).into(), Value::Empty]
    }));
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

//! GET: any two spans of months side by side, line by line.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::links::Links;
use super::outlook_view::{CompareBar, ComparePage, ComparedRow};
use super::pages::months;
use super::store::{self, Answering};
use super::view::{billions, name_class, row_class};
use super::words::two_decimals;
use crate::db::{Connection, Db};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::{self, format_percent};
use crate::domain::revenue::{AssignedBy, Compared, Course, Period, Span, compare};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// The two spans: months named in either order, a year before where none is named.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CompareQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    with_year: String,
    #[serde(default)]
    with_from: String,
    #[serde(default)]
    with_month: String,
    #[serde(default)]
    unit: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "revenue_comparison",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::required("line_name", "Khoản thu", Kind::Line),
        Column::optional("amount", "Kỳ này", Kind::Money),
        Column::optional("with_amount", "Kỳ so sánh", Kind::Money),
        Column::optional("difference", "Chênh lệch", Kind::Money),
        Column::optional("percent", "% kỳ so sánh", Kind::Decimal),
        Column::optional("share", "% trong tổng thu kỳ này", Kind::Decimal),
        Column::optional("with_share", "% trong tổng thu kỳ so sánh", Kind::Decimal),
    ],
};

struct Comparison {
    one: Span,
    other: Span,
    unit: Option<Answering>,
    units: Vec<Answering>,
    lines: Vec<(RevenueLineCode, Compared)>,
    /// Months of either span that nobody has entered.
    missing: Vec<Period>,
}

impl Comparison {
    fn read(conn: &mut Connection, query: &CompareQuery, today: NaiveDate) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let with_year = Year::parse(&query.with_year).unwrap_or(year.previous());
        let actuals = store::actuals_of(conn, &[year, with_year])?;
        let ids: BTreeSet<UnitId> = actuals.iter().filter_map(|actual| actual.unit).collect();
        let units = store::answering(conn, &ids.into_iter().collect::<Vec<_>>(), &query.unit)?;
        let unit = match query.unit.as_str() {
            "" => None,
            code => Some(units.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?.clone()),
        };
        let unit_id = unit.as_ref().map(|unit| unit.id);
        let known = Course::of(year, &actuals, unit_id).last_month().unwrap_or(12);
        let month = |typed: &str, left_out: i32| Period::parse_month(typed).unwrap_or(left_out);
        let one = Span::new(year, month(&query.from, 1), month(&query.month, known));
        let other = Span::new(with_year, month(&query.with_from, one.from), month(&query.with_month, one.to));
        let course = [one, other].map(|span| Course::of(span.year, &actuals, unit_id).by_month(None));
        let missing = [one, other].into_iter().zip(course).flat_map(|(span, points)| {
            let inside = points.into_iter().filter(move |it| (span.from..=span.to).contains(&it.period.month));
            inside.filter(|point| point.in_month.is_none()).map(|point| point.period)
        });
        let missing: Vec<Period> = missing.collect();
        let lines = compare(one, other, &actuals, unit_id).into_iter().collect();
        Ok(Self { one, other, unit, units, lines, missing })
    }

    fn total(&self) -> Compared {
        let total = RevenueLineCode::total();
        self.lines.iter().find(|(line, _)| *line == total).map(|(_, compared)| *compared).unwrap_or_default()
    }

    fn unit_code(&self) -> &str {
        self.unit.as_ref().map_or("", |unit| &unit.code)
    }

    fn in_address(&self) -> [(&'static str, String); 7] {
        [
            ("year", self.one.year.to_string()),
            ("from", self.one.from.to_string()),
            ("month", self.one.to.to_string()),
            ("with_year", self.other.year.to_string()),
            ("with_from", self.other.from.to_string()),
            ("with_month", self.other.to.to_string()),
            ("unit", self.unit_code().to_owned()),
        ]
    }

    fn row(&self, line: RevenueLineCode, compared: &Compared) -> ComparedRow {
        let links = Links {
            line,
            year: self.one.year,
            month: self.one.to,
            unit: self.unit_code().to_owned(),
            part: "",
            assigned_by: AssignedBy::Province,
            day: self.one.year.end(),
        };
        let total = self.total();
        ComparedRow {
            row_class: row_class(line),
            name_class: name_class(line),
            name: line.numbered_title(),
            one: billions(compared.one),
            one_link: links.entries(self.one),
            other: billions(compared.other),
            other_link: links.entries(self.other),
            difference: billions(compared.difference()),
            percent: format_percent(compared.percent(), 1),
            one_share: format_percent(share(compared.one, total.one), 1),
            other_share: format_percent(share(compared.other, total.other), 1),
        }
    }

    /// What the reader came for, in a sentence.
    fn finding(&self) -> String {
        let total = self.total();
        let Some(difference) = total.difference() else {
            return "Một trong hai kỳ chưa có số thu.".to_owned();
        };
        let shown = Dong::new(difference.amount().saturating_abs()).billions(1);
        let way = if difference < Dong::ZERO { "kém" } else { "hơn" };
        let percent = match total.percent() {
            Some(percent) => format!(", bằng {}", format_percent(Some(percent), 1)),
            None => String::new(),
        };
        format!("Tổng thu {} {way} {} {shown} tỷ đồng{percent}.", self.one, self.other)
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.one.length() != self.other.length() {
            let (one, other) = (self.one.length(), self.other.length());
            warnings.push(format!("Hai kỳ dài khác nhau: {one} và {other} tháng. Đối chiếu trước khi so sánh."));
        }
        if !self.missing.is_empty() && !self.lines.is_empty() {
            let months: Vec<String> = self.missing.iter().map(ToString::to_string).collect();
            warnings.push(format!("Chưa có số thu {}.", months.join(", ")));
        }
        warnings
    }
}

fn share(part: Option<Dong>, total: Option<Dong>) -> Option<Decimal> {
    number::percent(part?, total.filter(|total| *total > Dong::ZERO)?)
}

/// GET /revenue/compare
pub async fn index(user: CurrentUser, query: web::Query<CompareQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let read = db.read(move |conn| Ok((Comparison::read(conn, &query, today)?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let query = found.in_address();
    let in_address: Vec<(&str, &str)> = query.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let chosen = address("", &in_address);
    let [year, from, month, with_year, with_from, with_month, unit] = query.map(|(_, value)| value);
    page(&ComparePage {
        shell: Shell::for_page(&user, Menu::Revenue),
        chosen,
        unit_words: found.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
        one: found.one.to_string(),
        other: found.other.to_string(),
        finding: found.finding(),
        warnings: found.warnings(),
        rows: found.lines.iter().map(|(line, compared)| found.row(*line, compared)).collect(),
        bar: CompareBar {
            years: with_years(years, &[&year, &with_year]),
            months: months(),
            units: found.units.iter().map(|unit| Choice::new(&unit.code, &unit.name)).collect(),
            year,
            from,
            month,
            with_year,
            with_from,
            with_month,
            unit,
        },
    })
}

/// The years of the register, and those asked for.
fn with_years(mut years: Vec<Choice>, asked: &[&str]) -> Vec<Choice> {
    for year in asked {
        if !years.iter().any(|choice| choice.value == **year) {
            years.push(Choice::new(*year, *year));
        }
    }
    years.sort_by(|a, b| b.value.cmp(&a.value));
    years
}

/// GET /revenue/compare.csv, /revenue/compare.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<CompareQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| Comparison::read(conn, &query, today)).await?;
    let total = found.total();
    let row = |(line, compared): &(RevenueLineCode, Compared)| -> Vec<Value> {
        vec![
            line.code().into(),
            line.title().into(),
            compared.one.into(),
            compared.other.into(),
            compared.difference().into(),
            compared.percent().map(two_decimals).into(),
            share(compared.one, total.one).map(two_decimals).into(),
            share(compared.other, total.other).map(two_decimals).into(),
        ]
    };
    lists::file(kind.into_inner(), &FORMAT, found.lines.iter().map(row).collect()).await
}

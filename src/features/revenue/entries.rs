//! GET: the figures behind a number, month by month, lines' own and units'.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::store::{self, Answering};
use super::view::{EntriesPage, EntryRow};
use super::words;
use crate::db::{Connection, Db};
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Actual, Course, InForce, Period};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/revenue/entries";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct EntriesQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    line: String,
    /// The first month; January when left out.
    #[serde(default)]
    from: String,
    /// The last month; December when left out.
    #[serde(default)]
    month: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    page: String,
}

/// As revenue_actuals are imported (CONTRACT.md §3).
const FORMAT: TableFormat = TableFormat {
    name: "revenue_actuals",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("month", "Tháng", Kind::MONTH),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("amount", "Thực hiện trong tháng", Kind::Money),
    ],
};

/// The entries of a line and all below it, in some months of a year.
struct Entries {
    line: RevenueLineCode,
    year: Year,
    from: i32,
    to: i32,
    unit: Option<Answering>,
    units: Vec<Answering>,
    rows: Vec<Actual>,
}

impl Entries {
    fn read(conn: &mut Connection, query: &EntriesQuery) -> AppResult<Self> {
        let year = Year::parse(&query.year).ok_or(AppError::NotFound)?;
        let line = match query.line.as_str() {
            "" => RevenueLineCode::total(),
            code => RevenueLineCode::from_code(code).ok_or(AppError::NotFound)?,
        };
        let from = Period::parse_month(&query.from).unwrap_or(1);
        let to = Period::parse_month(&query.month).unwrap_or(12);
        let mut rows = store::actuals_of(conn, &[year])?;
        rows.retain(|row| (from..=to).contains(&row.month) && row.line.ancestry().any(|above| above == line));
        let ids: Vec<_> = rows.iter().filter_map(|row| row.unit).collect();
        let units = store::answering(conn, &ids, &query.unit)?;
        let unit = match query.unit.as_str() {
            "" => None,
            code => Some(units.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?.clone()),
        };
        if let Some(unit) = &unit {
            rows.retain(|row| row.unit == Some(unit.id));
        }
        rows.sort_by_key(|row| (row.line, row.month, row.unit));
        Ok(Self { line, year, from, to, unit, units, rows })
    }

    /// By the rule of the progress page, so that the number clicked is found again.
    fn sum(&self) -> Dong {
        let course = Course::of(self.year, &self.rows, self.unit.as_ref().map(|unit| unit.id));
        let progress = course.by_line(12, &InForce::default()).remove(&self.line);
        progress.and_then(|progress| progress.cumulative).unwrap_or_default()
    }

    fn code_of(&self, row: &Actual) -> &str {
        self.unit_of(row).map_or("", |unit| &unit.code)
    }

    fn unit_of(&self, row: &Actual) -> Option<&Answering> {
        self.units.iter().find(|unit| Some(unit.id) == row.unit)
    }

    fn row(&self, row: &Actual) -> EntryRow {
        let unit =
            self.unit_of(row).map_or_else(|| "Cả khoản thu".to_owned(), |unit| format!("Trong đó: {}", unit.name));
        EntryRow { line: row.line.title(), month: row.month, unit, amount: row.amount.format() }
    }

    fn period(&self) -> String {
        match (self.from, self.to) {
            (from, to) if from == to => Period { year: self.year, month: to }.to_string(),
            (from, to) => format!("từ tháng {from} đến tháng {to} năm {}", self.year),
        }
    }
}

/// GET /revenue/entries
pub async fn index(user: CurrentUser, query: web::Query<EntriesQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let shell = Shell::for_page(&user, Menu::Revenue);
    let query = query.into_inner();
    let asked = query.clone();
    let entries = db.read(move |conn| Entries::read(conn, &asked)).await?;
    let year = entries.year.to_string();
    let (from, to) = (entries.from.to_string(), entries.to.to_string());
    let in_address = [
        ("year", year.as_str()),
        ("line", entries.line.code()),
        ("from", &from),
        ("month", &to),
        ("unit", &query.unit),
    ];
    let paging = Paging::new(PATH, &in_address, page_number(&query.page), entries.rows.len() as i64);
    let shown = entries.rows.iter().skip(paging.offset() as usize).take(PAGE_SIZE as usize);
    let of_unit = entries.unit.as_ref().map_or_else(String::new, |unit| format!(", phần của {}", unit.name));
    page(&EntriesPage {
        shell,
        title: entries.line.title() + &of_unit,
        period: entries.period(),
        back: address("/revenue", &[("year", &year), ("month", &to), ("unit", &query.unit)]),
        files: address("", &in_address),
        sum: words::in_full(entries.sum()),
        rows: shown.map(|row| entries.row(row)).collect(),
        paging,
    })
}

/// GET /revenue/entries.csv, /revenue/entries.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<EntriesQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let entries = db.read(move |conn| Entries::read(conn, &query)).await?;
    let rows: Vec<Vec<Value>> = entries.rows.iter().map(|row| file_row(row, entries.code_of(row))).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

fn file_row(row: &Actual, unit_code: &str) -> Vec<Value> {
    let unit = if unit_code.is_empty() { Value::Empty } else { Value::Text(unit_code.to_owned()) };
    vec![
        Value::Whole(row.year.0.into()),
        Value::Whole(row.month.into()),
        Value::Text(row.line.code().to_owned()),
        unit,
        Value::Money(row.amount),
    ]
}

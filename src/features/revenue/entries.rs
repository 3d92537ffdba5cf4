//! GET: the figures behind a number, month by month, lines' own and units', with who entered what when.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::counting::{self, Counting, Whose};
use super::drill_view::{EntriesPage, EntryRow};
use super::kept::{self, Said};
use super::links::ENTRIES;
use super::store::Answering;
use super::words;
use crate::db::{Connection, Db};
use crate::domain::date::format_date_time;
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Period, Span};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

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
    /// What no unit answers for, as `links::REST`.
    #[serde(default)]
    part: String,
    /// `all`: the file has older versions too.
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

const ALL: &str = "all";
const COUNTS: Column = Column::required("_counts", "Tính vào số (1, 0 hoặc -1)", Kind::Whole(-1..=1));

/// As revenue_actuals are imported (CONTRACT.md §3), and how each row counts.
const FORMAT: TableFormat = TableFormat {
    name: "revenue_actuals",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("month", "Tháng", Kind::MONTH),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("amount", "Thực hiện trong tháng", Kind::Money),
        COUNTS,
    ],
};

/// Every version with who entered it.
const HISTORY: TableFormat = TableFormat {
    name: "revenue_entries",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("month", "Tháng", Kind::MONTH),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("amount", "Thực hiện trong tháng", Kind::Money),
        COUNTS,
        Column::required("current", "Đang dùng", Kind::YesNo),
        Column::optional("entered_by", "Người nhập", Kind::Line),
        Column::optional("entered_at", "Lúc", Kind::Line),
        Column::optional("reason", "Lý do", Kind::Line),
    ],
};

/// A figure with all its versions, oldest first.
struct Row {
    line: RevenueLineCode,
    month: i32,
    unit: Option<UnitId>,
    versions: Vec<Said>,
    counting: Counting,
}

impl Row {
    fn amount(&self) -> Option<Dong> {
        self.versions.last().and_then(|said| said.amount)
    }
}

/// The entries of a line and all below it, in some months of a year.
struct Entries {
    line: RevenueLineCode,
    span: Span,
    whose: Whose,
    units: Vec<Answering>,
    rows: Vec<Row>,
}

impl Entries {
    fn read(conn: &mut Connection, query: &EntriesQuery) -> AppResult<Self> {
        let year = Year::parse(&query.year).ok_or(AppError::NotFound)?;
        let line = match query.line.as_str() {
            "" => RevenueLineCode::total(),
            code => RevenueLineCode::from_code(code).ok_or(AppError::NotFound)?,
        };
        let from = Period::parse_month(&query.from).unwrap_or(1);
        let span = Span::new(year, from, Period::parse_month(&query.month).unwrap_or(12));
        let mut entries = kept::entries(conn, year, span.from, span.to)?;
        entries.retain(|entry| entry.line.ancestry().any(|above| above == line));
        let units = counting::units(conn, entries.iter().map(|entry| entry.unit), &query.unit)?;
        let whose = Whose::asked(&query.unit, &query.part, &units)?;
        let figures = kept::grouped(entries, |entry| (entry.line, entry.month, entry.unit));
        let is_there = |versions: &[kept::Entry]| versions.last().is_some_and(|entry| entry.said.amount.is_some());
        let own: BTreeSet<_> = figures
            .iter()
            .filter(|((_, _, unit), versions)| unit.is_none() && is_there(versions))
            .map(|((line, month, _), _)| (*line, *month))
            .collect();
        let shown = figures.into_iter().filter(|((_, _, unit), _)| whose.includes(*unit));
        let rows = shown.map(|((line, month, unit), versions)| Row {
            line,
            month,
            unit,
            versions: versions.into_iter().map(|entry| entry.said).collect(),
            counting: whose.counting(unit, own.contains(&(line, month))),
        });
        let rows = rows.collect();
        Ok(Self { line, span, whose, units, rows })
    }

    /// By the rule of the progress page, so that the number clicked is found again.
    fn sum(&self) -> Dong {
        let counted = self.rows.iter().filter_map(|row| Some((row.amount()?, row.counting)));
        counted.fold(Dong::ZERO, |sum, (amount, counting)| match counting {
            Counting::Added => sum + amount,
            Counting::Beside => sum,
            Counting::Subtracted => sum - amount,
        })
    }

    fn row(&self, row: &Row) -> EntryRow {
        let now = row.versions.last();
        EntryRow {
            line: row.line.title(),
            month: row.month,
            unit: counting::of_whom(row.unit, &self.units),
            amount: row.amount().map_or_else(|| "đã bỏ".to_owned(), Dong::format),
            counting: if row.amount().is_some() { row.counting.word() } else { Counting::Beside.word() },
            entered: now.map(counting::entered).unwrap_or_default(),
            older: counting::older(&row.versions),
        }
    }

    fn file_row(&self, row: &Row, amount: Option<Dong>, counting: Counting) -> Vec<Value> {
        vec![
            self.span.year.0.into(),
            row.month.into(),
            row.line.code().into(),
            counting::code_of(row.unit, &self.units).into(),
            amount.into(),
            counting.factor().into(),
        ]
    }

    fn current(&self) -> Vec<Vec<Value>> {
        let there = self.rows.iter().filter_map(|row| Some((row, row.amount()?)));
        there.map(|(row, amount)| self.file_row(row, Some(amount), row.counting)).collect()
    }

    fn history(&self) -> Vec<Vec<Value>> {
        let versions = self.rows.iter().flat_map(|row| row.versions.iter().enumerate().map(move |it| (row, it)));
        let rows = versions.map(|(row, (place, said))| {
            let is_current = place + 1 == row.versions.len();
            let counting = if is_current && said.amount.is_some() { row.counting } else { Counting::Beside };
            let mut values = self.file_row(row, said.amount, counting);
            let at = said.at.map(|at| format_date_time(at.and_utc()));
            values.extend([is_current.into(), said.by.as_str().into(), at.into(), said.reason.as_str().into()]);
            values
        });
        rows.collect()
    }
}

/// GET /revenue/entries
pub async fn index(user: CurrentUser, query: web::Query<EntriesQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let shell = Shell::for_page(&user, Menu::Revenue);
    let query = query.into_inner();
    let asked = query.clone();
    let entries = db.read(move |conn| Entries::read(conn, &asked)).await?;
    let Span { year, from, to } = entries.span;
    let (year, from, to) = (year.to_string(), from.to_string(), to.to_string());
    let in_address = [
        ("year", year.as_str()),
        ("line", entries.line.code()),
        ("from", &from),
        ("month", &to),
        ("unit", &query.unit),
        ("part", &query.part),
    ];
    let paging = Paging::new(ENTRIES, &in_address, page_number(&query.page), entries.rows.len() as i64);
    let shown = paging.cut(&entries.rows);
    page(&EntriesPage {
        shell,
        title: entries.line.title() + &entries.whose.in_title(),
        period: entries.span.to_string(),
        back: address("/revenue", &[("year", &year), ("month", &to), ("unit", &query.unit)]),
        files: address("", &in_address),
        all_versions: address("", &[&in_address[..], &[("state", ALL)]].concat()),
        sum: words::in_full(entries.sum()),
        rows: shown.into_iter().map(|row| entries.row(row)).collect(),
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
    let with_history = query.state == ALL;
    let entries = db.read(move |conn| Entries::read(conn, &query)).await?;
    if with_history {
        let what = format!("Các lần nhập số thu, {}", entries.span);
        return lists::personal_file(&db, user.actor.clone(), &what, kind.into_inner(), &HISTORY, entries.history())
            .await;
    }
    lists::file(kind.into_inner(), &FORMAT, entries.current()).await
}

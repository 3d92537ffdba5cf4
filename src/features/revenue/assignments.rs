//! GET: the estimates behind a number, decision by decision, with who entered what when.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::counting::{self, Counting, Whose};
use super::drill_view::{AssignmentRow, AssignmentsPage};
use super::kept::{self, Said};
use super::links::ASSIGNMENTS;
use super::store::Answering;
use super::words;
use crate::db::{Connection, Db};
use crate::domain::date::{format_date, parse_date};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::AssignedBy;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AssignmentsQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    line: String,
    #[serde(default)]
    unit: String,
    /// What was assigned to no unit, as `links::REST`.
    #[serde(default)]
    part: String,
    #[serde(default)]
    estimate: String,
    /// The day whose estimates count; the year's last when left out.
    #[serde(default)]
    until: String,
    #[serde(default)]
    page: String,
}

/// As revenue_estimates are imported (CONTRACT.md §3), and how each row counts.
const FORMAT: TableFormat = TableFormat {
    name: "revenue_estimates",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::optional("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("assigned_by", "Cấp giao", Kind::Word(|| AssignedBy::WORDS.to_vec(), Written::Code)),
        Column::required("assigned_on", "Ngày giao", Kind::Date),
        Column::required("amount", "Dự toán", Kind::Money),
        Column::required("_counts", "Tính vào số (1, 0 hoặc -1)", Kind::Whole(-1..=1)),
    ],
};

/// What one decision assigned, with all versions of it, oldest first.
struct Row {
    line: RevenueLineCode,
    unit: Option<UnitId>,
    assigned_on: NaiveDate,
    versions: Vec<Said>,
    counting: Counting,
    /// Not in force on the day looked at: a later decision took its place, or it came later itself.
    aside: &'static str,
}

impl Row {
    fn amount(&self) -> Option<Dong> {
        self.versions.last().and_then(|said| said.amount)
    }
}

struct Assignments {
    year: Year,
    line: RevenueLineCode,
    assigned_by: AssignedBy,
    until: NaiveDate,
    whose: Whose,
    units: Vec<Answering>,
    rows: Vec<Row>,
}

impl Assignments {
    fn read(conn: &mut Connection, query: &AssignmentsQuery) -> AppResult<Self> {
        let year = Year::parse(&query.year).ok_or(AppError::NotFound)?;
        let line = match query.line.as_str() {
            "" => RevenueLineCode::total(),
            code => RevenueLineCode::from_code(code).ok_or(AppError::NotFound)?,
        };
        let assigned_by = AssignedBy::from_code(&query.estimate).unwrap_or(AssignedBy::Province);
        let until = parse_date(&query.until).unwrap_or_else(|_| year.end());
        let mut entries = kept::estimate_entries(conn, year, assigned_by)?;
        entries.retain(|entry| entry.line.ancestry().any(|above| above == line));
        let units = counting::units(conn, entries.iter().map(|entry| entry.unit), &query.unit)?;
        let whose = Whose::asked(&query.unit, &query.part, &units)?;
        let decisions = kept::grouped(entries, |entry| (entry.line, entry.unit, entry.assigned_on));
        let rows = rows(decisions, &whose, until);
        Ok(Self { year, line, assigned_by, until, whose, units, rows })
    }

    fn sum(&self) -> Dong {
        let counted = self.rows.iter().filter_map(|row| Some((row.amount()?, row.counting)));
        counted.fold(Dong::ZERO, |sum, (amount, counting)| match counting {
            Counting::Added => sum + amount,
            Counting::Beside => sum,
            Counting::Subtracted => sum - amount,
        })
    }

    fn row(&self, row: &Row) -> AssignmentRow {
        AssignmentRow {
            line: row.line.title(),
            assigned_on: format_date(row.assigned_on),
            unit: counting::of_whom(row.unit, &self.units),
            amount: row.amount().map_or_else(|| "đã bỏ".to_owned(), Dong::format),
            counting: row.counting.word(),
            aside: row.aside,
            entered: row.versions.last().map(counting::entered).unwrap_or_default(),
            older: counting::older(&row.versions),
        }
    }

    fn file_rows(&self) -> Vec<Vec<Value>> {
        let there = self.rows.iter().filter_map(|row| Some((row, row.amount()?)));
        let row = |(row, amount): (&Row, Dong)| {
            vec![
                self.year.0.into(),
                row.line.code().into(),
                counting::code_of(row.unit, &self.units).into(),
                Value::Word(self.assigned_by.code()),
                row.assigned_on.into(),
                amount.into(),
                row.counting.factor().into(),
            ]
        };
        there.map(row).collect()
    }
}

type Key = (RevenueLineCode, Option<UnitId>, NaiveDate);

fn rows(decisions: Vec<(Key, Vec<kept::EstimateEntry>)>, whose: &Whose, until: NaiveDate) -> Vec<Row> {
    // What counts on the day: of each line and unit the latest that was not taken out.
    let mut in_force: BTreeMap<(RevenueLineCode, Option<UnitId>), NaiveDate> = BTreeMap::new();
    for ((line, unit, day), versions) in &decisions {
        let is_there = versions.last().is_some_and(|entry| entry.said.amount.is_some());
        if is_there && *day <= until {
            in_force.insert((*line, *unit), *day);
        }
    }
    let own: BTreeSet<RevenueLineCode> =
        in_force.keys().filter(|(_, unit)| unit.is_none()).map(|(line, _)| *line).collect();
    let shown = decisions.into_iter().filter(|((_, unit, _), _)| whose.includes(*unit));
    let row = |((line, unit, assigned_on), versions): (Key, Vec<kept::EstimateEntry>)| {
        let counts = in_force.get(&(line, unit)) == Some(&assigned_on);
        Row {
            counting: if counts { whose.counting(unit, own.contains(&line)) } else { Counting::Beside },
            aside: match () {
                () if counts => "",
                () if assigned_on > until => "giao sau ngày đang xem",
                () => "đã thay bằng lần giao sau",
            },
            line,
            unit,
            assigned_on,
            versions: versions.into_iter().map(|entry| entry.said).collect(),
        }
    };
    shown.map(row).collect()
}

/// GET /revenue/assignments
pub async fn index(
    user: CurrentUser,
    query: web::Query<AssignmentsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let shell = Shell::for_page(&user, Menu::Revenue);
    let query = query.into_inner();
    let asked = query.clone();
    let found = db.read(move |conn| Assignments::read(conn, &asked)).await?;
    let (year, until) = (found.year.to_string(), found.until.to_string());
    let in_address = [
        ("year", year.as_str()),
        ("line", found.line.code()),
        ("unit", &query.unit),
        ("part", &query.part),
        ("estimate", found.assigned_by.code()),
        ("until", &until),
    ];
    let paging = Paging::new(ASSIGNMENTS, &in_address, page_number(&query.page), found.rows.len() as i64);
    let shown = paging.cut(&found.rows);
    page(&AssignmentsPage {
        shell,
        title: found.line.title() + &found.whose.in_title(),
        estimate: format!("dự toán {} năm {year}", found.assigned_by.word().to_lowercase()),
        until: format_date(found.until),
        back: address("/revenue", &[("year", &year), ("estimate", found.assigned_by.code()), ("unit", &query.unit)]),
        files: address("", &in_address),
        sum: words::in_full(found.sum()),
        rows: shown.into_iter().map(|row| found.row(row)).collect(),
        paging,
    })
}

/// GET /revenue/assignments.csv, /revenue/assignments.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<AssignmentsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let found = db.read(move |conn| Assignments::read(conn, &query)).await?;
    lists::file(kind.into_inner(), &FORMAT, found.file_rows()).await
}

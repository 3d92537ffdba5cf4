//! GET: the table of what the units registered, the file of it and the paper.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::pages::{Asked, Query, award_name, choices};
use super::paper_view;
use super::summary::{self, Summary};
use crate::db::Db;
use crate::domain::number::format_whole;
use crate::domain::wording::{PaperKind, Slot, Values, Wording};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{letterhead, wording};
use crate::papers::{Format, Sample, answer_list};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/rounds/summary";
/// Units on a page, each with a number for every title.
const UNITS: i64 = 30;

const FORMAT: TableFormat = TableFormat {
    name: "registration_summary",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("award_name", "Danh hiệu, hình thức", Kind::Line),
        Column::required("registered", "Số đăng ký", Kind::COUNT),
    ],
};

/// A number with the list that shows exactly its rows.
pub struct Cell {
    pub n: i64,
    pub link: String,
}

impl Cell {
    /// "63.049".
    pub fn words(&self) -> String {
        format_whole(self.n)
    }
}

/// A row of the table: of a unit, or of all together.
pub struct Line {
    pub name: String,
    pub cells: Vec<Cell>,
    pub total: Cell,
}

/// The table in words.
pub struct Table {
    /// Code and full name: the codes stand in the head of the table on the screen, with a key.
    pub awards: Vec<(&'static str, &'static str)>,
    pub lines: Vec<Line>,
    pub totals: Line,
}

impl Table {
    /// `of_unit` is the code of the only unit that the reader is shown; empty for all.
    fn of(summary: &Summary, year: Year, of_unit: &str) -> Self {
        let line = |name: &str, unit: &str, row: &[i64]| Line {
            name: name.to_owned(),
            cells: row
                .iter()
                .zip(&summary.awards)
                .map(|(n, award)| Cell { n: *n, link: link(year, unit, award.code()) })
                .collect(),
            total: Cell { n: row.iter().sum(), link: link(year, unit, "") },
        };
        Self {
            awards: summary.awards.iter().map(|award| (award.code(), award_name(*award, year))).collect(),
            lines: summary.rows.iter().map(|(unit, row)| line(&unit.name, &unit.code, row)).collect(),
            totals: line("Tổng cộng", of_unit, &summary.totals()),
        }
    }
}

fn link(year: Year, unit: &str, award: &str) -> String {
    address("/registrations", &[("year", &year.to_string()), ("unit", unit), ("award", award), ("state", "sent")])
}

#[derive(Template)]
#[template(path = "rounds/summary.html")]
struct SummaryPage {
    shell: Shell,
    year: String,
    unit: String,
    of_unit: String,
    years: Vec<Choice>,
    units: UnitChoices,
    files: String,
    table: Table,
    paging: Paging,
}

/// GET /rounds/summary
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, asked_page) = (user.actor.clone(), user.today, query.page.clone());
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        let choices = choices(conn, &asked)?;
        Ok((summary::of(conn, asked.year, asked.unit)?, asked, choices))
    });
    let (summary, asked, (years, units)) = found.await?;
    let year = asked.year.to_string();
    let in_address = [("year", year.as_str()), ("unit", asked.unit_code.as_str())];
    let table = Table::of(&summary, asked.year, &asked.unit_code);
    let paging = Paging::of_size(UNITS, PATH, &in_address, page_number(&asked_page), table.lines.len() as i64);
    page(&SummaryPage {
        shell: Shell::for_page(&user, Menu::Rounds),
        of_unit: asked.of_unit(),
        files: address("", &in_address),
        table: Table { lines: paging.cut(table.lines), ..table },
        paging,
        unit: asked.unit_code,
        year,
        years,
        units,
    })
}

/// GET /rounds/summary.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        Ok((asked.year, summary::of(conn, asked.year, asked.unit)?))
    });
    let (year, summary) = found.await?;
    let mut rows = Vec::<Vec<Value>>::new();
    for (unit, row) in &summary.rows {
        for (award, n) in summary.awards.iter().zip(row).filter(|(_, n)| **n > 0) {
            let (code, name) = (unit.code.clone(), unit.name.clone());
            let award_name = award_name(*award, year);
            rows.push(vec![
                year.0.into(),
                code.into(),
                name.into(),
                award.code().into(),
                award_name.into(),
                (*n).into(),
            ]);
        }
    }
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /rounds/summary/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (count, in_address, written) = written(&user, &db, query.into_inner(), None).await?;
    let paper = written.papers.into_iter().next();
    let bundle = paper_view::bundle(PATH, in_address, written.of, paper, "Chưa có đăng ký nào được gửi.");
    let shell = Shell::for_page(&user, Menu::Rounds);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}

/// The table of the running year, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let (_, _, sample) = match written(user, db, Query::default(), Some(words)).await {
        // No year has begun.
        Err(AppError::NotFound) => return Ok(None),
        written => written?,
    };
    Ok((!sample.papers.is_empty()).then_some(sample))
}

/// The table as it was asked for, with the query of its address.
async fn written(
    user: &CurrentUser,
    db: &Db,
    query: Query,
    words: Option<Wording>,
) -> AppResult<(usize, String, Sample)> {
    policy::must(user, Act::FollowYear)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        let all = summary::registered(conn, asked.year, asked.unit)?;
        let words = words.map_or_else(|| wording(conn, PaperKind::RegistrationSummary, None, today), Ok)?;
        Ok((summary::of(conn, asked.year, asked.unit)?, all, asked, (letterhead(conn, today)?, words)))
    });
    let (summary, all, asked, (head, words)) = found.await?;
    let (count, year) = (all.len(), asked.year.to_string());
    let said = words.with(Values::default().set(Slot::Year, year.as_str()).may(Slot::OfUnit, asked.of_unit()));
    let table = Table::of(&summary, asked.year, &asked.unit_code);
    let papers = paper_view::summary(&head, &said, &table, asked.year, all).into_iter().collect();
    let of = format!("Đăng ký danh hiệu thi đua, hình thức khen thưởng năm {year}{}", asked.of_unit());
    let in_address = address("", &[("year", &year), ("unit", &asked.unit_code)]);
    Ok((count, in_address, Sample { of, papers, missing: said.missing() }))
}

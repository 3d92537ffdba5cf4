//! GET: all units, one unit, and both as files.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::figures::{Figures, Question};
use super::file as as_file;
use super::view::*;
use super::words::{Links, Words};
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::law::AwardCode;
use crate::domain::number::format_whole;
use crate::domain::progress::round_titles;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::FileKind;
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    /// The title whose five years are shown.
    #[serde(default)]
    award: String,
}

/// GET /progress
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (figures, years) = load(&user, &db, query.into_inner(), None).await?;
    let words = Words { figures: &figures, links: Links { scope: policy::registrations_of(&user) } };
    let year = figures.question.year;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Progress),
        year,
        years,
        day: format_date(figures.this.day),
        is_running: figures.question.is_running(),
        facts: words.facts(),
        heads: words.heads(),
        rows: words.rows(),
        total: words.total(),
        below: words.below(),
        key: words.key(),
        files: address("/progress.xlsx", &[("year", &year.to_string())]),
    })
}

/// GET /progress.csv, /progress.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (figures, _) = load(&user, &db, query.into_inner(), None).await?;
    as_file::answer(kind.into_inner(), &figures).await
}

/// GET /progress/units/{code}
pub async fn unit(
    user: CurrentUser,
    code: web::Path<String>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (figures, years) = load(&user, &db, query.into_inner(), Some(code.into_inner())).await?;
    let words = Words { figures: &figures, links: Links { scope: policy::registrations_of(&user) } };
    let unit = figures.units.first().ok_or(AppError::NotFound)?;
    let year = figures.question.year;
    let files = format!("/progress/units/{}.xlsx", crate::web::percent_encode(&unit.code));
    page(&UnitPage {
        shell: Shell::for_page(&user, Menu::Progress),
        year,
        years,
        day: format_date(figures.this.day),
        is_running: figures.question.is_running(),
        unit_code: unit.code.clone(),
        unit_name: unit.name.clone(),
        staff: format_whole(figures.this.all_staff()),
        marks: marks(unit, year, &figures.all_units),
        facts: if unit.kind.is_collective() { words.facts() } else { Vec::new() },
        lines: words.award_lines(unit),
        below: words.below(),
        key: words.key(),
        files: address(&files, &[("year", &year.to_string())]),
    })
}

/// GET /progress/units/{code}.csv, .xlsx
pub async fn unit_file(
    user: CurrentUser,
    path: web::Path<(String, FileKind)>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (code, kind) = path.into_inner();
    let (figures, _) = load(&user, &db, query.into_inner(), Some(code)).await?;
    as_file::answer(kind, &figures).await
}

async fn load(
    user: &CurrentUser,
    db: &Db,
    query: Query,
    unit_code: Option<String>,
) -> AppResult<(Figures, Vec<Choice>)> {
    policy::must(user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let unit = match unit_code {
            None => None,
            Some(code) => Some(units::ops::by_code(conn, &code)?.ok_or(AppError::NotFound)?),
        };
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let award = followed(&query.award).ok_or(AppError::NotFound)?;
        Ok((Figures::load(conn, Question { year, unit, award, today })?, years::ops::choices(conn)?))
    });
    found.await
}

/// The title asked for, else the higher of the two that every unit's people run for.
fn followed(code: &str) -> Option<AwardCode> {
    AwardCode::from_code(code).or_else(|| round_titles(SubjectKind::Person).last().copied())
}

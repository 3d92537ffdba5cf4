//! GET: all units, one unit, and both as files.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::figures::{Figures, Question, ROWS_A_PAGE, Shown};
use super::file as as_file;
use super::view::*;
use super::words::people::{self, PersonLine};
use super::words::{Links, Words};
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::number::format_whole;
use crate::domain::progress::round_titles;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::features::{units, years};
use crate::policy::{self, Act, Actor, Scope};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::FileKind;
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    /// The title whose years are shown.
    #[serde(default)]
    pub award: String,
    /// Empty: all of the agency in pictures with the first few units; else that page of the list of units.
    #[serde(default)]
    pub page: String,
}

impl Query {
    fn shown(&self) -> Shown {
        if self.page.is_empty() { Shown::First } else { Shown::Page(page_number(&self.page)) }
    }
}

/// What the reader may open of the rows behind numbers.
pub fn links(actor: &Actor) -> Links {
    Links { scope: policy::registrations_of(actor), dossiers: policy::dossiers_of(actor) }
}

/// GET /progress
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let shown = query.shown();
    let (figures, years) = load(&user, &db, query.clone(), shown).await?;
    let words = Words { figures: &figures, links: links(&user) };
    let year = figures.question.year;
    let in_address = [("year", &*year.to_string()), ("award", &*query.award)];
    let paging = Paging::of_size(ROWS_A_PAGE, "/progress", &in_address, page_number(&query.page), figures.units_in_all);
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
        is_list: shown != Shown::First,
        has_more: figures.units_in_all > figures.units.len() as i64,
        whole: address("/progress", &in_address),
        paging,
        lines: words.award_lines(None),
        caps: words.caps(None),
        below: words.below(),
        key: words.key(),
        files: address("/progress.xlsx", &[("year", &year.to_string())]),
        by_unit: address("/progress/years", &in_address),
    })
}

/// GET /progress.csv, /progress.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (figures, _) = load(&user, &db, query.into_inner(), Shown::All).await?;
    as_file::answer(kind.into_inner(), &figures).await
}

/// GET /progress/units/{code}
pub async fn unit(
    user: CurrentUser,
    code: web::Path<String>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (links, query, today) = (links(&user), query.into_inner(), user.today);
    let page_asked = page_number(&query.page);
    let read = db.read(move |conn| {
        let id = units::ops::by_code(conn, &code)?.ok_or(AppError::NotFound)?;
        let question = question(conn, &query, today, Some(id), Shown::All)?;
        let figures = Figures::load(conn, question)?;
        let people = people_of(conn, &figures, (id, &code), people::whose(links.scope, id), page_asked)?;
        Ok((figures, people, years::ops::choices(conn)?))
    });
    let (figures, people, years) = read.await?;
    let words = Words { figures: &figures, links };
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
        marks: marks(unit, figures.run.years.first().copied().unwrap_or(year), year, &figures.all_units),
        facts: if unit.kind.is_collective() { words.facts() } else { Vec::new() },
        lines: words.award_lines(Some(unit)),
        caps: words.caps(Some(unit)),
        people,
        below: words.below(),
        key: words.key(),
        files: address(&files, &[("year", &year.to_string())]),
    })
}

/// The people who were in the unit on the day of its numbers: those of one page the reader may read of.
fn people_of(
    conn: &mut Connection,
    figures: &Figures,
    (unit, code): (UnitId, &str),
    whose: Scope,
    page: i64,
) -> AppResult<People> {
    let question = &figures.question;
    let is_whole = matches!(whose, Scope::All | Scope::Unit(..));
    let total = if is_whole { figures.this.all_staff() } else { 0 };
    let path = format!("/progress/units/{}", crate::web::percent_encode(code));
    let in_address = [("year", &*question.year.to_string()), ("award", question.award.code())];
    let paging = Paging::of_size(ROWS_A_PAGE, &path, &in_address, page, total);
    let lines: Vec<PersonLine> = people::lines(conn, question, unit, whose, (ROWS_A_PAGE, paging.offset()))?;
    Ok(People { lines, is_whole, paging })
}

/// GET /progress/units/{code}.csv, .xlsx
pub async fn unit_file(
    user: CurrentUser,
    path: web::Path<(String, FileKind)>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (code, kind) = path.into_inner();
    policy::must(&user, Act::SeeResults)?;
    let (query, today) = (query.into_inner(), user.today);
    let read = db.read(move |conn| {
        let id = units::ops::by_code(conn, &code)?.ok_or(AppError::NotFound)?;
        let question = question(conn, &query, today, Some(id), Shown::All)?;
        Figures::load(conn, question)
    });
    let figures = read.await?;
    as_file::answer(kind, &figures).await
}

async fn load(user: &CurrentUser, db: &Db, query: Query, shown: Shown) -> AppResult<(Figures, Vec<Choice>)> {
    policy::must(user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let question = question(conn, &query, today, None, shown)?;
        Ok((Figures::load(conn, question)?, years::ops::choices(conn)?))
    });
    found.await
}

fn question(
    conn: &mut Connection,
    query: &Query,
    today: chrono::NaiveDate,
    unit: Option<UnitId>,
    shown: Shown,
) -> AppResult<Question> {
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let award = followed(&query.award).ok_or(AppError::NotFound)?;
    Ok(Question { year, unit, shown, award, today })
}

/// The title asked for, else the higher of the two that every unit's people run for.
pub fn followed(code: &str) -> Option<AwardCode> {
    AwardCode::from_code(code).or_else(|| round_titles(SubjectKind::Person).last().copied())
}

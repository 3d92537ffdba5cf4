//! GET: the reports of a year, one of them with the figures of the moment, one that is kept.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::counting::{count, count_in};
use super::form::Asked;
use super::store::{self, Report};
use super::view::{Head, IndexPage, KeptLine, Line, ShowPage, TextPage, address_of, fields, query_of};
use crate::db::{Connection, Db};
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::report::{About, Kind, State};
use crate::domain::revenue::{MONTHS, Period};
use crate::domain::wording::{PaperKind, Wording};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{revenue, units, years};
use crate::papers::{Bundle, Format, Sample, answer};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::shell::{Menu, Shell};
use crate::web::{ById, history, page};

/// A report as its address names it.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    year: Year,
    kind: String,
}

/// GET /reports
pub async fn index(user: CurrentUser, query: web::Query<Asked>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    page(&index_page(&user, &db, query.into_inner(), FieldErrors::default()).await?)
}

pub async fn index_page(user: &CurrentUser, db: &Db, asked: Asked, errors: FieldErrors) -> AppResult<IndexPage> {
    let today = user.today;
    let read = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked.year, today)?;
        let unit = units::ops::asked(conn, &asked.unit)?.filter(|unit| *unit != UnitId::NONE);
        let unit_code = units::ops::code_of(conn, unit)?;
        let month = match Period::parse_month(&asked.month) {
            Some(month) => month,
            None => revenue::ops::last_month(conn, year, today)?,
        };
        let choices = (years::ops::choices(conn)?, units::ops::choices(conn, &asked.unit)?);
        Ok((year, unit, (unit_code, asked.unit), month, choices, store::of_year(conn, year)?))
    });
    let (year, unit, (unit_code, typed), month, (years, units), kept) = read.await?;
    let about = |kind: &Kind| About { kind: *kind, year, month: kind.last_month().unwrap_or(month), unit };
    let line = |about: About| Line::of(&about, &unit_code, policy::may(user, Act::WriteReport(about.kind, about.unit)));
    let is_seen =
        |it: &store::Line| it.state == State::Completed || policy::may(user, Act::SeeDraftReport(it.kind, it.unit));
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Reports),
        lines: Kind::ALL.iter().map(about).map(line).collect(),
        kept: kept.into_iter().filter(is_seen).map(|it| KeptLine::of(year, it)).collect(),
        year: year.to_string(),
        unit: if unit.is_some() { unit_code } else { typed },
        month: month.to_string(),
        years,
        units,
        months: MONTHS.map(|month| Choice::new(month.to_string(), month.to_string())).collect(),
        errors,
    })
}

/// GET /reports/{year}/{kind}
pub async fn show_now(
    user: CurrentUser,
    named: web::Path<Named>,
    query: web::Query<Asked>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (Named { year, kind }, query) = (named.into_inner(), query.into_inner());
    let kind = Kind::from_code(&kind).ok_or(AppError::NotFound)?;
    let today = user.today;
    let read = db.read(move |conn| {
        let unit = match query.unit.as_str() {
            "" => None,
            code => Some(units::ops::by_code(conn, code)?.ok_or(AppError::NotFound)?),
        };
        let month = match kind.last_month().or_else(|| Period::parse_month(&query.month)) {
            Some(month) => month,
            None => revenue::ops::last_month(conn, year, today)?,
        };
        let about = About { kind, year, month, unit };
        Ok((about, query.unit, count(conn, about, today)?))
    });
    let (about, unit, content) = read.await?;
    let bundle = Bundle {
        title: about.name(),
        papers: vec![content.paper()],
        empty: "",
        back: format!("/reports?year={year}"),
        address: address_of(year, kind),
        query: query_of(&about, &unit),
    };
    answer(format, Shell::for_page(&user, Menu::Reports), bundle).await
}

/// A report the user may read: while it is written it is there only for those who write it.
pub async fn load(db: &Db, user: &CurrentUser, id: ReportId) -> AppResult<Report> {
    policy::must(user, Act::SeeResults)?;
    let found = db.read(move |conn| store::find(conn, id)).await?;
    let About { kind, unit, .. } = found.about;
    if found.state == State::Draft {
        policy::must_see(user, Act::SeeDraftReport(kind, unit))?;
    }
    Ok(found)
}

/// One that the user may write.
pub async fn load_to_write(db: &Db, user: &CurrentUser, id: ReportId) -> AppResult<Report> {
    let found = load(db, user, id).await?;
    policy::must(user, Act::WriteReport(found.about.kind, found.about.unit))?;
    Ok(found)
}

/// GET /reports/{id}
pub async fn show(user: CurrentUser, id: web::Path<ReportId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let found = load(&db, &user, *id).await?;
    page(&show_page(&user, &db, found, String::new(), FieldErrors::default()).await?)
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    found: Report,
    note: String,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let object = Object::Report(found.id);
    let read = db.read(move |conn: &mut Connection| {
        let completed = history::moment(conn, object, EventKind::ReportCompleted)?;
        Ok((completed.is_some(), history::of(conn, object)?))
    });
    let (was_completed, history) = read.await?;
    let can_write = policy::may(user, Act::WriteReport(found.about.kind, found.about.unit));
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Reports),
        it: Head::of(&found),
        papers: vec![found.content.paper()],
        can_write,
        can_discard: can_write && !was_completed,
        outdated: found.content.parts.iter().filter(|part| part.is_outdated()).count(),
        note,
        errors,
        history,
    })
}

/// GET /reports/{id}/text
pub async fn text(user: CurrentUser, id: web::Path<ReportId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let found = load_to_write(&db, &user, *id).await?;
    if found.state != State::Draft {
        return Err(AppError::Illegal);
    }
    page(&text_page(&user, &found, &TypedFields::default(), FieldErrors::default()))
}

/// The form as the report stands, or as it was typed.
pub fn text_page(user: &CurrentUser, found: &Report, typed: &TypedFields, errors: FieldErrors) -> TextPage {
    TextPage {
        shell: Shell::for_page(user, Menu::Reports),
        it: Head::of(found),
        version: if typed.has("version") { typed.version() } else { found.version },
        fields: fields(&found.content.parts, typed),
        put_back: None,
        errors,
    }
}

/// GET /reports/{id}/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<ReportId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = load(&db, &user, id.id).await?;
    let bundle = Bundle {
        title: found.about.name(),
        papers: vec![found.content.paper()],
        empty: "",
        back: format!("/reports/{}", found.id),
        address: format!("/reports/{}/print", found.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Reports), bundle).await
}

/// The half-year's report of the current year, or its revenue so far, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let today = user.today;
    let kind = if words.kind == PaperKind::RevenueReport { Kind::Revenue } else { Kind::HalfYear };
    let read = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, "", today)?;
        let month = match kind.last_month() {
            Some(month) => month,
            None => revenue::ops::last_month(conn, year, today)?,
        };
        let about = About { kind, year, month, unit: None };
        let (content, missing) = count_in(conn, about, today, words)?;
        Ok(Some(Sample { of: about.name(), papers: vec![content.paper()], missing }))
    });
    read.await
}

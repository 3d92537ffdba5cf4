//! GET: the reports of a year, and one of them as a paper.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::paper_view::Read;
use super::view::{IndexPage, Line, address_of};
use crate::db::Db;
use crate::domain::report::Kind;
use crate::domain::wording::{PaperKind, Wording};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::wording;
use crate::features::years;
use crate::papers::{Bundle, Format, Sample, answer};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

/// A report as its address names it.
#[derive(Debug, Clone, Deserialize)]
pub struct Asked {
    year: Year,
    kind: String,
}

/// GET /reports
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found =
        db.read(move |conn| Ok((years::ops::asked_or_current(conn, &query.year, today)?, years::ops::choices(conn)?)));
    let (year, years) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Reports),
        year: year.to_string(),
        years,
        lines: Kind::ALL.iter().map(|kind| Line::of(year, *kind)).collect(),
    })
}

/// GET /reports/{year}/{kind}
pub async fn show(
    user: CurrentUser,
    asked: web::Path<Asked>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let Asked { year, kind } = asked.into_inner();
    let kind = Kind::from_code(&kind).ok_or(AppError::NotFound)?;
    let today = user.today;
    let read = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &year.to_string(), today)?;
        let words = wording(conn, PaperKind::Report, None, today)?;
        Read::of(conn, kind, year, today, words)
    });
    let written = read.await?.report();
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/reports?year={year}"),
        address: address_of(year, kind),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Reports), bundle).await
}

/// The half-year's report of the current year, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let today = user.today;
    let read = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, "", today)?;
        Read::of(conn, Kind::HalfYear, year, today, words)
    });
    Ok(Some(read.await?.report()))
}

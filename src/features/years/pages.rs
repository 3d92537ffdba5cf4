//! GET: the years, the form of a new one, one year with its dates, the check before it ends or opens again.

use actix_web::{HttpResponse, web};

use super::form::{NewYearForm, filled};
use super::ops::{self, State};
use super::view::*;
use crate::db::Db;
use crate::domain::date;
use crate::domain::event::Object;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;
use crate::web::{history, page};

const FORMAT: TableFormat = TableFormat {
    name: "years",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("registration_due_on", "Hạn đăng ký", Kind::Date),
    ],
};

/// GET /years
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let lines = db.read(|conn| {
        let years = ops::list(conn)?;
        ops::with_dates(conn, years)
    });
    let lines = lines.await?.iter().map(|(it, dates)| Line::of(it, dates)).collect();
    let can_edit = policy::may(&user, Act::KeepSettings);
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Years), lines, can_edit })
}

/// GET /years.csv, /years.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let years = db.read(ops::list).await?;
    let row = |it: ops::EmulationYear| -> Vec<Value> {
        vec![it.year.0.into(), Value::Word(it.state.code()), it.registration_due_on.into()]
    };
    let rows: Vec<_> = years.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /years/new: the year after the newest is filled in.
pub async fn new(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let newest = db.read(ops::all).await?.into_iter().next();
    let year = newest.map_or(Year::of(user.today), Year::next).to_string();
    page(&new_page(&user, NewYearForm { year }, FieldErrors::default()))
}

pub fn new_page(user: &CurrentUser, form: NewYearForm, errors: FieldErrors) -> NewPage {
    NewPage { shell: Shell::for_page(user, Menu::Years), form, errors }
}

/// GET /years/{year}
pub async fn show(user: CurrentUser, year: web::Path<Year>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    page(&show_page(&user, &db, *year, None, FieldErrors::default()).await?)
}

/// The year as stored, or with what was `typed` and what is wrong with it.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    year: Year,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let found = db.read(move |conn| {
        let object = Object::Year(year);
        let (it, dates) = (ops::find(conn, year)?, ops::dates(conn, year)?);
        Ok((it, dates, history::version(conn, object)?, history::of(conn, object)?))
    });
    let (it, dates, version, history) = found.await?;
    let may_keep = policy::may(user, Act::KeepSettings);
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Years),
        year,
        state: it.state,
        closed_on: it.closed_on.map_or_else(String::new, date::format_date),
        opens: dates.registration_opens_on.map_or_else(|| "Ngay khi mở năm".to_owned(), date::format_date),
        due: date::format_date(dates.registration_due_on),
        lines: DateLine::all(&dates),
        can_edit: may_keep && it.closed_on.is_none(),
        can_close: may_keep && it.closed_on.is_none() && user.today >= year.start(),
        can_reopen: may_keep && it.state == State::Closed,
        form: typed.unwrap_or_else(|| filled(&dates, version)),
        errors,
        history,
    })
}

/// GET /years/{year}/closing
pub async fn closing(user: CurrentUser, year: web::Path<Year>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    page(&closing_page(&user, &db, *year, FieldErrors::default()).await?)
}

/// What would stand still once the year has ended.
pub async fn closing_page(user: &CurrentUser, db: &Db, year: Year, errors: FieldErrors) -> AppResult<ClosingPage> {
    let found = db.read(move |conn| {
        let it = ops::find(conn, year)?;
        Ok((it, ops::running(conn, year)?, history::version(conn, Object::Year(year))?))
    });
    let (it, running, version) = found.await?;
    if it.closed_on.is_some() {
        return Err(AppError::Illegal);
    }
    Ok(ClosingPage { shell: Shell::for_page(user, Menu::Years), year, running, version, errors })
}

/// GET /years/{year}/reopening
pub async fn reopening(user: CurrentUser, year: web::Path<Year>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    page(&reopening_page(&user, &db, *year, StepForm::default(), FieldErrors::default()).await?)
}

pub async fn reopening_page(
    user: &CurrentUser,
    db: &Db,
    year: Year,
    form: StepForm,
    errors: FieldErrors,
) -> AppResult<ReopeningPage> {
    let found = db.read(move |conn| Ok((ops::find(conn, year)?, history::version(conn, Object::Year(year))?)));
    let (it, version) = found.await?;
    if it.state == State::Open {
        return Err(AppError::Illegal);
    }
    Ok(ReopeningPage { shell: Shell::for_page(user, Menu::Years), year, version, form, errors })
}

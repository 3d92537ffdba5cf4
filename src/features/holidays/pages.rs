//! GET: the table of a calendar year.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{HolidayForm, OFF, WORKED};
use super::ops::Holiday;
use super::store;
use super::view::{IndexPage, Line};
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

impl Query {
    fn year(&self, user: &CurrentUser) -> Year {
        Year::parse(&self.year).unwrap_or(Year::of(user.today))
    }
}

const FORMAT: TableFormat = TableFormat {
    name: "holidays",
    columns: &[
        Column::required("day", "Ngày", Kind::Date),
        Column::required("name", "Tên", Kind::Line),
        Column::required("is_worked", "Làm bù", Kind::YesNo),
    ],
};

pub fn address(year: Year) -> String {
    format!("/holidays?year={year}")
}

/// GET /holidays
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = HolidayForm { kind: OFF.to_owned(), ..HolidayForm::default() };
    page(&index_page(&user, &db, query.year(&user), form, FieldErrors::default()).await?)
}

/// The table with the form under it, fresh or with what is wrong.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    year: Year,
    form: HolidayForm,
    errors: FieldErrors,
) -> AppResult<IndexPage> {
    policy::must(user, Act::SeeSettings)?;
    let found = db.read(move |conn| {
        let history = history::of(conn, Object::Holidays(year))?;
        Ok((store::between(conn, year.start(), year.end())?, store::reach(conn)?, history))
    });
    let (days, (first, last), history) = found.await?;
    let year_of = |day: Option<chrono::NaiveDate>| day.map_or(year, Year::of);
    let years = year_of(first).min(year).0..=(year_of(last).max(year).0 + 1);
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Years),
        year: year.to_string(),
        years: years.rev().map(|year| Choice::new(year.to_string(), year.to_string())).collect(),
        lines: days.iter().map(Line::of).collect(),
        can_keep: policy::may(user, Act::KeepSettings),
        kinds: vec![Choice::new(OFF, "Nghỉ"), Choice::new(WORKED, "Làm bù (thứ Bảy, Chủ nhật)")],
        history,
        form,
        errors,
    })
}

/// GET /holidays.csv, /holidays.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let year = query.year(&user);
    let days = db.read(move |conn| store::between(conn, year.start(), year.end())).await?;
    let row = |it: Holiday| -> Vec<Value> { vec![it.day.into(), it.name.into(), Value::YesNo(it.is_worked)] };
    let rows: Vec<_> = days.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

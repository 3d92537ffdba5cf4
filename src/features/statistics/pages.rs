//! GET: the forms of a period, one of them with its numbers, and its file.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::codes_page;
use super::counting::{fill, form_of, forms_of, regime_of};
use super::store::{self, FormCode};
use super::view::*;
use super::{file, notes};
use crate::db::{Connection, Db};
use crate::domain::law::{Countable, catalogue};
use crate::domain::statistics::{Period, Window};
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// The period, as in the address; anything else is the usual one of the current year.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub period: String,
}

impl Query {
    pub fn period(&self, conn: &mut Connection, today: NaiveDate) -> AppResult<Period> {
        let year = years::ops::asked_or_current(conn, &self.year, today)?;
        Ok(Period::of(catalogue(), year, Window::from_code(&self.period)))
    }
}

fn bar_of(period: &Period, years: Vec<Choice>) -> FilterBar {
    let choice = |window: &Window| {
        let of_window = Period::of(catalogue(), period.year, Some(*window));
        Choice::new(window.code(), format!("{} ({})", window.word(), days_of(&of_window)))
    };
    FilterBar {
        year: period.year.to_string(),
        period: period.window.code().to_owned(),
        years,
        periods: Window::ALL.iter().map(choice).collect(),
    }
}

fn codes_address(actor: &Actor, period: &Period) -> String {
    let regime = regime_of(period).filter(|_| policy::may(actor, Act::SeeSettings));
    regime.map_or_else(String::new, codes_page::address)
}

/// What officials say of the forms of a period.
pub fn codes_of(conn: &mut Connection, period: &Period) -> AppResult<Vec<FormCode>> {
    regime_of(period).map_or_else(|| Ok(Vec::new()), |regime| store::codes(conn, &regime.code))
}

/// GET /statistics
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let period = query.period(conn, today)?;
        Ok((period, fill(conn, period, &forms_of(&period))?, years::ops::choices(conn)?))
    });
    let (period, filled, years) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Statistics),
        days: days_of(&period),
        lines: filled.iter().map(IndexLine::of).collect(),
        paper: address("/statistics/print", &in_address(&period, &period.year.to_string())),
        codes: codes_address(&user, &period),
        filter: bar_of(&period, years),
    })
}

/// GET /statistics/{form}
pub async fn show(
    user: CurrentUser,
    form: web::Path<String>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let period = query.period(conn, today)?;
        let filled = fill(conn, period, &[form_of(&period, &form)?])?.pop().ok_or(AppError::NotFound)?;
        Ok((filled, codes_of(conn, &period)?, years::ops::choices(conn)?))
    });
    let (filled, codes, years) = found.await?;
    let (form, period, table) = (filled.form, filled.period, &filled.table);
    let can_see_rows = policy::may(&user, Act::SeeDecisions);
    let code = codes.into_iter().find(|it| it.form == form.code);
    page(&FormPage {
        shell: Shell::for_page(&user, Menu::Statistics),
        title: &form.title,
        code: &form.code,
        form_code: code.map_or_else(String::new, |it| it.code),
        days: days_of(&period),
        heads: heads_of(&table.columns),
        total: cells_of(&filled, "", &table.direct, can_see_rows),
        parts: parts_of(&filled, can_see_rows),
        control: control_of(table),
        is_right: table.differences().is_empty(),
        agreement: agreement(table),
        proof: proof(&filled),
        notes: notes::of(&filled, today),
        key: key_of(&table.columns),
        counts_awards: form.counts == Countable::Awards,
        rows: address_of(form, "/rows", &period),
        query: address("", &in_address(&period, &period.year.to_string())),
        codes: codes_address(&user, &period),
        can_see_rows,
        filter: bar_of(&period, years),
    })
}

/// GET /statistics/{form}.csv, /statistics/{form}.xlsx
pub async fn file(
    user: CurrentUser,
    asked: web::Path<(String, FileKind)>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (form, kind) = asked.into_inner();
    let today = user.today;
    let found = db.read(move |conn| {
        let period = query.period(conn, today)?;
        fill(conn, period, &[form_of(&period, &form)?])?.pop().ok_or(AppError::NotFound)
    });
    let filled = found.await?;
    lists::file(kind, file::format_of(filled.form)?, file::rows_of(&filled)).await
}

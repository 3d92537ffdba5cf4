//! POST: a month's figures, an estimate; closing a month and opening it again.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, Typed};
use super::{months, ops, tables};
use crate::db::{Db, Tx};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::paging::address;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /revenue/entry
pub async fn enter_month(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Typed>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let form = posted.form;
    let saved = match form.month_entry() {
        Ok(entry) => {
            let (year, month) = (entry.period.year.to_string(), entry.period.month.to_string());
            let location = address("/revenue", &[("year", &year), ("month", &month), ("unit", &entry.unit_code)]);
            let words = format!("Đã lưu số thu {}.", entry.period);
            let work = move |tx: &mut Tx| ops::enter_month(tx, &entry).map(|()| location);
            db.carry_out(user.actor.clone(), posted.number, work).await.map(|location| (location, words))
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|(location, words)| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| tables::entry_page(&user, form, errors, &db).await).await
}

/// POST /revenue/estimates
pub async fn assign_estimate(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Typed>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let form = posted.form;
    let saved = match form.assignment() {
        Ok(new) => {
            let (year, estimate) = (new.year.to_string(), new.assigned_by.code());
            let location = address("/revenue", &[("year", &year), ("unit", &new.unit_code), ("estimate", estimate)]);
            let words = format!("Đã lưu dự toán {} năm {year}.", new.assigned_by.word().to_lowercase());
            let work = move |tx: &mut Tx| ops::assign_estimate(tx, &new).map(|()| location);
            db.carry_out(user.actor.clone(), posted.number, work).await.map(|location| (location, words))
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|(location, words)| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| tables::estimates_page(&user, form, errors, &db).await).await
}

/// POST /revenue/months/{year}/{month}/closing
pub async fn close_month(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(Year, i32)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let period = months::period_of(&path)?;
    let seen = posted.form.of("seen").to_owned();
    let work = move |tx: &mut Tx| ops::close_month(tx, period, &seen).map(|()| months::address_of(period.year));
    let closed = db.carry_out(user.actor.clone(), posted.number, work).await;
    let said = closed.map(|location| flash::said(&request, &location, &format!("Đã chốt số liệu {period}.")));
    or_form_again(said, async |errors| months::closing_page(&user, &db, period, errors).await).await
}

/// POST /revenue/months/{year}/{month}/reopening
pub async fn reopen_month(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(Year, i32)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ReopenRevenueMonth { closed_by: None })?;
    let period = months::period_of(&path)?;
    let reopened = match form::reopening(&posted.form) {
        Ok(reason) => {
            let work =
                move |tx: &mut Tx| ops::reopen_month(tx, period, &reason).map(|()| months::address_of(period.year));
            db.carry_out(user.actor.clone(), posted.number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = reopened.map(|location| flash::said(&request, &location, &format!("Đã mở lại số liệu {period}.")));
    or_form_again(said, async |errors| months::reopening_page(&user, &db, period, posted.form, errors).await).await
}

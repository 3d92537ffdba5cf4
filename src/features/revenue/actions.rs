//! POST: a month's figures, an estimate.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::Typed;
use super::{ops, tables};
use crate::db::Db;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::posted::Posted;
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
            let work = move |tx: &mut crate::db::Tx| ops::enter_month(tx, &entry).map(|()| location);
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
            let work = move |tx: &mut crate::db::Tx| ops::assign_estimate(tx, &new).map(|()| location);
            db.carry_out(user.actor.clone(), posted.number, work).await.map(|location| (location, words))
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|(location, words)| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| tables::estimates_page(&user, form, errors, &db).await).await
}

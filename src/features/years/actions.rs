//! POST: open a year, set its dates, end it, open it again.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, NewYearForm};
use super::ops;
use super::pages::{closing_page, new_page, reopening_page, show_page};
use crate::db::{Db, Tx};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /years
pub async fn open(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<NewYearForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let opened = match posted.form.parse() {
        Ok(year) => {
            let open = move |tx: &mut Tx| ops::open(tx, year).map(|()| format!("/years/{year}"));
            db.carry_out(user.actor.clone(), posted.number, open).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = opened.map(|location| flash::said(&request, &location, "Đã mở năm thi đua. Xem lại các mốc của năm."));
    or_form_again(said, async |errors| Ok(new_page(&user, posted.form, errors))).await
}

/// POST /years/{year}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    year: web::Path<Year>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (year, typed) = (*year, posted.form.clone());
    let change = move |tx: &mut Tx| {
        let stored = ops::dates(tx.conn, year)?;
        let dates = form::parse(&typed, year, &stored)?;
        ops::change(tx, year, typed.version(), &dates).map(|()| format!("/years/{year}"))
    };
    let changed = db.carry_out(user.actor.clone(), posted.number, change).await;
    let said = changed.map(|location| flash::said(&request, &location, "Đã lưu các mốc của năm."));
    or_form_again(said, async |errors| show_page(&user, &db, year, Some(posted.form), errors).await).await
}

/// POST /years/{year}/closing
pub async fn close(
    request: HttpRequest,
    user: CurrentUser,
    year: web::Path<Year>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (year, seen) = (*year, posted.form.version);
    let close = move |tx: &mut Tx| ops::close(tx, year, seen).map(|()| format!("/years/{year}"));
    let closed = db.carry_out(user.actor.clone(), posted.number, close).await;
    let said = closed.map(|location| flash::said(&request, &location, "Đã kết thúc năm thi đua."));
    or_form_again(said, async |errors| closing_page(&user, &db, year, errors).await).await
}

/// POST /years/{year}/reopening
pub async fn reopen(
    request: HttpRequest,
    user: CurrentUser,
    year: web::Path<Year>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (year, seen) = (*year, posted.form.version);
    let reopened = match form::reason(&posted.form, "Nêu lý do mở lại năm thi đua.") {
        Ok(reason) => {
            let reopen = move |tx: &mut Tx| ops::reopen(tx, year, seen, &reason).map(|()| format!("/years/{year}"));
            db.carry_out(user.actor.clone(), posted.number, reopen).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = reopened.map(|location| flash::said(&request, &location, "Đã mở lại năm thi đua."));
    or_form_again(said, async |errors| reopening_page(&user, &db, year, posted.form, errors).await).await
}

//! POST: open a year, set its state and dates.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, NewYearForm};
use super::ops;
use super::pages::{new_page, show_page};
use crate::db::{Db, Tx};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
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
        let (state, dates) = form::parse(&typed, year, &stored)?;
        ops::change(tx, year, typed.version(), state, &dates).map(|()| format!("/years/{year}"))
    };
    let changed = db.carry_out(user.actor.clone(), posted.number, change).await;
    let said = changed.map(|location| flash::said(&request, &location, "Đã lưu các mốc của năm."));
    or_form_again(said, async |errors| show_page(&user, &db, year, Some(posted.form), errors).await).await
}

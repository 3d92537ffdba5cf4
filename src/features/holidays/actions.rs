//! POST: add a day to the table, take one out.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;

use super::form::HolidayForm;
use super::ops;
use super::pages::{address, index_page};
use crate::db::{Db, Tx};
use crate::domain::date::parse_date;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /holidays
pub async fn add(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<HolidayForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let form = posted.form;
    let year = Year::of(parse_date(&form.day).unwrap_or(user.today));
    let added = match form.parse() {
        Ok(new) => {
            let add = move |tx: &mut Tx| ops::add(tx, &new).map(|()| address(year));
            db.carry_out(user.actor.clone(), posted.number, add).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = added.map(|location| flash::said(&request, &location, "Đã thêm vào bảng ngày nghỉ."));
    or_form_again(said, async |errors| index_page(&user, &db, year, form, errors).await).await
}

/// POST /holidays/{day}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    day: web::Path<NaiveDate>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let day = *day;
    let remove = move |tx: &mut Tx| ops::remove(tx, day).map(|()| address(Year::of(day)));
    let location = db.carry_out(user.actor.clone(), posted.number, remove).await?;
    Ok(flash::said(&request, &location, "Đã bỏ khỏi bảng. Đợt niêm yết đã mở giữ nguyên ngày kết thúc."))
}

//! POST: record a higher level, take the record back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{LevelForm, WithdrawalForm};
use super::ops;
use super::pages::{Typed, levels_page};
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::features::initiatives::actions::carry_out;
use crate::features::initiatives::view::address_of;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /initiatives/{code}/levels
pub async fn raise(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<LevelForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, code) = (posted.form, code.into_inner());
    let saved = match form.parse() {
        Ok(new) => {
            let raise = move |tx: &mut Tx, seen| ops::raise(tx, seen, &new);
            carry_out(&user, &db, posted.number, &code, form.version, address_of(&code), raise).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi công nhận ở cấp cao hơn."));
    let typed = Typed { level: Some(form), ..Typed::default() };
    or_form_again(said, async |errors| levels_page(&user, &db, &code, typed, errors).await).await
}

/// POST /initiatives/{code}/levels/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<WithdrawalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, code) = (posted.form, code.into_inner());
    let saved = match form.parse() {
        Ok(reason) => {
            let withdraw = move |tx: &mut Tx, seen| ops::withdraw(tx, seen, &reason);
            carry_out(&user, &db, posted.number, &code, form.version, address_of(&code), withdraw).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã thu lại. Sáng kiến trở về cấp trước đó."));
    let typed = Typed { withdrawal: form, ..Typed::default() };
    or_form_again(said, async |errors| levels_page(&user, &db, &code, typed, errors).await).await
}

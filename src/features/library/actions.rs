//! POST: a unit confirms that it uses an initiative, or takes that back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{UseForm, WithdrawalForm};
use super::ops;
use super::pages::{Typed, must_speak_for_unit, show_page};
use super::view::address_of;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /library/{code}/uses
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<UseForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, code) = (posted.form, code.into_inner());
    must_speak_for_unit(&user, &db, &code).await?;
    let saved = match form.parse() {
        Ok(new) => {
            let code = code.clone();
            let confirm = move |tx: &mut Tx| ops::confirm(tx, &code, &new).map(|()| address_of(&code));
            db.carry_out(user.actor.clone(), posted.number, confirm).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã xác nhận đơn vị áp dụng sáng kiến."));
    let typed = Typed { form, ..Typed::default() };
    or_form_again(said, async |errors| show_page(&user, &db, &code, typed, errors).await).await
}

/// POST /library/{code}/uses/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<WithdrawalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, code) = (posted.form, code.into_inner());
    must_speak_for_unit(&user, &db, &code).await?;
    let saved = match form.parse() {
        Ok(reason) => {
            let code = code.clone();
            let withdraw = move |tx: &mut Tx| ops::withdraw(tx, &code, &reason).map(|()| address_of(&code));
            db.carry_out(user.actor.clone(), posted.number, withdraw).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã thu lại xác nhận."));
    let typed = Typed { withdrawal: form, ..Typed::default() };
    or_form_again(said, async |errors| show_page(&user, &db, &code, typed, errors).await).await
}

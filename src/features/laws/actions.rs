//! POST: confirm an entry, take the confirmation back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{ConfirmationForm, WithdrawalForm};
use super::ops;
use super::pages::{Typed, entry_page};
use super::view::address;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /laws/entries/{key}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    key: web::Path<String>,
    posted: Posted<ConfirmationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (form, key) = (posted.form, key.into_inner());
    let saved = match form.parse() {
        Ok(seen) => {
            let key = key.clone();
            let confirm = move |tx: &mut Tx| ops::confirm(tx, &key, &seen).map(|()| address(&key));
            db.carry_out(user.actor.clone(), posted.number, confirm).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã xác nhận theo văn bản đã xem."));
    let typed = Typed { confirmation: form, ..Typed::default() };
    or_form_again(said, async |errors| entry_page(&user, &db, key, typed, errors).await).await
}

/// POST /laws/entries/{key}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    key: web::Path<String>,
    posted: Posted<WithdrawalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (form, key) = (posted.form, key.into_inner());
    let saved = match form.parse() {
        Ok(because) => {
            let key = key.clone();
            let withdraw = move |tx: &mut Tx| ops::withdraw(tx, &key, &because).map(|()| address(&key));
            db.carry_out(user.actor.clone(), posted.number, withdraw).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã rút xác nhận."));
    let typed = Typed { withdrawal: form, ..Typed::default() };
    or_form_again(said, async |errors| entry_page(&user, &db, key, typed, errors).await).await
}

//! POST: give more time to register, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::extension_pages::{index_page, withdrawal_page};
use super::form::{ExtensionForm, WithdrawalForm};
use super::ops;
use crate::db::{Db, Tx};
use crate::domain::ids::RegistrationExtensionId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /rounds/extensions
pub async fn grant(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<ExtensionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let form = posted.form;
    let granted = match form.parse() {
        Ok(new) => {
            let location = format!("/rounds/extensions?year={}", new.year);
            let grant = move |tx: &mut Tx| ops::grant(tx, &new).map(|()| location);
            db.carry_out(user.actor.clone(), posted.number, grant).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = granted.map(|location| flash::said(&request, &location, "Đã gia hạn đăng ký."));
    or_form_again(said, async |errors| index_page(&user, &db, form.year.clone(), Some(form), errors).await).await
}

/// POST /rounds/extensions/{id}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegistrationExtensionId>,
    posted: Posted<WithdrawalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (form, id) = (posted.form, *id);
    let withdrawn = match form.parse() {
        Ok(reason) => {
            let withdraw = move |tx: &mut Tx| {
                let year = ops::extension(tx.conn, id)?.year;
                ops::withdraw(tx, id, &reason).map(|()| format!("/rounds/extensions?year={year}"))
            };
            db.carry_out(user.actor.clone(), posted.number, withdraw).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = withdrawn.map(|location| flash::said(&request, &location, "Đã thu hồi gia hạn đăng ký."));
    or_form_again(said, async |errors| withdrawal_page(&user, &db, id, form, errors).await).await
}

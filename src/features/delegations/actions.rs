//! POST: give one's acts to somebody, take them back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::DelegationForm;
use super::ops;
use super::pages::new_page;
use crate::db::{Db, Tx};
use crate::domain::ids::DelegationId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

const LIST: &str = "/delegations";

/// POST /delegations
pub async fn give(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<DelegationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DelegateAtAll)?;
    let given = match posted.form.parse() {
        Ok(new) => {
            let give = move |tx: &mut Tx| ops::give(tx, &new).map(|()| LIST.to_owned());
            db.carry_out(user.actor.clone(), posted.number, give).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = given.map(|location| flash::said(&request, &location, "Đã ủy quyền."));
    or_form_again(said, async |errors| new_page(&user, &db, posted.form, errors).await).await
}

/// POST /delegations/{id}/end
pub async fn end(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DelegationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDelegations)?;
    let end = move |tx: &mut Tx| ops::end(tx, *id).map(|()| LIST.to_owned());
    let location = db.carry_out(user.actor.clone(), posted.number, end).await?;
    Ok(flash::said(&request, &location, "Đã thôi ủy quyền."))
}

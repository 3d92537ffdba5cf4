//! POST: declare a relative, take one out again.

use actix_web::{HttpRequest, HttpResponse, web};

use super::pages::index_page;
use super::{form, ops};
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::features::people;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

const PAGE: &str = "/relatives";

/// POST /relatives
pub async fn declare(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    if user.person.is_none() {
        policy::must(&user, Act::KeepPeople)?;
    }
    let typed = posted.form;
    let declared = match form::declaration(&typed) {
        Ok(new) => {
            let declare = move |tx: &mut Tx| ops::declare(tx, &new).map(|()| PAGE.to_owned());
            db.carry_out(user.actor.clone(), posted.number, declare).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = declared.map(|location| flash::said(&request, &location, "Đã ghi người thân."));
    or_form_again(said, async |errors| index_page(&user, &db, typed, errors).await).await
}

/// POST /relatives/{person}/{relative}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    codes: web::Path<(String, String)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (person, relative) = codes.into_inner();
    let remove = move |tx: &mut Tx| {
        let person = people::ops::named(tx.conn, &person)?.id;
        let relative = people::ops::named(tx.conn, &relative)?.id;
        ops::remove(tx, person, relative).map(|()| PAGE.to_owned())
    };
    let location = db.carry_out(user.actor, posted.number, remove).await?;
    Ok(flash::said(&request, &location, "Đã bỏ khai người thân."))
}

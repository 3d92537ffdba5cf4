//! POST: record a pact, change it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::ops;
use super::pages::form_page;
use crate::db::{Db, Tx};
use crate::domain::ids::PactId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /pacts
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save(request, user, posted, db, None).await
}

/// POST /pacts/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save(request, user, posted, db, Some(*id)).await
}

/// A new pact, or the changed one of this `id`.
async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
    id: Option<PactId>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let version = posted.form.version();
    let saved = match form::parse(&posted.form) {
        Ok(pact) => {
            let save = move |tx: &mut Tx| {
                let id = match id {
                    None => ops::add(tx, &pact)?,
                    Some(id) => ops::change(tx, id, version, &pact).map(|()| id)?,
                };
                Ok(format!("/pacts/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu giao ước."));
    or_form_again(said, async |errors| form_page(&user, &db, posted.form, errors, id).await).await
}

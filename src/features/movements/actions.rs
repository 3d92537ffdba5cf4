//! POST: record a movement, change it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::MovementForm;
use super::ops;
use super::pages::form_page;
use crate::db::{Db, Tx};
use crate::domain::ids::MovementId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /movements
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save(request, user, posted, db, None).await
}

/// POST /movements/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save(request, user, posted, db, Some(*id)).await
}

/// A new movement, or the changed one of this `id`.
async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
    id: Option<MovementId>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let version = posted.form.version;
    let saved = match posted.form.parse() {
        Ok(content) => {
            let save = move |tx: &mut Tx| {
                let id = match id {
                    None => ops::add(tx, &content)?,
                    Some(id) => ops::change(tx, id, version, &content).map(|()| id)?,
                };
                Ok(format!("/movements/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu phong trào."));
    or_form_again(said, async |errors| form_page(&user, &db, posted.form, errors, id).await).await
}

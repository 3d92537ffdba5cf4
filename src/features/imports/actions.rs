//! POST: send a file, store it, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::{ops, pages};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Nothing, Posted};
use crate::web::uploaded::Uploaded;
use crate::web::{flash, page_with_errors, see_other};

/// POST /imports
pub async fn stage(user: CurrentUser, upload: Uploaded, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::Import)?;
    let Uploaded { kind, file_name, bytes, number } = upload;
    let staged = match ops::table(&kind) {
        Some(table) => {
            let work = move |tx: &mut Tx| Ok(address_of(ops::stage(tx, table, &file_name, &bytes)?));
            db.carry_out(user.actor.clone(), number, work).await
        }
        None => Err(FieldErrors::one("kind", "Chưa chọn bảng dữ liệu. Chọn một bảng trong danh sách.").into()),
    };
    match staged {
        Ok(location) => Ok(see_other(&location)),
        Err(AppError::Fields(errors)) => page_with_errors(&pages::index_page(&user, &kind, errors, &db).await?),
        Err(other) => Err(other),
    }
}

/// POST /imports/{id}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ImportId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.into_inner();
    let work = move |tx: &mut Tx| ops::confirm(tx, id).map(|()| address_of(id));
    match db.carry_out(user.actor.clone(), posted.number, work).await {
        Ok(location) => Ok(flash::said(&request, &location, "Đã nhập dữ liệu từ tệp.")),
        // Something else has changed since the preview: it is shown again, now with the faults.
        Err(AppError::Fields(_)) => {
            let actor = user.actor.clone();
            let import = db.read(move |conn| ops::find(conn, &actor, id)).await?;
            page_with_errors(&pages::preview_page(&user, import, &db).await?)
        }
        Err(other) => Err(other),
    }
}

/// POST /imports/{id}/undoing
pub async fn undo(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ImportId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.into_inner();
    let work = move |tx: &mut Tx| ops::undo(tx, id).map(|()| address_of(id));
    match db.carry_out(user.actor.clone(), posted.number, work).await {
        Ok(location) => Ok(flash::said(&request, &location, "Đã hoàn tác lần nhập. Dữ liệu trở lại như trước.")),
        Err(AppError::Fields(errors)) => {
            let actor = user.actor.clone();
            let import = db.read(move |conn| ops::find(conn, &actor, id)).await?;
            page_with_errors(&pages::show_page(&user, import, errors, &db))
        }
        Err(other) => Err(other),
    }
}

fn address_of(id: ImportId) -> String {
    format!("/imports/{id}")
}

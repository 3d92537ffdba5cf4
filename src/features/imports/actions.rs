//! POST: send a file, store it, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::store::Import;
use super::{ops, pages};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Nothing, Posted};
use crate::web::uploaded::Uploaded;
use crate::web::{flash, or_form_again, see_other};

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
    let shown = staged.map(|location| see_other(&location));
    or_form_again(shown, async |errors| pages::index_page(&user, &kind, errors, &db).await).await
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
    let stored = db.carry_out(user.actor.clone(), posted.number, work).await;
    let said = stored.map(|location| flash::said(&request, &location, "Đã nhập dữ liệu từ tệp."));
    // Something else has changed since the preview: it is shown again, now with the faults.
    let again = async |errors| pages::preview_page(&user, found(&user, &db, id).await?, &db, errors).await;
    or_form_again(said, again).await
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
    let undone = db.carry_out(user.actor.clone(), posted.number, work).await;
    let words = "Đã hoàn tác lần nhập. Dữ liệu trở lại như trước.";
    let said = undone.map(|location| flash::said(&request, &location, words));
    let again = async |errors| pages::show_page(&user, found(&user, &db, id).await?, errors, &db).await;
    or_form_again(said, again).await
}

async fn found(user: &CurrentUser, db: &Db, id: ImportId) -> AppResult<Import> {
    let actor = user.actor.clone();
    db.read(move |conn| ops::find(conn, &actor, id)).await
}

fn address_of(id: ImportId) -> String {
    format!("/imports/{id}")
}

//! POST: send a list of old decisions, say what its columns and words mean, store it, take it back or throw it away.

use actix_web::{HttpRequest, HttpResponse, web};

use super::pages::{self, PATH};
use super::{form, ops};
use crate::db::{Db, Tx};
use crate::domain::ids::AwardListId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::{Nothing, Posted, carry_out};
use crate::web::uploaded::Uploaded;
use crate::web::{flash, or_form_again, see_other};

/// POST /imports/award-lists
pub async fn keep(user: CurrentUser, upload: Uploaded, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let Uploaded { file_name, bytes, number, .. } = upload;
    let work = move |tx: &mut Tx| Ok(address_of(ops::keep(tx, &file_name, &bytes)?));
    let kept = db.carry_out(user.actor.clone(), number, work).await;
    let shown = kept.map(|location| see_other(&location));
    or_form_again(shown, async |errors| pages::index_page(&user, errors, &db).await).await
}

/// POST /imports/award-lists/{id}/columns
pub async fn set_columns(
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let (id, fields, actor) = (*id, posted.form, user.actor.clone());
    let known = db.read(move |conn| {
        let list = ops::find(conn, &actor, id)?;
        Ok(ops::open(conn, list)?.headings.columns.iter().map(|(column, _)| *column).collect::<Vec<_>>())
    });
    let columns = form::columns(&fields, &known.await?);
    let verb = move |tx: &mut Tx, columns| ops::set_columns(tx, id, &columns);
    let set = carry_out(&user, &db, posted.number, columns, address_of(id), verb).await;
    let shown = set.map(|location| see_other(&location));
    or_form_again(shown, async |errors| pages::show_page(&user, id, &fields, errors, &db).await).await
}

/// POST /imports/award-lists/{id}/words
pub async fn name_awards(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let (id, fields) = (*id, posted.form);
    let verb = move |tx: &mut Tx, meant: Vec<_>| ops::name_awards(tx, id, &meant);
    let named = carry_out(&user, &db, posted.number, form::words(&fields), address_of(id), verb).await;
    let said = named.map(|location| flash::said(&request, &location, "Đã ghi nhớ. Lần sau không hỏi lại."));
    or_form_again(said, async |errors| pages::show_page(&user, id, &fields, errors, &db).await).await
}

/// POST /imports/award-lists/{id}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::confirm(tx, id).map(|()| address_of(id));
    let stored = db.carry_out(user.actor.clone(), posted.number, work).await;
    let said = stored.map(|location| flash::said(&request, &location, "Đã nhập danh sách khen thưởng."));
    let typed = TypedFields::default();
    or_form_again(said, async |errors| pages::show_page(&user, id, &typed, errors, &db).await).await
}

/// POST /imports/award-lists/{id}/undoing
pub async fn undo(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::undo(tx, id).map(|()| address_of(id));
    let undone = db.carry_out(user.actor.clone(), posted.number, work).await;
    let words = "Đã hoàn tác cả danh sách. Các lựa chọn vẫn còn để nhập lại.";
    let said = undone.map(|location| flash::said(&request, &location, words));
    let typed = TypedFields::default();
    or_form_again(said, async |errors| pages::show_page(&user, id, &typed, errors, &db).await).await
}

/// POST /imports/award-lists/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::discard(tx, id).map(|()| PATH.to_owned());
    let location = db.carry_out(user.actor.clone(), posted.number, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ danh sách chờ nhập. Dữ liệu đã lưu không thay đổi."))
}

fn address_of(id: AwardListId) -> String {
    format!("{PATH}/{id}")
}

//! POST: word a paper anew, see how it would look, take the originals or an earlier version again.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::ops::{self, Seen};
use super::pages::{edit_page, kind_of, preview};
use super::view::address;
use crate::db::{Db, Tx};
use crate::domain::ids::WordingVersionId;
use crate::domain::wording::{Original, PaperKind, Passage, Wording, original};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again, page, page_with_errors};

/// POST /wordings/{paper}: saved, or by other buttons of the form shown as it would look, or with an original put back in
/// its field; nothing is written then.
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    paper: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let kind = kind_of(&paper)?;
    if let Some(it) = Passage::from_code(posted.form.of("original")).and_then(|passage| original(kind).passage(passage))
    {
        return put_back(&user, &db, kind, posted.form, it).await;
    }
    if posted.form.has("preview") {
        return look(&user, &db, kind, posted.form).await;
    }
    let seen = Seen { kind, version: posted.form.version() };
    let saved = match form::parse(kind, &posted.form) {
        Ok(texts) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &texts).map(|()| address(kind));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã lưu mẫu văn bản. Văn bản đã ban hành giữ nguyên lời văn cũ.";
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| edit_page(&user, &db, kind, posted.form, errors).await).await
}

async fn put_back(
    user: &CurrentUser,
    db: &Db,
    kind: PaperKind,
    mut typed: TypedFields,
    it: &Original,
) -> AppResult<HttpResponse> {
    typed.set(it.passage.code(), it.on(user.today));
    let mut again = edit_page(user, db, kind, typed, FieldErrors::default()).await?;
    again.put_back = Some((it.passage.code(), it.label.clone()));
    page(&again)
}

async fn look(user: &CurrentUser, db: &Db, kind: PaperKind, typed: TypedFields) -> AppResult<HttpResponse> {
    match form::parse(kind, &typed) {
        Err(errors) => page_with_errors(&edit_page(user, db, kind, typed, errors).await?),
        Ok(texts) => {
            let preview = preview(user, db, Wording::new(kind, texts, user.today)).await?;
            let mut again = edit_page(user, db, kind, typed, FieldErrors::default()).await?;
            again.preview = Some(preview);
            page(&again)
        }
    }
}

/// POST /wordings/{paper}/restoration
pub async fn restore(
    request: HttpRequest,
    user: CurrentUser,
    paper: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let kind = kind_of(&paper)?;
    let seen = Seen { kind, version: posted.form.version() };
    let restore = move |tx: &mut Tx| ops::restore(tx, seen).map(|()| address(kind));
    let location = db.carry_out(user.actor.clone(), posted.number, restore).await?;
    Ok(flash::said(&request, &location, "Đã khôi phục mẫu gốc. Các bản đã sửa còn trong lịch sử."))
}

/// POST /wordings/{paper}/reuse
pub async fn reuse(
    request: HttpRequest,
    user: CurrentUser,
    paper: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let kind: PaperKind = kind_of(&paper)?;
    let seen = Seen { kind, version: posted.form.version() };
    let id = WordingVersionId(posted.form.of("text_version").parse().map_err(|_| AppError::NotFound)?);
    let reuse = move |tx: &mut Tx| ops::reuse(tx, seen, id).map(|()| format!("{}/history", address(kind)));
    let location = db.carry_out(user.actor.clone(), posted.number, reuse).await?;
    Ok(flash::said(&request, &location, "Đã dùng lại bản cũ của đoạn này."))
}

//! POST: show a list, extend and end it, object to a line, answer.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::objection_pages::{answer_page, objection_page};
use super::ops::{self, Seen, SeenObjection};
use super::pages::{check_page, closing_page, extension_page, form_page};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again, page, page_with_errors};

/// POST /publicity/check: names who will be shown and until when. It changes nothing.
pub async fn check(user: CurrentUser, posted: Posted<TypedFields>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPublicity)?;
    let typed = posted.form;
    if !typed.of("back").is_empty() {
        return page(&form_page(&user, &db, typed, FieldErrors::default()).await?);
    }
    let checked = match form::opening(&typed) {
        Ok(new) => check_page(&user, &db, typed.clone(), new).await,
        Err(errors) => Err(errors.into()),
    };
    match checked {
        Ok(checked) => page(&checked),
        Err(AppError::Fields(errors)) => page_with_errors(&form_page(&user, &db, typed, errors).await?),
        Err(other) => Err(other),
    }
}

/// POST /publicity
pub async fn open(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPublicity)?;
    let typed = posted.form;
    let opened = match form::opening(&typed) {
        Ok(new) => {
            let open = move |tx: &mut Tx| Ok(address(ops::open(tx, &new)?));
            db.carry_out(user.actor.clone(), posted.number, open).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = opened.map(|location| flash::said(&request, &location, "Đã niêm yết danh sách."));
    or_form_again(said, async |errors| form_page(&user, &db, typed, errors).await).await
}

/// POST /publicity/{id}/extension
pub async fn extend(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PublicityId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPublicity)?;
    let (typed, id) = (posted.form, *id);
    let seen = Seen { id, version: typed.version() };
    let extended = match form::extension(&typed) {
        Ok((days, reason)) => {
            let extend = move |tx: &mut Tx| ops::extend(tx, seen, days, &reason).map(|()| address(id));
            db.carry_out(user.actor.clone(), posted.number, extend).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = extended.map(|location| flash::said(&request, &location, "Đã kéo dài đợt niêm yết."));
    or_form_again(said, async |errors| extension_page(&user, &db, id, typed, errors).await).await
}

/// POST /publicity/{id}/closing
pub async fn close(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PublicityId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPublicity)?;
    let (typed, id) = (posted.form, *id);
    let seen = Seen { id, version: typed.version() };
    let closed = match form::minutes(&typed) {
        Ok(minutes) => {
            let close = move |tx: &mut Tx| ops::close(tx, seen, &minutes).map(|()| address(id));
            db.carry_out(user.actor.clone(), posted.number, close).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã kết thúc đợt niêm yết. Các hồ sơ giữ nguyên sẵn sàng cho quyết định hoặc tờ trình.";
    let said = closed.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| closing_page(&user, &db, id, typed, errors).await).await
}

/// POST /publicity/{id}/objections
pub async fn raise(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PublicityId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RaiseObjection)?;
    let (typed, id) = (posted.form, *id);
    let raised = match form::objection(&typed, id) {
        Ok(new) => {
            let raise = move |tx: &mut Tx| ops::raise(tx, &new).map(|_| address(id));
            db.carry_out(user.actor.clone(), posted.number, raise).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã gửi kiến nghị. Chỉ thường trực, lãnh đạo và kiểm soát thấy tên đồng chí; câu trả lời hiện ở cuối trang này.";
    let said = raised.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| objection_page(&user, &db, id, typed, errors).await).await
}

/// POST /publicity/{id}/objections/{objection}
pub async fn answer(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(PublicityId, ObjectionId)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, path) = (posted.form, *path);
    let (id, objection) = path;
    let seen = SeenObjection { id: objection, version: typed.version() };
    let answered = match form::answer(&typed) {
        Ok(said) => {
            let answer = move |tx: &mut Tx| ops::answer(tx, seen, &said).map(|()| address(id));
            db.carry_out(user.actor.clone(), posted.number, answer).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = answered.map(|location| flash::said(&request, &location, "Đã trả lời kiến nghị."));
    or_form_again(said, async |errors| answer_page(&user, &db, path, typed, errors).await).await
}

fn address(id: PublicityId) -> String {
    format!("/publicity/{id}")
}

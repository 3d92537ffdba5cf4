//! POST: write a document, send it, take it back, say that one has read it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::DocumentForm;
use super::ops::{self, Seen};
use super::pages::{form_page, load, load_draft};
use super::steps_pages::{sending_page, withdrawal_page};
use crate::db::{Db, Tx};
use crate::domain::ids::DocumentId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Nothing, Posted};
use crate::web::steps::{RemovalForm, StepForm};
use crate::web::{flash, or_form_again};

const SAVED: &str = "Đã lưu nháp văn bản.";

/// POST /documents
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<DocumentForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let form = posted.form;
    let saved = match form.parse() {
        Ok(new) => {
            let draft = move |tx: &mut Tx| ops::draft(tx, &new).map(|id| format!("/documents/{id}"));
            db.carry_out(user.actor.clone(), posted.number, draft).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| form_page(&user, &db, None, form, errors).await).await
}

/// POST /documents/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    posted: Posted<DocumentForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, form) = (*id, posted.form);
    load_draft(&db, &user, id).await?;
    let seen = Seen { id, version: form.version };
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| format!("/documents/{id}"));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| form_page(&user, &db, Some(id), form, errors).await).await
}

/// POST /documents/{id}/sending
pub async fn send(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let send = move |tx: &mut Tx| ops::send(tx, seen).map(|()| format!("/documents/{id}"));
    let sent = db.carry_out(user.actor.clone(), posted.number, send).await;
    let words = "Đã gửi văn bản. Người cần đọc thấy trong Thông báo và Việc cần làm.";
    let said = sent.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| sending_page(&user, &db, id, errors).await).await
}

/// POST /documents/{id}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    posted: Posted<RemovalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, form) = (*id, posted.form);
    load(&db, &user, id).await?;
    policy::must(&user, Act::PrepareDocuments)?;
    let seen = Seen { id, version: form.version };
    let withdrawn = match form.parse() {
        Ok(reason) => {
            let withdraw = move |tx: &mut Tx| ops::withdraw(tx, seen, &reason).map(|()| format!("/documents/{id}"));
            db.carry_out(user.actor.clone(), posted.number, withdraw).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = withdrawn.map(|location| flash::said(&request, &location, "Đã thu hồi văn bản."));
    or_form_again(said, async |errors| withdrawal_page(&user, &db, id, Some(form), errors).await).await
}

/// POST /documents/{id}/receipt
pub async fn mark_read(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load(&db, &user, id).await?;
    let mark = move |tx: &mut Tx| ops::mark_read(tx, id).map(|()| format!("/documents/{id}"));
    let location = db.carry_out(user.actor, posted.number, mark).await?;
    Ok(flash::said(&request, &location, "Đã ghi đồng chí đã đọc văn bản này."))
}

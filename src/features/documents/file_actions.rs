//! Files of a document: attach one, take one away, give one back; a draft that is dropped takes its files along.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::ops::{self, Seen};
use super::pages::{load, load_draft, show_page};
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::web::attached::Accepted;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{flash, or_form_again};

/// POST /documents/{id}/files
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load_draft(&db, &user, id).await?;
    let add = move |tx: &mut Tx, file: &Accepted, kept: &Kept| ops::attach(tx, id, file, kept);
    let back = format!("/documents/{id}");
    let kept = uploaded::attach(&db, &attachments, user.actor.clone(), upload, files::is_known, back, add).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm tệp."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /documents/{id}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(DocumentId, DocumentFileId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![ops::remove_attachment(tx, seen, file)?]);
    let back = format!("/documents/{id}");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tệp khỏi văn bản."))
}

/// POST /documents/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DocumentId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let year = load(&db, &user, id).await?.year;
    let seen = Seen { id, version: posted.form.version };
    let back = format!("/documents?year={year}");
    let work = move |tx: &mut Tx| ops::discard(tx, seen);
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ văn bản nháp."))
}

/// GET /documents/{id}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(DocumentId, DocumentFileId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load(&db, &user, id).await?;
    let file = db.read(move |conn| files::find(conn, id, file)).await?;
    uploaded::give(&attachments, &file).await
}

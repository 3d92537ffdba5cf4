//! Evidence on a score sheet: attach a file, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::sheet_pages::{load_for, sheet_page};
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::ClusterSheetAct;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{attached, flash, or_form_again};

/// POST /cluster-sheets/{id}/files: the file is written first, then its row; without a row it is removed again.
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterSheetId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let criteria = load_for(&db, &user, id, ClusterSheetAct::Score).await?.table.criteria.len();
    let kept = keep(&user, &db, &attachments, (id, criteria), upload).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm minh chứng."));
    or_form_again(said, async |errors| sheet_page(&user, &db, id, None, errors).await).await
}

async fn keep(
    user: &CurrentUser,
    db: &Db,
    attachments: &Attachments,
    (id, criteria): (ClusterSheetId, usize),
    upload: Uploaded,
) -> AppResult<String> {
    let Uploaded { file_name, bytes, number, kind } = upload;
    let file = uploaded::accept(file_name, &bytes).await?.map_err(|wrong| FieldErrors::one("file", wrong))?;
    // Of no criterion in particular where none of the table is named.
    let ordinal = kind.parse().ok().filter(|place| (1..=criteria as i64).contains(place)).unwrap_or_default();
    let work = move |tx: &mut Tx, kept: &Kept| {
        files::attach(tx, id, ordinal, &file, kept)?;
        Ok(format!("/cluster-sheets/{id}#minh-chung"))
    };
    uploaded::keep(db, attachments, user.actor.clone(), (bytes, number), files::is_known, work).await
}

/// POST /cluster-sheets/{id}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(ClusterSheetId, ClusterFileId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load_for(&db, &user, id, ClusterSheetAct::Score).await?;
    let work = move |tx: &mut Tx| Ok(vec![files::detach(tx, id, file)?]);
    let back = format!("/cluster-sheets/{id}#minh-chung");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ minh chứng."))
}

/// GET /cluster-sheets/{id}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(ClusterSheetId, ClusterFileId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load_for(&db, &user, id, ClusterSheetAct::See).await?;
    let file = db.read(move |conn| files::find(conn, id, file)).await?;
    let body = attachments.read(&file.stored_name).await?;
    Ok(attached::give(&file.file_name, &file.media_type, body))
}

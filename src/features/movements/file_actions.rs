//! Papers of a movement: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::ops::{self, Seen};
use super::pages::{load, load_draft};
use super::show::show_page;
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::attached::Accepted;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{flash, or_form_again};

/// POST /movements/{id}/files
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    policy::must(&user, Act::PrepareMovements)?;
    load(&db, &user, id).await?;
    let add = move |tx: &mut Tx, file: &Accepted, kept: &Kept| ops::attach(tx, id, file, kept);
    let back = format!("/movements/{id}#van-ban");
    let kept = uploaded::attach(&db, &attachments, user.actor.clone(), upload, files::is_known, back, add).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm văn bản."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /movements/{id}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(MovementId, MovementFileId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load_draft(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![ops::detach(tx, seen, file)?]);
    let back = format!("/movements/{id}#van-ban");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ văn bản đính kèm."))
}

/// GET /movements/{id}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(MovementId, MovementFileId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load(&db, &user, id).await?;
    let file = db.read(move |conn| files::find(conn, id, file)).await?;
    uploaded::give(&attachments, &file).await
}

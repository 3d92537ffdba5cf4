//! Scans of a decision: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops::Seen;
use super::pages::{load, show_page};
use super::scans;
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

/// POST /decisions/{id}/scans
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DraftDecision)?;
    let id = *id;
    let add = move |tx: &mut Tx, file: &Accepted, kept: &Kept| scans::attach(tx, id, file, kept);
    let back = format!("/decisions/{id}");
    let kept = uploaded::attach(&db, &attachments, user.actor.clone(), upload, scans::is_known, back, add).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm bản chụp."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /decisions/{id}/scans/{scan}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(DecisionId, DecisionScanId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, scan) = path.into_inner();
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![scans::detach(tx, seen, scan)?]);
    let back = format!("/decisions/{id}");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ bản chụp."))
}

/// GET /decisions/{id}/scans/{scan}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(DecisionId, DecisionScanId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, scan) = path.into_inner();
    load(&db, &user, id).await?;
    let scan = db.read(move |conn| scans::find(conn, id, scan)).await?;
    uploaded::give(&attachments, &scan).await
}

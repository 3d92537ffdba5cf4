//! Scans of the decision of a round: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops::Seen;
use super::pages::{load, show_page};
use super::scans;
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act, RoundAct};
use crate::web::attached::Accepted;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{flash, or_form_again};

type ScanOfRound = web::Path<(InitiativeRoundId, InitiativeRoundScanId)>;

/// POST /initiative-rounds/{id}/scans
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<InitiativeRoundId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let (board, _) = load(&db, &user, id).await?;
    policy::must(&user, Act::OnRound(RoundAct::Scan, &board.facts()))?;
    let add = move |tx: &mut Tx, file: &Accepted, kept: &Kept| scans::attach(tx, id, file, kept);
    let back = format!("/initiative-rounds/{id}");
    let kept = uploaded::attach(&db, &attachments, user.actor.clone(), upload, scans::is_known, back, add).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm bản chụp."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /initiative-rounds/{id}/scans/{scan}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: ScanOfRound,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, scan) = path.into_inner();
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![scans::detach(tx, seen, scan)?]);
    let back = format!("/initiative-rounds/{id}");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ bản chụp."))
}

/// GET /initiative-rounds/{id}/scans/{scan}
pub async fn give(
    user: CurrentUser,
    path: ScanOfRound,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, scan) = path.into_inner();
    load(&db, &user, id).await?;
    let scan = db.read(move |conn| scans::find(conn, id, scan)).await?;
    uploaded::give(&attachments, &scan).await
}

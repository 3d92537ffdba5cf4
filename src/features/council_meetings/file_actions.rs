//! Files of a meeting: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::ops::{self, Seen};
use super::pages::{load, show_page};
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act, MeetingAct};
use crate::web::attached::Accepted;
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{flash, or_form_again};

/// POST /council-meetings/{id}/files
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<CouncilMeetingId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let (meeting, _) = load(&db, &user, id).await?;
    policy::must(&user, Act::OnMeeting(MeetingAct::Attach, &meeting.facts()))?;
    let add = move |tx: &mut Tx, file: &Accepted, kept: &Kept| ops::attach(tx, id, file, kept);
    let back = format!("/council-meetings/{id}");
    let kept = uploaded::attach(&db, &attachments, user.actor.clone(), upload, files::is_known, back, add).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm tệp."));
    or_form_again(said, async |errors| show_page(&user, &db, id, TypedFields::default(), errors).await).await
}

/// POST /council-meetings/{id}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(CouncilMeetingId, CouncilMeetingFileId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    let (meeting, _) = load(&db, &user, id).await?;
    policy::must(&user, Act::OnMeeting(MeetingAct::Attach, &meeting.facts()))?;
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![ops::remove_attachment(tx, seen, file)?]);
    let back = format!("/council-meetings/{id}");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tệp khỏi phiên họp."))
}

/// GET /council-meetings/{id}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(CouncilMeetingId, CouncilMeetingFileId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load(&db, &user, id).await?;
    let file = db.read(move |conn| files::find(conn, id, file)).await?;
    uploaded::give(&attachments, &file).await
}

//! Files of a dossier: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::form::ActForm;
use super::ops::{self, Seen};
use super::pages::load;
use super::show::show_page;
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx};
use crate::domain::dossier::paper::Paper;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act, DossierAct};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::uploaded::Uploaded;
use crate::web::{attached, flash, or_form_again, uploaded};

/// POST /dossiers/{id}/files
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DossierId>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let it = load(&db, &user, id).await?;
    policy::must(&user, Act::OnDossier(DossierAct::Attach, &it.facts))?;
    let kind = upload.kind.clone();
    let kept = keep(&user, &db, &attachments, id, upload).await;
    let said = kept.map(|location| flash::said(&request, &location, "Đã đính kèm tệp."));
    let again = async |errors| show_page(&user, &db, id, ActForm::default(), &kind, errors).await;
    or_form_again(said, again).await
}

async fn keep(
    user: &CurrentUser,
    db: &Db,
    attachments: &Attachments,
    id: DossierId,
    upload: Uploaded,
) -> AppResult<String> {
    let Uploaded { kind, file_name, bytes, number } = upload;
    let mut errors = FieldErrors::default();
    let paper = Paper::from_code(&kind);
    if paper.is_none() {
        errors.add("kind", "Chưa chọn loại giấy tờ. Chọn trong danh sách.");
    }
    let accepted = uploaded::accept(file_name, &bytes).await?.map_err(|wrong| errors.add("file", wrong)).ok();
    let (Some(paper), Some(file)) = (paper, accepted) else {
        return Err(errors.into());
    };
    let work = move |tx: &mut Tx, kept: &Kept| {
        ops::attach(tx, id, paper, &file, kept)?;
        Ok(format!("/dossiers/{id}"))
    };
    uploaded::keep(db, attachments, user.actor.clone(), (bytes, number), files::is_known, work).await
}

/// POST /dossiers/{id}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(DossierId, DossierFileId)>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    let seen = Seen { id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![ops::remove_attachment(tx, seen, file)?]);
    let back = format!("/dossiers/{id}");
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, back, work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tệp khỏi hồ sơ."))
}

/// GET /dossiers/{id}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: web::Path<(DossierId, DossierFileId)>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    load(&db, &user, id).await?;
    let file = db.read(move |conn| files::find(conn, id, file)).await?;
    let body = attachments.read(&file.stored_name).await?;
    Ok(attached::give(&file.file_name, &file.media_type, body))
}

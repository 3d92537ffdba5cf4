//! Files of an initiative: attach one, take one away, give one back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::files;
use super::ops::{self, Seen};
use super::pages::{Typed, load, show_page};
use super::view::address_of;
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Db, Tx, off_thread};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::texts::{self, TextFault, TextKind};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::uploaded::{self, Uploaded};
use crate::web::{attached, flash, or_form_again};

type FileOfInitiative = web::Path<(String, InitiativeFileId)>;

/// POST /initiatives/{code}/files: kept even when there is no text to compare in it, which is said.
pub async fn attach(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    upload: Uploaded,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    policy::must(&user, Act::AttachToInitiative(&it.facts))?;
    let kept = keep(&user, &db, &attachments, (it.id, address_of(&code)), upload).await;
    let said = kept.map(|(location, words)| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| show_page(&user, &db, &code, Typed::default(), errors).await).await
}

/// Where to go next and what to say there.
async fn keep(
    user: &CurrentUser,
    db: &Db,
    attachments: &Attachments,
    (id, location): (InitiativeId, String),
    upload: Uploaded,
) -> AppResult<(String, String)> {
    let Uploaded { file_name, bytes, number, .. } = upload;
    let file = uploaded::accept(file_name, &bytes).await?.map_err(|wrong| FieldErrors::one("file", wrong))?;
    let read = match TextKind::of_name(&file.file_name) {
        Some(kind) => {
            let bytes = bytes.clone();
            Some(off_thread(move || Ok(texts::text_of(kind, &bytes))).await?)
        }
        None => None,
    };
    let words = match &read {
        Some(Err(fault @ (TextFault::NoText | TextFault::Damaged))) => format!("Đã đính kèm tệp. {fault}"),
        Some(Ok(_)) | None => "Đã đính kèm tệp.".to_owned(),
    };
    let text = read.map(Result::unwrap_or_default);
    let work = move |tx: &mut Tx, kept: &Kept| {
        ops::attach(tx, id, &file, kept, text.as_deref())?;
        Ok(location)
    };
    let posted = (bytes, number);
    let location = uploaded::keep(db, attachments, user.actor.clone(), posted, files::is_known, work).await?;
    Ok((location, words))
}

/// POST /initiatives/{code}/files/{file}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: FileOfInitiative,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (code, file) = path.into_inner();
    let it = load(&db, &user, &code).await?;
    let seen = Seen { id: it.id, version: posted.form.version };
    let work = move |tx: &mut Tx| Ok(vec![ops::remove_attachment(tx, seen, file)?]);
    let location = uploaded::without(&db, &attachments, user.actor, posted.number, address_of(&code), work).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tệp khỏi sáng kiến."))
}

/// GET /initiatives/{code}/files/{file}
pub async fn give(
    user: CurrentUser,
    path: FileOfInitiative,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    let (code, file) = path.into_inner();
    let it = load(&db, &user, &code).await?;
    policy::must_see(&user, Act::SeeInitiativeFiles(&it.facts))?;
    let file = db.read(move |conn| files::file_of(conn, it.id, file)).await?;
    let body = attachments.read(&file.stored_name).await?;
    Ok(attached::give(&file.file_name, &file.media_type, body))
}

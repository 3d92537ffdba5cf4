//! The targets of a draft: their form, saving and taking out.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops::{self, Seen};
use super::pages::load_draft;
use super::view::{Detail, TargetPage};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::domain::target::Manner;
use crate::error::{AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Owner, TargetForm};
use crate::features::units;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again, page};

/// GET /pacts/{id}/targets/new
pub async fn new(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let version = load_draft(&db, &user, *id).await?.version;
    let form = TargetForm { version, manner: Manner::Total.code().to_owned(), ..TargetForm::default() };
    page(&target_page(&user, &db, *id, None, form, FieldErrors::default()).await?)
}

/// GET /pacts/{id}/targets/{target}
pub async fn edit(
    user: CurrentUser,
    path: web::Path<(PactId, TargetId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, target) = path.into_inner();
    let version = load_draft(&db, &user, id).await?.version;
    let form = db.read(move |conn| {
        let found = targets::find(conn, Owner::Pact(id), target)?;
        let code = units::ops::code_of(conn, found.content.answering)?;
        Ok(TargetForm::of(&found, &code, version))
    });
    page(&target_page(&user, &db, id, Some(target), form.await?, FieldErrors::default()).await?)
}

async fn target_page(
    user: &CurrentUser,
    db: &Db,
    id: PactId,
    target: Option<TargetId>,
    form: TargetForm,
    errors: FieldErrors,
) -> AppResult<TargetPage> {
    let it = Detail::of(load_draft(db, user, id).await?);
    let action = target.map_or_else(|| it.address("targets"), |target| it.address(&format!("targets/{target}")));
    Ok(TargetPage {
        shell: Shell::for_page(user, Menu::Pacts),
        it,
        action,
        is_new: target.is_none(),
        form,
        errors,
        choices: db.read(targets::choices).await?,
    })
}

/// POST /pacts/{id}/targets
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<TargetForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save(request, user, *id, None, posted, db).await
}

/// POST /pacts/{id}/targets/{target}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(PactId, TargetId)>,
    posted: Posted<TargetForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, target) = path.into_inner();
    save(request, user, id, Some(target), posted, db).await
}

async fn save(
    request: HttpRequest,
    user: CurrentUser,
    id: PactId,
    target: Option<TargetId>,
    posted: Posted<TargetForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_draft(&db, &user, id).await?;
    let form = posted.form;
    let seen = Seen { id, version: form.version };
    let saved = match form.parse() {
        Ok(new) => {
            let save =
                move |tx: &mut Tx| ops::put_target(tx, seen, target, &new).map(|()| format!("/pacts/{id}#chi-tieu"));
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu chỉ tiêu."));
    or_form_again(said, async |errors| target_page(&user, &db, id, target, form, errors).await).await
}

/// POST /pacts/{id}/targets/{target}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(PactId, TargetId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, target) = path.into_inner();
    load_draft(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let remove = move |tx: &mut Tx| ops::remove_target(tx, seen, target).map(|()| format!("/pacts/{id}#chi-tieu"));
    let location = db.carry_out(user.actor, posted.number, remove).await?;
    Ok(flash::said(&request, &location, "Đã bỏ chỉ tiêu."))
}

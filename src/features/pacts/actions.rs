//! POST: begin a draft, change it, drop it, offer it, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{ActForm, PactForm};
use super::ops::{self, Seen};
use super::pages::{form_page, load, load_draft};
use super::show::show_page;
use super::signing_pages::withdrawal_page;
use crate::db::{Db, Tx};
use crate::domain::ids::PactId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /pacts
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PactForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    save(request, user, posted, db, None).await
}

/// POST /pacts/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<PactForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_draft(&db, &user, *id).await?;
    save(request, user, posted, db, Some(*id)).await
}

/// A new pact, or the changed one of this `id`.
async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PactForm>,
    db: web::Data<Db>,
    id: Option<PactId>,
) -> AppResult<HttpResponse> {
    let version = posted.form.version;
    let saved = match posted.form.parse() {
        Ok(pact) => {
            let save = move |tx: &mut Tx| {
                let id = match id {
                    None => ops::add(tx, &pact)?,
                    Some(id) => ops::change(tx, Seen { id, version }, &pact).map(|()| id)?,
                };
                Ok(format!("/pacts/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu giao ước."));
    or_form_again(said, async |errors| form_page(&user, &db, posted.form, errors, id).await).await
}

/// POST /pacts/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let year = load_draft(&db, &user, id).await?.content.year;
    let seen = Seen { id, version: posted.form.version };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| format!("/pacts?year={year}"));
    let discarded = db.carry_out(user.actor.clone(), posted.number, discard).await;
    let said = discarded.map(|location| flash::said(&request, &location, "Đã bỏ dự thảo giao ước."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /pacts/{id}/offering
pub async fn offer(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load_draft(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let offer = move |tx: &mut Tx| ops::offer(tx, seen).map(|()| format!("/pacts/{id}"));
    let offered = db.carry_out(user.actor.clone(), posted.number, offer).await;
    let said = offered.map(|location| flash::said(&request, &location, "Đã trình ký giao ước."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /pacts/{id}/withdrawal
pub async fn take_back(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    policy::must(&user, Act::PrepareMovements)?;
    load(&db, &user, id).await?;
    let (form, seen) = (posted.form, Seen { id, version: 0 });
    let seen = Seen { version: form.version, ..seen };
    let taken = match form.parse_note("Nêu lý do đưa về dự thảo.") {
        Ok(reason) => {
            let take_back = move |tx: &mut Tx| ops::take_back(tx, seen, &reason).map(|()| format!("/pacts/{id}"));
            db.carry_out(user.actor.clone(), posted.number, take_back).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = taken.map(|location| flash::said(&request, &location, "Đã đưa giao ước về dự thảo."));
    or_form_again(said, async |errors| withdrawal_page(&user, &db, id, form, errors).await).await
}

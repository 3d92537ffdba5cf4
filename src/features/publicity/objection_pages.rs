//! GET: the form of an objection, and one objection with the form that answers it.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::objections::find_seen;
use super::pages::load;
use super::view::{AnswerPage, ObjectionPage, ObjectionView};
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::publicity::Outcome;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{TypedFields, words};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Deserialize)]
pub struct About {
    #[serde(default)]
    dossier: String,
}

/// GET /publicity/{id}/objections/new
pub async fn new(
    user: CurrentUser,
    id: web::Path<PublicityId>,
    query: web::Query<About>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("dossier", &query.dossier);
    page(&objection_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// The form, fresh or with what is wrong.
pub async fn objection_page(
    user: &CurrentUser,
    db: &Db,
    id: PublicityId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ObjectionPage> {
    policy::must(user, Act::RaiseObjection)?;
    let shown = load(user, db, id).await?;
    let about = form.of("dossier");
    let line = shown.lines.into_iter().find(|line| line.id == about).ok_or(AppError::NotFound)?;
    Ok(ObjectionPage { shell: Shell::for_page(user, Menu::Publicity), it: shown.it, line, form, errors })
}

/// GET /publicity/{id}/objections/{objection}
pub async fn show(
    user: CurrentUser,
    path: web::Path<(PublicityId, ObjectionId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&answer_page(&user, &db, *path, TypedFields::default(), FieldErrors::default()).await?)
}

/// The objection with the form that answers it, fresh or with what is wrong.
pub async fn answer_page(
    user: &CurrentUser,
    db: &Db,
    (id, objection): (PublicityId, ObjectionId),
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<AnswerPage> {
    let shown = load(user, db, id).await?;
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let version = history::version(conn, Object::Objection(objection))?;
        Ok((find_seen(conn, &actor, objection)?, version))
    });
    let (found, version) = found.await?;
    if found.period != id {
        return Err(AppError::NotFound);
    }
    policy::must(user, Act::AnswerObjection { author: found.author, subject: found.subject })?;
    form.set("version", version.to_string());
    Ok(AnswerPage {
        shell: Shell::for_page(user, Menu::Publicity),
        objection: ObjectionView::of(found, shown.period.year, user),
        it: shown.it,
        outcomes: words(Outcome::WORDS),
        form,
        errors,
    })
}

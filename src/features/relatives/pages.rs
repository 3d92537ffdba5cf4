//! GET: one's own relatives on the staff, or all.

use actix_web::{HttpResponse, web};

use super::store;
use super::view::{IndexPage, Line};
use crate::db::Db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /relatives
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, TypedFields::default(), FieldErrors::default()).await?)
}

/// The list with the form that adds to it, fresh or with what is wrong.
pub async fn index_page(user: &CurrentUser, db: &Db, form: TypedFields, errors: FieldErrors) -> AppResult<IndexPage> {
    let sees_all = policy::may(user, Act::SeeAllRelatives);
    let of = if sees_all { None } else { Some(user.person.ok_or(AppError::NotFound)?) };
    let found = db.read(move |conn| store::list(conn, of)).await?;
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Relatives),
        lines: found.into_iter().map(Line::of).collect(),
        sees_all,
        can_declare: user.person.is_some_and(|person| policy::may(user, Act::DeclareRelatives(person))),
        can_remove: policy::may(user, Act::KeepPeople),
        form,
        errors,
    })
}

//! GET: one's own relatives on the staff, or all.

use actix_web::{HttpResponse, web};

use super::store::{self, Declared};
use super::view::{IndexPage, Line};
use crate::db::Db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

const FORMAT: TableFormat = TableFormat {
    name: "relatives",
    columns: &[
        Column::required("person_code", "Mã người khai", Kind::Line),
        Column::required("person", "Người khai", Kind::Line),
        Column::required("relative_code", "Mã người thân", Kind::Line),
        Column::required("relative", "Người thân", Kind::Line),
        Column::required("relation", "Quan hệ", Kind::Line),
        Column::required("declared_on", "Ngày khai", Kind::Date),
    ],
};

/// GET /relatives
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, TypedFields::default(), FieldErrors::default()).await?)
}

/// GET /relatives.csv, .xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let row = |it: Declared| -> Vec<Value> {
        vec![
            it.person_code.into(),
            it.person_name.into(),
            it.relative_code.into(),
            it.relative_name.into(),
            it.relation.into(),
            it.declared_on.into(),
        ]
    };
    let rows: Vec<_> = listed(&user, &db).await?.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Người thân trong cơ quan", kind.into_inner(), &FORMAT, rows).await
}

/// All of them, or for most people those that name oneself.
async fn listed(user: &CurrentUser, db: &Db) -> AppResult<Vec<Declared>> {
    let sees_all = policy::may(user, Act::SeeAllRelatives);
    let of = if sees_all { None } else { Some(user.person.ok_or(AppError::NotFound)?) };
    db.read(move |conn| store::list(conn, of)).await
}

/// The list with the form that adds to it, fresh or with what is wrong.
pub async fn index_page(user: &CurrentUser, db: &Db, form: TypedFields, errors: FieldErrors) -> AppResult<IndexPage> {
    let found = listed(user, db).await?;
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Relatives),
        lines: found.into_iter().map(Line::of).collect(),
        sees_all: policy::may(user, Act::SeeAllRelatives),
        can_declare: user.person.is_some_and(|person| policy::may(user, Act::DeclareRelatives(person))),
        can_remove: policy::may(user, Act::KeepPeople),
        form,
        errors,
    })
}

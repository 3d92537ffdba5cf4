//! GET: a person's disciplines, the form that corrects one, the check before one is taken out.

use actix_web::{HttpResponse, web};

use super::form::DisciplineForm;
use super::ops;
use super::records::{Disciplines, values};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::people;
use crate::features::people::ops::Named;
use crate::policy::{self, Act, Actor};
use crate::records::Records;
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::steps::RemovalForm;
use crate::web::{history, page};

/// GET /people/{code}/disciplines
pub async fn index(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, code.into_inner(), None, FieldErrors::default()).await?)
}

/// The list with the form that adds to it, fresh or with what is wrong.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    code: String,
    typed: Option<DisciplineForm>,
    errors: FieldErrors,
) -> AppResult<IndexPage> {
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let person = seen(conn, &actor, &code)?;
        let version = history::version(conn, Object::Person(person.id))?;
        let lines = ops::of_person(conn, person.id)?;
        Ok((person, version, lines))
    });
    let (person, version, lines) = found.await?;
    Ok(IndexPage {
        shell: shell(user, &person),
        address: address(&person.code),
        lines: lines.iter().map(Line::of).collect(),
        can_edit: policy::may(user, Act::KeepDisciplinesAndLeaves),
        form: typed.unwrap_or(DisciplineForm { version, ..DisciplineForm::default() }),
        kinds: kinds(),
        person,
        errors,
    })
}

/// GET /people/{code}/disciplines.csv, .xlsx. That somebody took the list away leaves its entry in the history.
pub async fn file(
    user: CurrentUser,
    path: web::Path<(String, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((code, kind), actor) = (path.into_inner(), user.actor.clone());
    let found = db.read(move |conn| {
        let person = seen(conn, &actor, &code)?;
        let lines = ops::of_person(conn, person.id)?;
        Ok((person, lines))
    });
    let (person, lines) = found.await?;
    let what = format!("Kỷ luật của {}", person.code);
    let rows: Vec<_> = lines.into_iter().map(|it| values(&person.code, it.content)).collect();
    lists::personal_file(&db, user.actor, &what, kind, Disciplines::FORMAT, rows).await
}

/// GET /people/{code}/disciplines/{id}
pub async fn edit(
    user: CurrentUser,
    path: web::Path<(String, DisciplineId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&edit_page(&user, &db, path.into_inner(), None, FieldErrors::default()).await?)
}

pub async fn edit_page(
    user: &CurrentUser,
    db: &Db,
    (code, id): (String, DisciplineId),
    typed: Option<DisciplineForm>,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    let (person, version, it) = kept(user, db, code, id).await?;
    Ok(EditPage {
        shell: shell(user, &person),
        address: address(&person.code),
        id: id.to_string(),
        form: typed.unwrap_or_else(|| DisciplineForm::of(&it.content, version)),
        kinds: kinds(),
        person,
        errors,
    })
}

/// GET /people/{code}/disciplines/{id}/removal
pub async fn removal(
    user: CurrentUser,
    path: web::Path<(String, DisciplineId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&removal_page(&user, &db, path.into_inner(), None, FieldErrors::default()).await?)
}

pub async fn removal_page(
    user: &CurrentUser,
    db: &Db,
    (code, id): (String, DisciplineId),
    typed: Option<RemovalForm>,
    errors: FieldErrors,
) -> AppResult<RemovalPage> {
    let (person, version, it) = kept(user, db, code, id).await?;
    Ok(RemovalPage {
        shell: shell(user, &person),
        address: address(&person.code),
        line: Line::of(&it),
        form: typed.unwrap_or(RemovalForm { version, note: String::new() }),
        person,
        errors,
    })
}

/// What whoever keeps the list may change, with the version of the person's record.
async fn kept(user: &CurrentUser, db: &Db, code: String, id: DisciplineId) -> AppResult<(Named, i64, ops::Discipline)> {
    policy::must(user, Act::KeepDisciplinesAndLeaves)?;
    db.read(move |conn| {
        let person = people::ops::named(conn, &code)?;
        let version = history::version(conn, Object::Person(person.id))?;
        let it = ops::find(conn, person.id, id)?;
        Ok((person, version, it))
    })
    .await
}

/// The person, for those who may read this of him; for anybody else he does not exist.
fn seen(conn: &mut Connection, actor: &Actor, code: &str) -> AppResult<Named> {
    let person = people::ops::named(conn, code)?;
    policy::must_see(actor, Act::SeeDisciplinesAndLeaves(person.id))?;
    Ok(person)
}

fn shell(user: &CurrentUser, person: &Named) -> Shell {
    Shell::for_page(user, if user.person == Some(person.id) { Menu::MyRecord } else { Menu::People })
}

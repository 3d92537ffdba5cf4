//! POST: record a discipline, correct it, take it out. The policy is asked before anything typed is looked at: a form
//! that comes back with its errors names the person.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::DisciplineForm;
use super::ops;
use super::pages::{edit_page, index_page, removal_page};
use super::view::address;
use crate::db::{Db, Tx};
use crate::domain::ids::DisciplineId;
use crate::error::AppResult;
use crate::features::people::ops::unchanged;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::RemovalForm;
use crate::web::{flash, or_form_again};

/// POST /people/{code}/disciplines
pub async fn record(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<DisciplineForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepDisciplinesAndLeaves)?;
    let (form, code) = (posted.form, code.into_inner());
    let (version, list) = (form.version, address(&code));
    let saved = match form.parse() {
        Ok(new) => {
            let code = code.clone();
            let record = move |tx: &mut Tx| {
                let person = unchanged(tx.conn, &code, version)?;
                ops::record(tx, person, &new).map(|()| list)
            };
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi kỷ luật."));
    or_form_again(said, async |errors| index_page(&user, &db, code, Some(form), errors).await).await
}

/// POST /people/{code}/disciplines/{id}
pub async fn correct(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(String, DisciplineId)>,
    posted: Posted<DisciplineForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepDisciplinesAndLeaves)?;
    let (form, path) = (posted.form, path.into_inner());
    let version = form.version;
    let saved = match form.parse() {
        Ok(new) => {
            let (code, id) = path.clone();
            let correct = move |tx: &mut Tx| {
                let person = unchanged(tx.conn, &code, version)?;
                ops::correct(tx, person, id, &new).map(|()| address(&code))
            };
            db.carry_out(user.actor.clone(), posted.number, correct).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã sửa kỷ luật."));
    or_form_again(said, async |errors| edit_page(&user, &db, path, Some(form), errors).await).await
}

/// POST /people/{code}/disciplines/{id}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(String, DisciplineId)>,
    posted: Posted<RemovalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepDisciplinesAndLeaves)?;
    let (form, path) = (posted.form, path.into_inner());
    let version = form.version;
    let saved = match form.parse() {
        Ok(reason) => {
            let (code, id) = path.clone();
            let remove = move |tx: &mut Tx| {
                let person = unchanged(tx.conn, &code, version)?;
                ops::remove(tx, person, id, &reason).map(|()| address(&code))
            };
            db.carry_out(user.actor.clone(), posted.number, remove).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã xóa kỷ luật ghi nhầm."));
    or_form_again(said, async |errors| removal_page(&user, &db, path, Some(form), errors).await).await
}

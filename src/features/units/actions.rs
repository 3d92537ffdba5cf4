//! POST: add and change units. The policy is asked before anything typed is looked at: a form that comes back with
//! its errors is a page like any other.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::UnitForm;
use super::pages::form_page;
use super::{ops, store};
use crate::db::{Db, Tx};
use crate::domain::event::Object;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, history, or_form_again};

/// POST /units
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<UnitForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let form = posted.form;
    let saved = match form.parse() {
        Ok(typed) => {
            let add = move |tx: &mut Tx| {
                let location = format!("/units/{}", typed.code);
                let new = typed.found(tx.conn)?;
                ops::add(tx, &new).map(|_| location)
            };
            db.carry_out(user.actor.clone(), posted.number, add).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, &words(&form)));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, true).await).await
}

/// POST /units/{code}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<UnitForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let code = code.into_inner();
    let form = UnitForm { code: code.clone(), ..posted.form };
    let version = form.version;
    let saved = match form.parse() {
        Ok(typed) => {
            let change = move |tx: &mut Tx| {
                let id = store::find_by_code(tx.conn, &code)?.id;
                history::must_be_at(tx.conn, Object::Unit(id), version)?;
                let new = typed.changed(tx.conn)?;
                ops::change(tx, id, &new).map(|()| format!("/units/{code}"))
            };
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, &words(&form)));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, false).await).await
}

fn words(saved: &UnitForm) -> String {
    format!("Đã lưu đơn vị {}.", saved.name.trim())
}

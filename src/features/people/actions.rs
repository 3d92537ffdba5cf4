//! POST: add, correct, transfer, note a leaving. The policy is asked before anything typed is looked at: a form that
//! comes back with its errors names the person.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{LeavingForm, PersonForm, TransferForm};
use super::pages::{form_page, leaving_page, transfer_page};
use super::{ops, store};
use crate::db::{Db, FormNumber, Tx};
use crate::domain::event::Object;
use crate::domain::ids::PersonId;
use crate::error::AppResult;
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, history, or_form_again};

/// POST /people
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PersonForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let form = posted.form;
    let saved = match form.parse_new() {
        Ok(typed) => {
            let add = move |tx: &mut Tx| {
                let location = format!("/people/{}", typed.code);
                let new = typed.found(tx.conn)?;
                ops::add(tx, &new).map(|_| location)
            };
            db.carry_out(user.actor.clone(), posted.number, add).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã thêm cán bộ."));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, true).await).await
}

/// POST /people/{code}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<PersonForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let form = PersonForm { code: code.into_inner(), ..posted.form };
    let seen = Seen { code: form.code.clone(), version: form.version };
    let saved = match form.parse_change() {
        Ok(new) => {
            let change = move |tx: &mut Tx, id| ops::change(tx, id, &new);
            act(&db, &user.actor, posted.number, seen, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu thông tin cán bộ."));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, false).await).await
}

/// POST /people/{code}/transfer
pub async fn transfer(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<TransferForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (form, code) = (posted.form, code.into_inner());
    let seen = Seen { code: code.clone(), version: form.version };
    let saved = match form.parse() {
        Ok(typed) => {
            let transfer = move |tx: &mut Tx, id| {
                let to = typed.found(tx.conn)?;
                ops::transfer(tx, id, &to)
            };
            act(&db, &user.actor, posted.number, seen, transfer).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi điều động, bổ nhiệm."));
    or_form_again(said, async |errors| transfer_page(&user, &db, code, form, errors).await).await
}

/// POST /people/{code}/leaving
pub async fn leave(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<LeavingForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (form, code) = (posted.form, code.into_inner());
    let seen = Seen { code: code.clone(), version: form.version };
    let saved = match form.parse() {
        Ok(last_day) => {
            let leave = move |tx: &mut Tx, id| ops::leave(tx, id, last_day);
            act(&db, &user.actor, posted.number, seen, leave).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi ngày nghỉ."));
    or_form_again(said, async |errors| leaving_page(&user, &db, code, form, errors).await).await
}

/// The person somebody has read, in the version he read.
struct Seen {
    code: String,
    version: i64,
}

/// One act on one person, who must not have changed since, then back to the record.
async fn act<F>(db: &Db, actor: &Actor, number: FormNumber, seen: Seen, verb: F) -> AppResult<String>
where
    F: FnOnce(&mut Tx, PersonId) -> AppResult<()> + Send + 'static,
{
    let carry_out = move |tx: &mut Tx| {
        let id = store::find_by_code(tx.conn, &seen.code)?.id;
        history::must_be_at(tx.conn, Object::Person(id), seen.version)?;
        verb(tx, id).map(|()| format!("/people/{}", seen.code))
    };
    db.carry_out(actor.clone(), number, carry_out).await
}

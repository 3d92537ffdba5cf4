//! POST: make an account, give a one-time password, lock and unlock.
//!
//! The password is typed again before a new one is given to somebody else. The two that make a password answer with a
//! page instead of a redirect: the password is shown once, so it must not stand in an address, a cookie or the database. A
//! second copy of the form is sent to the list.

use std::sync::mpsc;

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::form::AccountForm;
use super::pages::{PATH, line, new_page, reset_page};
use super::view::{OneTimePage, Resetting, page_of};
use crate::db::{Connection, Db, FormNumber, Tx};
use crate::domain::ids::AccountId;
use crate::error::{AppError, AppResult};
use crate::features::account::form::PasswordAgain;
use crate::features::account::ops::{self, NewUser, OneTime};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Nothing, Posted};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const SHOWN_BEFORE: &str = "Mật khẩu dùng một lần chỉ hiện một lần. Nếu chưa kịp ghi, cấp lại mật khẩu.";

/// POST /admin/accounts
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<AccountForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let form = posted.form;
    let made = match form.parse() {
        Ok(typed) => {
            let create = move |tx: &mut Tx, one_time: &OneTime| {
                let person = ops::person_of_code(tx.conn, &typed.person_code)?;
                let (username, full_name) = (typed.username, typed.full_name);
                let new = NewUser { username, full_name, person, roles: typed.roles };
                ops::create(tx, &new, one_time).map(|_| ())
            };
            shown_once(&request, &user, &db, posted.number, form.username.trim(), true, create).await
        }
        Err(errors) => Err(errors.into()),
    };
    or_form_again(made, async |errors| Ok(new_page(&user, form, errors))).await
}

/// POST /admin/accounts/{username}/reset
pub async fn reset(
    request: HttpRequest,
    mut user: CurrentUser,
    session: Session,
    username: web::Path<String>,
    posted: Posted<PasswordAgain>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    // No password is asked for what is not there.
    line(&user, &db, &username).await?;
    let given = match ops::confirm(&mut user, &session, &db, &posted.form.password, Ok(username.clone())).await? {
        Ok(name) => {
            let reset = move |tx: &mut Tx, one_time: &OneTime| {
                let id = named(tx.conn, &name)?;
                ops::reset(tx, id, one_time)
            };
            shown_once(&request, &user, &db, posted.number, &username, false, reset).await
        }
        Err(errors) => Err(errors.into()),
    };
    or_form_again(given, async |errors| reset_page(&user, &db, &username, Resetting::Password, errors).await).await
}

/// Carries out what makes a one-time password and answers with the page that shows it.
async fn shown_once<F>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    number: FormNumber,
    username: &str,
    is_new: bool,
    make: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, &OneTime) -> AppResult<()> + Send + 'static,
{
    let one_time = OneTime::in_turn().await?;
    let (tell, told) = mpsc::channel();
    let carry_out = move |tx: &mut Tx| {
        make(tx, &one_time)?;
        // Nobody listens only when the browser has gone; then the password is lost and given anew.
        let _ = tell.send(one_time.plain);
        Ok(PATH.to_owned())
    };
    let location = db.carry_out(user.actor.clone(), number, carry_out).await?;
    match told.try_recv() {
        Ok(one_time) => page(&OneTimePage {
            shell: Shell::for_page(user, Menu::Accounts),
            username: username.to_owned(),
            one_time,
            is_new,
        }),
        Err(_) => Ok(flash::said(request, &location, SHOWN_BEFORE)),
    }
}

/// POST /admin/accounts/{username}/sessions-ending
pub async fn end_sessions(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let said = format!("Đã kết thúc các phiên đăng nhập của {username}.");
    let end = move |tx: &mut Tx| {
        let id = named(tx.conn, &username)?;
        ops::end_sessions_of(tx, id).map(|()| page_of(&username))
    };
    let location = db.carry_out(user.actor, posted.number, end).await?;
    Ok(flash::said(&request, &location, &said))
}

/// POST /admin/accounts/{username}/lock
pub async fn lock(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    set_locked(request, user, username, posted, db, true).await
}

/// POST /admin/accounts/{username}/unlock
pub async fn unlock(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    set_locked(request, user, username, posted, db, false).await
}

async fn set_locked(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
    locked: bool,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let said = format!("Đã {} tài khoản {username}.", if locked { "khóa" } else { "mở khóa" });
    let set_locked = move |tx: &mut Tx| {
        let id = named(tx.conn, &username)?;
        ops::set_locked(tx, id, locked).map(|()| page_of(&username))
    };
    let location = db.carry_out(user.actor, posted.number, set_locked).await?;
    Ok(flash::said(&request, &location, &said))
}

fn named(conn: &mut Connection, username: &str) -> AppResult<AccountId> {
    ops::by_username(conn, username)?.ok_or(AppError::NotFound)
}

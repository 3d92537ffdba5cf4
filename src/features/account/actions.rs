//! POST: log in and out, change the password, end a session, choose the size of text.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::form::*;
use super::ops::{self, Login};
use super::pages::{login_page, password_page};
use crate::db::Db;
use crate::domain::role::Roles;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::Actor;
use crate::web::current_user::{CurrentUser, PasswordChanger};
use crate::web::posted::{Nothing, Posted};
use crate::web::{flash, guard, local_path, page_with_errors, percent_encode, see_other, sessions};

const WRONG: &str = "Tên đăng nhập hoặc mật khẩu chưa đúng.";

/// POST /login
pub async fn log_in(
    request: HttpRequest,
    session: Session,
    posted: Posted<LoginForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let LoginForm { username, next, .. } = &posted.form;
    if let Err(errors) = posted.form.parse() {
        return page_with_errors(&login_page(&session, &db, username.clone(), next.clone(), errors, "").await?);
    }
    let address = guard::address_of(&request);
    let username = username.trim().to_lowercase();
    let now = db.clock.now().naive_utc();
    let login = db.read({
        let (username, password, address) = (username.clone(), posted.form.password.clone(), address.clone());
        move |conn| ops::check_login(conn, &username, &password, &address, now)
    });
    match login.await? {
        Login::Welcome { account, full_name, needs_code, rehashed } => {
            let actor = Actor::of_account(account, username.clone(), full_name, Roles::default()).at(address.clone());
            if needs_code {
                db.write(actor, move |tx| ops::note_password(tx, account, rehashed.as_deref())).await?;
                sessions::await_code(&session, account, now)?;
                return Ok(see_other(&format!("/login/code?next={}", percent_encode(local_path(next)))));
            }
            db.write(actor, move |tx| ops::note_login(tx, &username, account, rehashed.as_deref())).await?;
            sessions::begin(&session, account, &address)?;
            Ok(see_other(local_path(next)))
        }
        Login::No => {
            let stranger = Actor::stranger(address.clone());
            let typed = posted.form.username.clone();
            db.write(stranger, move |tx| ops::note_failure(tx, &username, &address)).await?;
            let errors = FieldErrors::one("username", WRONG);
            page_with_errors(&login_page(&session, &db, typed, next.clone(), errors, "").await?)
        }
        Login::AddressMustWait => Err(AppError::TooMany),
    }
}

/// POST /logout
pub async fn log_out(
    user: PasswordChanger,
    session: Session,
    _posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    db.write(user.0.actor, ops::log_out).await?;
    session.purge();
    let mut response = see_other("/login");
    let clear = actix_web::http::header::HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(actix_web::http::header::HeaderName::from_static("clear-site-data"), clear);
    Ok(response)
}

/// POST /account/password
pub async fn change_password(
    request: HttpRequest,
    user: PasswordChanger,
    session: Session,
    posted: Posted<PasswordForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let account = user.0.account.ok_or(AppError::NotFound)?;
    let changed = match posted.form.parse() {
        Ok(()) => {
            let (old, new) = (posted.form.old_password.clone(), posted.form.new_password.clone());
            db.write(user.0.actor.clone(), move |tx| ops::change_password(tx, &old, &new)).await
        }
        Err(errors) => Err(errors.into()),
    };
    match changed {
        Ok(()) => {
            sessions::begin(&session, account, &guard::address_of(&request))?;
            Ok(flash::said(&request, "/", "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
        }
        Err(AppError::Fields(errors)) => page_with_errors(&password_page(&user.0, &db, errors).await?),
        Err(other) => Err(other),
    }
}

/// POST /account/text-size
pub async fn choose_text_size(
    user: CurrentUser,
    posted: Posted<TextSizeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let size = posted.form.size.parse().ok().filter(|size| (1..=3).contains(size));
    let size = size.ok_or(AppError::BadRequest("Chọn một trong ba cỡ chữ."))?;
    db.write(user.actor, move |tx| ops::set_text_size(tx, size)).await?;
    Ok(see_other(local_path(&posted.form.back)))
}

/// POST /account/sessions/{key}/ending
pub async fn end_session(
    request: HttpRequest,
    user: CurrentUser,
    key: web::Path<String>,
    _posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    db.write(user.actor, move |tx| ops::end_session(tx, &key)).await?;
    Ok(flash::said(&request, "/account/sessions", "Đã kết thúc phiên đăng nhập."))
}

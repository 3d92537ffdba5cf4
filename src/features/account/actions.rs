//! POST: log in and out, change the password, end a session, choose the size of text.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::changing;
use super::form::*;
use super::onward::kept_page;
use super::ops::{self, Login};
use super::pages::{login_page, password_page};
use super::second_factor::login::ask_for_code;
use crate::db::Db;
use crate::domain::role::Roles;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::Actor;
use crate::web::current_user::{CurrentUser, PasswordChanger};
use crate::web::kept::Kept;
use crate::web::posted::{Nothing, Posted};
use crate::web::{flash, guard, local_path, page, page_with_errors, see_other, sessions};

const WRONG: &str = "Tên đăng nhập hoặc mật khẩu chưa đúng.";
const CHANGED: &str = "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.";

/// POST /login
pub async fn log_in(
    request: HttpRequest,
    session: Session,
    posted: Posted<LoginForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let onward = form.onward();
    if let Err(errors) = form.parse() {
        return page_with_errors(&login_page(&session, &db, form.username, onward, errors, "").await?);
    }
    let address = guard::address_of(&request);
    let username = form.username.trim().to_lowercase();
    let now = db.clock.now().naive_utc();
    match ops::check_login(&db, &Actor::stranger(address.clone()), &username, &form.password).await? {
        Login::Welcome { judged, full_name, needs_code } => {
            let account = judged.account;
            let actor = Actor::of_account(account, username, full_name.clone(), Roles::default()).at(address.clone());
            let note = if needs_code { ops::note_password } else { ops::note_login };
            match db.write(actor, move |tx| note(tx, &judged)).await? {
                Some(stored) if needs_code => {
                    sessions::await_code(&session, account, now, &stored)?;
                    return ask_for_code(&session, &db, onward).await;
                }
                Some(stored) => {
                    sessions::begin(&session, account, &address, &stored)?;
                    return onward.arrive(&session, &db, &full_name).await;
                }
                None => {}
            }
        }
        Login::No => {}
        Login::AddressMustWait => return Err(AppError::TooMany),
    }
    let errors = FieldErrors::one("username", WRONG);
    page_with_errors(&login_page(&session, &db, form.username, onward, errors, "").await?)
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
            let (old, new) = (&posted.form.old_password, &posted.form.new_password);
            changing::change_password(&db, &user.0.actor, old, new).await
        }
        Err(errors) => Err(errors.into()),
    };
    let kept = Kept::read(&posted.form.kept);
    match (changed, kept) {
        (Ok(stored), kept) => {
            sessions::begin(&session, account, &guard::address_of(&request), &stored)?;
            match kept {
                None => Ok(flash::said(&request, "/", CHANGED)),
                Some(kept) => page(&kept_page(&session, &db, kept, CHANGED.to_owned()).await?),
            }
        }
        (Err(AppError::Fields(errors)), kept) => page_with_errors(&password_page(&user.0, &db, errors, kept).await?),
        (Err(other), _) => Err(other),
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

//! The password typed again before an act that cannot be taken back (SECURITY.md L8): a screen left open is not enough.

use actix_session::Session;

use super::ops::{Login, check_login, note_confirmation};
use crate::db::Db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::current_user::CurrentUser;
use crate::web::sessions;

const FIELD: &str = "password";

/// Lets what was accepted of a form pass once the password is typed right again with it, unless that was done a short
/// while ago. A wrong one counts like one at the login.
/// What stops it are the faults of the form, or one at `password`.
///
/// # Errors
/// `TooMany` where the address has to wait.
pub async fn confirm<T>(
    user: &mut CurrentUser,
    session: &Session,
    db: &Db,
    typed: &str,
    accepted: Result<T, FieldErrors>,
) -> AppResult<Result<T, FieldErrors>> {
    if user.is_confirmed || accepted.is_err() {
        return Ok(accepted);
    }
    if typed.is_empty() {
        return Ok(Err(FieldErrors::one(FIELD, "Nhập mật khẩu đăng nhập của đồng chí để xác nhận việc này.")));
    }
    let now = db.clock.now().naive_utc();
    let stored = match check_login(db, &user.actor, &user.username, typed).await? {
        Login::Welcome { judged, .. } => db.write(user.actor.clone(), move |tx| note_confirmation(tx, &judged)).await?,
        Login::No => None,
        Login::AddressMustWait => return Err(AppError::TooMany),
    };
    let Some(stored) = stored else {
        return Ok(Err(FieldErrors::one(FIELD, "Mật khẩu chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.")));
    };
    sessions::confirm(session, now, &stored)?;
    user.is_confirmed = true;
    Ok(accepted)
}

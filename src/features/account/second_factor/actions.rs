//! POST: set one's second factor up, confirm it, make new recovery codes, take it away. The password is typed again for
//! each but the confirmation, which needs the code.

use std::sync::mpsc;

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops;
use super::pages::{remove_page, show_page};
use super::view::CodesPage;
use crate::db::{Db, FormNumber, Tx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::admin::pages::{line, reset_page};
use crate::features::account::admin::view::{Resetting, page_of};
use crate::features::account::form::PasswordAgain;
use crate::features::account::ops::{by_username, confirm as confirm_password};
use crate::web::current_user::{CurrentUser, FactorSetter};
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const PATH: &str = "/account/second-factor";
const SHOWN_BEFORE: &str = "Mã dự phòng chỉ hiện một lần. Nếu chưa kịp ghi, tạo mã dự phòng mới.";

#[derive(Debug, Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    pub code: String,
}

/// POST /account/second-factor
pub async fn begin(
    user: FactorSetter,
    session: Session,
    posted: Posted<PasswordAgain>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let mut user = user.0;
    let accepted = confirm_password(&mut user, &session, &db, &posted.form.password, Ok(())).await?;
    let begin = |tx: &mut Tx, ()| ops::begin(tx);
    let begun = carry_out(&user, &db, posted.number, accepted, PATH.to_owned(), begin).await;
    let gone_on = begun.map(|location| crate::web::see_other(&location));
    or_form_again(gone_on, async |errors| show_page(&user, &db, errors).await).await
}

/// POST /account/second-factor/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: FactorSetter,
    posted: Posted<CodeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let code = posted.form.code;
    let confirm = move |tx: &mut Tx| ops::confirm(tx, &code);
    let confirmed = shown_once(&request, &user.0, &db, posted.number, true, Ok(()), confirm).await;
    or_form_again(confirmed, async |errors| show_page(&user.0, &db, errors).await).await
}

/// POST /account/second-factor/recovery-codes
pub async fn renew_codes(
    request: HttpRequest,
    mut user: CurrentUser,
    session: Session,
    posted: Posted<PasswordAgain>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let accepted = confirm_password(&mut user, &session, &db, &posted.form.password, Ok(())).await?;
    let renewed = shown_once(&request, &user, &db, posted.number, false, accepted, ops::renew_codes).await;
    or_form_again(renewed, async |errors| show_page(&user, &db, errors).await).await
}

/// POST /account/second-factor/removal
pub async fn remove(
    request: HttpRequest,
    mut user: CurrentUser,
    session: Session,
    posted: Posted<PasswordAgain>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let accepted = confirm_password(&mut user, &session, &db, &posted.form.password, Ok(())).await?;
    let remove = |tx: &mut Tx, ()| ops::remove(tx);
    let removed = carry_out(&user, &db, posted.number, accepted, PATH.to_owned(), remove).await;
    let said = removed.map(|location| flash::said(&request, &location, "Đã tắt xác thực hai lớp."));
    or_form_again(said, async |errors| Ok(remove_page(&user, errors))).await
}

/// POST /admin/accounts/{username}/second-factor-reset
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
    let accepted = confirm_password(&mut user, &session, &db, &posted.form.password, Ok(username.clone())).await?;
    let said = format!("Đã bỏ xác thực hai lớp của {username}. Các phiên đăng nhập của tài khoản này đã kết thúc.");
    let reset = move |tx: &mut Tx, named: String| {
        let account = by_username(tx.conn, &named)?.ok_or(AppError::NotFound)?;
        ops::reset(tx, account)
    };
    let reset = carry_out(&user, &db, posted.number, accepted, page_of(&username), reset).await;
    let said = reset.map(|location| flash::said(&request, &location, &said));
    or_form_again(said, async |errors| reset_page(&user, &db, &username, Resetting::SecondFactor, errors).await).await
}

/// Carries out what makes recovery codes and answers with the page that shows them: they stand in no address, no cookie
/// and, but for their hashes, not in the database.
async fn shown_once<F>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    number: FormNumber,
    is_new: bool,
    accepted: Result<(), FieldErrors>,
    make: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx) -> AppResult<Vec<String>> + Send + 'static,
{
    let (tell, told) = mpsc::channel();
    let make = move |tx: &mut Tx, ()| {
        // Nobody listens only when the browser has gone; then the codes are lost and made anew.
        let _ = tell.send(make(tx)?);
        Ok(())
    };
    let location = carry_out(user, db, number, accepted, PATH.to_owned(), make).await?;
    match told.try_recv() {
        Ok(codes) => page(&CodesPage { shell: Shell::for_page(user, Menu::Elsewhere), codes, is_new }),
        Err(_) => Ok(flash::said(request, &location, SHOWN_BEFORE)),
    }
}

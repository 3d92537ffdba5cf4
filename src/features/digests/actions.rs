//! POST: where mail goes, how it leaves the house, a mail to try it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{AddressForm, SettingsForm, TestForm};
use super::ops;
use super::pages::{address_page, settings_page};
use super::sending;
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

const SETTINGS: &str = "/admin/mail";

/// POST /account/mail
pub async fn change_own(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<AddressForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    let form = posted.form;
    let changed = match form.parse() {
        Ok((address, is_wanted)) => {
            let set = move |tx: &mut Tx| {
                ops::set_address(tx, account, &address, is_wanted).map(|()| "/account/mail".to_owned())
            };
            db.carry_out(user.actor.clone(), posted.number, set).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = changed.map(|location| flash::said(&request, &location, "Đã lưu địa chỉ thư."));
    or_form_again(said, async |errors| address_page(&user, &db, account, None, Some(form), errors).await).await
}

/// POST /admin/accounts/{username}/mail
pub async fn change_of_account(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<AddressForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let (username, form) = (username.into_inner(), posted.form);
    let name = username.clone();
    let account = db.read(move |conn| ops::account_named(conn, &name)).await?;
    let changed = match form.parse() {
        Ok((address, is_wanted)) => {
            let page = format!("/admin/accounts/{username}");
            let set = move |tx: &mut Tx| ops::set_address(tx, account, &address, is_wanted).map(|()| page);
            db.carry_out(user.actor.clone(), posted.number, set).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = changed.map(|location| flash::said(&request, &location, &format!("Đã lưu địa chỉ thư của {username}.")));
    let again = async |errors| address_page(&user, &db, account, Some(username.clone()), Some(form), errors).await;
    or_form_again(said, again).await
}

/// POST /admin/mail
pub async fn change_settings(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<SettingsForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let form = posted.form;
    let seen = form.version;
    let changed = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change_settings(tx, seen, &new).map(|()| SETTINGS.to_owned());
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = changed.map(|location| flash::said(&request, &location, "Đã lưu cài đặt gửi thư."));
    let typed = SettingsForm { password: String::new(), ..form };
    let again = async |errors| settings_page(&user, &db, Some(typed), TestForm::default(), errors).await;
    or_form_again(said, again).await
}

/// POST /admin/mail/test: the one request that waits for the mail server, ten seconds at most.
pub async fn test(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TestForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let form = posted.form;
    let tried = match form.parse() {
        Ok(to) => {
            let wrong = sending::try_out(&db, &to).await?.unwrap_or_default();
            let said = if wrong.is_empty() { format!("Đã gửi thư thử tới {to}.") } else { wrong.clone() };
            let note = move |tx: &mut Tx| ops::note_test(tx, &to, &wrong).map(|()| SETTINGS.to_owned());
            let location = db.carry_out(user.actor.clone(), posted.number, note).await;
            location.map(|location| flash::said(&request, &location, &said))
        }
        Err(errors) => Err(errors.into()),
    };
    or_form_again(tried, async |errors| settings_page(&user, &db, None, form, errors).await).await
}

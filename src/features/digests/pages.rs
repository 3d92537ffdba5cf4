//! GET: where mail goes, and how it leaves the house.

use actix_web::{HttpResponse, web};

use super::form::{AddressForm, SettingsForm, TestForm};
use super::ops;
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date_time;
use crate::domain::event::Object;
use crate::domain::ids::AccountId;
use crate::domain::mail::Security;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// GET /account/mail
pub async fn own(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    page(&address_page(&user, &db, account, None, None, FieldErrors::default()).await?)
}

/// GET /admin/accounts/{username}/mail
pub async fn of_account(user: CurrentUser, username: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let username = username.into_inner();
    let name = username.clone();
    let account = db.read(move |conn| ops::account_named(conn, &name)).await?;
    page(&address_page(&user, &db, account, Some(username), None, FieldErrors::default()).await?)
}

/// The form as stored, or with what was typed; `username` is set when IT keeps another's.
pub async fn address_page(
    user: &CurrentUser,
    db: &Db,
    account: AccountId,
    username: Option<String>,
    typed: Option<AddressForm>,
    errors: FieldErrors,
) -> AppResult<AddressPage> {
    let found = db.read(move |conn| Ok((store::address_of(conn, account)?, store::settings(conn)?)));
    let (stored, settings) = found.await?;
    let stored = || {
        let (address, is_wanted) = stored.unwrap_or_else(|| (String::new(), true));
        AddressForm { address, wanted: if is_wanted { "true".into() } else { String::new() } }
    };
    let menu = if username.is_some() { Menu::Accounts } else { Menu::Elsewhere };
    Ok(AddressPage {
        shell: Shell::for_page(user, menu),
        form: typed.unwrap_or_else(stored),
        errors,
        is_own: username.is_none(),
        action: match &username {
            Some(name) => format!("/admin/accounts/{name}/mail"),
            None => "/account/mail".to_owned(),
        },
        username: username.unwrap_or_default(),
        is_on: settings.is_some_and(|it| it.is_on),
    })
}

/// GET /admin/mail
pub async fn settings(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    page(&settings_page(&user, &db, None, TestForm::default(), FieldErrors::default()).await?)
}

/// The form as stored, or with what was typed.
pub async fn settings_page(
    user: &CurrentUser,
    db: &Db,
    typed: Option<SettingsForm>,
    test: TestForm,
    errors: FieldErrors,
) -> AppResult<SettingsPage> {
    let today = user.today;
    let found = db.read(move |conn| {
        let version = history::version(conn, Object::MailSettings)?;
        Ok((store::settings(conn)?, version, store::standing(conn, today)?))
    });
    let (settings, version, standing) = found.await?;
    let standing: Vec<String> =
        standing.into_iter().map(|(state, n)| format!("{n} {}", state.word().to_lowercase())).collect();
    let last_try = settings.as_ref().and_then(|it| it.last_try_at);
    Ok(SettingsPage {
        shell: Shell::for_page(user, Menu::Mail),
        is_saved: settings.is_some(),
        last_try: last_try.map_or_else(String::new, |at| format_date_time(at.and_utc())),
        last_error: settings.as_ref().map_or_else(String::new, |it| it.last_error.clone()),
        form: typed.unwrap_or_else(|| SettingsForm::filled(settings, version)),
        test,
        errors,
        securities: words(Security::WORDS),
        today: standing.join(", "),
    })
}

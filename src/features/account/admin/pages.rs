//! GET: the accounts, the form of a new one, the check before locking one.

use actix_web::{HttpResponse, web};

use super::form::AccountForm;
use super::view::*;
use crate::db::Db;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::{ops, second_factor};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/admin/accounts";

const FORMAT: TableFormat = TableFormat {
    name: "accounts",
    columns: &[
        Column::required("username", "Tên đăng nhập", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::required("roles", "Vai trò", Kind::Line),
        Column::required("state", "Tình trạng", Kind::Line),
    ],
};

/// GET /admin/accounts
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let lines = lines(&user, &db).await?;
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Accounts), lines })
}

/// GET /admin/accounts.csv, /admin/accounts.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let lines = lines(&user, &db).await?;
    let row = |line: Line| -> Vec<Value> {
        vec![line.username.into(), line.full_name.into(), line.roles.into(), line.state.into()]
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Tài khoản", kind.into_inner(), &FORMAT, rows).await
}

async fn lines(user: &CurrentUser, db: &Db) -> AppResult<Vec<Line>> {
    policy::must(user, Act::KeepAccounts)?;
    let own = user.account;
    let (accounts, holders) = db.read(|conn| Ok((ops::list(conn)?, second_factor::ops::holders(conn)?))).await?;
    let line = |(account, roles): (ops::ListedAccount, Roles)| {
        let has_second_factor = holders.contains(&account.id);
        Line::of(account, roles, own, has_second_factor)
    };
    Ok(accounts.into_iter().map(line).collect())
}

/// GET /admin/accounts/new
pub async fn new(user: CurrentUser) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    page(&new_page(&user, AccountForm::default(), FieldErrors::default()))
}

/// The form of a new account, fresh or with what is wrong.
pub fn new_page(user: &CurrentUser, form: AccountForm, errors: FieldErrors) -> NewPage {
    NewPage { shell: Shell::for_page(user, Menu::Accounts), form, errors, roles: words(Role::WORDS) }
}

/// GET /admin/accounts/{username}/lock: what locking does, before it is done.
pub async fn check_lock(user: CurrentUser, username: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let line = line(&user, &db, &username).await?;
    page(&LockPage { shell: Shell::for_page(&user, Menu::Accounts), line })
}

/// GET /admin/accounts/{username}/reset: what a new one-time password does, before it is given.
pub async fn check_reset(user: CurrentUser, username: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&reset_page(&user, &db, &username, Resetting::Password, FieldErrors::default()).await?)
}

/// GET /admin/accounts/{username}/second-factor-reset
pub async fn check_second_factor_reset(
    user: CurrentUser,
    username: web::Path<String>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&reset_page(&user, &db, &username, Resetting::SecondFactor, FieldErrors::default()).await?)
}

/// The check before a reset, fresh or with what is wrong.
pub async fn reset_page(
    user: &CurrentUser,
    db: &Db,
    username: &str,
    what: Resetting,
    errors: FieldErrors,
) -> AppResult<ResetPage> {
    let line = line(user, db, username).await?;
    Ok(ResetPage { shell: Shell::for_page(user, Menu::Accounts), line, what, errors })
}

/// An account as the list shows it.
///
/// # Errors
/// `NotFound` where there is none of the name.
pub async fn line(user: &CurrentUser, db: &Db, username: &str) -> AppResult<Line> {
    lines(user, db).await?.into_iter().find(|line| line.username == username).ok_or(AppError::NotFound)
}

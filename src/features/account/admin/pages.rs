//! GET: the accounts, the form of a new one, the check before locking one.

use actix_web::{HttpResponse, web};

use super::form::AccountForm;
use super::list::{self, ListQuery};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::ids::AccountId;
use crate::domain::role::{Role, Roles};
use crate::error::{AppResult, FieldErrors};
use crate::features::account::{ops, second_factor};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/admin/accounts";

const FORMAT: TableFormat = TableFormat {
    name: "accounts",
    columns: &[
        Column::required("username", "Tên đăng nhập", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::required("unit", "Đơn vị", Kind::Line),
        Column::required("roles", "Vai trò", Kind::Line),
        Column::required("state", "Tình trạng", Kind::Line),
    ],
};

/// GET /admin/accounts
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let lines = lines(&user, &db, &query).await?;
    let paging = Paging::new(PATH, &query.in_address(), page_number(&query.page), lines.len() as i64);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Accounts),
        lines: paging.cut(lines),
        chips: lists::chips(PATH, &query.in_address(), &query.labels()),
        files: address("", &query.in_address()),
        roles: words(Role::WORDS),
        states: words(ops::State::WORDS),
        paging,
        query,
    })
}

/// GET /admin/accounts.csv, /admin/accounts.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let lines = lines(&user, &db, &query).await?;
    let row = |it: Line| -> Vec<Value> {
        vec![it.username.into(), it.full_name.into(), it.unit.into(), it.roles.into(), it.state.word().into()]
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Tài khoản", kind.into_inner(), &FORMAT, rows).await
}

async fn lines(user: &CurrentUser, db: &Db, query: &ListQuery) -> AppResult<Vec<Line>> {
    policy::must(user, Act::KeepAccounts)?;
    let (own, query) = (user.account, query.clone());
    let found = db.read(move |conn| Ok((list::all(conn, &query)?, second_factor::ops::holders(conn)?)));
    let (accounts, holders) = found.await?;
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
    policy::must(user, Act::KeepAccounts)?;
    let (actor, username) = (user.actor.clone(), username.to_owned());
    Ok(db.read(move |conn| line_of(conn, &actor, &username)).await?.0)
}

/// The same, with its id.
pub(super) fn line_of(conn: &mut Connection, actor: &Actor, username: &str) -> AppResult<(Line, AccountId)> {
    let (account, roles) = ops::listed(conn, username)?;
    let id = account.id;
    let has_second_factor = second_factor::ops::has_one(conn, id)?;
    Ok((Line::of(account, roles, actor.account, has_second_factor), id))
}

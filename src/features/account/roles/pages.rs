//! GET: requests for roles, one of them, the form to ask.

use actix_web::{HttpResponse, web};

use super::ops;
use super::view::*;
use crate::db::Db;
use crate::domain::ids::RoleRequestId;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::ops as accounts;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words as choices;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PageQuery, Paging, page_number};
use crate::web::shell::{Menu, Shell};

const FORMAT: TableFormat = TableFormat {
    name: "role_requests",
    columns: &[
        Column::required("username", "Tên đăng nhập", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::required("roles", "Vai trò đề nghị", Kind::Line),
        Column::required("reason", "Lý do", Kind::Line),
        Column::required("asked", "Người đề nghị", Kind::Line),
        Column::required("outcome", "Kết quả", Kind::Line),
        Column::required("decided", "Người quyết định", Kind::Line),
    ],
};

/// GET /role-requests
pub async fn index(user: CurrentUser, query: web::Query<PageQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let lines = lines(&user, &db).await?;
    let paging = Paging::new("/role-requests", &[], page_number(&query.page), lines.len() as i64);
    page(&IndexPage { shell: Shell::for_page(&user, Menu::RoleRequests), lines: paging.cut(lines), paging })
}

/// GET /role-requests.csv, /role-requests.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let row = |it: Line| -> Vec<Value> {
        let asked = [it.username, it.full_name, it.wanted, it.reason, it.asked, it.outcome.to_owned(), it.decided];
        Vec::from(asked.map(Value::from))
    };
    let rows: Vec<_> = lines(&user, &db).await?.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Đề nghị vai trò", kind.into_inner(), &FORMAT, rows).await
}

async fn lines(user: &CurrentUser, db: &Db) -> AppResult<Vec<Line>> {
    policy::must(user, Act::SeeRoleRequests)?;
    Ok(db.read(ops::list).await?.iter().map(Line::of).collect())
}

/// GET /role-requests/{id}
pub async fn show(user: CurrentUser, id: web::Path<RoleRequestId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, String::new(), FieldErrors::default()).await?)
}

/// A request, with what is wrong with its answer.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: RoleRequestId,
    note: String,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    policy::must(user, Act::SeeRoleRequests)?;
    let (request, now) = db
        .read(move |conn| {
            let request = ops::find(conn, id)?;
            let now = ops::roles_of(conn, request.account)?;
            Ok((request, now))
        })
        .await?;
    let line = Line::of(&request);
    let confirm = Act::ConfirmRoles { account: request.account, asked_by: request.asked_by };
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::RoleRequests),
        may_confirm: line.is_open && policy::may(user, confirm),
        may_withdraw: line.is_open && policy::may(user, Act::AskForRoles),
        now: words(now),
        line,
        errors,
        note,
    })
}

/// GET /admin/accounts/{username}/roles
pub async fn ask(user: CurrentUser, username: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&ask_page(&user, &db, username.into_inner(), None, FieldErrors::default()).await?)
}

/// The form, with the roles of today or what was typed.
pub async fn ask_page(
    user: &CurrentUser,
    db: &Db,
    username: String,
    typed: Option<(Vec<String>, String)>,
    errors: FieldErrors,
) -> AppResult<AskPage> {
    policy::must(user, Act::AskForRoles)?;
    let named = username.clone();
    let (full_name, now) = db
        .read(move |conn| {
            let id = accounts::by_username(conn, &named)?.ok_or(AppError::NotFound)?;
            Ok((accounts::full_name(conn, id)?, ops::roles_of(conn, id)?))
        })
        .await?;
    let (chosen, reason) =
        typed.unwrap_or_else(|| (now.iter().map(|role| role.code().to_owned()).collect(), String::new()));
    Ok(AskPage {
        shell: Shell::for_page(user, Menu::Accounts),
        username,
        full_name,
        now: words(now),
        chosen,
        reason,
        roles: choices(Role::WORDS),
        errors,
    })
}

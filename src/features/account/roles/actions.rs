//! POST: ask for roles, confirm, refuse, take back.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops;
use super::pages::{ask_page, show_page};
use crate::db::{Db, Tx};
use crate::domain::ids::RoleRequestId;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult};
use crate::features::account::ops::{by_username, confirm as confirm_password};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Check, LINE};
use crate::web::posted::{Nothing, Posted, carry_out};
use crate::web::{flash, or_form_again};

const LIST: &str = "/role-requests";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AskForm {
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub reason: String,
}

#[derive(Debug, Default, Deserialize)]
pub struct ConfirmForm {
    #[serde(default)]
    pub password: String,
}

#[derive(Debug, Default, Deserialize)]
pub struct RefuseForm {
    #[serde(default)]
    pub note: String,
}

/// POST /admin/accounts/{username}/roles
pub async fn ask(
    request: HttpRequest,
    user: CurrentUser,
    username: web::Path<String>,
    posted: Posted<AskForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::AskForRoles)?;
    let (username, form) = (username.into_inner(), posted.form);
    let mut check = Check::new();
    let wanted: Option<Roles> = form.roles.iter().map(|code| Role::from_code(code)).collect();
    let wanted = check.choice("roles", wanted, "Chọn trong các vai trò của danh sách.");
    let reason = check.line("reason", &form.reason, LINE, "Nhập lý do, ví dụ số quyết định bổ nhiệm.");
    let accepted = check.finish(|| Some((wanted?, reason)));
    let named = username.clone();
    let ask = move |tx: &mut Tx, (wanted, reason): (Roles, String)| {
        let account = by_username(tx.conn, &named)?.ok_or(AppError::NotFound)?;
        ops::ask(tx, account, wanted, &reason).map(|_| ())
    };
    let asked = carry_out(&user, &db, posted.number, accepted, LIST.to_owned(), ask).await;
    let words = "Đã gửi đề nghị. Vai trò có hiệu lực khi lãnh đạo hoặc thường trực xác nhận.";
    let said = asked.map(|location| flash::said(&request, &location, words));
    let again = async |errors| ask_page(&user, &db, username.clone(), Some((form.roles, form.reason)), errors).await;
    or_form_again(said, again).await
}

/// POST /role-requests/{id}/confirmation
pub async fn confirm(
    request: HttpRequest,
    mut user: CurrentUser,
    session: Session,
    id: web::Path<RoleRequestId>,
    posted: Posted<ConfirmForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    must_confirm(&user, &db, *id).await?;
    let accepted = confirm_password(&mut user, &session, &db, &posted.form.password, Ok(*id)).await?;
    let confirm = |tx: &mut Tx, id: RoleRequestId| ops::confirm(tx, id);
    let confirmed = carry_out(&user, &db, posted.number, accepted, LIST.to_owned(), confirm).await;
    let said = confirmed.map(|location| flash::said(&request, &location, "Đã xác nhận. Vai trò mới có hiệu lực ngay."));
    or_form_again(said, async |errors| show_page(&user, &db, *id, String::new(), errors).await).await
}

/// POST /role-requests/{id}/refusal
pub async fn refuse(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RoleRequestId>,
    posted: Posted<RefuseForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    must_confirm(&user, &db, *id).await?;
    let note = posted.form.note;
    let mut check = Check::new();
    let why = check.line("note", &note, LINE, "Nhập lý do không đồng ý.");
    let id = *id;
    let refuse = move |tx: &mut Tx, why: String| ops::refuse(tx, id, &why);
    let refused = carry_out(&user, &db, posted.number, check.finish(|| Some(why)), LIST.to_owned(), refuse).await;
    let said = refused.map(|location| flash::said(&request, &location, "Đã ghi không đồng ý. Vai trò giữ nguyên."));
    or_form_again(said, async |errors| show_page(&user, &db, id, note, errors).await).await
}

/// Asks before anything typed is read.
async fn must_confirm(user: &CurrentUser, db: &Db, id: RoleRequestId) -> AppResult<()> {
    policy::must(user, Act::SeeRoleRequests)?;
    let request = db.read(move |conn| ops::find(conn, id)).await?;
    policy::must(user, Act::ConfirmRoles { account: request.account, asked_by: request.asked_by })
}

/// POST /role-requests/{id}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RoleRequestId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::AskForRoles)?;
    let id = *id;
    let withdraw = move |tx: &mut Tx, ()| ops::withdraw(tx, id);
    let location = carry_out(&user, &db, posted.number, Ok(()), LIST.to_owned(), withdraw).await?;
    Ok(flash::said(&request, &location, "Đã rút đề nghị."))
}

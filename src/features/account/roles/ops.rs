//! What can be done with requests for roles.

use chrono::Duration;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::{AccountId, RoleRequestId};
use crate::domain::role::Roles;
use crate::domain::role_request::Outcome;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};

pub use super::store::{Request, roles_of};

/// Asks that an account has these roles and no other. Nothing changes until somebody else confirms it.
///
/// # Errors
/// At `roles`: the account has them already, a request waits, or it is one's own.
pub fn ask(tx: &mut Tx, account: AccountId, wanted: Roles, reason: &str) -> AppResult<RoleRequestId> {
    policy::must(tx.actor, Act::AskForRoles)?;
    let by = tx.actor.account.ok_or(AppError::Denied)?;
    if by == account {
        return Err(FieldErrors::one("roles", "Không tự đề nghị vai trò cho mình. Nhờ quản trị viên khác.").into());
    }
    let before = roles_of(tx.conn, account)?;
    if before == wanted {
        return Err(FieldErrors::one("roles", "Tài khoản đã có đúng các vai trò này.").into());
    }
    let id = store::insert(tx, account, wanted, reason, by).on_unique(
        "role_requests.account_id",
        "roles",
        "Tài khoản này đang có một đề nghị chờ xác nhận. Rút đề nghị đó trước.",
    )?;
    let event = Event::new(EventKind::RolesAskedFor, Object::Account(account)).changed("roles", before, wanted);
    tx.audit(event.because(reason))?;
    Ok(id)
}

/// For so long whoever opened an account to somebody (made it, reset its password or second factor) may be in it himself.
const OPENED_LATELY: Duration = Duration::days(30);

/// Gives and takes what was asked for. It works at the holder's next click.
///
/// # Errors
/// At `request`, where the asker could have let himself into the account that confirms.
pub fn confirm(tx: &mut Tx, id: RoleRequestId) -> AppResult<()> {
    let request = decide(tx, id, Outcome::Confirmed, "")?;
    must_not_be_opened_by_asker(tx, request.asked_by)?;
    let before = roles_of(tx.conn, request.account)?;
    store::replace(tx.conn, request.account, request.wanted())?;
    let event = Event::new(EventKind::RolesChanged, Object::Account(request.account));
    tx.audit(event.changed("roles", before, request.wanted()).because(format!("Đề nghị của {}", request.asker)))
}

/// Refuses whose account was opened lately by the asker, or by whoever opened the asker's too: then one person may be both.
fn must_not_be_opened_by_asker(tx: &mut Tx, asker: AccountId) -> AppResult<()> {
    let own = tx.actor.account.ok_or(AppError::Denied)?;
    let since = tx.now.naive_utc() - OPENED_LATELY;
    let opened_own = store::opened_by(tx.conn, own, since)?;
    let opened_askers = store::opened_by(tx.conn, asker, since)?;
    if !opened_own.iter().any(|by| *by == asker || opened_askers.contains(by)) {
        return Ok(());
    }
    let words = "Tài khoản, mật khẩu hoặc xác thực hai lớp của đồng chí vừa do người đề nghị cấp trong 30 ngày qua, nên \
        đồng chí chưa xác nhận được đề nghị này. Nhờ lãnh đạo hoặc thường trực khác xác nhận.";
    Err(FieldErrors::one("request", words).into())
}

pub fn refuse(tx: &mut Tx, id: RoleRequestId, why: &str) -> AppResult<()> {
    let request = decide(tx, id, Outcome::Refused, why)?;
    tx.audit(Event::new(EventKind::RolesRefused, Object::Account(request.account)).because(why))
}

fn decide(tx: &mut Tx, id: RoleRequestId, outcome: Outcome, note: &str) -> AppResult<Request> {
    let request = store::find(tx.conn, id)?;
    policy::must(tx.actor, Act::ConfirmRoles { account: request.account, asked_by: request.asked_by })?;
    let by = tx.actor.account.ok_or(AppError::Denied)?;
    if store::decide(tx, id, by, outcome, note)? { Ok(request) } else { Err(AppError::Illegal) }
}

/// Takes a request back that nobody has decided.
pub fn withdraw(tx: &mut Tx, id: RoleRequestId) -> AppResult<()> {
    policy::must(tx.actor, Act::AskForRoles)?;
    let by = tx.actor.account.ok_or(AppError::Denied)?;
    let request = store::find(tx.conn, id)?;
    if !store::decide(tx, id, by, Outcome::Withdrawn, "")? {
        return Err(AppError::Illegal);
    }
    tx.audit(Event::new(EventKind::RoleRequestWithdrawn, Object::Account(request.account)))
}

/// All requests, the open ones first.
pub fn list(conn: &mut Connection) -> AppResult<Vec<Request>> {
    store::list(conn)
}

/// The request for an account that waits for an answer.
pub fn open_of(conn: &mut Connection, account: AccountId) -> AppResult<Option<Request>> {
    store::open_of(conn, account)
}

pub fn find(conn: &mut Connection, id: RoleRequestId) -> AppResult<Request> {
    store::find(conn, id)
}

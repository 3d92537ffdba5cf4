//! One's own password is changed: the old one is judged as at a login, and all that has to be hashed is hashed before the
//! one writer is taken.

use super::login_rules::{self, LoginRules};
use super::ops::{self, Judged, Login, check_login};
use super::password::{self, Refused};
use super::store;
use crate::db::{Connection, Db, off_thread};
use crate::domain::ids::AccountId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::Actor;

const WRONG: &str = "Mật khẩu đang dùng chưa đúng. Nhập lại; nếu sai nhiều lần, chờ 15 phút.";
const USED: &str = "Mật khẩu này đã dùng gần đây. Chọn mật khẩu khác.";

/// Changes one's own password; all sessions end. Answers what is stored of the new one.
///
/// # Errors
/// At `old_password`, where a wrong one counts like one at the login, and at `new_password` where the rules or the earlier
/// ones refuse it; `TooMany` where the address has to wait.
pub async fn change_password(db: &Db, who: &Actor, old: &str, new: &str) -> AppResult<String> {
    let id = who.account.ok_or(AppError::Denied)?;
    let (username, typed) = (who.username.clone(), new.to_owned());
    let (fault, earlier) = db.read(move |conn| looked_at(conn, id, &username, &typed)).await?;
    let mut errors = FieldErrors::default();
    let judged = match check_login(db, who, &who.username, old).await? {
        Login::Welcome { judged, .. } => Some(judged),
        Login::No => None,
        Login::AddressMustWait => return Err(AppError::TooMany),
    };
    if judged.is_none() {
        errors.add("old_password", WRONG);
    }
    if let Some(fault) = fault {
        errors.add("new_password", fault);
    }
    let judged = errors.or(judged)?;
    let hash = hashed(new, earlier).await?.ok_or_else(|| FieldErrors::one("new_password", USED))?;
    write(db, who, judged, hash).await
}

/// What the rules find wrong with a new password, and what is stored of those it may not be.
fn looked_at(
    conn: &mut Connection,
    id: AccountId,
    username: &str,
    new: &str,
) -> AppResult<(Option<String>, Vec<String>)> {
    let rules: LoginRules = login_rules::current(conn)?;
    let refused = Refused { username, agency: &store::agency_symbol(conn)? };
    Ok((password::fault(new, &rules, refused), store::old_passwords(conn, id, rules.old_passwords)?))
}

/// What is to be stored of a new password; nothing where it is an earlier one.
async fn hashed(new: &str, earlier: Vec<String>) -> AppResult<Option<String>> {
    let (turn, new) = (password::turn().await?, new.to_owned());
    off_thread(move || {
        let _turn = turn;
        let is_used = earlier.iter().any(|hash| password::is_right(&new, Some(hash)));
        if is_used { Ok(None) } else { password::hash(&new).map(Some) }
    })
    .await
}

async fn write(db: &Db, who: &Actor, judged: Judged, hash: String) -> AppResult<String> {
    let stored = hash.clone();
    let is_changed = db.write(who.clone(), move |tx| ops::change_password(tx, &judged, &hash)).await?;
    if is_changed { Ok(stored) } else { Err(FieldErrors::one("old_password", WRONG).into()) }
}

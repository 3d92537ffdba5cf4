//! What can be done with a second factor.

use chrono::NaiveDateTime;

use super::store::{self, Factor};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::AccountId;
use crate::domain::role::Roles;
use crate::domain::second_factor::{SECRET_BYTES, Secret, step_at};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::account::ops::{WAIT, note_failure};
use crate::features::account::{login_rules, password, store as accounts};
use crate::hash::sha256;
use crate::policy::{self, Act};

pub use super::store::holders;

const RECOVERY_CODES: usize = 10;
/// Signs of a recovery code: 79 bits, so that its plain hash tells nothing.
const CODE_LENGTH: usize = 16;
const WRONG: &str = "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại.";

/// How an account stands.
#[derive(Clone)]
pub enum Standing {
    Without,
    /// The secret waits to be confirmed with a code.
    Begun(Secret),
    Has {
        since: NaiveDateTime,
        codes_left: i64,
    },
}

/// How one's own account stands, and whether it must have a factor.
pub fn standing(conn: &mut Connection, account: AccountId, roles: Roles) -> AppResult<(Standing, bool)> {
    let is_demanded = is_demanded(conn, roles)?;
    let standing = match store::of(conn, account)? {
        None => Standing::Without,
        Some(Factor { confirmed_at: Some(since), .. }) => {
            Standing::Has { since, codes_left: store::codes_left(conn, account)? }
        }
        Some(factor) => Standing::Begun(secret_of(&factor)?),
    };
    Ok((standing, is_demanded))
}

fn is_demanded(conn: &mut Connection, roles: Roles) -> AppResult<bool> {
    let rules = login_rules::current(conn)?;
    Ok(roles.iter().any(|role| rules.second_factor_roles.has(role)))
}

/// Whether a login of this account asks for a code.
pub fn has_one(conn: &mut Connection, account: AccountId) -> AppResult<bool> {
    Ok(store::of(conn, account)?.is_some_and(|factor| factor.confirmed_at.is_some()))
}

/// Makes a secret for oneself, to be confirmed with a code. One that waits is replaced.
pub fn begin(tx: &mut Tx) -> AppResult<()> {
    let account = own(tx)?;
    if has_one(tx.conn, account)? {
        return Err(AppError::Illegal);
    }
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| AppError::Unexpected(anyhow::anyhow!("random numbers: {error}")))?;
    store::begin(tx.conn, account, &Secret::of(bytes).base32())?;
    tx.audit(Event::new(EventKind::SecondFactorBegun, Object::Account(account)))
}

/// Confirms the secret with its first code; answers the recovery codes, which are shown once.
///
/// # Errors
/// At `code`; `Illegal` where no secret waits.
pub fn confirm(tx: &mut Tx, typed: &str) -> AppResult<Vec<String>> {
    let account = own(tx)?;
    let begun = store::of(tx.conn, account)?.filter(|factor| factor.confirmed_at.is_none());
    let factor = begun.ok_or(AppError::Illegal)?;
    let Some(step) = secret_of(&factor)?.step_of(typed, step_at(tx.now.timestamp()), factor.last_step) else {
        let wrong = "Mã chưa đúng. Nhập sáu chữ số đang hiện trên điện thoại; kiểm tra giờ của điện thoại.";
        return Err(FieldErrors::one("code", wrong).into());
    };
    store::use_step(tx.conn, account, step)?;
    store::confirm(tx.conn, account, tx.now.naive_utc())?;
    let codes = new_codes(tx, account)?;
    tx.audit(Event::new(EventKind::SecondFactorSet, Object::Account(account)))?;
    Ok(codes)
}

/// Makes new recovery codes; the ones from before are worth nothing from now on.
pub fn renew_codes(tx: &mut Tx) -> AppResult<Vec<String>> {
    let account = own(tx)?;
    if !has_one(tx.conn, account)? {
        return Err(AppError::Illegal);
    }
    let codes = new_codes(tx, account)?;
    tx.audit(Event::new(EventKind::RecoveryCodesRenewed, Object::Account(account)))?;
    Ok(codes)
}

/// Takes one's own factor away.
///
/// # Errors
/// `Denied` where the account must have one.
pub fn remove(tx: &mut Tx) -> AppResult<()> {
    let account = own(tx)?;
    if is_demanded(tx.conn, tx.actor.roles)? {
        return Err(AppError::Denied);
    }
    if !store::remove(tx.conn, account)? {
        return Err(AppError::Illegal);
    }
    tx.audit(Event::new(EventKind::SecondFactorRemoved, Object::Account(account)))
}

/// Takes the factor of somebody who has lost his telephone away; his sessions end. Nobody does it for himself: he has
/// his recovery codes, or a colleague.
pub fn reset(tx: &mut Tx, account: AccountId) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    if tx.actor.account == Some(account) {
        return Err(FieldErrors::one("username", "Không tự bỏ xác thực hai lớp của mình ở đây.").into());
    }
    if !store::remove(tx.conn, account)? {
        return Err(AppError::Illegal);
    }
    accounts::end_sessions(tx.conn, account, None)?;
    tx.audit(Event::new(EventKind::SecondFactorReset, Object::Account(account)))
}

/// Name of login and full name of an account, for the history.
pub fn named(conn: &mut Connection, account: AccountId) -> AppResult<(String, String)> {
    let account = accounts::by_id(conn, account)?;
    Ok((account.username, account.full_name))
}

/// What became of the code at a login.
pub enum Answer {
    Right {
        /// What is stored of the password.
        stored: String,
    },
    /// Wrong, used before, or one of too many tries: the same words for all.
    Wrong(&'static str),
    /// The account was locked, lost its factor, or has another password since the password was typed.
    Gone,
}

/// Takes the code of a login: of the app or a recovery code, each once. A wrong one counts like a wrong password, and what
/// is too often is refused even when right. `judged` is a hash of what was stored of the password when it was typed: with
/// another one since, nothing is open any more.
pub fn answer(tx: &mut Tx, account: AccountId, judged: &str, typed: &str) -> AppResult<Answer> {
    let rules = login_rules::current(tx.conn)?;
    let holder = accounts::by_id(tx.conn, account)?;
    let factor = store::of(tx.conn, account)?.filter(|factor| factor.confirmed_at.is_some());
    let is_same = sha256(&holder.password_hash) == judged;
    let (None, Some(factor), true) = (holder.locked_at, factor, is_same) else {
        tx.audit(Event::new(EventKind::LoginFailed, Object::Account(account)))?;
        return Ok(Answer::Gone);
    };
    let since = tx.now.naive_utc() - WAIT;
    let (of_name, _) = accounts::failures(tx.conn, &holder.username, &tx.actor.address, since)?;
    if of_name < rules.tries && is_taken(tx, account, &factor, typed)? {
        accounts::clear_failures(tx.conn, &holder.username)?;
        tx.audit(Event::new(EventKind::LoggedIn, Object::Account(account)))?;
        return Ok(Answer::Right { stored: holder.password_hash });
    }
    note_failure(tx, &holder.username)?;
    Ok(Answer::Wrong(WRONG))
}

fn is_taken(tx: &mut Tx, account: AccountId, factor: &Factor, typed: &str) -> AppResult<bool> {
    let now = step_at(tx.now.timestamp());
    if let Some(step) = secret_of(factor)?.step_of(typed, now, factor.last_step) {
        store::use_step(tx.conn, account, step)?;
        return Ok(true);
    }
    let is_recovery = store::use_code(tx.conn, account, &hash_of(typed))?;
    if is_recovery {
        tx.audit(Event::new(EventKind::RecoveryCodeUsed, Object::Account(account)))?;
    }
    Ok(is_recovery)
}

fn new_codes(tx: &mut Tx, account: AccountId) -> AppResult<Vec<String>> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| password::signs(CODE_LENGTH, 4)).collect::<AppResult<_>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| hash_of(code)).collect();
    store::replace_codes(tx.conn, account, &hashes)?;
    Ok(codes)
}

/// Groups and capitals do not count.
fn hash_of(code: &str) -> String {
    let signs: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    sha256(signs.to_ascii_lowercase())
}

fn secret_of(factor: &Factor) -> AppResult<Secret> {
    Secret::from_base32(&factor.secret).ok_or_else(|| AppError::Unexpected(anyhow::anyhow!("a secret that is none")))
}

fn own(tx: &Tx) -> AppResult<AccountId> {
    tx.actor.account.ok_or(AppError::Denied)
}

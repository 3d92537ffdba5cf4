//! What can be done with accounts: log in and out, change and reset passwords, make, lock, list.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};

use super::login_rules;
use super::password;
use super::roles;
use super::store::{self, Account, NewAccount};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};

pub use super::checking::check_login;
pub use super::confirmation::confirm;
pub use super::password::OneTime;
pub use super::store::{Details, Holder, ListedAccount, State, details, holding};

pub const ONE_TIME_LASTS: Duration = Duration::hours(72);
/// Guessing is slowed down: too many wrong tries (`login_rules`) in so long make the account, or the address, wait.
pub const WAIT: Duration = Duration::minutes(15);

/// A password that was found right: whose it is, and what was stored of it then. Whoever acts on it looks in his transaction
/// whether it still is, because it may have been changed or reset since.
#[derive(Debug, Clone)]
pub struct Judged {
    pub account: AccountId,
    pub stored: String,
    /// The password hashed anew, where it is stored weaker than passwords are today.
    pub rehashed: Option<String>,
}

/// How a login ended.
pub enum Login {
    Welcome {
        judged: Judged,
        full_name: String,
        /// A code is owed before anything opens.
        needs_code: bool,
    },
    /// The same words whether the name, the password or the lock was the reason. The try is noted.
    No,
    AddressMustWait,
}

/// Notes a login in the history and forgets its wrong tries. Answers what is stored of the password, nothing where it is
/// no longer the one that was judged: that is a wrong try.
pub fn note_login(tx: &mut Tx, judged: &Judged) -> AppResult<Option<String>> {
    note_right(tx, judged, EventKind::LoggedIn, true)
}

/// Notes that the password was right and a code is awaited, whose wrong tries go on counting. Answers as [`note_login`].
pub fn note_password(tx: &mut Tx, judged: &Judged) -> AppResult<Option<String>> {
    note_right(tx, judged, EventKind::PasswordConfirmed, false)
}

/// Notes that the password was typed again, and forgets its wrong tries. Answers as [`note_login`].
pub fn note_confirmation(tx: &mut Tx, judged: &Judged) -> AppResult<Option<String>> {
    note_right(tx, judged, EventKind::PasswordConfirmed, true)
}

fn note_right(tx: &mut Tx, judged: &Judged, event: EventKind, forgets: bool) -> AppResult<Option<String>> {
    let Some(account) = still_right(tx, judged)? else { return Ok(None) };
    if let Some(hash) = &judged.rehashed {
        store::rehash(tx.conn, account.id, &judged.stored, hash)?;
    }
    if forgets {
        store::clear_failures(tx.conn, &account.username)?;
    }
    tx.audit(Event::new(event, Object::Account(account.id)))?;
    Ok(Some(judged.rehashed.clone().unwrap_or(account.password_hash)))
}

/// The account whose password was judged, if that is still its password and nobody has locked it; else a wrong try is noted.
fn still_right(tx: &mut Tx, judged: &Judged) -> AppResult<Option<Account>> {
    let account = store::by_id(tx.conn, judged.account)?;
    if account.password_hash == judged.stored && account.locked_at.is_none() {
        return Ok(Some(account));
    }
    note_failure(tx, &account.username)?;
    Ok(None)
}

/// Notes a wrong try; of an unknown name only the count is kept. While an account waits, a try counts for the address alone:
/// the wait ends when it is over, however often somebody tries in it.
pub fn note_failure(tx: &mut Tx, username: &str) -> AppResult<()> {
    let (now, address) = (tx.now.naive_utc(), tx.actor.address.clone());
    let (of_name, _) = store::failures(tx.conn, username, &address, now - WAIT)?;
    let counted = if of_name < login_rules::current(tx.conn)?.tries { username } else { store::NO_NAME };
    store::add_failure(tx.conn, counted, &address, now, now - WAIT)?;
    let account = store::by_username(tx.conn, username)?.map_or(AccountId(0), |account| account.id);
    tx.audit(Event::new(EventKind::LoginFailed, Object::Account(account)))
}

pub fn log_out(tx: &mut Tx) -> AppResult<()> {
    let account = own_account(tx)?;
    tx.audit(Event::new(EventKind::LoggedOut, Object::Account(account)))
}

/// Stores a new password of one's own, hashed already; all sessions end. Whether it was done: not where the old one is no
/// longer the one that was judged.
pub fn change_password(tx: &mut Tx, judged: &Judged, hash: &str) -> AppResult<bool> {
    let id = own_account(tx)?;
    if judged.account != id {
        return Err(AppError::Denied);
    }
    let Some(account) = still_right(tx, judged)? else { return Ok(false) };
    store::keep_old_password(tx.conn, id, &account.password_hash)?;
    store::set_password(tx.conn, id, hash, None, tx.now.naive_utc())?;
    store::clear_failures(tx.conn, &account.username)?;
    store::end_sessions(tx.conn, id, None)?;
    tx.audit(Event::new(EventKind::PasswordChanged, Object::Account(id)))?;
    Ok(true)
}

pub fn set_text_size(tx: &mut Tx, size: i32) -> AppResult<()> {
    let id = own_account(tx)?;
    store::set_text_size(tx.conn, id, size)?;
    tx.audit(Event::new(EventKind::TextSizeChanged, Object::Account(id)))
}

/// Ends one of one's own sessions.
pub fn end_session(tx: &mut Tx, key_hash: &str) -> AppResult<()> {
    let id = own_account(tx)?;
    if store::end_sessions(tx.conn, id, Some(key_hash))? == 0 {
        return Err(AppError::NotFound);
    }
    tx.audit(Event::new(EventKind::SessionEnded, Object::Account(id)))
}

/// Ends all sessions of anybody.
pub fn end_sessions_of(tx: &mut Tx, id: AccountId) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    store::end_sessions(tx.conn, id, None)?;
    tx.audit(Event::new(EventKind::SessionEnded, Object::Account(id)))
}

/// An account to be made.
pub struct NewUser {
    pub username: String,
    pub full_name: String,
    pub person: Option<PersonId>,
    pub roles: Roles,
}

/// The person whose code was typed for an account; `None` when the account is of nobody on the staff.
///
/// # Errors
/// A message at `person_code` when there is no such person.
pub fn person_of_code(conn: &mut Connection, code: &str) -> AppResult<Option<PersonId>> {
    if code.is_empty() {
        return Ok(None);
    }
    match store::person_by_code(conn, code)? {
        Some(person) => Ok(Some(person)),
        None => {
            Err(FieldErrors::one("person_code", format!("Không có cán bộ mang mã {code}. Kiểm tra lại mã.")).into())
        }
    }
}

/// Makes an account with a one-time password, which is shown once. At the machine it has its roles at once; from
/// a page it begins as plain staff, or with nothing, and what else it is to be is asked for (`roles`).
pub fn create(tx: &mut Tx, new: &NewUser, one_time: &OneTime) -> AppResult<AccountId> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    let until = tx.now.naive_utc() + ONE_TIME_LASTS;
    let is_at_machine = tx.actor.account.is_none();
    let first: Roles = new.roles.iter().filter(|role| is_at_machine || *role == Role::Staff).collect();
    let begun =
        NewUser { username: new.username.clone(), full_name: new.full_name.clone(), person: new.person, roles: first };
    let id = insert(tx, &begun, &one_time.hash, Some(until))?;
    if first != new.roles {
        roles::ops::ask(tx, id, new.roles, "Tạo tài khoản")?;
    }
    Ok(id)
}

/// A password that many accounts of a sample share: hashed once, because hashing is meant to be slow.
pub struct KnownPassword {
    hash: String,
}

impl KnownPassword {
    pub fn new(password: &str) -> AppResult<Self> {
        Ok(Self { hash: password::hash(password)? })
    }
}

/// Makes an account of the sample department, whose password everybody knows and nobody must change.
pub fn create_for_sample(tx: &mut Tx, new: &NewUser, password: &KnownPassword) -> AppResult<AccountId> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    insert(tx, new, &password.hash, None)
}

/// Makes an account with a password that is hashed already; a one-time one until a moment.
pub(super) fn insert(
    tx: &mut Tx,
    new: &NewUser,
    hash: &str,
    one_time_until: Option<NaiveDateTime>,
) -> AppResult<AccountId> {
    let account = NewAccount {
        username: &new.username,
        full_name: &new.full_name,
        person_id: new.person,
        password_hash: hash,
        must_change_password: one_time_until.is_some(),
        one_time_until,
        text_size: 1,
        created_at: tx.now.naive_utc(),
    };
    let id = store::insert(tx.conn, &account)
        .on_unique("accounts.username", "username", "Tên đăng nhập này đã có. Chọn tên khác.")
        .map_err(|error| match error {
            AppError::Unexpected(source) if source.to_string().contains("accounts.person_id") => {
                FieldErrors::one("person_code", "Cán bộ này đã có tài khoản.").into()
            }
            other => other,
        })?;
    store::add_roles(tx.conn, id, new.roles.iter().map(Role::code))?;
    tx.audit(Event::new(EventKind::AccountCreated, Object::Account(id)).changed("roles", "", new.roles))?;
    Ok(id)
}

/// The name of whoever uses an account.
pub fn full_name(conn: &mut Connection, id: AccountId) -> AppResult<String> {
    Ok(store::by_id(conn, id)?.full_name)
}

/// Gives a one-time password; nobody chooses another's password.
pub fn reset(tx: &mut Tx, id: AccountId, one_time: &OneTime) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    let account = store::by_id(tx.conn, id)?;
    let now = tx.now.naive_utc();
    store::set_password(tx.conn, id, &one_time.hash, Some(now + ONE_TIME_LASTS), now)?;
    store::clear_failures(tx.conn, &account.username)?;
    store::end_sessions(tx.conn, id, None)?;
    tx.audit(Event::new(EventKind::PasswordReset, Object::Account(id)))
}

/// Locks an account, or opens it again. Its sessions end at once.
pub fn set_locked(tx: &mut Tx, id: AccountId, locked: bool) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepAccounts)?;
    if tx.actor.account == Some(id) {
        return Err(FieldErrors::one("username", "Không tự khóa tài khoản của mình.").into());
    }
    store::by_id(tx.conn, id)?;
    store::set_locked(tx.conn, id, locked.then(|| tx.now.naive_utc()))?;
    store::end_sessions(tx.conn, id, None)?;
    let kind = if locked { EventKind::AccountLocked } else { EventKind::AccountUnlocked };
    tx.audit(Event::new(kind, Object::Account(id)))
}

/// All accounts with their roles, by name of login.
pub fn list(conn: &mut Connection) -> AppResult<Vec<(ListedAccount, Roles)>> {
    let accounts = store::all(conn)?;
    let mut held: HashMap<AccountId, Vec<Role>> = HashMap::new();
    for (account, role) in store::all_roles(conn)? {
        held.entry(account).or_default().extend(Role::from_code(&role));
    }
    let with_roles = |account: ListedAccount| {
        let roles = held.remove(&account.id).unwrap_or_default().into_iter().collect();
        (account, roles)
    };
    Ok(accounts.into_iter().map(with_roles).collect())
}

/// One account with its roles.
///
/// # Errors
/// `NotFound` where there is none of the name.
pub fn listed(conn: &mut Connection, username: &str) -> AppResult<(ListedAccount, Roles)> {
    let account = store::listed(conn, username)?;
    let roles = roles::ops::roles_of(conn, account.id)?;
    Ok((account, roles))
}

/// Wrong tries at an account within [`WAIT`], and whether it waits for them.
pub fn wrong_tries(conn: &mut Connection, username: &str, now: NaiveDateTime) -> AppResult<(i64, bool)> {
    let (of_name, _) = store::failures(conn, username, "", now - WAIT)?;
    Ok((of_name, of_name >= login_rules::current(conn)?.tries))
}

/// The account of a login name.
pub fn by_username(conn: &mut Connection, username: &str) -> AppResult<Option<AccountId>> {
    Ok(store::by_username(conn, username)?.map(|account| account.id))
}

fn own_account(tx: &Tx) -> AppResult<AccountId> {
    tx.actor.account.ok_or(AppError::Denied)
}

/// The people whose accounts head a unit.
pub fn heads_of(conn: &mut Connection, unit: UnitId) -> AppResult<Vec<PersonId>> {
    store::heads_of(conn, unit)
}

/// The one person of the secretariat, when there is nobody else in it: nobody takes a step on his own, so
/// somebody above must take it on his.
pub fn only_secretary(conn: &mut Connection) -> AppResult<Option<PersonId>> {
    store::only_secretary(conn)
}

//! Reads and writes of accounts, sessions and failed logins.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::error::AppResult;
use crate::schema::{account_roles, accounts, agencies, login_failures, old_passwords, people, sessions, subjects};
use crate::sql::sql;
use crate::web::waiting::ONLY_SECRETARY;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: AccountId,
    pub username: String,
    pub full_name: String,
    pub password_hash: String,
    pub one_time_until: Option<NaiveDateTime>,
    pub locked_at: Option<NaiveDateTime>,
}

pub fn by_username(conn: &mut Connection, username: &str) -> AppResult<Option<Account>> {
    let found = accounts::table.filter(accounts::username.eq(username)).select(Account::as_select());
    Ok(found.first(conn).optional()?)
}

pub fn by_id(conn: &mut Connection, id: AccountId) -> AppResult<Account> {
    Ok(accounts::table.find(id).select(Account::as_select()).first(conn)?)
}

/// Under which a try counts for its address alone: no account is called so.
pub const NO_NAME: &str = "";

/// Failures since `since`: of the name, and of the address.
pub fn failures(conn: &mut Connection, username: &str, address: &str, since: NaiveDateTime) -> AppResult<(i64, i64)> {
    let recent = || login_failures::table.filter(login_failures::at.gt(since)).count();
    Ok((
        recent().filter(login_failures::username.eq(username)).get_result(conn)?,
        recent().filter(login_failures::address.eq(address)).get_result(conn)?,
    ))
}

pub fn add_failure(
    conn: &mut Connection,
    username: &str,
    address: &str,
    at: NaiveDateTime,
    keep: NaiveDateTime,
) -> AppResult<()> {
    diesel::delete(login_failures::table.filter(login_failures::at.lt(keep))).execute(conn)?;
    let row = (login_failures::username.eq(username), login_failures::address.eq(address), login_failures::at.eq(at));
    diesel::insert_into(login_failures::table).values(row).execute(conn)?;
    Ok(())
}

pub fn clear_failures(conn: &mut Connection, username: &str) -> AppResult<()> {
    diesel::delete(login_failures::table.filter(login_failures::username.eq(username))).execute(conn)?;
    Ok(())
}

pub fn set_password(
    conn: &mut Connection,
    id: AccountId,
    hash: &str,
    one_time_until: Option<NaiveDateTime>,
    now: NaiveDateTime,
) -> AppResult<()> {
    diesel::update(accounts::table.find(id))
        .set((
            accounts::password_hash.eq(hash),
            accounts::must_change_password.eq(one_time_until.is_some()),
            accounts::one_time_until.eq(one_time_until),
            accounts::password_set_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// The same password, hashed as it is today: no change of it. One that was changed meanwhile stays.
pub fn rehash(conn: &mut Connection, id: AccountId, old: &str, hash: &str) -> AppResult<()> {
    let unchanged = accounts::table.find(id).filter(accounts::password_hash.eq(old));
    diesel::update(unchanged).set(accounts::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// As many earlier passwords as the rules can ask for.
const KEPT_PASSWORDS: i64 = 24;

/// Keeps a password that is replaced.
pub fn keep_old_password(conn: &mut Connection, id: AccountId, hash: &str) -> AppResult<()> {
    let row = (old_passwords::account_id.eq(id), old_passwords::password_hash.eq(hash));
    diesel::insert_into(old_passwords::table).values(row).execute(conn)?;
    let kept = old_passwords::table.filter(old_passwords::account_id.eq(id)).order(old_passwords::id.desc());
    let last: Option<i64> = kept.offset(KEPT_PASSWORDS).select(old_passwords::id).first(conn).optional()?;
    if let Some(last) = last {
        let forgotten =
            old_passwords::table.filter(old_passwords::account_id.eq(id)).filter(old_passwords::id.le(last));
        diesel::delete(forgotten).execute(conn)?;
    }
    Ok(())
}

/// The last of them, newest first.
pub fn old_passwords(conn: &mut Connection, id: AccountId, most: i64) -> AppResult<Vec<String>> {
    let own = old_passwords::table.filter(old_passwords::account_id.eq(id)).order(old_passwords::id.desc());
    Ok(own.limit(most).select(old_passwords::password_hash).load(conn)?)
}

/// The short name of the agency, in no password; empty before there is one.
pub fn agency_symbol(conn: &mut Connection) -> AppResult<String> {
    Ok(agencies::table.select(agencies::symbol).first(conn).optional()?.unwrap_or_default())
}

pub fn set_text_size(conn: &mut Connection, id: AccountId, size: i32) -> AppResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::text_size.eq(size)).execute(conn)?;
    Ok(())
}

#[derive(Queryable)]
pub struct SessionRow {
    pub key_hash: String,
    pub address: String,
    pub created_at: NaiveDateTime,
    pub seen_at: NaiveDateTime,
}

pub fn sessions_of(conn: &mut Connection, id: AccountId) -> AppResult<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::account_id.eq(id))
        .order(sessions::seen_at.desc())
        .select((sessions::key_hash, sessions::address, sessions::created_at, sessions::seen_at))
        .load(conn)?)
}

/// Ends one session of an account, or all of them.
pub fn end_sessions(conn: &mut Connection, id: AccountId, key_hash: Option<&str>) -> AppResult<usize> {
    let of_account = diesel::delete(sessions::table).filter(sessions::account_id.eq(id));
    Ok(match key_hash {
        Some(hash) => of_account.filter(sessions::key_hash.eq(hash)).execute(conn)?,
        None => of_account.execute(conn)?,
    })
}

#[derive(Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccount<'a> {
    pub username: &'a str,
    pub full_name: &'a str,
    pub person_id: Option<PersonId>,
    pub password_hash: &'a str,
    pub must_change_password: bool,
    pub one_time_until: Option<NaiveDateTime>,
    pub text_size: i32,
    pub created_at: NaiveDateTime,
}

pub fn insert(conn: &mut Connection, account: &NewAccount) -> QueryResult<AccountId> {
    diesel::insert_into(accounts::table).values(account).returning(accounts::id).get_result(conn)
}

pub fn add_roles(conn: &mut Connection, id: AccountId, roles: impl Iterator<Item = &'static str>) -> AppResult<()> {
    let rows: Vec<_> = roles.map(|role| (account_roles::account_id.eq(id), account_roles::role.eq(role))).collect();
    diesel::insert_into(account_roles::table).values(rows).execute(conn)?;
    Ok(())
}

pub fn person_by_code(conn: &mut Connection, code: &str) -> AppResult<Option<PersonId>> {
    let found = people::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(people::id);
    Ok(found.first(conn).optional()?)
}

pub fn set_locked(conn: &mut Connection, id: AccountId, at: Option<NaiveDateTime>) -> AppResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::locked_at.eq(at)).execute(conn)?;
    Ok(())
}

codes! {
    /// Whether an account can be used.
    State {
        InUse = "in_use" "Đang dùng",
        OneTime = "one_time" "Chưa đổi mật khẩu dùng một lần",
        Locked = "locked" "Đã khóa",
    }
}

#[derive(Queryable)]
pub struct ListedAccount {
    pub id: AccountId,
    pub username: String,
    pub full_name: String,
    pub must_change_password: bool,
    pub locked_at: Option<NaiveDateTime>,
    /// Of the person on the staff whose account it is.
    pub unit: Option<String>,
}

impl ListedAccount {
    pub fn state(&self) -> State {
        if self.locked_at.is_some() {
            State::Locked
        } else if self.must_change_password {
            State::OneTime
        } else {
            State::InUse
        }
    }
}

macro_rules! listed {
    () => {
        accounts::table
            .left_join(people::table.on(accounts::person_id.eq(people::id.nullable())))
            .left_join(subjects::table.on(people::unit_id.eq(subjects::id)))
            .select((
                accounts::id,
                accounts::username,
                accounts::full_name,
                accounts::must_change_password,
                accounts::locked_at,
                subjects::name.nullable(),
            ))
    };
}

pub fn all(conn: &mut Connection) -> AppResult<Vec<ListedAccount>> {
    Ok(listed!().order(accounts::username).load(conn)?)
}

/// The one of a name, as the list has it.
pub fn listed(conn: &mut Connection, username: &str) -> AppResult<ListedAccount> {
    Ok(listed!().filter(accounts::username.eq(username)).first(conn)?)
}

/// What only the page of an account shows.
#[derive(Queryable)]
pub struct Details {
    pub created_at: NaiveDateTime,
    pub password_set_at: Option<NaiveDateTime>,
    pub one_time_until: Option<NaiveDateTime>,
    /// The code of the person whose account it is, and what he is.
    pub person: Option<(String, String)>,
}

pub fn details(conn: &mut Connection, id: AccountId) -> AppResult<Details> {
    Ok(accounts::table
        .find(id)
        .left_join(people::table.on(accounts::person_id.eq(people::id.nullable())))
        .left_join(subjects::table.on(people::id.eq(subjects::id)))
        .select((
            accounts::created_at,
            accounts::password_set_at,
            accounts::one_time_until,
            (subjects::code, people::position).nullable(),
        ))
        .first(conn)?)
}

/// The codes of all roles that accounts hold.
pub fn all_roles(conn: &mut Connection) -> AppResult<Vec<(AccountId, String)>> {
    Ok(account_roles::table.load(conn)?)
}

pub fn heads_of(conn: &mut Connection, unit: UnitId) -> AppResult<Vec<PersonId>> {
    Ok(people::table
        .inner_join(accounts::table.on(accounts::person_id.eq(people::id.nullable())))
        .inner_join(account_roles::table.on(account_roles::account_id.eq(accounts::id)))
        .filter(people::unit_id.eq(unit))
        .filter(accounts::locked_at.is_null())
        .filter(account_roles::role.eq(Role::UnitHead))
        .select(people::id)
        .load(conn)?)
}

#[derive(QueryableByName)]
struct Only {
    #[diesel(sql_type = Nullable<BigInt>)]
    person: Option<PersonId>,
}

pub fn only_secretary(conn: &mut Connection) -> AppResult<Option<PersonId>> {
    let found: Only = sql("SELECT ").sql(ONLY_SECRETARY).sql(" AS person").get_result(conn)?;
    Ok(found.person)
}

/// Somebody who holds a role.
#[derive(Debug, Clone, Queryable)]
pub struct Holder {
    pub id: AccountId,
    pub username: String,
    pub full_name: String,
    pub person: Option<PersonId>,
}

/// The open accounts with a role, by name.
pub fn holding(conn: &mut Connection, role: Role) -> AppResult<Vec<Holder>> {
    Ok(accounts::table
        .inner_join(account_roles::table)
        .filter(account_roles::role.eq(role))
        .filter(accounts::locked_at.is_null())
        .order(accounts::full_name)
        .select((accounts::id, accounts::username, accounts::full_name, accounts::person_id))
        .load(conn)?)
}

//! Reads and writes of requests for roles.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::{AccountId, RoleRequestId};
use crate::domain::role::{Role, Roles};
use crate::domain::role_request::Outcome;
use crate::error::AppResult;
use crate::schema::{account_roles, accounts, audit_entries, role_requests};

diesel::alias!(accounts as askers: Askers, accounts as deciders: Deciders);

/// A request, with the names of all who have to do with it.
#[derive(Debug, Clone, Queryable)]
pub struct Request {
    pub id: RoleRequestId,
    pub account: AccountId,
    pub username: String,
    pub full_name: String,
    /// Codes between commas.
    pub wanted: String,
    pub reason: String,
    pub asked_by: AccountId,
    pub asker: String,
    pub asked_at: NaiveDateTime,
    pub decider: Option<String>,
    pub decided_at: Option<NaiveDateTime>,
    pub outcome: Outcome,
    pub note: String,
}

impl Request {
    pub fn wanted(&self) -> Roles {
        self.wanted.split(',').filter_map(Role::from_code).collect()
    }
}

macro_rules! requests {
    () => {
        role_requests::table
            .inner_join(accounts::table.on(accounts::id.eq(role_requests::account_id)))
            .inner_join(askers.on(askers.field(accounts::id).eq(role_requests::asked_by)))
            .left_join(deciders.on(deciders.field(accounts::id).nullable().eq(role_requests::decided_by)))
            .select((
                role_requests::id,
                role_requests::account_id,
                accounts::username,
                accounts::full_name,
                role_requests::wanted,
                role_requests::reason,
                role_requests::asked_by,
                askers.field(accounts::full_name),
                role_requests::asked_at,
                deciders.field(accounts::full_name).nullable(),
                role_requests::decided_at,
                role_requests::outcome,
                role_requests::note,
            ))
    };
}

/// Open ones first, then the newest.
pub fn list(conn: &mut Connection) -> AppResult<Vec<Request>> {
    let order = (role_requests::decided_at.is_not_null(), role_requests::id.desc());
    Ok(requests!().order(order).load(conn)?)
}

/// What is asked for an account and not decided.
pub fn open_of(conn: &mut Connection, account: AccountId) -> AppResult<Option<Request>> {
    let open = requests!().filter(role_requests::account_id.eq(account)).filter(role_requests::decided_at.is_null());
    Ok(open.first(conn).optional()?)
}

pub fn find(conn: &mut Connection, id: RoleRequestId) -> AppResult<Request> {
    Ok(requests!().filter(role_requests::id.eq(id)).first(conn)?)
}

/// Who gave the password of an account that is in force or was its first, and who last took its second factor away, since
/// a moment. What was done at the machine is nobody's here.
pub fn opened_by(conn: &mut Connection, account: AccountId, since: NaiveDateTime) -> AppResult<Vec<AccountId>> {
    let (kind, id) = Object::Account(account).key();
    let mut last = |events: &[EventKind]| -> AppResult<Option<AccountId>> {
        let found: Option<(Option<i64>, NaiveDateTime)> = audit_entries::table
            .filter(audit_entries::object_kind.eq(kind))
            .filter(audit_entries::object_id.eq(id))
            .filter(audit_entries::event.eq_any(events))
            .order(audit_entries::id.desc())
            .select((audit_entries::account_id, audit_entries::at))
            .first(conn)
            .optional()?;
        Ok(found.filter(|(_, at)| *at > since).and_then(|(by, _)| by).map(AccountId))
    };
    let password = last(&[EventKind::AccountCreated, EventKind::PasswordReset])?;
    let second_factor = last(&[EventKind::SecondFactorReset])?;
    Ok(password.into_iter().chain(second_factor).collect())
}

/// The roles an account has now.
pub fn roles_of(conn: &mut Connection, account: AccountId) -> AppResult<Roles> {
    let roles: Vec<String> =
        account_roles::table.filter(account_roles::account_id.eq(account)).select(account_roles::role).load(conn)?;
    Ok(roles.iter().filter_map(|role| Role::from_code(role)).collect())
}

pub fn insert(
    tx: &mut Tx,
    account: AccountId,
    wanted: Roles,
    reason: &str,
    by: AccountId,
) -> QueryResult<RoleRequestId> {
    diesel::insert_into(role_requests::table)
        .values((
            role_requests::account_id.eq(account),
            role_requests::wanted.eq(wanted.iter().map(Role::code).collect::<Vec<_>>().join(",")),
            role_requests::reason.eq(reason),
            role_requests::asked_by.eq(by),
            role_requests::asked_at.eq(tx.now.naive_utc()),
            role_requests::outcome.eq(Outcome::Open),
            role_requests::note.eq(""),
        ))
        .returning(role_requests::id)
        .get_result(tx.conn)
}

/// Ends an open request; whether it still was open.
pub fn decide(tx: &mut Tx, id: RoleRequestId, by: AccountId, outcome: Outcome, note: &str) -> AppResult<bool> {
    let open = role_requests::table.find(id).filter(role_requests::outcome.eq(Outcome::Open));
    let ended = diesel::update(open)
        .set((
            role_requests::decided_by.eq(by),
            role_requests::decided_at.eq(tx.now.naive_utc()),
            role_requests::outcome.eq(outcome),
            role_requests::note.eq(note),
        ))
        .execute(tx.conn)?;
    Ok(ended == 1)
}

/// Gives an account these roles and no other.
pub fn replace(conn: &mut Connection, account: AccountId, roles: Roles) -> AppResult<()> {
    diesel::delete(account_roles::table.filter(account_roles::account_id.eq(account))).execute(conn)?;
    let rows: Vec<_> =
        roles.iter().map(|role| (account_roles::account_id.eq(account), account_roles::role.eq(role.code()))).collect();
    diesel::insert_into(account_roles::table).values(rows).execute(conn)?;
    Ok(())
}

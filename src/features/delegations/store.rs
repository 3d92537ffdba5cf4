//! Reads and writes of delegations.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Giving;
use crate::db::{Connection, Tx};
use crate::domain::delegation::{Form, Scope};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::error::AppResult;
use crate::schema::{account_roles, accounts, delegations, people};

diesel::alias!(accounts as takers: Takers);

/// One delegation, with the names of both.
#[derive(Debug, Clone, Queryable)]
pub struct Delegation {
    pub id: DelegationId,
    pub giver: AccountId,
    pub giver_name: String,
    pub taker: AccountId,
    pub taker_name: String,
    pub scope: Scope,
    pub form: Form,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub reason: String,
    /// The day it was taken back.
    pub ended_on: Option<NaiveDate>,
}

macro_rules! delegations {
    () => {
        delegations::table
            .inner_join(accounts::table.on(accounts::id.eq(delegations::giver_id)))
            .inner_join(takers.on(takers.field(accounts::id).eq(delegations::taker_id)))
            .order((delegations::starts_on.desc(), delegations::id.desc()))
            .select((
                delegations::id,
                delegations::giver_id,
                accounts::full_name,
                delegations::taker_id,
                takers.field(accounts::full_name),
                delegations::scope,
                delegations::form,
                delegations::starts_on,
                delegations::ends_on,
                delegations::reason,
                delegations::ended_on,
            ))
    };
}

/// The newest first: those an account gave or took, or all.
pub fn list(conn: &mut Connection, of: Option<AccountId>) -> AppResult<Vec<Delegation>> {
    Ok(match of {
        None => delegations!().load(conn)?,
        Some(id) => delegations!().filter(delegations::giver_id.eq(id).or(delegations::taker_id.eq(id))).load(conn)?,
    })
}

pub fn find(conn: &mut Connection, id: DelegationId) -> AppResult<Delegation> {
    Ok(delegations!().filter(delegations::id.eq(id)).first(conn)?)
}

/// One of the giver's that covers some of these days.
pub fn overlapping(conn: &mut Connection, giver: AccountId, new: &Giving) -> AppResult<Option<Delegation>> {
    Ok(delegations!()
        .filter(delegations::giver_id.eq(giver))
        .filter(delegations::scope.eq(new.scope))
        .filter(delegations::ended_on.is_null())
        .filter(delegations::starts_on.le(new.ends_on))
        .filter(delegations::ends_on.ge(new.starts_on))
        .first(conn)
        .optional()?)
}

pub fn insert(tx: &mut Tx, giver: AccountId, new: &Giving) -> AppResult<DelegationId> {
    Ok(diesel::insert_into(delegations::table)
        .values((
            delegations::giver_id.eq(giver),
            delegations::taker_id.eq(new.taker),
            delegations::scope.eq(new.scope),
            delegations::form.eq(new.form),
            delegations::starts_on.eq(new.starts_on),
            delegations::ends_on.eq(new.ends_on),
            delegations::reason.eq(&new.reason),
        ))
        .returning(delegations::id)
        .get_result(tx.conn)?)
}

pub fn end(conn: &mut Connection, id: DelegationId, on: NaiveDate) -> AppResult<()> {
    diesel::update(delegations::table.find(id)).set(delegations::ended_on.eq(on)).execute(conn)?;
    Ok(())
}

/// Somebody with an account who can be asked to act for another.
#[derive(Debug, Clone, Queryable)]
pub struct Colleague {
    pub account: AccountId,
    pub person: PersonId,
    pub full_name: String,
    pub position: String,
}

impl Colleague {
    pub const fn audience(&self) -> Audience {
        Audience::Person(self.person)
    }
}

/// Those of a unit, or the other leaders and heads of units of the agency.
pub fn colleagues(conn: &mut Connection, of: Scope, unit: UnitId, except: AccountId) -> AppResult<Vec<Colleague>> {
    let mut query = accounts::table
        .inner_join(people::table.on(people::id.nullable().eq(accounts::person_id)))
        .filter(accounts::locked_at.is_null())
        .filter(accounts::id.ne(except))
        .order(people::sort_key)
        .select((accounts::id, people::id, accounts::full_name, people::position))
        .into_boxed();
    query = match of {
        Scope::Review => query.filter(people::unit_id.eq(unit)),
        Scope::Decisions => query.filter(
            accounts::id.eq_any(
                account_roles::table
                    .filter(account_roles::role.eq_any([Role::Leader, Role::UnitHead]))
                    .select(account_roles::account_id),
            ),
        ),
    };
    Ok(query.load(conn)?)
}

/// Whether an account is of a leader, who signs as a deputy.
pub fn is_leader(conn: &mut Connection, account: AccountId) -> AppResult<bool> {
    let leading = account_roles::table.find((account, Role::Leader));
    Ok(diesel::select(diesel::dsl::exists(leading)).get_result(conn)?)
}

//! The people of the sample department as actors.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult};
use crate::features::account;
use crate::policy::Actor;
use crate::schema::{accounts, people, subjects};
use crate::web::current_user::actor_of;

pub const SECRETARIAT: &str = "thuongtruc";
pub const ACCOUNTANT: &str = "ketoan";
pub const DIRECTOR: &str = "giamdoc";
pub const UNION_CHAIR: &str = "uyvien1";

/// Whoever has this account.
pub fn with_account(conn: &mut Connection, username: &str) -> AppResult<Actor> {
    let account = account::ops::by_username(conn, username)?.ok_or(AppError::NotFound)?;
    actor_of(conn, account)
}

/// One of the staff, who registers for himself, whether he has an account of the sample or not.
#[derive(Debug, Clone, Queryable)]
pub struct Colleague {
    pub person: PersonId,
    pub code: String,
    pub full_name: String,
    pub unit: UnitId,
    pub account: Option<AccountId>,
}

impl Colleague {
    pub fn actor(&self, conn: &mut Connection) -> AppResult<Actor> {
        if let Some(account) = self.account {
            return actor_of(conn, account);
        }
        let mut actor = Actor::stranger(String::new());
        actor.full_name.clone_from(&self.full_name);
        actor.person = Some(self.person);
        actor.unit = Some(self.unit);
        actor.roles = [Role::Staff].into_iter().collect();
        Ok(actor)
    }
}

/// All who are on the staff now, by code.
pub fn staff(conn: &mut Connection) -> AppResult<Vec<Colleague>> {
    Ok(people::table
        .inner_join(subjects::table)
        .left_join(accounts::table.on(accounts::person_id.eq(people::id.nullable())))
        .filter(people::left_on.is_null())
        .order(subjects::code)
        .select((people::id, subjects::code, subjects::name, people::unit_id, accounts::id.nullable()))
        .load(conn)?)
}

/// The heads of the units.
pub fn heads(conn: &mut Connection) -> AppResult<BTreeMap<UnitId, Actor>> {
    let mut heads = BTreeMap::new();
    for colleague in staff(conn)?.into_iter().filter(|colleague| colleague.account.is_some()) {
        let actor = colleague.actor(conn)?;
        if actor.is(Role::UnitHead) {
            heads.insert(colleague.unit, actor);
        }
    }
    Ok(heads)
}

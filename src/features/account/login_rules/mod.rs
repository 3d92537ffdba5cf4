//! How logins are guarded in this department (SECURITY.md L4, L6, S3): how long a password is, how often one may try, when
//! a session that nobody uses ends, and who must have a second factor. IT sets it; ageing and composition are off until then.

pub mod actions;
pub mod form;
pub mod pages;

use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::role::{Role, Roles};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::schema::login_rules as row;
use crate::web::history;
use crate::web::sessions::IDLE_MINUTES;

/// Who can be made to have a second factor: whoever keeps the program, the registers, and signs.
pub const GUARDED: [Role; 3] = [Role::ItAdmin, Role::Secretariat, Role::Leader];

/// The rules in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRules {
    /// Of a password, in characters.
    pub least_length: i64,
    /// Capitals, small letters, digits and other signs must all be there.
    pub needs_mixture: bool,
    /// Age at which a password must be changed; 0 for never.
    pub most_days: i64,
    /// How many of one's last passwords are refused, the one in use aside.
    pub old_passwords: i64,
    /// Wrong tries in fifteen minutes after which an account waits.
    pub tries: i64,
    /// The same for an address, which a whole office may share.
    pub address_tries: i64,
    /// A session that nobody uses ends after so long.
    pub idle_minutes: i64,
    pub second_factor_roles: Roles,
}

impl Default for LoginRules {
    fn default() -> Self {
        Self {
            least_length: 10,
            needs_mixture: false,
            most_days: 0,
            old_passwords: 0,
            tries: 5,
            address_tries: 100,
            idle_minutes: IDLE_MINUTES,
            second_factor_roles: Roles::default(),
        }
    }
}

/// What was set, or what the program starts with.
pub fn current(conn: &mut Connection) -> AppResult<LoginRules> {
    type Set = (i64, bool, i64, i64, i64, i64, i64, String);
    let set: Option<Set> = row::table
        .select((
            row::least_length,
            row::needs_mixture,
            row::most_days,
            row::old_passwords,
            row::tries,
            row::address_tries,
            row::idle_minutes,
            row::second_factor_roles,
        ))
        .first(conn)
        .optional()?;
    let rules =
        |(least_length, needs_mixture, most_days, old_passwords, tries, address_tries, idle_minutes, roles): Set| {
            let second_factor_roles = roles.split(',').filter_map(Role::from_code).collect();
            LoginRules {
                least_length,
                needs_mixture,
                most_days,
                old_passwords,
                tries,
                address_tries,
                idle_minutes,
                second_factor_roles,
            }
        };
    Ok(set.map_or_else(LoginRules::default, rules))
}

/// Sets the rules, in the version that was read. They hold from the next change, login or click on.
pub fn change(tx: &mut Tx, seen: i64, new: &LoginRules) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    history::must_be_at(tx.conn, Object::LoginRules, seen)?;
    let before = current(tx.conn)?;
    diesel::replace_into(row::table)
        .values((
            row::id.eq(1),
            row::least_length.eq(new.least_length),
            row::needs_mixture.eq(new.needs_mixture),
            row::most_days.eq(new.most_days),
            row::old_passwords.eq(new.old_passwords),
            row::tries.eq(new.tries),
            row::address_tries.eq(new.address_tries),
            row::idle_minutes.eq(new.idle_minutes),
            row::second_factor_roles.eq(codes(new.second_factor_roles)),
        ))
        .execute(tx.conn)?;
    tx.audit(
        Event::new(EventKind::LoginRulesChanged, Object::LoginRules)
            .changed("least_length", before.least_length, new.least_length)
            .changed("needs_mixture", before.needs_mixture, new.needs_mixture)
            .changed("most_days", before.most_days, new.most_days)
            .changed("old_passwords", before.old_passwords, new.old_passwords)
            .changed("tries", before.tries, new.tries)
            .changed("address_tries", before.address_tries, new.address_tries)
            .changed("idle_minutes", before.idle_minutes, new.idle_minutes)
            .changed("second_factor_roles", before.second_factor_roles, new.second_factor_roles),
    )
}

fn codes(roles: Roles) -> String {
    roles.iter().map(Role::code).collect::<Vec<_>>().join(",")
}

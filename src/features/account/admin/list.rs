//! Which accounts IT asks for, and how the list shows them.

use serde::Deserialize;

use crate::db::Connection;
use crate::domain::role::{Role, Roles};
use crate::domain::text::fold;
use crate::error::AppResult;
use crate::features::account::ops::{self, ListedAccount, State};

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub page: String,
}

impl ListQuery {
    pub fn in_address(&self) -> [(&'static str, &str); 3] {
        [("q", &self.q), ("role", &self.role), ("state", &self.state)]
    }

    /// The filters in force, in words.
    pub fn labels(&self) -> [(&'static str, String); 3] {
        let role = Role::from_code(&self.role).map_or("", Role::word);
        let state = State::from_code(&self.state).map_or("", State::word);
        [("q", self.q.trim().to_owned()), ("role", role.to_owned()), ("state", state.to_owned())]
    }

    /// Whether it is one of those asked for: every word that was typed stands in its names or its unit, in whatever case
    /// and marks.
    fn asks_for(&self, account: &ListedAccount, roles: Roles) -> bool {
        let unit = account.unit.as_deref().unwrap_or_default();
        let text = fold(&format!("{} {} {unit}", account.username, account.full_name));
        fold(&self.q).split(' ').all(|word| text.contains(word))
            && Role::from_code(&self.role).is_none_or(|role| roles.has(role))
            && State::from_code(&self.state).is_none_or(|state| account.state() == state)
    }
}

/// The accounts asked for, by login name. There are as many as people: they are looked through here, because the database
/// knows no Vietnamese marks.
pub fn all(conn: &mut Connection, query: &ListQuery) -> AppResult<Vec<(ListedAccount, Roles)>> {
    let mut found = ops::list(conn)?;
    found.retain(|(account, roles)| query.asks_for(account, *roles));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;

    #[test]
    fn accounts_are_found_by_name_unit_role_and_state() {
        let account = ListedAccount {
            id: AccountId(1),
            username: "lan.nguyen".into(),
            full_name: "Nguyễn Thị Lan".into(),
            must_change_password: true,
            locked_at: None,
            unit: Some("Phòng Quản lý ngân sách".into()),
        };
        let roles: Roles = [Role::Staff, Role::Accountant].into_iter().collect();
        let finds = |q: &str, role: &str, state: &str| {
            let query = ListQuery { q: q.into(), role: role.into(), state: state.into(), page: String::new() };
            query.asks_for(&account, roles)
        };
        for (q, role, state, is_found) in [
            ("", "", "", true),
            ("LAN  ngan sach", "", "", true),
            ("nguyễn.lan", "", "", false),
            ("lan.ng", "accountant", "one_time", true),
            ("lan", "leader", "", false),
            ("", "staff", "locked", false),
            ("", "king", "no such", true),
        ] {
            assert_eq!(finds(q, role, state), is_found, "{q} {role} {state}");
        }
    }
}

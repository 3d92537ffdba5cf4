//! Roles of an account (CONTRACT.md §5). They add up.

use super::codes::codes;

codes! {
    Role {
        Staff = "staff" "cán bộ",
        UnitHead = "unit_head" "trưởng đơn vị",
        Secretariat = "secretariat" "thường trực",
        CouncilMember = "council_member" "ủy viên hội đồng",
        Leader = "leader" "lãnh đạo ký",
        Accountant = "accountant" "kế toán",
        ItAdmin = "it_admin" "quản trị CNTT",
        Auditor = "auditor" "kiểm soát",
    }
}

/// The roles one account holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl std::fmt::Display for Roles {
    /// "cán bộ, thường trực".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (nth, role) in self.iter().enumerate() {
            let comma = if nth == 0 { "" } else { ", " };
            write!(f, "{comma}{}", role.word())?;
        }
        Ok(())
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | 1 << role as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_add_up() {
        let roles: Roles = [Role::Staff, Role::Secretariat].into_iter().collect();
        assert!(roles.has(Role::Staff) && roles.has(Role::Secretariat));
        assert!(!roles.has(Role::Leader));
        assert_eq!(roles.iter().count(), 2);
        assert_eq!(roles.to_string(), "cán bộ, thường trực");
    }
}

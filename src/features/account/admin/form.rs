//! What is typed to make an account.

use serde::Deserialize;

use crate::domain::role::{Role, Roles};
use crate::error::FieldErrors;
use crate::features::account::form::{USERNAME_RULE, parse_username};
use crate::web::forms::{Check, LINE};

/// A new account as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AccountForm {
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub full_name: String,
    #[serde(default)]
    pub person_code: String,
    #[serde(default)]
    pub roles: Vec<String>,
}

/// The same, accepted; whether the person exists is for the verb to find out.
pub struct TypedAccount {
    pub username: String,
    pub full_name: String,
    pub person_code: String,
    pub roles: Roles,
}

impl AccountForm {
    pub fn parse(&self) -> Result<TypedAccount, FieldErrors> {
        let mut check = Check::new();
        let username = check.choice("username", parse_username(&self.username), USERNAME_RULE);
        let full_name = check.line("full_name", &self.full_name, LINE, "Nhập họ và tên người dùng tài khoản.");
        let person_code = check.optional_line("person_code", &self.person_code, 40).to_uppercase();
        let roles: Option<Roles> = self.roles.iter().map(|code| Role::from_code(code)).collect();
        let roles = roles.filter(|roles| *roles != Roles::default());
        let roles = check.choice("roles", roles, "Chọn ít nhất một vai trò.");
        check.finish(|| Some(TypedAccount { username: username?, full_name, person_code, roles: roles? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_name_is_plain_and_short() {
        for (typed, stored) in
            [("nguyen.lan2", true), (" lan ", true), ("la", false), ("Lan", false), ("lê.lan", false), ("staff", false)]
        {
            assert_eq!(parse_username(typed).is_some(), stored, "{typed:?}");
        }
        assert_eq!(parse_username(&"a".repeat(41)), None);
    }

    #[test]
    fn a_role_nobody_knows_gives_no_rights() {
        let form = AccountForm {
            username: "lan".into(),
            full_name: "Lan".into(),
            roles: vec!["staff".into(), "king".into()],
            ..AccountForm::default()
        };
        assert_eq!(
            form.parse().err().map(|errors| errors.of("roles").to_owned()),
            Some("Chọn ít nhất một vai trò.".into())
        );
    }
}

//! What is typed about logins.

use serde::Deserialize;

use super::{GUARDED, LoginRules};
use crate::domain::role::Role;
use crate::error::FieldErrors;
use crate::web::forms::Check;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct RulesForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub least_length: String,
    #[serde(default)]
    pub needs_mixture: String,
    #[serde(default)]
    pub most_days: String,
    #[serde(default)]
    pub old_passwords: String,
    #[serde(default)]
    pub tries: String,
    #[serde(default)]
    pub address_tries: String,
    #[serde(default)]
    pub idle_minutes: String,
    #[serde(default)]
    pub second_factor_roles: Vec<String>,
}

impl RulesForm {
    pub fn filled(it: &LoginRules, version: i64) -> Self {
        Self {
            version,
            least_length: it.least_length.to_string(),
            needs_mixture: if it.needs_mixture { "true".into() } else { String::new() },
            most_days: it.most_days.to_string(),
            old_passwords: it.old_passwords.to_string(),
            tries: it.tries.to_string(),
            address_tries: it.address_tries.to_string(),
            idle_minutes: it.idle_minutes.to_string(),
            second_factor_roles: it.second_factor_roles.iter().map(|role| role.code().to_owned()).collect(),
        }
    }

    pub fn parse(&self) -> Result<LoginRules, FieldErrors> {
        let mut check = Check::new();
        let least_length = check.whole("least_length", &self.least_length, "Độ dài tối thiểu", 10..=64);
        let most_days = check.whole("most_days", &self.most_days, "Số ngày", 0..=730);
        let old_passwords = check.whole("old_passwords", &self.old_passwords, "Số mật khẩu cũ", 0..=24);
        let tries = check.whole("tries", &self.tries, "Số lần", 3..=20);
        let address_tries = check.whole("address_tries", &self.address_tries, "Số lần", 20..=10_000);
        let idle_minutes = check.whole("idle_minutes", &self.idle_minutes, "Số phút", 5..=120);
        let guarded = |code: &String| Role::from_code(code).filter(|role| GUARDED.contains(role));
        let second_factor_roles = check.choice(
            "second_factor_roles",
            self.second_factor_roles.iter().map(guarded).collect(),
            "Chọn trong các vai trò của danh sách.",
        );
        check.finish(|| {
            Some(LoginRules {
                least_length: least_length?,
                needs_mixture: !self.needs_mixture.is_empty(),
                most_days: most_days?,
                old_passwords: old_passwords?,
                tries: tries?,
                address_tries: address_tries?,
                idle_minutes: idle_minutes?,
                second_factor_roles: second_factor_roles?,
            })
        })
    }
}

//! What is typed at the login and when a password is changed.

use serde::Deserialize;

use super::onward::Onward;
use crate::error::FieldErrors;

/// What a login name may be, as the sentence at the field.
pub const USERNAME_RULE: &str = "Dùng 3 đến 40 chữ thường không dấu, chữ số, dấu chấm; không dùng new, staff.";

/// Names of pages that stand where the page of an account does.
const TAKEN: [&str; 2] = ["new", "staff"];

/// A login name as it is stored; `None` when it breaks [`USERNAME_RULE`]. Names are compared in small letters.
pub fn parse_username(typed: &str) -> Option<String> {
    let name = typed.trim();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.';
    let is_one = (3..=40).contains(&name.len()) && name.chars().all(fits) && !TAKEN.contains(&name);
    is_one.then(|| name.to_owned())
}

#[derive(Debug, Default, Deserialize)]
pub struct LoginForm {
    #[serde(default)]
    pub username: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub next: String,
    /// What was typed when the session ended (`web::kept`).
    #[serde(default)]
    pub kept: String,
}

impl LoginForm {
    pub fn onward(&self) -> Onward {
        Onward::of(&self.next, &self.kept)
    }

    pub fn parse(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.username.trim().is_empty() {
            errors.add("username", "Nhập tên đăng nhập.");
        }
        if self.password.is_empty() {
            errors.add("password", "Nhập mật khẩu.");
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[derive(Debug, Default, Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    pub old_password: String,
    #[serde(default)]
    pub new_password: String,
    #[serde(default)]
    pub new_password_again: String,
    /// What was typed before the change was asked for (`web::kept`).
    #[serde(default)]
    pub kept: String,
}

impl PasswordForm {
    /// Whether the new one may be, the verb finds out.
    pub fn parse(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.old_password.is_empty() {
            errors.add("old_password", "Nhập mật khẩu đang dùng.");
        }
        if self.new_password.is_empty() {
            errors.add("new_password", "Nhập mật khẩu mới.");
        } else if self.new_password != self.new_password_again {
            errors.add("new_password_again", "Hai lần nhập chưa giống nhau. Nhập lại mật khẩu mới.");
        } else if self.new_password == self.old_password {
            errors.add("new_password", "Mật khẩu mới phải khác mật khẩu đang dùng.");
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// The password, typed again before what cannot be taken back.
#[derive(Debug, Default, Deserialize)]
pub struct PasswordAgain {
    #[serde(default)]
    pub password: String,
}

#[derive(Debug, Deserialize)]
pub struct TextSizeForm {
    #[serde(default)]
    pub size: String,
    #[serde(default)]
    pub back: String,
}

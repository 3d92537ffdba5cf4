//! The pages of an account.

use askama::Template;

use crate::error::FieldErrors;
use crate::web::shell::Shell;

/// Stands alone: nobody is logged in yet.
#[derive(Template)]
#[template(path = "account/login.html")]
pub struct LoginPage {
    pub agency: String,
    pub parent: String,
    pub help_contact: String,
    pub is_demo: Option<String>,
    pub token: String,
    pub username: String,
    pub next: String,
    pub errors: FieldErrors,
    /// Said above the form: a wrong password, an ended session.
    pub notice: &'static str,
}

impl LoginPage {
    pub fn style_address(&self) -> &'static str {
        crate::web::assets::style_address()
    }

    pub fn script_address(&self) -> &'static str {
        crate::web::assets::script_address()
    }
}

#[derive(Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage {
    pub shell: Shell,
    pub errors: FieldErrors,
}

pub struct SessionLine {
    pub key_hash: String,
    pub address: String,
    pub began: String,
    pub seen: String,
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
pub struct SessionsPage {
    pub shell: Shell,
    pub sessions: Vec<SessionLine>,
}

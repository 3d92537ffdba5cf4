//! The pages of an account.

use askama::Template;

use super::onward::Onward;
use super::store::SessionRow;
use crate::domain::date::format_date_time;
use crate::error::FieldErrors;
use crate::web::kept::{Kept, SendAgain};
use crate::web::shell::Shell;

/// Stands alone: nobody is logged in yet.
#[derive(Template)]
#[template(path = "account/login.html")]
pub struct LoginPage {
    pub agency: String,
    pub parent: String,
    pub help_contact: String,
    pub is_demo: Option<String>,
    /// After which a session that nobody uses ends.
    pub idle_minutes: i64,
    pub token: String,
    pub username: String,
    pub onward: Onward,
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
    /// What a new password must be.
    pub hint: String,
    pub kept: Option<Kept>,
}

/// What was typed when the session ended, after the login.
#[derive(Template)]
#[template(path = "account/kept.html")]
pub struct KeptPage {
    pub agency: String,
    pub help_contact: String,
    pub is_demo: Option<String>,
    /// Always empty: the frame looks for it.
    pub errors: FieldErrors,
    /// What has just been done.
    pub said: String,
    /// It is sent only once a second factor was set up.
    pub owes_second_factor: bool,
    pub again: SendAgain,
}

impl KeptPage {
    pub fn style_address(&self) -> &'static str {
        crate::web::assets::style_address()
    }

    pub fn script_address(&self) -> &'static str {
        crate::web::assets::script_address()
    }
}

pub struct SessionLine {
    pub key_hash: String,
    pub address: String,
    pub began: String,
    pub seen: String,
}

impl SessionLine {
    pub fn of(row: SessionRow) -> Self {
        Self {
            key_hash: row.key_hash,
            address: row.address,
            began: format_date_time(row.created_at.and_utc()),
            seen: format_date_time(row.seen_at.and_utc()),
        }
    }
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
pub struct SessionsPage {
    pub shell: Shell,
    pub sessions: Vec<SessionLine>,
}

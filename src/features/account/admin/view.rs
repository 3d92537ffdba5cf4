//! The pages on which IT keeps accounts.

use askama::Template;

use super::form::AccountForm;
use super::list::ListQuery;
use crate::domain::ids::AccountId;
use crate::domain::role::Roles;
use crate::error::FieldErrors;
use crate::features::account::form::USERNAME_RULE;
use crate::features::account::ops::{ListedAccount, State};
use crate::web::forms::Choice;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// An account in words.
pub struct Line {
    pub username: String,
    pub full_name: String,
    /// Empty for nobody's on the staff.
    pub unit: String,
    pub roles: String,
    pub state: State,
    pub has_second_factor: bool,
    /// Nobody locks himself.
    pub is_own: bool,
}

impl Line {
    pub fn of(account: ListedAccount, roles: Roles, own: Option<AccountId>, has_second_factor: bool) -> Self {
        Self {
            has_second_factor,
            state: account.state(),
            is_own: own == Some(account.id),
            unit: account.unit.unwrap_or_default(),
            roles: roles.to_string(),
            username: account.username,
            full_name: account.full_name,
        }
    }

    pub fn is_locked(&self) -> bool {
        self.state == State::Locked
    }

    /// Its page.
    pub fn page(&self) -> String {
        page_of(&self.username)
    }

    /// Where an act on this account is posted to.
    pub fn address(&self, act: &str) -> String {
        format!("{}/{act}", self.page())
    }

    pub fn tag(&self) -> &'static str {
        match self.state {
            State::InUse => "tag--ok",
            State::OneTime => "tag--info",
            State::Locked => "",
        }
    }
}

/// The page of an account.
pub fn page_of(username: &str) -> String {
    format!("/admin/accounts/{}", percent_encode(username))
}

#[derive(Template)]
#[template(path = "account/admin/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub query: ListQuery,
    pub chips: Vec<Chip>,
    /// The query of the files of the list.
    pub files: String,
    pub roles: Vec<Choice>,
    pub states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "account/admin/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub form: AccountForm,
    pub errors: FieldErrors,
    pub roles: Vec<Choice>,
}

impl NewPage {
    pub fn username_rule(&self) -> &'static str {
        USERNAME_RULE
    }
}

/// Shown once, as the answer to the POST that made the password.
#[derive(Template)]
#[template(path = "account/admin/one_time.html")]
pub struct OneTimePage {
    pub shell: Shell,
    pub username: String,
    pub one_time: String,
    pub is_new: bool,
}

/// What IT gives or takes where somebody cannot log in any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resetting {
    Password,
    SecondFactor,
}

impl Resetting {
    /// The page's heading and its button, before the name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Password => "Cấp lại mật khẩu cho",
            Self::SecondFactor => "Bỏ xác thực hai lớp của",
        }
    }

    pub const fn effect(self) -> &'static str {
        match self {
            Self::Password => {
                "không dùng được mật khẩu cũ nữa. Mật khẩu dùng một lần hiện ở trang sau và chỉ hiện một lần."
            }
            Self::SecondFactor => "đăng nhập chỉ cần mật khẩu. Khóa trên điện thoại và các mã dự phòng hết giá trị.",
        }
    }

    const fn act(self) -> &'static str {
        match self {
            Self::Password => "reset",
            Self::SecondFactor => "second-factor-reset",
        }
    }
}

#[derive(Template)]
#[template(path = "account/admin/reset.html")]
pub struct ResetPage {
    pub shell: Shell,
    pub line: Line,
    pub what: Resetting,
    pub errors: FieldErrors,
}

impl ResetPage {
    pub fn action(&self) -> String {
        self.line.address(self.what.act())
    }
}

#[derive(Template)]
#[template(path = "account/admin/lock.html")]
pub struct LockPage {
    pub shell: Shell,
    pub line: Line,
}

//! The pages of requests for roles.

use askama::Template;

use super::ops::Request;
use crate::domain::date::format_date_time;
use crate::domain::role::Roles;
use crate::domain::role_request::Outcome;
use crate::error::FieldErrors;
use crate::features::account::admin::view::page_of;
use crate::web::forms::Choice;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// A request in words.
pub struct Line {
    pub address: String,
    pub username: String,
    pub full_name: String,
    pub wanted: String,
    pub reason: String,
    pub asked: String,
    pub outcome: &'static str,
    pub tag: &'static str,
    /// Who decided when, and why.
    pub decided: String,
    pub is_open: bool,
}

impl Line {
    pub fn of(it: &Request) -> Self {
        let decided = match (&it.decider, it.decided_at) {
            (Some(who), Some(at)) => format!("{who}, {}. {}", format_date_time(at.and_utc()), it.note),
            _ => String::new(),
        };
        Self {
            address: format!("/role-requests/{}", it.id),
            username: it.username.clone(),
            full_name: it.full_name.clone(),
            wanted: words(it.wanted()),
            reason: it.reason.clone(),
            asked: format!("{}, {}", it.asker, format_date_time(it.asked_at.and_utc())),
            outcome: it.outcome.word(),
            tag: match it.outcome {
                Outcome::Open => "tag--warn",
                Outcome::Confirmed => "tag--ok",
                Outcome::Refused | Outcome::Withdrawn => "",
            },
            decided: decided.trim().to_owned(),
            is_open: it.outcome == Outcome::Open,
        }
    }
}

impl Line {
    /// Where an act on this request is posted to.
    pub fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.address)
    }
}

/// "cán bộ, thường trực", or that there is none.
pub fn words(roles: Roles) -> String {
    let words = roles.to_string();
    if words.is_empty() { "không có vai trò".to_owned() } else { words }
}

#[derive(Template)]
#[template(path = "account/roles/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub paging: Paging,
}

#[derive(Template)]
#[template(path = "account/roles/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub line: Line,
    pub now: String,
    pub may_confirm: bool,
    pub may_withdraw: bool,
    pub errors: FieldErrors,
    pub note: String,
}

#[derive(Template)]
#[template(path = "account/roles/ask.html")]
pub struct AskPage {
    pub shell: Shell,
    pub username: String,
    pub full_name: String,
    pub now: String,
    pub chosen: Vec<String>,
    pub reason: String,
    pub roles: Vec<Choice>,
    pub errors: FieldErrors,
}

impl AskPage {
    pub fn action(&self) -> String {
        format!("{}/roles", self.account())
    }

    pub fn account(&self) -> String {
        page_of(&self.username)
    }
}

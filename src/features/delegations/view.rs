//! The pages of delegations.

use askama::Template;
use chrono::NaiveDate;

use super::form::DelegationForm;
use super::store::Delegation;
use crate::domain::date::format_date;
use crate::domain::ids::AccountId;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;

pub struct Line {
    pub giver: String,
    pub taker: String,
    pub scope: &'static str,
    pub form: &'static str,
    pub starts_on: String,
    pub ends_on: String,
    pub reason: String,
    pub state: &'static str,
    pub tag: &'static str,
    /// Where it is taken back; empty for others and for what is over.
    pub end: String,
}

impl Line {
    pub fn of(it: &Delegation, reader: Option<AccountId>, today: NaiveDate) -> Self {
        let (state, tag) = match it.ended_on {
            Some(_) => ("Đã thôi", ""),
            None if today < it.starts_on => ("Chưa bắt đầu", "tag--info"),
            None if today <= it.ends_on => ("Đang có hiệu lực", "tag--ok"),
            None => ("Đã hết hạn", ""),
        };
        let is_own = reader == Some(it.giver) && it.is_open(today);
        Self {
            giver: it.giver_name.clone(),
            taker: it.taker_name.clone(),
            scope: it.scope.word(),
            form: it.form.word(),
            starts_on: format_date(it.starts_on),
            ends_on: format_date(it.ended_on.unwrap_or(it.ends_on)),
            reason: it.reason.clone(),
            state,
            tag,
            end: if is_own { format!("/delegations/{}/end", it.id) } else { String::new() },
        }
    }
}

#[derive(Template)]
#[template(path = "delegations/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub can_give: bool,
}

#[derive(Template)]
#[template(path = "delegations/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub scopes: Vec<Choice>,
    pub takers: Vec<Choice>,
    pub forms: Vec<Choice>,
    pub form: DelegationForm,
    pub errors: FieldErrors,
}

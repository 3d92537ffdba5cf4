//! The page Việc cần làm.

use askama::Template;
use chrono::NaiveDate;

use crate::domain::date::{days_left_words, format_date};
use crate::web::shell::Shell;
use crate::web::waiting::Pile;

/// One task: what, about whom, until when, and the link that begins it.
pub struct Task {
    pub what: String,
    pub who: String,
    pub due: String,
    pub left: String,
    /// "late", "soon" or "".
    pub urgency: &'static str,
    pub address: String,
    pub verb: &'static str,
    order: NaiveDate,
}

impl Task {
    /// The task a pile makes, unless it is empty.
    pub fn of(
        pile: Pile,
        today: NaiveDate,
        what: String,
        who: &str,
        address: &str,
        verb: &'static str,
    ) -> Option<Self> {
        if pile.count == 0 {
            return None;
        }
        let urgency = match pile.due {
            Some(due) if due <= today => "late",
            Some(due) if (due - today).num_days() <= 5 => "soon",
            _ => "",
        };
        Some(Self {
            what,
            who: who.to_owned(),
            due: pile.due.map_or_else(String::new, |due| format!("Hạn {}", format_date(due))),
            left: pile.due.map_or_else(String::new, |due| days_left_words(today, due)),
            urgency,
            address: address.to_owned(),
            verb,
            order: pile.due.unwrap_or(NaiveDate::MAX),
        })
    }
}

/// Most urgent first.
pub fn sorted(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.sort_by_key(|task| task.order);
    tasks
}

/// A line of "Đang chờ người khác" or "Mới có kết quả".
pub struct Status {
    pub what: String,
    pub address: String,
    pub word: &'static str,
    pub tag: &'static str,
    pub more: String,
}

pub struct KeyDate {
    pub day: String,
    pub what: String,
    pub is_next: bool,
}

#[derive(Template)]
#[template(path = "home/index.html")]
pub struct HomePage {
    pub shell: Shell,
    pub today: String,
    pub tasks: Vec<Task>,
    /// Why there is nothing to do, in the words of the role.
    pub why_none: &'static str,
    /// What IT is to know of mail that does not go out.
    pub trouble: Option<String>,
    /// The page that says whom to remind is his to open.
    pub follows_year: bool,
    pub waiting: Vec<Status>,
    pub decided: Vec<Status>,
    pub year: String,
    pub dates: Vec<KeyDate>,
}

//! The pages of the queue.

use askama::Template;
use chrono::NaiveDate;

use super::actions::COMMON_REASONS;
use super::ops::Item;
use crate::domain::date::{days_left_words, format_date, local};
use crate::error::FieldErrors;
use crate::features::initiatives;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::steps::StepForm;

pub struct Line {
    /// What the check box sends: id and version.
    pub pick: String,
    pub may_be_picked: bool,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub what: String,
    pub since: String,
    pub due: String,
    pub left: String,
    pub urgency: &'static str,
    pub address: String,
    pub holder: String,
    /// "Giống 62%", and its tag.
    pub alike: Option<(String, &'static str)>,
}

impl Line {
    pub fn of(item: Item, today: NaiveDate) -> Self {
        let left = item.due_on.map_or_else(String::new, |due| days_left_words(today, due));
        let urgency = match item.due_on {
            Some(due) if due <= today => "late",
            Some(due) if (due - today).num_days() <= 3 => "soon",
            _ => "",
        };
        Self {
            pick: format!("{}:{}", item.id, item.version),
            may_be_picked: item.may_be_picked,
            name: item.name,
            position: item.position,
            unit: item.unit,
            what: item.what,
            since: format_date(local(item.since.and_utc()).date()),
            due: item.due_on.map_or_else(|| "–".to_owned(), format_date),
            left,
            urgency,
            address: item.address,
            holder: item.holder,
            alike: item.alike.map(|percent| {
                let tag = if initiatives::ops::is_warning(percent) { "tag--warn" } else { "" };
                (format!("Giống {percent}%"), tag)
            }),
        }
    }
}

/// A queue the user has, with how much is in it.
pub struct Tab {
    pub label: &'static str,
    pub count: i64,
    pub address: String,
    pub is_current: bool,
}

#[derive(Template)]
#[template(path = "approvals/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub kind: &'static str,
    pub kind_word: String,
    pub tabs: Vec<Tab>,
    /// Whether dossiers can have been handed to the reader, and whether only those are shown.
    pub has_handed: bool,
    pub only_handed: bool,
    pub lines: Vec<Line>,
    pub paging: Paging,
    /// Nothing was picked.
    pub error: &'static str,
}

impl IndexPage {
    pub fn can_pick(&self) -> bool {
        self.lines.iter().any(|line| line.may_be_picked)
    }
}

#[derive(Template)]
#[template(path = "approvals/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub kind: &'static str,
    pub kind_word: String,
    pub lines: Vec<Line>,
    pub is_return: bool,
    pub step: StepForm,
    pub due: String,
    pub errors: FieldErrors,
}

impl CheckPage {
    pub fn common_reasons(&self) -> &'static [&'static str] {
        COMMON_REASONS
    }

    /// Only a dossier is mended by a day.
    pub fn has_due(&self) -> bool {
        self.kind == "dossier"
    }
}

#[derive(Template)]
#[template(path = "approvals/done.html")]
pub struct DonePage {
    pub shell: Shell,
    pub kind: &'static str,
    pub kind_word: String,
    /// "Đã đồng ý" or "Đã trả lại".
    pub did: &'static str,
    pub done: Vec<String>,
    /// Name and why not.
    pub left: Vec<(String, String)>,
}

//! The pages behind the numbers: entries, estimates as assigned, how an expectation comes about.

use askama::Template;

use super::view::FilterBar;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

pub struct EntryRow {
    pub line: String,
    pub month: i32,
    pub unit: String,
    pub amount: String,
    /// Whether it is added, stands beside, or is taken away.
    pub counting: &'static str,
    pub entered: String,
    /// What stood there before, newest first.
    pub older: Vec<String>,
}

#[derive(Template)]
#[template(path = "revenue/entries.html")]
pub struct EntriesPage {
    pub shell: Shell,
    pub title: String,
    pub period: String,
    pub back: String,
    pub files: String,
    /// Query of the file with older versions too.
    pub all_versions: String,
    pub sum: String,
    pub rows: Vec<EntryRow>,
    pub paging: Paging,
}

pub struct AssignmentRow {
    pub line: String,
    pub assigned_on: String,
    pub unit: String,
    pub amount: String,
    pub counting: &'static str,
    /// Why it is not in force.
    pub aside: &'static str,
    pub entered: String,
    pub older: Vec<String>,
}

#[derive(Template)]
#[template(path = "revenue/assignments.html")]
pub struct AssignmentsPage {
    pub shell: Shell,
    pub title: String,
    pub estimate: String,
    pub until: String,
    pub back: String,
    pub files: String,
    pub sum: String,
    pub rows: Vec<AssignmentRow>,
    pub paging: Paging,
}

/// One step of the reckoning: "Còn phải thu" = "4.250,0 − 2.590,7" = "1.659,3".
pub struct Step {
    pub name: &'static str,
    pub how: String,
    pub value: String,
    /// Address of the rows, where the value is a sum of rows.
    pub link: String,
}

/// A year's number in one month, with its rows.
pub struct YearCell {
    pub amount: String,
    pub share: String,
    pub link: String,
}

pub struct ProfileRow {
    pub month: i32,
    pub years: Vec<YearCell>,
    pub expected: String,
    /// Of this year.
    pub now: String,
    pub now_link: String,
}

#[derive(Template)]
#[template(path = "revenue/profile.html")]
pub struct ProfilePage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub chosen: String,
    pub back: String,
    pub line: String,
    pub unit_words: String,
    pub estimate_words: String,
    /// Whose years these are, and how many.
    pub basis: String,
    pub steps: Vec<Step>,
    pub years: Vec<String>,
    pub rows: Vec<ProfileRow>,
}

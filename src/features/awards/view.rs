//! The pages of awards.

use askama::Template;

use super::list::Row;
use crate::domain::date;
use crate::domain::law::AuthorityCode;
use crate::domain::year::Year;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

pub struct Line {
    pub code: String,
    pub name: String,
    pub is_collective: bool,
    pub unit: String,
    pub position: String,
    pub award: String,
    pub decision: Option<(String, String)>,
    pub decided_on: String,
    pub authority: String,
    pub revoked_on: Option<String>,
}

impl Line {
    pub fn of(row: Row, year: Year) -> Self {
        let day = row.decided_on.unwrap_or_else(|| year.end());
        Self {
            code: row.subject_code,
            name: row.subject_name,
            is_collective: row.is_collective,
            unit: row.unit_name,
            position: row.position,
            award: row.award.award().name_on(day).to_owned(),
            decision: row.decision_id.zip(row.decision_no).map(|(id, number)| (format!("/decisions/{id}"), number)),
            decided_on: row.decided_on.map_or_else(String::new, date::format_date),
            authority: row.authority.map_or_else(String::new, authority_name),
            revoked_on: row.revoked_on.map(date::format_date),
        }
    }
}

/// The name of an authority that is a code of the catalogue, or as it stands on an imported paper.
pub fn authority_name(written: String) -> String {
    AuthorityCode::from_code(&written).map_or(written, |code| code.authority().name.clone())
}

pub struct FilterBar {
    pub q: String,
    pub year: String,
    pub unit: String,
    pub award: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub awards: Vec<Choice>,
    pub states: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "awards/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub provisional: bool,
    /// Only what a number of award progress counts, as it counts.
    pub counted: bool,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub files: String,
}

//! The rows behind a number.

use askama::Template;

use super::store::{AwardRow, MovementRow};
use crate::domain::date::format_date;
use crate::domain::law::AuthorityCode;
use crate::domain::movement::Origin;
use crate::web::paging::Paging;
use crate::web::shell::Shell;

/// An award with its decision.
pub struct AwardLine {
    pub name: String,
    pub address: String,
    pub unit: String,
    pub position: String,
    pub award: String,
    pub decision: String,
    pub decision_address: String,
    pub decided_on: String,
    pub authority: String,
}

impl AwardLine {
    pub fn of(row: AwardRow) -> Self {
        let record = if row.is_collective { "units" } else { "people" };
        Self {
            address: format!("/{record}/{}", row.subject_code),
            name: row.subject_name,
            unit: row.unit_name,
            position: row.position,
            award: row.award.award().name_on(row.decided_on).to_owned(),
            decision: row.decision_no,
            decision_address: format!("/decisions/{}", row.decision),
            decided_on: format_date(row.decided_on),
            authority: authority_name(&row.authority),
        }
    }
}

/// The name of an authority that is a code of the catalogue, or as it stands on an imported paper.
pub fn authority_name(written: &str) -> String {
    AuthorityCode::from_code(written).map_or_else(|| written.to_owned(), |code| code.authority().name.clone())
}

pub struct MovementLine {
    pub name: String,
    pub address: String,
    pub launched_by: String,
    pub origin: &'static str,
    pub document: String,
    pub days: String,
}

impl MovementLine {
    pub fn of(row: &MovementRow) -> Self {
        Self {
            name: row.name.clone(),
            address: format!("/movements/{}", row.id),
            launched_by: row.launched_by.clone(),
            origin: Origin::word(row.origin),
            document: row.document_number.clone(),
            days: format!("{} – {}", format_date(row.starts_on), format_date(row.ends_on)),
        }
    }
}

#[derive(Template)]
#[template(path = "statistics/rows.html")]
pub struct RowsPage {
    pub shell: Shell,
    /// "Cá nhân – Bằng khen của …"
    pub title: String,
    pub form: &'static str,
    pub form_address: String,
    pub days: String,
    pub awards: Vec<AwardLine>,
    pub movements: Vec<MovementLine>,
    pub paging: Paging,
    /// Before and after the ending of a file.
    pub files: (String, String),
}

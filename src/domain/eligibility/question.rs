//! What is asked, and in how much detail it is answered.

use chrono::NaiveDate;

use crate::domain::law::{AwardCode, CommendationKind};
use crate::domain::year::Year;

/// Does a subject meet the criteria of this award for this year?
#[derive(Debug, Clone, Copy)]
pub struct Question {
    pub award: AwardCode,
    pub year: Year,
    /// The day the dossier reached the secretariat; `None` asks for a preview as of today.
    pub received: Option<NaiveDate>,
    /// What the proposal declares to rest on; it opens the alternatives made of human judgement alone.
    pub declared: CommendationKind,
}

impl Question {
    /// A merit proposal not yet received.
    pub const fn preview(award: AwardCode, year: Year) -> Self {
        Self { award, year, received: None, declared: CommendationKind::Merit }
    }

    /// A merit proposal received on a day.
    pub const fn received(award: AwardCode, year: Year, day: NaiveDate) -> Self {
        Self { award, year, received: Some(day), declared: CommendationKind::Merit }
    }
}

/// How much of an assessment is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Criteria, facts, notes and remarks, for pages and papers.
    Full,
    /// Notes alone, for lists of what is missing.
    Notes,
    /// No text at all, for counting and filtering thousands.
    Outcomes,
}

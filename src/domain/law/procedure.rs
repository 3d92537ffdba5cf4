//! The papers and days of the yearly cycle: dossiers, annex forms, deadlines, document symbols.

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{MonthDay, Provenance};
use crate::domain::year::Year;

/// The papers a proposal of these awards holds.
#[derive(Debug, Clone, Deserialize)]
pub struct DossierRule {
    pub awards: Vec<String>,
    pub regimes: Vec<String>,
    pub items: Vec<String>,
    pub copies: Option<u32>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A prescribed form (mẫu) of a report or submission.
#[derive(Debug, Clone, Deserialize)]
pub struct AnnexForm {
    pub code: String,
    pub title: String,
    pub regimes: Vec<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl AnnexForm {
    /// "05" of MAU_05.
    pub fn number(&self) -> &str {
        self.code.split('_').nth(1).unwrap_or_default()
    }
}

/// A deadline of the cycle: a day of the year, or a span counted from an event.
#[derive(Debug, Clone, Deserialize)]
pub struct Deadline {
    pub code: String,
    pub text: String,
    pub month_day: Option<MonthDay>,
    pub days_before_event: Option<u32>,
    pub working_days: Option<u32>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl Deadline {
    /// The day it falls on in a year; `None` for those counted from an event.
    pub fn in_year(&self, year: Year) -> Option<NaiveDate> {
        self.month_day.map(|day| day.in_year(year))
    }
}

/// A kind of official document with its symbol ("QĐ-STC") and signer.
#[derive(Debug, Clone, Deserialize)]
pub struct DocumentKind {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub symbol: String,
    pub signer: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

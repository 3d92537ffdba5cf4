//! What the law and custom say of initiatives: definition, conditions, levels, councils and score sheets.

use serde::Deserialize;

use super::reading::{self, Confidence, Provenance};
use crate::domain::ratio::Ratio;

#[derive(Debug, Clone, Deserialize)]
pub struct InitiativeLaw {
    pub definition: String,
    pub kinds: Vec<String>,
    pub statuses: Vec<String>,
    /// What the authors' shares add up to, in percent.
    pub coauthor_percent_total: u32,
    /// The smallest share, in percent, that counts towards a title.
    pub coauthor_min_percent_for_title: u32,
    pub coauthor_min_percent_confidence: Confidence,
    pub coauthor_note: String,
    pub application_window_note: String,
    /// From this share of its text found in an earlier one, in percent, an initiative is marked as like it.
    pub similarity_warning_percent: u32,
    /// From this share, in percent, an earlier one is listed at all.
    pub similarity_listed_percent: u32,
    pub similarity_note: String,
    pub similarity_confidence: Confidence,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// One condition a solution must meet, with what to look for.
#[derive(Debug, Clone, Deserialize)]
pub struct InitiativeCondition {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub checks: Vec<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// How far the effect of an initiative is recognised, and which awards that serves.
#[derive(Debug, Clone, Deserialize)]
pub struct InitiativeLevel {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub recognised_by: String,
    pub on_advice_of: String,
    pub serves: Vec<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// How the initiative council is made up and decides.
#[derive(Debug, Clone, Deserialize)]
pub struct InitiativeCouncilPractice {
    pub composition: Vec<String>,
    pub typical: Vec<String>,
    #[serde(deserialize_with = "reading::share")]
    pub quorum: Ratio,
    #[serde(deserialize_with = "reading::share")]
    pub pass_threshold: Ratio,
    pub threshold_note: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The sheet on which one council member scores one initiative.
#[derive(Debug, Clone, Deserialize)]
pub struct ScoreSheet {
    pub code: String,
    pub name: String,
    pub pass_total: u32,
    /// The sheet a new council starts with.
    pub default: bool,
    pub criteria: Vec<ScoreCriterion>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreCriterion {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub max: u32,
    /// A score below this fails the whole sheet.
    pub fail_below: u32,
}

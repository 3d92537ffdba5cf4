//! What an award asks for: clauses of criteria, ratio caps, council votes, bonuses and cross-cutting rules.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::reading::{self, Provenance};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

/// The criteria of one award for one kind of subject under some regimes.
#[derive(Debug, Clone, Deserialize)]
pub struct Rule {
    pub award: String,
    #[serde(deserialize_with = "reading::subject")]
    pub subject: SubjectKind,
    pub regimes: Vec<String>,
    /// Every one of these must hold.
    #[serde(default)]
    pub all: Vec<Clause>,
    /// At least one of these groups must hold, each as a whole.
    #[serde(default)]
    pub any: Vec<Vec<Clause>>,
    /// Code of the award whose rule of the same regime applies instead.
    pub same_as: Option<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl Rule {
    pub(super) fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.all.iter().chain(self.any.iter().flatten())
    }
}

/// One condition: a type of `clause_types` with its parameters.
#[derive(Debug, Clone, Deserialize)]
pub struct Clause {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(flatten)]
    pub params: toml::Table,
}

impl Clause {
    /// The title a `title_in_year` clause asks for in the same year.
    pub(super) fn title_of_the_year(&self) -> Option<&str> {
        (self.kind == "title_in_year").then(|| self.params.get("title")?.as_str()).flatten()
    }
}

/// How a share is compared with its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Comparison {
    #[serde(rename = ">")]
    Above,
    #[serde(rename = ">=")]
    AtLeast,
}

impl Comparison {
    pub fn holds(self, share: Ratio, threshold: Ratio) -> bool {
        match self {
            Self::Above => share > threshold,
            Self::AtLeast => share >= threshold,
        }
    }
}

/// The largest share of a base that may receive an award or a grade.
#[derive(Debug, Clone, Deserialize)]
pub struct RatioCap {
    /// Code of an award or of a grade.
    pub target: String,
    pub base: String,
    #[serde(deserialize_with = "reading::share")]
    pub max_ratio: Ratio,
    pub regimes: Vec<String>,
    /// Where the cap starts later than its regime.
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_from: Option<NaiveDate>,
    pub rounding: CapRounding,
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapRounding {
    Floor,
    /// The cap is the whole base, so there is nothing to round.
    None,
}

/// The vote a council must give before an award is proposed.
#[derive(Debug, Clone, Deserialize)]
pub struct VoteRule {
    pub awards: Vec<String>,
    pub regimes: Vec<String>,
    pub council: String,
    pub ballot: Ballot,
    #[serde(default)]
    pub secret: bool,
    #[serde(deserialize_with = "reading::share")]
    pub threshold: Ratio,
    pub op: Comparison,
    pub denominator: String,
    pub absent: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    Required,
    Optional,
}

/// How councils meet, by custom.
#[derive(Debug, Clone, Deserialize)]
pub struct CouncilPractice {
    #[serde(deserialize_with = "reading::share")]
    pub quorum_ordinary: Ratio,
    #[serde(deserialize_with = "reading::share")]
    pub quorum_for_award_meeting: Ratio,
    pub quorum_note: String,
    pub chair: String,
    pub deputy_chairs: Vec<String>,
    pub secretary: String,
    pub members: Vec<String>,
    pub conflict_of_interest: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// How bonuses are computed and combined.
#[derive(Debug, Clone, Deserialize)]
pub struct BonusPolicy {
    pub regimes: Vec<String>,
    pub base_salary_at: String,
    pub round: String,
    /// In đồng.
    pub round_unit: i64,
    pub same_time_same_period_titles: String,
    pub same_time_different_period_titles: String,
    pub title_and_commendation_same_time: String,
    pub same_time_commendations_different_achievement: Option<String>,
    pub payer: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The multiple of the base salary that comes with an award.
#[derive(Debug, Clone, Deserialize)]
pub struct Bonus {
    pub award: String,
    #[serde(deserialize_with = "reading::subject")]
    pub subject: SubjectKind,
    pub regimes: Vec<String>,
    #[serde(deserialize_with = "reading::decimal")]
    pub coefficient: Decimal,
    #[serde(default)]
    pub is_upper_limit: bool,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A rule that cuts across awards; its text is kept for those who apply it.
#[derive(Debug, Clone, Deserialize)]
pub struct GeneralRule {
    pub code: String,
    pub effect: String,
    pub text: String,
    pub regimes: Vec<String>,
    #[serde(default)]
    pub awards: Vec<String>,
    pub months: Option<u32>,
    #[serde(default, deserialize_with = "reading::optional_share")]
    pub ratio: Option<Ratio>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

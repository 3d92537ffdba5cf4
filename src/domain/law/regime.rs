//! Which documents are in force on a day, and the amounts and grading rules that hang on it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::reading::{self, MonthDay, Provenance};
use crate::domain::money::Dong;
use crate::domain::ratio::Ratio;
use crate::domain::subject::StaffKind;

/// A set of documents in force between two days (chế độ pháp lý).
#[derive(Debug, Clone, Deserialize)]
pub struct Regime {
    pub code: String,
    pub name: String,
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: NaiveDate,
    /// The last day in force; open when absent.
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    pub documents: Vec<String>,
    pub province_documents: Vec<String>,
    /// What becomes of dossiers received before its first day and still open then; by default they stay under
    /// the rules of the day they were received.
    pub transition: Option<Transition>,
    /// What a reader of every assessment under it must know, in Vietnamese.
    pub warning: Option<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl Regime {
    pub fn is_in_force_on(&self, date: NaiveDate) -> bool {
        in_force(self.effective_from, self.effective_to, date)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// The older rules, unless the new ones are better for the subject.
    MoreFavourable,
}

fn in_force(from: NaiveDate, to: Option<NaiveDate>, date: NaiveDate) -> bool {
    from <= date && to.is_none_or(|last| date <= last)
}

/// Which day of a case picks the regime, question by question.
#[derive(Debug, Clone, Deserialize)]
pub struct Selectors {
    pub eligibility: String,
    pub bonus_coefficient: String,
    pub base_salary: String,
    pub work_grade: String,
    pub document_layout: String,
    pub revenue_form: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A decree known to lapse; after that day no regime resting on it may be taken for granted.
#[derive(Debug, Clone, Deserialize)]
pub struct Sunset {
    pub document: String,
    #[serde(deserialize_with = "reading::day")]
    pub last_day: NaiveDate,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The statutory amount that bonuses multiply (mức lương cơ sở), from a day on.
#[derive(Debug, Clone, Deserialize)]
pub struct BaseSalary {
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: NaiveDate,
    #[serde(deserialize_with = "reading::dong")]
    pub amount: Dong,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A yearly work-quality grade. A higher ordinal is better.
#[derive(Debug, Clone, Deserialize)]
pub struct Grade {
    pub code: String,
    pub(super) vi: String,
    pub en: String,
    pub ordinal: i32,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl Grade {
    /// The official name on a day; one grade was renamed.
    pub fn name_on(&self, date: NaiveDate) -> &str {
        self.provenance.former_name(date).unwrap_or(&self.vi)
    }
}

/// A form of discipline. A higher ordinal is heavier.
#[derive(Debug, Clone, Deserialize)]
pub struct Discipline {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub ordinal: i32,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// How grades are given to a kind of staff between two days.
#[derive(Debug, Clone, Deserialize)]
pub struct GradingRegime {
    pub code: String,
    pub applies_to: Vec<String>,
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: NaiveDate,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    pub method: GradingMethod,
    pub deadline_month_day: Option<MonthDay>,
    pub not_graded_if_months_worked_below: Option<u32>,
    pub capped_at_htnv_if_leave_months_from: Option<u32>,
    pub capped_at_htnv_if_leave_months_below: Option<u32>,
    #[serde(default)]
    pub maternity_exempt: bool,
    /// Code of the grade a person disciplined in the year gets.
    pub disciplined_in_year_grade: Option<String>,
    #[serde(default, deserialize_with = "reading::optional_share")]
    pub excellent_cap_ratio: Option<Ratio>,
    pub excellent_cap_base: Option<ExcellentCapBase>,
    #[serde(default, deserialize_with = "reading::optional_share")]
    pub excellent_cap_ratio_exceptional: Option<Ratio>,
    pub common_criteria_max: Option<u32>,
    pub task_result_max: Option<u32>,
    pub scoring_period: Option<String>,
    #[serde(default)]
    pub thresholds: Vec<GradeThreshold>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl GradingRegime {
    pub fn is_for(&self, staff: StaffKind) -> bool {
        self.applies_to.iter().any(|kind| kind == staff.code())
    }

    pub fn is_in_force_on(&self, date: NaiveDate) -> bool {
        in_force(self.effective_from, self.effective_to, date)
    }

    /// Code of the grade a score in hundredths of a point stands for; `None` where grades are not given by score.
    pub fn grade_for(&self, score_hundredths: i64) -> Option<&str> {
        let reached = self.thresholds.iter().filter(|it| i64::from(it.min_score) * 100 <= score_hundredths);
        reached.max_by_key(|it| it.min_score).map(|it| it.grade.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradingMethod {
    Qualitative,
    #[serde(rename = "score_100")]
    Score100,
}

/// Of whom the share of the best grade is taken, in each unit and group of peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ExcellentCapBase {
    #[serde(rename = "graded_HTTNV_in_same_unit_and_peer_group")]
    Good,
    #[serde(rename = "graded_HTTNV_and_above_in_same_unit_and_peer_group")]
    GoodAndAbove,
}

/// The lowest score of a grade, of 100.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeThreshold {
    pub grade: String,
    pub min_score: u32,
}

//! What an award asks for: clauses of criteria, ratio caps, council votes, bonuses and cross-cutting rules.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::clause::Clause;
use super::reading::{self, Provenance};
use super::{Catalogue, CatalogueError};
use crate::domain::leave::LeaveKind;
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

/// The criteria of one award for one kind of subject under some regimes.
#[derive(Debug, Clone)]
pub struct Rule {
    pub award: String,
    pub subject: SubjectKind,
    pub regimes: Vec<String>,
    /// Every one of these must hold.
    pub all: Vec<Clause>,
    /// At least one of these groups must hold, each as a whole.
    pub any: Vec<Vec<Clause>>,
    /// Code of the award whose rule of the same regime applies instead.
    pub same_as: Option<String>,
    pub provenance: Provenance,
}

impl Rule {
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.all.iter().chain(self.any.iter().flatten())
    }
}

/// A rule as it stands in the file, its clauses not yet read.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct WrittenRule {
    pub(super) award: String,
    #[serde(deserialize_with = "reading::subject")]
    subject: SubjectKind,
    regimes: Vec<String>,
    #[serde(default)]
    all: Vec<toml::Table>,
    #[serde(default)]
    any: Vec<Vec<toml::Table>>,
    same_as: Option<String>,
    #[serde(flatten)]
    pub(super) provenance: Provenance,
}

impl WrittenRule {
    /// # Errors
    /// Names the rule and what is wrong with one of its clauses.
    pub(super) fn read(&self, catalogue: &Catalogue) -> Result<Rule, CatalogueError> {
        let group = |written: &[toml::Table]| -> Result<Vec<Clause>, CatalogueError> {
            let clauses = written.iter().map(|clause| Clause::read(clause, catalogue));
            clauses.collect::<Result<_, _>>().map_err(|problem| CatalogueError::Faulty { entry: self.entry(), problem })
        };
        Ok(Rule {
            award: self.award.clone(),
            subject: self.subject,
            regimes: self.regimes.clone(),
            all: group(&self.all)?,
            any: self.any.iter().map(|alternative| group(alternative)).collect::<Result<_, _>>()?,
            same_as: self.same_as.clone(),
            provenance: self.provenance.clone(),
        })
    }

    fn entry(&self) -> String {
        format!("[[rule]] {} ({})", self.award, self.regimes.join(", "))
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
    pub base: CapBase,
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

/// What a cap is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum CapBase {
    #[serde(rename = "LDTT_count")]
    Labourers,
    #[serde(rename = "collectives_meeting_CO_TINH_or_CO_BO_standard")]
    FlagStandard,
    #[serde(rename = "HTTNV_graded_in_same_unit_and_peer_group")]
    WellGraded,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapRounding {
    Floor,
    /// Half up; only local regulation may choose it.
    Nearest,
    /// The cap is the whole base, so there is nothing to round.
    None,
}

/// The vote a council must give before an award is proposed.
#[derive(Debug, Clone, Deserialize)]
pub struct VoteRule {
    pub awards: Vec<String>,
    pub regimes: Vec<String>,
    pub council: CouncilLevel,
    pub ballot: Ballot,
    #[serde(default)]
    pub secret: bool,
    #[serde(deserialize_with = "reading::share")]
    pub threshold: Ratio,
    pub op: Comparison,
    pub denominator: Denominator,
    pub absent: AbsentMembers,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// Whose council votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilLevel {
    ProvincialOrMinisterial,
    /// Of the level that submits: for the department's own titles its own council.
    SubmittingLevel,
}

/// Of whom the votes in favour are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// Also of those who are absent.
    AllMembers,
}

/// How members vote who are absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsentMembers {
    WrittenOpinion,
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
    pub base_salary_at: SalaryDay,
    pub round: BonusRounding,
    /// In đồng.
    pub round_unit: i64,
    pub same_time_same_period_titles: Combination,
    pub same_time_different_period_titles: Combination,
    pub title_and_commendation_same_time: Combination,
    /// Several commendations for different achievements; `None` where nothing is known of it.
    pub same_time_commendations_different_achievement: Option<Combination>,
    pub payer: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// The day whose base salary a bonus multiplies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SalaryDay {
    DecisionDate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BonusRounding {
    /// To the next whole unit.
    Up,
}

/// What is paid of bonuses that come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Combination {
    #[serde(rename = "highest_only")]
    HighestOnly,
    #[serde(rename = "each", alias = "both")]
    Each,
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

/// What a cross-cutting rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GeneralEffect {
    /// No grant and no submission while something is under review.
    BlockSubmission,
    /// Achievement time counts again from the end of a discipline.
    RestartStreaks,
    /// Some leave is working time.
    CountLeaveAsService,
    /// Time of training is added to that worked.
    CombineWithUnitTime,
    /// A year of training may be a year of the title.
    EligibleLdttIfResultGood,
    /// After a transfer the new unit reviews, with the opinion of the former.
    RouteToNewUnit,
    /// Sudden and thematic grants are no basis for merit awards.
    ExcludeFromMeritHistory,
    /// Two awards of one year or one achievement: show both.
    WarnDuplicate,
    /// An initiative that already served: show where.
    WarnReuse,
    /// Whom to prefer among equals.
    OrderTies,
    /// Too little work in the year to be graded.
    NoGrade,
    /// Where the period of the next proposal begins.
    NextPeriodStart,
    /// Which rules a case between two regimes follows.
    ChooseRegime,
    Warn,
    Revoke,
    Info,
}

/// A rule that cuts across awards; its text is kept for those who apply it.
#[derive(Debug, Clone, Deserialize)]
pub struct GeneralRule {
    pub code: String,
    pub effect: GeneralEffect,
    pub text: String,
    pub regimes: Vec<String>,
    /// The awards it is about; all when empty.
    #[serde(default)]
    pub awards: Vec<String>,
    pub months: Option<u32>,
    /// Codes of the kinds of leave it is about.
    #[serde(default)]
    pub leave_kinds: Vec<String>,
    #[serde(default, deserialize_with = "reading::optional_share")]
    pub ratio: Option<Ratio>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl GeneralRule {
    pub fn is_about(&self, leave: LeaveKind) -> bool {
        self.leave_kinds.iter().any(|code| code == leave.code())
    }
}

//! The law as dated data: `catalogue.toml`, read and checked once, then asked by day.
//!
//! No article, coefficient, threshold or ratio stands in code. Every entry says where it comes from and
//! how far it has been checked ([`Provenance`]); unconfirmed law warns, it never stops anybody.

mod award;
mod checks;
mod codes;
mod initiative;
mod procedure;
mod reading;
mod regime;
mod revenue;
mod rule;
mod sample;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

pub use award::{Authority, Award, AwardKind, Level, Periodicity};
pub use codes::{AuthorityCode, AwardCode, DisciplineCode, GradeCode, RevenueLineCode};
pub use initiative::{
    InitiativeCondition, InitiativeCouncilPractice, InitiativeLaw, InitiativeLevel, ScoreCriterion, ScoreSheet,
};
pub use procedure::{AnnexForm, Deadline, DocumentKind, DossierRule, StatisticsRegime};
pub use reading::{Confidence, MonthDay, Provenance};
pub use regime::{
    BaseSalary, Discipline, Grade, GradeThreshold, GradingMethod, GradingRegime, Regime, Selectors, Sunset,
};
pub use revenue::{RevenueForm, RevenueLine};
pub use rule::{
    Ballot, Bonus, BonusPolicy, CapRounding, Clause, Comparison, CouncilPractice, GeneralRule, RatioCap, Rule, VoteRule,
};
pub use sample::{MovementTemplate, SeedFact, UnitTemplate};

use super::subject::SubjectKind;
use super::year::Year;

/// Why a catalogue is refused. Names the entry, for whoever edits the file.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error("Không đọc được danh mục pháp luật: {0}")]
    Unreadable(#[from] toml::de::Error),
    #[error("Danh mục pháp luật sai ở {entry}: {problem}")]
    Faulty { entry: String, problem: String },
}

/// Everything the catalogue says, section by section.
#[derive(Debug, Clone, Deserialize)]
pub struct Catalogue {
    pub schema_version: u32,
    pub language: String,
    pub currency: String,
    #[serde(deserialize_with = "reading::day")]
    pub compiled_on: NaiveDate,
    pub jurisdiction: String,
    pub selectors: Selectors,
    #[serde(rename = "regime")]
    pub regimes: Vec<Regime>,
    pub sunset: Sunset,
    #[serde(rename = "base_salary")]
    pub base_salaries: Vec<BaseSalary>,
    #[serde(rename = "work_grade")]
    pub grades: Vec<Grade>,
    #[serde(rename = "grading_regime")]
    pub grading_regimes: Vec<GradingRegime>,
    #[serde(rename = "discipline")]
    pub disciplines: Vec<Discipline>,
    #[serde(rename = "authority")]
    pub authorities: Vec<Authority>,
    #[serde(rename = "award")]
    pub awards: Vec<Award>,
    /// Clause types by name, each with its meaning in English.
    pub clause_types: toml::Table,
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
    #[serde(rename = "ratio_cap")]
    pub ratio_caps: Vec<RatioCap>,
    #[serde(rename = "vote_rule")]
    pub vote_rules: Vec<VoteRule>,
    pub council: CouncilPractice,
    #[serde(rename = "bonus_policy")]
    pub bonus_policies: Vec<BonusPolicy>,
    #[serde(rename = "bonus")]
    pub bonuses: Vec<Bonus>,
    #[serde(rename = "general_rule")]
    pub general_rules: Vec<GeneralRule>,
    #[serde(rename = "dossier")]
    pub dossiers: Vec<DossierRule>,
    #[serde(rename = "annex_form")]
    pub annex_forms: Vec<AnnexForm>,
    #[serde(rename = "deadline")]
    pub deadlines: Vec<Deadline>,
    #[serde(rename = "statistics_regime")]
    pub statistics_regimes: Vec<StatisticsRegime>,
    pub initiative: InitiativeLaw,
    #[serde(rename = "initiative_condition")]
    pub initiative_conditions: Vec<InitiativeCondition>,
    #[serde(rename = "initiative_level")]
    pub initiative_levels: Vec<InitiativeLevel>,
    pub initiative_council: InitiativeCouncilPractice,
    #[serde(rename = "score_sheet")]
    pub score_sheets: Vec<ScoreSheet>,
    #[serde(rename = "document_kind")]
    pub document_kinds: Vec<DocumentKind>,
    #[serde(rename = "revenue_form")]
    pub revenue_forms: Vec<RevenueForm>,
    #[serde(rename = "revenue_line")]
    pub revenue_lines: Vec<RevenueLine>,
    #[serde(rename = "seed_fact")]
    pub seed_facts: Vec<SeedFact>,
    #[serde(rename = "movement")]
    pub movements: Vec<MovementTemplate>,
    #[serde(rename = "org_unit_template")]
    unit_templates: Vec<UnitTemplate>,
    /// Sections read elsewhere (`layout_…`), or misspelt ones.
    #[serde(flatten)]
    other_sections: toml::Table,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test reads this very text, so no program with a faulty catalogue is ever released.
    Catalogue::parse(include_str!("catalogue.toml")).unwrap_or_else(|error| panic!("{error}"))
});

/// The catalogue compiled into the program. Call it once at start, so that a faulty one shows at once.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

impl Catalogue {
    /// Reads a catalogue and checks that its entries agree with each other.
    ///
    /// # Errors
    /// Names the first entry that is wrong.
    pub fn parse(written: &str) -> Result<Self, CatalogueError> {
        let mut catalogue: Self = toml::from_str(written)?;
        for (position, award) in catalogue.awards.iter_mut().enumerate() {
            award.position = position;
        }
        for (position, authority) in catalogue.authorities.iter_mut().enumerate() {
            authority.position = position;
        }
        catalogue.regimes.sort_by_key(|regime| regime.effective_from);
        catalogue.base_salaries.sort_by_key(|salary| salary.effective_from);
        catalogue.revenue_lines.sort_by_key(|line| line.order);
        checks::check(&catalogue)?;
        Ok(catalogue)
    }

    /// The regime in force on a day; `None` before the first.
    pub fn regime_on(&self, date: NaiveDate) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.is_in_force_on(date))
    }

    /// The base salary in force on a day; `None` before the first.
    pub fn base_salary_on(&self, date: NaiveDate) -> Option<&BaseSalary> {
        self.base_salaries.iter().rev().find(|salary| salary.effective_from <= date)
    }

    /// The criteria of an award for a kind of subject under a regime. A rule that says "same as" another
    /// award's is answered with that one.
    pub fn rule_for(&self, award: &str, subject: SubjectKind, regime: &Regime) -> Option<&Rule> {
        let find = |award: &str| {
            self.rules
                .iter()
                .find(|rule| rule.award == award && rule.subject == subject && rule.regimes.contains(&regime.code))
        };
        let rule = find(award)?;
        match &rule.same_as {
            Some(other) => find(other),
            None => Some(rule),
        }
    }

    /// The lower title that whoever receives `award` must also hold in that year, by the criteria in
    /// force on a day: chiến sĩ thi đua cơ sở includes lao động tiên tiến.
    pub fn includes(&self, award: AwardCode, date: NaiveDate) -> Option<AwardCode> {
        let regime = self.regime_on(date)?;
        SubjectKind::ALL
            .iter()
            .filter_map(|&subject| self.rule_for(award.code(), subject, regime))
            .flat_map(|rule| &rule.all)
            .find_map(|clause| AwardCode::from_code(clause.title_of_the_year()?))
    }

    /// The included title that the same authority grants, so that one decision can carry both.
    pub fn brings_along(&self, award: AwardCode, date: NaiveDate) -> Option<AwardCode> {
        self.includes(award, date).filter(|lower| lower.authority() == award.authority())
    }

    pub fn deadline(&self, code: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.code == code)
    }

    pub fn seed_fact(&self, code: &str) -> Option<&SeedFact> {
        self.seed_facts.iter().find(|fact| fact.code == code)
    }

    /// The collectives of the sample department in a year, in printed order.
    pub fn unit_templates(&self, year: Year) -> impl Iterator<Item = &UnitTemplate> {
        self.unit_templates.iter().filter(move |unit| unit.exists_in(year))
    }
}

#[cfg(test)]
mod tests;

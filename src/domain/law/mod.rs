//! The law as dated data: `catalogue.toml`, read and checked once, then asked by day.
//!
//! No article, coefficient, threshold or ratio stands in code. Every entry says where it comes from and
//! how far it has been checked ([`Provenance`]); unconfirmed law warns, it never stops anybody.

mod award;
mod checks;
mod clause;
mod codes;
mod grounds;
mod initiative;
mod layout;
mod params;
mod procedure;
mod reading;
mod regime;
mod revenue;
mod rule;
mod sample;
mod statistics;
pub mod wording;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

pub use award::{Authority, Award, AwardKind, AwardSet, Level, Periodicity};
pub use clause::{
    Clause, ClauseType, CommendationKind, GradeBar, GradeStreak, LastIn, Severity, TitleStreak, Wanted, Within,
};
pub use codes::{AuthorityCode, AwardCode, DisciplineCode, GradeCode, RevenueLineCode};
pub use grounds::{Matter, grounds_on};
pub use initiative::{
    InitiativeCondition, InitiativeCouncilPractice, InitiativeLaw, InitiativeLevel, ScoreCriterion, ScoreSheet,
};
pub use layout::{Margins, NumberPosition, PageNumber, PaperLayout};
pub use procedure::{AnnexForm, Deadline, DocumentKind, DossierRule};
pub use reading::{Confidence, MonthDay, Provenance};
pub use regime::{
    BaseSalary, Discipline, ExcellentCapBase, Grade, GradeThreshold, GradingMethod, GradingRegime, Regime, Selectors,
    Sunset, Transition,
};
pub use revenue::{RevenueForm, RevenueLimits, RevenueLine};
pub use rule::{
    AbsentMembers, Ballot, Bonus, BonusPolicy, BonusRounding, CapBase, CapRounding, Combination, Comparison,
    CouncilLevel, CouncilPractice, Denominator, GeneralEffect, GeneralRule, RatioCap, Rule, SalaryDay, VoteRule,
};
pub use sample::{MovementTemplate, SeedFact, UnitTemplate};
pub use statistics::{
    Basis, Countable, Division, Groups, OWN, OrganiserColumn, Placed, SOME, StatisticsForm, StatisticsGroup,
    StatisticsPart, StatisticsRegime, StatisticsRow, WHOLE,
};
pub use wording::Wording;

use super::subject::{StaffKind, SubjectKind};
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
    written_rules: Vec<rule::WrittenRule>,
    /// The criteria, read from the text once the awards and grades they mention are known.
    #[serde(skip)]
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
    #[serde(rename = "statistics_form")]
    pub statistics_forms: Vec<StatisticsForm>,
    #[serde(rename = "statistics_part")]
    pub statistics_parts: Vec<StatisticsPart>,
    #[serde(rename = "statistics_group")]
    pub statistics_groups: Vec<StatisticsGroup>,
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
    pub revenue_limits: RevenueLimits,
    #[serde(rename = "revenue_line")]
    pub revenue_lines: Vec<RevenueLine>,
    #[serde(rename = "seed_fact")]
    pub seed_facts: Vec<SeedFact>,
    #[serde(rename = "movement")]
    pub movements: Vec<MovementTemplate>,
    #[serde(rename = "org_unit_template")]
    unit_templates: Vec<UnitTemplate>,
    /// How papers look, the earliest first: the sections `layout_…`.
    #[serde(skip)]
    layouts: Vec<PaperLayout>,
    /// Those of `layouts`, or misspelt ones.
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
        for (name, section) in &catalogue.other_sections {
            let layout = section.clone().try_into().map_err(|error: toml::de::Error| CatalogueError::Faulty {
                entry: format!("[{name}]"),
                problem: error.to_string(),
            })?;
            catalogue.layouts.push(layout);
        }
        catalogue.layouts.sort_by_key(|layout: &PaperLayout| layout.effective_from);
        catalogue.regimes.sort_by_key(|regime| regime.effective_from);
        catalogue.base_salaries.sort_by_key(|salary| salary.effective_from);
        catalogue.revenue_lines.sort_by_key(|line| line.order);
        checks::names(&catalogue)?;
        catalogue.rules = catalogue.written_rules.iter().map(|rule| rule.read(&catalogue)).collect::<Result<_, _>>()?;
        checks::connections(&catalogue)?;
        Ok(catalogue)
    }

    /// The regime in force on a day; `None` before the first.
    pub fn regime_on(&self, date: NaiveDate) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.is_in_force_on(date))
    }

    /// The form of papers signed on a day; before the first that is known, that one.
    pub fn layout_on(&self, date: NaiveDate) -> Option<&PaperLayout> {
        self.layouts.iter().rev().find(|layout| layout.effective_from <= date).or(self.layouts.first())
    }

    /// The base salary in force on a day; `None` before the first.
    pub fn base_salary_on(&self, date: NaiveDate) -> Option<&BaseSalary> {
        self.base_salaries.iter().rev().find(|salary| salary.effective_from <= date)
    }

    /// The criteria of an award for a kind of subject under a regime. A rule that says "same as" another
    /// award's is answered with that one.
    pub fn rule_for(&self, award: &str, subject: SubjectKind, regime: &Regime) -> Option<&Rule> {
        let rule = self.written_rule_for(award, subject, regime)?;
        match &rule.same_as {
            Some(other) => self.written_rule_for(other, subject, regime),
            None => Some(rule),
        }
    }

    /// The rule under the award's own name, also when it only points at another's.
    pub fn written_rule_for(&self, award: &str, subject: SubjectKind, regime: &Regime) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.award == award && rule.subject == subject && rule.regimes.contains(&regime.code))
    }

    fn award(&self, code: &str) -> Option<&Award> {
        self.awards.iter().find(|award| award.code == code)
    }

    /// Every award whose grant serves where a criterion names this one: itself, its counterparts of other
    /// branches, and the titles that include one of these.
    pub fn serving_as(&self, wanted: &Award) -> AwardSet {
        let mut serving = AwardSet::EMPTY.with(wanted.position);
        // Each round follows one more step of the chain, and no chain is longer than the list of awards.
        for _ in &self.awards {
            for award in &self.awards {
                let stands_for = [&award.includes, &award.counts_as].into_iter().flatten();
                if stands_for.filter_map(|code| self.award(code)).any(|other| serving.has(other.position)) {
                    serving = serving.with(award.position);
                }
            }
        }
        serving
    }

    /// The lower title that whoever receives `award` holds too: chiến sĩ thi đua cơ sở includes lao động tiên tiến.
    pub fn includes(&self, award: AwardCode) -> Option<AwardCode> {
        AwardCode::from_code(award.award().includes.as_ref()?)
    }

    /// The included title that the same authority grants, so that one decision can carry both.
    pub fn brings_along(&self, award: AwardCode) -> Option<AwardCode> {
        self.includes(award).filter(|lower| lower.authority() == award.authority())
    }

    /// How the work of a kind of staff is graded on a day; `None` where no decree says.
    pub fn grading_on(&self, date: NaiveDate, staff: StaffKind) -> Option<&GradingRegime> {
        self.grading_regimes.iter().find(|regime| regime.is_for(staff) && regime.is_in_force_on(date))
    }

    /// Whether the grade of this code reaches a bar.
    pub fn grade_reaches(&self, code: &str, bar: GradeBar) -> bool {
        self.grades.iter().any(|grade| grade.code == code && grade.ordinal >= bar.ordinal)
    }

    /// The grade a bar stands at.
    pub fn grade_at(&self, bar: GradeBar) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.ordinal == bar.ordinal)
    }

    /// The discipline a severity begins with.
    pub fn discipline_at(&self, severity: Severity) -> Option<&Discipline> {
        self.disciplines.iter().find(|discipline| discipline.ordinal == severity.ordinal)
    }

    /// The awards of a set, as the catalogue lists them.
    pub fn awards_in(&self, set: AwardSet) -> impl Iterator<Item = &Award> {
        self.awards.iter().filter(move |award| set.has(award.position))
    }

    /// The papers a proposal of an award holds under a regime; `None` where nothing is known.
    pub fn dossier_rule(&self, award: AwardCode, regime: &Regime) -> Option<&DossierRule> {
        let code = award.code();
        self.dossiers.iter().find(|rule| rule.awards.iter().any(|it| it == code) && rule.regimes.contains(&regime.code))
    }

    /// The form of the achievement report of a person or a collective under a regime.
    pub fn report_form(&self, subject: SubjectKind, regime: &Regime) -> Option<&AnnexForm> {
        let codes = match subject {
            SubjectKind::Person => ["MAU_05", "MAU_02_CN"],
            SubjectKind::Unit => ["MAU_04", "MAU_01_TT"],
        };
        let is_one = |form: &&AnnexForm| codes.contains(&form.code.as_str()) && form.regimes.contains(&regime.code);
        self.annex_forms.iter().find(is_one)
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

//! The law and its surroundings on the day of asking, prepared once for any number of subjects.

use chrono::NaiveDate;

use super::assessment::NoRule;
use super::confirmations::{Confirmations, EntryKey};
use super::local::LocalRule;
use super::question::Detail;
use crate::domain::date::format_date;
use crate::domain::law::{AwardCode, Catalogue, Clause, CommendationKind, Confidence, Provenance, Regime, Rule};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

/// Everything beside the subject's facts that an answer depends on.
#[derive(Debug)]
pub struct Context {
    catalogue: &'static Catalogue,
    today: NaiveDate,
    detail: Detail,
    confirmations: Confirmations,
    local: Vec<LocalRule>,
    registration_due: Vec<(Year, NaiveDate)>,
    /// The smallest share of an initiative, in percent, that counts for an author.
    least_share: u32,
    /// By regime, then kind of subject, then award, each in its own order.
    rules: Vec<Option<Prepared>>,
}

/// The criteria of one award for one kind of subject under one regime, ready to be asked.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) regime: &'static Regime,
    pub(super) citation: &'static str,
    pub(super) confidence: Confidence,
    /// Whether a failed clause may stop anybody.
    pub(super) is_confirmed: bool,
    /// The same of the regime alone, which is all that local additions rest on.
    pub(super) is_regime_confirmed: bool,
    pub(super) all: &'static [Clause],
    pub(super) alternatives: Vec<Alternative>,
}

/// One group of clauses of which one is enough.
#[derive(Debug)]
pub(super) struct Alternative {
    /// From 1, as the catalogue lists them.
    pub(super) number: u8,
    pub(super) clauses: &'static [Clause],
    /// Where only people can judge it: the kinds of proposal that open it. Empty for the others.
    pub(super) opened_by: Vec<CommendationKind>,
}

impl Alternative {
    pub(super) fn is_open_for(&self, declared: CommendationKind) -> bool {
        match declared {
            CommendationKind::Merit => self.opened_by.is_empty(),
            other => self.opened_by.contains(&other),
        }
    }
}

impl Context {
    /// `today` is the day of asking; `local` may hold regulations of any time, each used when it is in force.
    pub fn new(
        catalogue: &'static Catalogue,
        today: NaiveDate,
        confirmations: Confirmations,
        local: Vec<LocalRule>,
    ) -> Self {
        let mut context = Self {
            catalogue,
            today,
            detail: Detail::Full,
            confirmations,
            local,
            registration_due: Vec::new(),
            least_share: catalogue.initiative.coauthor_min_percent_for_title,
            rules: Vec::new(),
        };
        context.rules = context.prepare();
        context
    }

    /// The last day on which one could register for a year; without it, the last day of the year.
    #[must_use]
    pub fn registration_due(mut self, year: Year, day: NaiveDate) -> Self {
        self.registration_due.push((year, day));
        self
    }

    /// The smallest share of an initiative, in percent, that counts for an author; 0 counts every author.
    #[must_use]
    pub const fn least_share(mut self, percent: u32) -> Self {
        self.least_share = percent;
        self
    }

    /// How much is put into words; everything unless said otherwise.
    #[must_use]
    pub const fn in_detail(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    pub const fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    pub const fn confirmations(&self) -> &Confirmations {
        &self.confirmations
    }

    pub(super) const fn author_share(&self) -> u32 {
        self.least_share
    }

    pub(super) const fn detail(&self) -> Detail {
        self.detail
    }

    /// Whether an entry may stop anybody: checked against the text, a setting, or confirmed by the secretariat.
    pub fn is_confirmed(&self, provenance: &Provenance, key: &EntryKey) -> bool {
        provenance.may_block() || self.confirmations.holds(key)
    }

    pub(super) fn last_day_to_register(&self, year: Year) -> NaiveDate {
        self.registration_due.iter().find(|(known, _)| *known == year).map_or_else(|| year.end(), |(_, day)| *day)
    }

    /// Local additions in force on a day.
    pub(super) fn local_rules(
        &self,
        award: AwardCode,
        subject: SubjectKind,
        day: NaiveDate,
    ) -> impl Iterator<Item = &LocalRule> {
        self.local.iter().filter(move |rule| rule.award == award && rule.subject == subject && rule.is_in_force_on(day))
    }

    /// The regime whose criteria apply to a dossier received on a day.
    ///
    /// # Errors
    /// Says so when the day lies before the first regime.
    pub fn regime_for(&self, day: NaiveDate) -> Result<&'static Regime, NoRule> {
        self.catalogue.regime_on(day).ok_or_else(|| NoRule::BeforeTheFirstRegime {
            day: format_date(day),
            first: self.catalogue.regimes.first().map_or_else(String::new, |regime| format_date(regime.effective_from)),
        })
    }

    /// # Errors
    /// Says so when the award has no criteria for this kind of subject in the regime.
    pub(super) fn rule(&self, award: AwardCode, subject: SubjectKind, regime: &Regime) -> Result<&Prepared, NoRule> {
        let place = self.catalogue.regimes.iter().position(|known| known.code == regime.code);
        place.and_then(|place| self.rules.get(self.index(place, subject, award.award().place()))?.as_ref()).ok_or_else(
            || NoRule::NoCriteria {
                award: award.award().name_on(regime.effective_from).to_owned(),
                subject: subject.word().to_lowercase(),
                regime: regime.name.clone(),
            },
        )
    }

    fn index(&self, regime: usize, subject: SubjectKind, award: usize) -> usize {
        (regime * SubjectKind::ALL.len() + subject as usize) * self.catalogue.awards.len() + award
    }

    fn prepare(&self) -> Vec<Option<Prepared>> {
        let mut rules = Vec::new();
        for regime in &self.catalogue.regimes {
            for &subject in SubjectKind::ALL {
                rules.extend(self.catalogue.awards.iter().map(|award| self.prepare_one(&award.code, subject, regime)));
            }
        }
        rules
    }

    fn prepare_one(&self, award: &str, subject: SubjectKind, regime: &'static Regime) -> Option<Prepared> {
        let named = self.catalogue.written_rule_for(award, subject, regime)?;
        let rule = self.catalogue.rule_for(award, subject, regime)?;
        let entries = [named, rule];
        let confirmed = |rule: &Rule| self.is_confirmed(&rule.provenance, &rule_key(rule, regime));
        let is_regime_confirmed = self.is_confirmed(&regime.provenance, &EntryKey::regime(&regime.code));
        Some(Prepared {
            regime,
            is_regime_confirmed,
            citation: &rule.provenance.source,
            confidence: Confidence::weakest(
                entries.map(|rule| &rule.provenance).into_iter().chain([&regime.provenance]),
            ),
            is_confirmed: entries.into_iter().all(confirmed) && is_regime_confirmed,
            all: &rule.all,
            alternatives: rule.any.iter().zip(1..).map(|(clauses, number)| alternative(number, clauses)).collect(),
        })
    }
}

fn rule_key(rule: &Rule, regime: &Regime) -> EntryKey {
    EntryKey::rule(&rule.award, rule.subject, &regime.code)
}

fn alternative(number: u8, clauses: &'static [Clause]) -> Alternative {
    let by_people_alone = clauses.iter().all(|clause| clause.kind().is_human());
    let opening = clauses.iter().filter_map(|clause| clause.kind().opened_by());
    Alternative { number, clauses, opened_by: if by_people_alone { opening.collect() } else { Vec::new() } }
}

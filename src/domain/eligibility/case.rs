//! One subject looked at under one rule: what the evaluators of clauses ask of the facts.

use chrono::NaiveDate;

use super::context::{Context, Prepared};
use super::facts::{AwardFact, Facts, GradeFact, InitiativeFact, PersonFacts, Text, UnitFacts, Who};
use super::finding::Outcome;
use super::question::Detail;
use super::words;
use crate::domain::law::{AwardCode, AwardSet, CommendationKind, GeneralEffect, GeneralRule, GradeBar};
use crate::domain::registration::State;
use crate::domain::year::Year;

pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) context: &'a Context,
    pub(super) rule: &'a Prepared,
    pub(super) award: AwardCode,
    pub(super) year: Year,
    /// The day whose rules apply; what can only be known later is not due on it.
    pub(super) as_of: NaiveDate,
    /// Whether what only people can judge is taken to go well, as the outlook on coming years does.
    pub(super) is_hopeful: bool,
    pub(super) detail: Detail,
}

/// The answer of an evaluator.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) outcome: Outcome,
    pub(super) facts: Vec<String>,
    pub(super) note: String,
}

/// What is odd about a record, so that nothing may rest on it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    NoDecisionNumber,
    DateInFuture,
    BeforeJoining,
    UnderMergedCode,
}

/// How one title stands in one year.
#[derive(Debug, Clone, Copy)]
pub(super) enum TitleIn<'a> {
    Held,
    Doubtful(Doubt),
    /// One predecessor of the unit held it, another did not.
    Divided,
    Revoked(&'a AwardFact),
    Absent(Absence),
}

/// How the grade of one year stands against a bar.
#[derive(Debug, Clone, Copy)]
pub(super) enum GradeIn<'a> {
    Reached,
    Below(&'a GradeFact),
    /// Records of the year contradict each other.
    Doubtful,
    Absent(Absence),
}

/// Why a year shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// It can still come.
    NotDue,
    /// The register holds nothing at all for the year.
    NoData,
    /// The register holds other things for the year.
    Lacking,
}

/// Where a run begins against the award it must follow.
#[derive(Debug, Clone, Copy)]
pub(super) enum Start<'a> {
    InTime,
    Doubtful,
    /// The earliest such award, decided too late for the run.
    TooLate(&'a AwardFact),
    NoAward,
}

impl<'a> Case<'a> {
    /// Whether notes are wanted, or outcomes alone.
    pub(super) fn says(&self) -> bool {
        self.detail != Detail::Outcomes
    }

    pub(super) fn shows_facts(&self) -> bool {
        self.detail == Detail::Full
    }

    pub(super) fn verdict(&self, outcome: Outcome, note: impl FnOnce() -> String) -> Verdict {
        Verdict { outcome, facts: Vec::new(), note: if self.says() { note() } else { String::new() } }
    }

    pub(super) const fn person(&self) -> Option<&'a PersonFacts> {
        match &self.facts.who {
            Who::Person(person) => Some(person),
            Who::Unit(_) => None,
        }
    }

    pub(super) const fn unit(&self) -> Option<&'a UnitFacts> {
        match &self.facts.who {
            Who::Unit(unit) => Some(unit),
            Who::Person(_) => None,
        }
    }

    /// Whether a year is still running on the day that counts, so that its results may yet come.
    pub(super) fn is_running(&self, year: Year) -> bool {
        self.as_of < year.end()
    }

    /// Whether the register holds anything of that year: a grade, an award or an initiative.
    pub(super) fn has_anything_of(&self, year: Year) -> bool {
        self.facts.awards.iter().any(|award| award.year == year)
            || self.facts.grades.iter().any(|grade| grade.year == year)
            || self.initiatives().any(|initiative| initiative.year == year)
    }

    fn initiatives(&self) -> impl Iterator<Item = &'a InitiativeFact> {
        self.facts.initiatives.iter().chain(&self.facts.research)
    }

    fn absence(&self, year: Year, is_pending: bool) -> Absence {
        if is_pending || self.is_running(year) {
            Absence::NotDue
        } else if self.has_anything_of(year) {
            Absence::Lacking
        } else {
            Absence::NoData
        }
    }

    /// What is odd about a grant that was not revoked.
    pub(super) fn doubt(&self, fact: &AwardFact) -> Option<Doubt> {
        let today = self.context.today();
        if fact.decision_no.trim().is_empty() {
            Some(Doubt::NoDecisionNumber)
        } else if !self.is_hopeful && (fact.decided_on > today || fact.year > Year::of(today)) {
            Some(Doubt::DateInFuture)
        } else {
            let person = self.person()?;
            if fact.of.is_some() {
                Some(Doubt::UnderMergedCode)
            } else {
                (fact.own && fact.year < Year::of(person.joined_on)).then_some(Doubt::BeforeJoining)
            }
        }
    }

    /// Grants that serve a merit award: not revoked, and none for a sudden achievement or a movement.
    pub(super) fn serves(&self, fact: &AwardFact) -> bool {
        fact.revoked.is_none() && !self.is_left_out(fact)
    }

    /// Sudden and thematic grants, which come by the short procedure, are no basis for merit awards. The law says so
    /// since 2024 (NĐ 98/2023, NĐ 152/2025 Điều 4 khoản 3); the agency holds to it for all years.
    pub(super) fn is_left_out(&self, fact: &AwardFact) -> bool {
        matches!(fact.basis, CommendationKind::Sudden | CommendationKind::Thematic)
    }

    pub(super) fn title_in(&self, titles: AwardSet, year: Year) -> TitleIn<'a> {
        let (mut is_held, mut doubtful, mut revoked) = (false, None::<Doubt>, None::<&AwardFact>);
        for fact in self.facts.awards.iter().filter(|fact| fact.year == year && titles.contains(fact.award)) {
            if let Some(revocation) = &fact.revoked {
                let is_latest = revoked
                    .and_then(|it| it.revoked.as_ref())
                    .is_none_or(|it| (it.on, &it.by) < (revocation.on, &revocation.by));
                revoked = if is_latest { Some(fact) } else { revoked };
            } else if let Some(doubt) = self.doubt(fact) {
                doubtful = Some(doubtful.map_or(doubt, |other| other.min(doubt)));
            } else if !self.is_left_out(fact) {
                is_held = true;
            }
        }
        if is_held {
            return if self.is_divided(titles, year) { TitleIn::Divided } else { TitleIn::Held };
        }
        if let Some(doubt) = doubtful {
            return TitleIn::Doubtful(doubt);
        }
        revoked.map_or_else(|| TitleIn::Absent(self.absence(year, self.is_pending(titles, year))), TitleIn::Revoked)
    }

    /// Whether a registration for one of these titles still waits for its decision.
    pub(super) fn is_pending(&self, titles: AwardSet, year: Year) -> bool {
        let waits = |state| matches!(state, State::Filed | State::UnitReviewed | State::Accepted | State::Escalated);
        self.facts.registrations.iter().any(|it| it.year == year && titles.contains(it.award) && waits(it.state))
    }

    /// Whether several units of the lineage have records of the year and only some hold the title.
    fn is_divided(&self, titles: AwardSet, year: Year) -> bool {
        if self.unit().is_none_or(|unit| unit.predecessors.is_empty()) {
            return false;
        }
        let holds = |of: &Option<Text>| {
            let mut own = self.facts.awards.iter().filter(|fact| fact.year == year && fact.of == *of);
            own.any(|fact| titles.contains(fact.award) && self.serves(fact) && self.doubt(fact).is_none())
        };
        let graded = self.facts.grades.iter().filter(|fact| fact.year == year).map(|fact| &fact.of);
        let awarded = self.facts.awards.iter().filter(|fact| fact.year == year).map(|fact| &fact.of);
        graded.chain(awarded).any(|of| !holds(of))
    }

    pub(super) fn grade_in(&self, min: GradeBar, year: Year) -> GradeIn<'a> {
        let (mut reached, mut below) = (false, None::<&GradeFact>);
        let mut is_doubtful = false;
        for fact in self.facts.grades.iter().filter(|fact| fact.year == year) {
            let reaches = min.is_reached_by(fact.grade);
            reached |= reaches;
            if !reaches && below.is_none_or(|lowest| fact.grade < lowest.grade) {
                below = Some(fact);
            }
            is_doubtful |= self.scored_grade_reaches(fact, min).is_some_and(|scored| scored != reaches)
                || (self.person().is_some() && fact.of.is_some())
                || (!self.is_hopeful && year > Year::of(self.context.today()));
        }
        match (reached, below) {
            (true, Some(_)) => GradeIn::Doubtful,
            (true, None) | (false, Some(_)) if is_doubtful => GradeIn::Doubtful,
            (true, None) => GradeIn::Reached,
            (false, Some(fact)) => GradeIn::Below(fact),
            (false, None) => GradeIn::Absent(self.absence(year, false)),
        }
    }

    /// Whether the grade that the recorded score stands for reaches the bar; `None` without a score to go by.
    fn scored_grade_reaches(&self, fact: &GradeFact, min: GradeBar) -> Option<bool> {
        let scored = self.scored_grade(fact)?;
        Some(self.context.catalogue().grade_reaches(scored, min))
    }

    /// Code of the grade that the score stands for by the thresholds of the year.
    pub(super) fn scored_grade(&self, fact: &GradeFact) -> Option<&'static str> {
        let score = fact.score_hundredths?;
        let staff = self.person()?.staff_kind;
        self.context.catalogue().grading_on(fact.year.end(), staff)?.grade_for(score)
    }

    /// The cross-cutting rules of an effect in force under the regime of the case.
    pub(super) fn general_rules(&self, effect: GeneralEffect) -> impl Iterator<Item = &'static GeneralRule> {
        let catalogue = self.context.catalogue();
        catalogue.general_rules.iter().filter(move |rule| rule.effect == effect && self.applies(rule))
    }

    fn applies(&self, rule: &GeneralRule) -> bool {
        rule.regimes.contains(&self.rule.regime.code)
            && rule.effective_from.is_none_or(|from| from <= self.as_of)
            && rule.effective_to.is_none_or(|last| self.as_of <= last)
            && (rule.awards.is_empty() || rule.awards.iter().any(|award| award == self.award.code()))
    }

    /// Other awards in force of the award year.
    pub(super) fn awards_of_the_year(&self) -> Vec<&'a AwardFact> {
        let of_the_year = self.facts.awards.iter().filter(|it| it.year == self.year && it.revoked.is_none());
        let mut found: Vec<&AwardFact> = of_the_year.filter(|it| it.award != self.award).collect();
        found.sort_by_key(|fact| fact.order());
        found
    }

    /// Whether one of these titles may still be granted for a year.
    pub(super) fn is_awaited(&self, titles: AwardSet, year: Year) -> bool {
        matches!(self.title_in(titles, year), TitleIn::Absent(Absence::NotDue))
    }

    pub(super) fn is_graded(&self, year: Year) -> bool {
        self.facts.grades.iter().any(|fact| fact.year == year)
    }

    /// Whether the award year is still ahead or running on the day of asking.
    pub(super) fn is_to_come(&self) -> bool {
        self.year >= Year::of(self.context.today())
    }

    pub(super) fn awards_between(
        &self,
        awards: AwardSet,
        first: Year,
        last: Year,
    ) -> impl Iterator<Item = &'a AwardFact> {
        let of_these = self.facts.awards.iter().filter(move |fact| awards.contains(fact.award));
        of_these.filter(move |fact| first <= fact.year && fact.year <= last)
    }

    /// Whether a run that begins in `first` begins after the decision of one of these awards.
    pub(super) fn start_after(&self, awards: AwardSet, first: Year) -> Start<'a> {
        let held = || self.facts.awards.iter().filter(|fact| awards.contains(fact.award) && self.serves(fact));
        let in_time = |fact: &&AwardFact| Year::of(fact.decided_on) < first;
        if held().filter(in_time).any(|fact| self.doubt(fact).is_none()) {
            Start::InTime
        } else if held().any(|fact| in_time(&fact)) {
            Start::Doubtful
        } else {
            let so_far = held().filter(|fact| Year::of(fact.decided_on) <= self.year);
            so_far.min_by_key(|fact| (fact.decided_on, fact.order())).map_or(Start::NoAward, Start::TooLate)
        }
    }

    pub(super) fn awards_in_words(&self, awards: AwardSet, first: Year, last: Year) -> Vec<String> {
        if self.shows_facts() { self.in_words(self.awards_between(awards, first, last)) } else { Vec::new() }
    }

    /// Grants in order of year and decision.
    pub(super) fn in_words<'f>(&self, facts: impl Iterator<Item = &'f AwardFact>) -> Vec<String> {
        let mut lines: Vec<_> = facts.map(|fact| (fact.order(), words::award(self, fact))).collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    }

    pub(super) fn grades_in_words(&self, first: Year, last: Year) -> Vec<String> {
        if !self.shows_facts() {
            return Vec::new();
        }
        let in_years = |fact: &&GradeFact| first <= fact.year && fact.year <= last;
        let of_the_years = self.facts.grades.iter().filter(in_years);
        let mut lines: Vec<_> = of_the_years.map(|fact| (fact.year, words::grade(self, fact))).collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect()
    }
}

//! The earliest year in which each award can be reached, if every coming year goes as well as it can.
//!
//! The coming years are played through: the best grade, recognised initiatives, each title and commendation as
//! soon as its criteria hold, judgements all in favour. What the past lacks stays lacking.

use chrono::Datelike;

use super::case::Case;
use super::context::Context;
use super::facts::{AwardFact, Facts, GradeFact, InitiativeFact, MemberFact, Recognition, Roster, Text, Who};
use super::finding::Outcome;
use super::judge::judge;
use super::question::Detail;
use crate::domain::initiative::Level;
use crate::domain::law::{AwardCode, CommendationKind, GradeCode, Periodicity};
use crate::domain::year::Year;

/// How far ahead is looked; plans beyond are no plans.
const YEARS_AHEAD: i32 = 15;
/// More initiatives than any criterion asks of one year.
const INITIATIVES_A_YEAR: usize = 3;

/// The earliest year, from `from` on, in which an award can be reached; `None` when that takes too long, or a
/// confirmed failure of the past keeps standing in the way.
pub fn earliest_year(award: AwardCode, facts: &Facts, context: &Context, from: Year) -> Option<Year> {
    let mut reached = Outlook::of(facts, context, from).find(|(reached, _)| *reached == award);
    reached.as_mut().map(|(_, year)| *year)
}

/// The same for every award of the subject's kind, in the order of the catalogue.
pub fn earliest_years(facts: &Facts, context: &Context, from: Year) -> Vec<(AwardCode, Option<Year>)> {
    let reached: Vec<(AwardCode, Year)> = Outlook::of(facts, context, from).collect();
    let awards = AwardCode::all_of(context.catalogue()).filter(|award| award.award().takes(facts.kind()));
    let first = |award| reached.iter().find(|(it, _)| *it == award).map(|(_, year)| *year);
    awards.map(|award| (award, first(award))).collect()
}

/// The coming years one after the other; each item is an award reached in a year.
struct Outlook<'a> {
    facts: Facts,
    context: &'a Context,
    year: Year,
    last: Year,
    /// Awards of the year not looked at yet, the last one first.
    open: Vec<AwardCode>,
    best: Option<GradeCode>,
}

impl<'a> Outlook<'a> {
    fn of(facts: &Facts, context: &'a Context, from: Year) -> Self {
        let catalogue = context.catalogue();
        let best = GradeCode::all_of(catalogue).max();
        let last = Year(from.0 + YEARS_AHEAD);
        Self { facts: facts.clone(), context, year: from.previous(), last, open: Vec::new(), best }
    }

    fn begin_year(&mut self) {
        self.year = self.year.next();
        let year = self.year;
        let is_graded = self.facts.grades.iter().any(|fact| fact.year == year);
        if let (false, Some(grade)) = (is_graded, self.best) {
            self.facts.grades.push(GradeFact { year, grade, score_hundredths: None, of: None });
        }
        let awards: Vec<AwardCode> = AwardCode::all_of(self.context.catalogue()).collect();
        let member = self.perfect_member(&awards);
        match &mut self.facts.who {
            Who::Person(_) => {
                let works = std::iter::repeat_with(|| initiative(year)).take(INITIATIVES_A_YEAR);
                self.facts.initiatives.extend(works);
            }
            Who::Unit(unit) => {
                unit.rosters.retain(|roster| roster.year != year);
                unit.rosters.push(Roster { year, members: vec![member] });
            }
        }
        let kind = self.facts.kind();
        self.open = awards.into_iter().rev().filter(|award| award.award().takes(kind)).collect();
    }

    fn perfect_member(&self, awards: &[AwardCode]) -> MemberFact {
        MemberFact {
            code: Text::from(""),
            grades: self.best.into_iter().collect(),
            awards: awards.to_vec(),
            disciplines: Vec::new(),
        }
    }

    fn reaches(&self, award: AwardCode) -> bool {
        let as_of = self.year.end();
        let Ok(regime) = self.context.regime_for(as_of) else { return false };
        let Ok(rule) = self.context.rule(award, self.facts.kind(), regime) else { return false };
        let case = Case {
            facts: &self.facts,
            context: self.context,
            rule,
            award,
            year: self.year,
            as_of,
            is_hopeful: true,
            detail: Detail::Outcomes,
        };
        judge(&case, CommendationKind::Merit).outcome == Outcome::Met
    }

    /// Whether the subject may receive it in the year, as often as it is given.
    fn is_open(&self, award: AwardCode) -> bool {
        let held = self.facts.awards.iter().filter(|fact| fact.award == award && fact.revoked.is_none());
        let Some(latest) = held.map(|fact| fact.year).max() else { return true };
        let since = self.year.0 - latest.0;
        match award.award().periodicity {
            Periodicity::Yearly | Periodicity::Any => since >= 1,
            Periodicity::EveryThreeYears => since >= 3,
            Periodicity::EverySixYears => since >= 6,
            Periodicity::Once => false,
        }
    }

    fn grant(&mut self, award: AwardCode) {
        self.facts.awards.push(AwardFact {
            award,
            year: self.year,
            decision_no: Text::from("dự kiến"),
            decided_on: self.year.end(),
            authority: Text::from(""),
            own: false,
            basis: CommendationKind::Merit,
            achievement: Text::from(""),
            revoked: None,
            of: None,
        });
    }
}

impl Iterator for Outlook<'_> {
    type Item = (AwardCode, Year);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(award) = self.open.pop() else {
                if self.year >= self.last || self.year.end().year() != self.year.0 {
                    return None;
                }
                self.begin_year();
                continue;
            };
            if self.is_open(award) && self.reaches(award) {
                self.grant(award);
                return Some((award, self.year));
            }
        }
    }
}

fn initiative(year: Year) -> InitiativeFact {
    InitiativeFact {
        code: Text::from(""),
        title: Text::from(""),
        year,
        percent: 100,
        recognition: Some(Recognition {
            level: Level::National,
            decision_no: Text::from("dự kiến"),
            recognised_on: year.end(),
        }),
    }
}

//! Every rule of the catalogue, under each of its regimes: met once, and failed once for each of its clauses.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::super::*;
use super::builders::everything;
use super::recipe::Recipe;
use crate::domain::law::{AwardCode, Clause, CommendationKind, Regime, Rule, catalogue};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

/// One way to meet a rule: all clauses for all and one alternative.
struct Way<'a> {
    recipe: Recipe<'a>,
    question: Question,
    /// 0 where the rule has no alternatives.
    alternative: u8,
    label: String,
}

fn ways() -> Vec<Way<'static>> {
    let mut ways = Vec::new();
    for regime in &catalogue().regimes {
        for award in AwardCode::all() {
            for &kind in SubjectKind::ALL {
                if let Some(rule) = catalogue().rule_for(award.code(), kind, regime) {
                    ways.extend(ways_of(regime, award, kind, rule));
                }
            }
        }
    }
    ways
}

fn ways_of(regime: &'static Regime, award: AwardCode, kind: SubjectKind, rule: &'static Rule) -> Vec<Way<'static>> {
    // A day well inside the regime, of which the year before is over.
    let received = regime.effective_from + Days::new(100);
    let year = Year::of(received).previous();
    let groups: Vec<(u8, &[Clause])> = match rule.any.as_slice() {
        [] => vec![(0, &[])],
        any => (1..).zip(any.iter().map(Vec::as_slice)).collect(),
    };
    let way = |(alternative, group): (u8, &'static [Clause])| {
        let by_people_alone = group.iter().all(|clause| clause.kind().is_human());
        let declared = group.iter().find_map(|clause| clause.kind().opened_by()).filter(|_| by_people_alone);
        Way {
            recipe: Recipe { award, kind, year, all: &rule.all, group, yearly: yearly_below(rule, regime) },
            question: Question {
                award,
                year,
                received: Some(received),
                declared: declared.unwrap_or(CommendationKind::Merit),
            },
            alternative,
            label: format!("{award} {} {} ({alternative})", kind.code(), regime.code),
        }
    };
    groups.into_iter().map(way).collect()
}

/// The yearly title counted by the criteria of the longer one this rule counts.
fn yearly_below(rule: &Rule, regime: &Regime) -> Option<crate::domain::law::Wanted> {
    let longer = rule.clauses().find_map(|clause| match clause {
        Clause::TitleStreak(streak) if streak.step_years > 1 => Some(streak.title.named),
        _ => None,
    })?;
    let award = AwardCode::all().find(|award| longer.contains(*award))?;
    let below = catalogue().rule_for(award.code(), rule.subject, regime)?;
    below.clauses().find_map(|clause| match clause {
        Clause::TitleStreak(streak) if streak.step_years == 1 => Some(streak.title),
        _ => None,
    })
}

/// The law on the days the rules are asked: wholly confirmed, or as far as it was checked when it was written.
struct Contexts {
    by_day: BTreeMap<NaiveDate, Context>,
}

impl Contexts {
    fn of(ways: &[Way], everything_confirmed: bool) -> Self {
        let context = |day| {
            let confirmations = if everything_confirmed { everything() } else { Confirmations::default() };
            Context::new(catalogue(), day, confirmations, Vec::new())
        };
        let days = ways.iter().filter_map(|way| way.question.received);
        Self { by_day: days.map(|day| (day, context(day))).collect() }
    }

    fn of_the_day(&self, way: &Way) -> &Context {
        &self.by_day[&way.question.received.expect("a day")]
    }
}

#[test]
fn every_rule_is_met_once() {
    let ways = ways();
    assert!(ways.len() > 250, "{}", ways.len());
    let contexts = Contexts::of(&ways, true);
    for way in ways {
        let context = contexts.of_the_day(&way);
        let facts = way.recipe.facts(None);
        let assessment = assess(&way.question, &facts, context).expect(&way.label);
        assert_eq!(assessment.outcome, Outcome::Met, "{}: {}", way.label, assessment.missing());
        assert!(faults(&facts, context).is_empty(), "{}", way.label);
    }
}

#[test]
fn every_clause_of_every_rule_fails_once() {
    let mut failed = 0;
    let ways = ways();
    let (whole, as_checked) = (Contexts::of(&ways, true), Contexts::of(&ways, false));
    for way in ways {
        let clauses = way.recipe.all.iter().map(|clause| (0, clause));
        let clauses = clauses.chain(way.recipe.group.iter().map(|clause| (way.alternative, clause)));
        for (alternative, clause) in clauses {
            let label = format!("{}: {clause:?}", way.label);
            let facts = way.recipe.facts(Some(clause));
            let confirmed = assess(&way.question, &facts, whole.of_the_day(&way)).expect(&label);
            let findings = || confirmed.findings.iter().filter(|it| it.alternative == alternative);
            let place = place_of(&way, alternative, clause);
            assert_eq!(findings().nth(place).expect(&label).outcome, Outcome::NotMet, "{label}");
            assert_eq!(confirmed.outcome, Outcome::NotMet, "{label}");
            let unconfirmed = assess(&way.question, &facts, as_checked.of_the_day(&way)).expect(&label);
            let expected = if unconfirmed.findings.iter().all(|it| it.is_confirmed) {
                Outcome::NotMet
            } else {
                Outcome::NeedsJudgement
            };
            assert_eq!(unconfirmed.outcome, expected, "{label}");
            failed += 1;
        }
    }
    assert!(failed > 800, "{failed}");
}

fn place_of(way: &Way, alternative: u8, clause: &Clause) -> usize {
    let group = if alternative == 0 { way.recipe.all } else { way.recipe.group };
    group.iter().position(|it| std::ptr::eq(it, clause)).expect("a clause of the rule")
}

//! The same achievement or initiative behind two awards, shown with both decisions (NO_DOUBLE_REWARD,
//! INITIATIVE_USED_ONCE). Nobody is stopped: two awards of one year may each rest on its own standard.

use super::case::Case;
use super::context::Context;
use super::facts::{AwardFact, Facts, InitiativeFact};
use super::question::Detail;
use crate::domain::initiative::Level;
use crate::domain::law::{AwardCode, Clause};
use crate::domain::text::fold;
use crate::domain::year::Year;

/// Two grants that may rest on one thing.
#[derive(Debug, Clone)]
pub struct DoubleReward<'a> {
    /// The achievement as written, or the initiative's code and title.
    pub what: String,
    pub first: &'a AwardFact,
    pub second: &'a AwardFact,
}

/// Every pair of grants in force that may rest on the same achievement or initiative, the earliest first.
pub fn double_rewards<'a>(facts: &'a Facts, context: &Context) -> Vec<DoubleReward<'a>> {
    let mut granted: Vec<&AwardFact> = facts.awards.iter().filter(|fact| fact.revoked.is_none()).collect();
    granted.sort_by_key(|fact| fact.order());
    let mut found = Vec::new();
    for (place, &first) in granted.iter().enumerate() {
        for &second in granted.iter().skip(place + 1).filter(|second| {
            (second.award, second.year) == (first.award, first.year)
                || !are_one(context, (first.award, first.year), (second.award, second.year))
        }) {
            found.extend(same_achievement(first, second));
            let shared = facts
                .initiatives
                .iter()
                .filter(|it| serves(facts, context, first, it) && serves(facts, context, second, it));
            found.extend(shared.map(|it| DoubleReward { what: format!("{} “{}”", it.code, it.title), first, second }));
        }
    }
    found
}

/// Initiatives that the case counts and that may have served another award in force.
pub(super) fn served_before<'a>(case: &Case<'a>) -> Vec<(&'a InitiativeFact, &'a AwardFact)> {
    let asked = (case.award, case.year);
    let is_other = |fact: &AwardFact| fact.revoked.is_none() && !are_one(case.context, asked, (fact.award, fact.year));
    let mut others: Vec<&AwardFact> = case.facts.awards.iter().filter(|fact| is_other(fact)).collect();
    others.sort_by_key(|fact| fact.order());
    let mut counted: Vec<&InitiativeFact> = case.facts.initiatives.iter().filter(|it| counts(case, it)).collect();
    counted.sort_by_key(|it| it.order());
    let pairs = counted.into_iter().flat_map(|it| others.iter().map(move |fact| (it, *fact)));
    pairs.filter(|(it, fact)| serves(case.facts, case.context, fact, it)).collect()
}

/// What one of a subject's initiatives has served.
#[derive(Debug, Clone)]
pub struct Service<'a> {
    /// Grants in force whose criteria count it, the earliest first.
    pub awards: Vec<&'a AwardFact>,
    /// Whether two of them are neither the same title nor one the part of the other.
    pub is_repeated: bool,
}

/// The grants that may rest on the initiative of a code.
pub fn service<'a>(facts: &'a Facts, context: &Context, code: &str) -> Service<'a> {
    let initiative = facts.initiatives.iter().find(|it| &*it.code == code);
    let in_force = |fact: &&AwardFact| fact.revoked.is_none();
    let counted = |fact: &&AwardFact| initiative.is_some_and(|it| serves(facts, context, fact, it));
    let mut awards: Vec<&AwardFact> = facts.awards.iter().filter(in_force).filter(counted).collect();
    awards.sort_by_key(|fact| fact.order());
    let is_other = |(first, second): (&&AwardFact, &&AwardFact)| {
        !are_one(context, (first.award, first.year), (second.award, second.year))
    };
    let is_repeated = awards
        .iter()
        .enumerate()
        .any(|(place, first)| awards.iter().skip(place + 1).any(|second| is_other((first, second))));
    Service { awards, is_repeated }
}

/// The same title of one year, or a title and the lower one it includes.
fn are_one(context: &Context, first: (AwardCode, Year), second: (AwardCode, Year)) -> bool {
    let serving = |award: AwardCode| context.catalogue().serving_as(award.award());
    first.1 == second.1 && (serving(first.0).contains(second.0) || serving(second.0).contains(first.0))
}

fn same_achievement<'a>(first: &'a AwardFact, second: &'a AwardFact) -> Option<DoubleReward<'a>> {
    let same = first.year == second.year
        && !first.achievement.trim().is_empty()
        && fold(&first.achievement) == fold(&second.achievement);
    same.then(|| DoubleReward { what: first.achievement.to_string(), first, second })
}

/// Whether the criteria of a granted award count this initiative.
fn serves(facts: &Facts, context: &Context, fact: &AwardFact, initiative: &InitiativeFact) -> bool {
    let Ok(regime) = context.regime_for(fact.decided_on) else { return false };
    let Ok(rule) = context.rule(fact.award, facts.kind(), regime) else { return false };
    let case = Case {
        facts,
        context,
        rule,
        award: fact.award,
        year: fact.year,
        as_of: fact.decided_on,
        is_hopeful: false,
        detail: Detail::Outcomes,
    };
    counts(&case, initiative)
}

fn counts(case: &Case, initiative: &InitiativeFact) -> bool {
    let groups = case.rule.alternatives.iter().map(|alternative| alternative.clauses);
    let mut groups = [case.rule.all].into_iter().chain(groups);
    groups.any(|group| {
        group.iter().any(|clause| match clause {
            Clause::Initiative { level, within, .. } => {
                is_within(initiative, *level, case.years(*within, group), case.context.author_share())
            }
            _ => false,
        })
    })
}

fn is_within(initiative: &InitiativeFact, least: Level, (first, last): (Year, Year), share: u32) -> bool {
    let reaches = initiative.recognition.as_ref().is_some_and(|it| it.level >= least);
    reaches && initiative.percent >= share && first <= initiative.year && initiative.year <= last
}

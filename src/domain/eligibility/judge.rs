//! A rule as a whole: each clause looked at, the alternatives weighed, one outcome.

use std::borrow::Cow;

use super::case::{Case, Verdict};
use super::clauses;
use super::context::Alternative;
use super::facts::Text;
use super::finding::{Finding, Outcome};
use super::words;
use crate::domain::law::{Clause, CommendationKind};

/// What one rule says of one subject.
pub(super) struct Judged {
    pub(super) outcome: Outcome,
    /// The outcome if every failure counted, confirmed or not: what two regimes are compared by.
    pub(super) strict: Outcome,
    pub(super) findings: Vec<Finding>,
    pub(super) local_documents: Vec<Text>,
    /// Grounds that would open the alternatives left closed.
    pub(super) other_grounds: Vec<CommendationKind>,
}

pub(super) fn judge(case: &Case, declared: CommendationKind) -> Judged {
    let mut findings: Vec<Finding> =
        case.rule.all.iter().map(|clause| finding(case, clause, case.rule.all, 0)).collect();
    let mut local_documents = Vec::new();
    for local in case.context.local_rules(case.award, case.facts.kind(), case.as_of) {
        local_documents.push(local.document_no.clone());
        findings.extend(local.clauses.iter().map(|clause| Finding {
            citation: Cow::Owned(local.document_no.to_string()),
            confidence: case.rule.regime.provenance.confidence,
            is_confirmed: case.rule.is_regime_confirmed,
            ..finding(case, clause, &local.clauses, 0)
        }));
    }
    let open = open_alternatives(case, declared);
    for alternative in &open {
        let clauses = alternative.clauses;
        findings.extend(clauses.iter().map(|clause| finding(case, clause, clauses, alternative.number)));
    }
    let mut other_grounds: Vec<CommendationKind> = case
        .rule
        .alternatives
        .iter()
        .filter(|alternative| !open.iter().any(|it| it.number == alternative.number))
        .flat_map(|alternative| alternative.opened_by.iter().copied())
        .collect();
    other_grounds.sort_unstable();
    other_grounds.dedup();
    let has_alternatives = !case.rule.alternatives.is_empty();
    Judged {
        outcome: whole(&findings, &open, has_alternatives, Finding::blocks),
        strict: whole(&findings, &open, has_alternatives, |finding| finding.outcome == Outcome::NotMet),
        findings,
        local_documents,
        other_grounds,
    }
}

/// Those the declared kind opens; where it opens none, those a merit proposal is judged on.
fn open_alternatives<'a>(case: &Case<'a>, declared: CommendationKind) -> Vec<&'a Alternative> {
    let open = |kind| -> Vec<&'a Alternative> {
        case.rule.alternatives.iter().filter(|alternative| alternative.is_open_for(kind)).collect()
    };
    let declared_ones = open(declared);
    if declared_ones.is_empty() { open(CommendationKind::Merit) } else { declared_ones }
}

fn finding(case: &Case, clause: &Clause, group: &[Clause], alternative: u8) -> Finding {
    let Verdict { outcome, facts, note } = clauses::evaluate(case, clause, group);
    Finding {
        clause: clause.kind(),
        alternative,
        outcome,
        citation: Cow::Borrowed(case.rule.citation),
        confidence: case.rule.confidence,
        is_confirmed: case.rule.is_confirmed,
        criterion: if case.shows_facts() { words::criterion(case, clause) } else { String::new() },
        facts,
        note,
    }
}

/// Not met when a clause for all stops it or no open alternative is left; met when all hold.
fn whole(
    findings: &[Finding],
    open: &[&Alternative],
    has_alternatives: bool,
    stops: impl Fn(&Finding) -> bool,
) -> Outcome {
    let of = |number: u8| findings.iter().filter(move |finding| finding.alternative == number);
    let is_blocked = |number| of(number).any(&stops);
    let holds = |number| of(number).all(|finding| finding.outcome == Outcome::Met);
    if is_blocked(0) || (!open.is_empty() && open.iter().all(|it| is_blocked(it.number))) {
        Outcome::NotMet
    } else if holds(0) && (!has_alternatives || open.iter().any(|it| holds(it.number))) {
        Outcome::Met
    } else {
        Outcome::NeedsJudgement
    }
}

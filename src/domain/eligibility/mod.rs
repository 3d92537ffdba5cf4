//! Eligibility: who meets the criteria of an award, clause by clause, with the article and the records behind
//! each answer. A calculation with no I/O.
//!
//! A feature loads [`Facts`] and asks [`assess`]; [`Context`] holds the law as data, what the secretariat
//! confirmed of it, and local regulation. Each type of clause has its evaluator in `clauses`.

mod assessment;
mod case;
mod clauses;
mod confirmations;
mod context;
mod double_rewards;
mod facts;
mod faults;
mod finding;
mod judge;
mod local;
mod outlook;
mod question;
pub mod quota;
mod remarks;
mod words;
mod years;

pub use assessment::{Assessment, NoRule, Record, RecordedRemark, Remark, Report, ReportedFinding};
pub use confirmations::{Confirmations, EntryKey, written_subject};
pub use context::Context;
pub use double_rewards::{DoubleReward, Service, double_rewards, service};
pub use facts::{
    AwardFact, DisciplineFact, Facts, GradeFact, InitiativeFact, Judgement, LeaveFact, MemberFact, MembershipFact,
    PersonFacts, Predecessor, Recognition, RegistrationFact, Revocation, Roster, Text, UnitFacts, Who,
};
pub use faults::faults;
pub use finding::{Finding, Outcome};
pub use local::{LocalCap, LocalRule, Looser, check_not_looser};
pub use outlook::{earliest_year, earliest_years};
pub use question::{Detail, Question};

use case::Case;
use judge::{Judged, judge};

use super::law::{Regime, Transition};

/// Assesses one subject for one award and year.
///
/// The rules are those of the day the dossier was received, or of today before that. Where a later regime says
/// so, a dossier still open when it begins is assessed under both, and the better outcome is kept.
///
/// # Errors
/// Says that no rule exists: the day lies before the first regime, or the award has no criteria in its regime.
pub fn assess(question: &Question, facts: &Facts, context: &Context) -> Result<Assessment, NoRule> {
    let as_of = question.received.unwrap_or_else(|| context.today());
    let case = |regime: &'static Regime| -> Result<Case, NoRule> {
        Ok(Case {
            facts,
            context,
            rule: context.rule(question.award, facts.kind(), regime)?,
            award: question.award,
            year: question.year,
            as_of,
            is_hopeful: false,
            detail: context.detail(),
        })
    };
    let regime = context.regime_for(as_of)?;
    let older = case(regime);
    let newer = successor(regime, question, context).and_then(|regime| case(regime).ok());
    let (case, judged, comparison) = match (older, newer) {
        (older, None) => {
            let case = older?;
            let judged = judge(&case, question.declared);
            (case, judged, None)
        }
        (Err(_), Some(newer)) => {
            let judged = judge(&newer, question.declared);
            (newer, judged, None)
        }
        (Ok(older), Some(newer)) => more_favourable(older, newer, question),
    };
    let mut remarks = if case.shows_facts() { remarks::remarks(&case) } else { Vec::new() };
    remarks.extend(comparison);
    Ok(Assessment {
        award: question.award,
        year: question.year,
        regime: case.rule.regime,
        received: question.received,
        as_of,
        outcome: judged.outcome,
        findings: judged.findings,
        remarks,
        local_documents: judged.local_documents,
        other_grounds: judged.other_grounds,
    })
}

/// Both regimes on the same facts: the newer one where it is better, unconfirmed failures counted as failures.
fn more_favourable<'a>(older: Case<'a>, newer: Case<'a>, question: &Question) -> (Case<'a>, Judged, Option<Remark>) {
    let (before, after) = (judge(&older, question.declared), judge(&newer, question.declared));
    let keeps_newer = favour(after.strict) > favour(before.strict);
    let comparison = older.shows_facts().then(|| remarks::compared(older.rule.regime, newer.rule.regime, keeps_newer));
    if keeps_newer { (newer, after, comparison) } else { (older, before, comparison) }
}

/// The next regime, when it takes open dossiers over where it is more favourable and is in force today.
fn successor(regime: &Regime, question: &Question, context: &Context) -> Option<&'static Regime> {
    let eve = regime.effective_to?;
    let next = context.catalogue().regime_on(eve.succ_opt()?)?;
    let takes_over = next.transition == Some(Transition::MoreFavourable) && next.effective_from <= context.today();
    (question.received.is_some() && takes_over).then_some(next)
}

const fn favour(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Met => 2,
        Outcome::NeedsJudgement | Outcome::NotDue => 1,
        Outcome::NotMet => 0,
    }
}

#[cfg(test)]
mod tests;

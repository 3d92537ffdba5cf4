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
mod facts;
mod finding;
mod judge;
mod local;
mod question;
mod words;

pub use assessment::{Assessment, NoRule, Record, RecordedRemark, Remark, Report, ReportedFinding};
pub use confirmations::{Confirmations, EntryKey, written_subject};
pub use context::Context;
pub use facts::{
    AwardFact, DisciplineFact, Facts, GradeFact, InitiativeFact, Judgement, LeaveFact, MemberFact, MembershipFact,
    PersonFacts, Predecessor, Recognition, RegistrationFact, Revocation, Roster, Text, UnitFacts, Who,
};
pub use finding::{Finding, Outcome};
pub use local::{LocalCap, LocalRule};
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
    let regime = context.regime_for(as_of)?;
    let under = |regime: &'static Regime| -> Result<(&'static Regime, Judged), NoRule> {
        let rule = context.rule(question.award, facts.kind(), regime)?;
        let case = Case { facts, context, rule, award: question.award, year: question.year, as_of, is_hopeful: false };
        Ok((regime, judge(&case, question.declared)))
    };
    let kept = under(regime);
    let (regime, judged) = match successor(regime, question, context).map(under) {
        Some(Ok(newer)) if kept.as_ref().is_ok_and(|(_, older)| favour(newer.1.strict) > favour(older.strict)) => newer,
        _ => kept?,
    };
    Ok(Assessment {
        award: question.award,
        year: question.year,
        regime,
        received: question.received,
        as_of,
        outcome: judged.outcome,
        findings: judged.findings,
        remarks: Vec::new(),
        local_documents: judged.local_documents,
        other_grounds: judged.other_grounds,
    })
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

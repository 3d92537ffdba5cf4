//! A run of years, year by year: whether it holds, and what breaks it.

use super::super::case::{Case, Start, Verdict};
use super::super::finding::Outcome;
use super::super::words;
use crate::domain::law::AwardSet;

/// How one year of a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Holds,
    NotDue,
    /// Nothing can be said without a person.
    Unclear,
    Breaks,
}

/// The years seen so far.
#[derive(Debug, Default)]
pub(super) struct Run {
    breaks: bool,
    unclear: bool,
    not_due: bool,
    /// What is wrong, the latest year first.
    reasons: Vec<String>,
}

impl Run {
    pub(super) fn add(&mut self, case: &Case, year: Year, reason: impl FnOnce() -> String) {
        match year {
            Year::Holds => return,
            Year::NotDue => self.not_due = true,
            Year::Unclear => self.unclear = true,
            Year::Breaks => self.breaks = true,
        }
        if case.says() {
            self.reasons.push(reason());
        }
    }

    /// The run must begin after the decision of one of some awards.
    pub(super) fn add_start(&mut self, case: &Case, after: AwardSet, first: crate::domain::year::Year) {
        let start = case.start_after(after, first);
        let state = match start {
            Start::InTime => Year::Holds,
            Start::Doubtful => Year::Unclear,
            Start::TooLate(_) | Start::NoAward => Year::Breaks,
        };
        self.add(case, state, || words::start(case, after, start));
    }

    pub(super) const fn outcome(&self) -> Outcome {
        if self.breaks {
            Outcome::NotMet
        } else if self.unclear {
            Outcome::NeedsJudgement
        } else if self.not_due {
            Outcome::NotDue
        } else {
            Outcome::Met
        }
    }

    pub(super) fn verdict(self, case: &Case, asked: impl FnOnce() -> String) -> Verdict {
        let outcome = self.outcome();
        case.verdict(outcome, || {
            let asked = asked();
            if self.reasons.is_empty() { asked } else { format!("{asked}: {}", words::list(&self.reasons)) }
        })
    }
}

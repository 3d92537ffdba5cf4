//! A run of years, year by year: whether it holds, and what breaks it.

use super::super::case::{Absence, Case, Start, Verdict};
use super::super::finding::Outcome;
use super::super::words;
use crate::domain::law::AwardSet;
use crate::domain::year::Year;

/// The years of a run seen so far.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// What breaks it, the latest year first; empty texts where none are wanted.
    breaks: Vec<String>,
    /// What only a person can clear up.
    unclear: Vec<String>,
    /// Years of which nothing is known.
    unknown: Vec<Year>,
    not_due: Vec<Year>,
}

impl Run {
    pub(super) fn broken(&mut self, case: &Case, reason: impl FnOnce() -> String) {
        self.breaks.push(if case.says() { reason() } else { String::new() });
    }

    pub(super) fn unclear(&mut self, case: &Case, reason: impl FnOnce() -> String) {
        self.unclear.push(if case.says() { reason() } else { String::new() });
    }

    /// A year that shows nothing of what was looked for.
    pub(super) fn absent(&mut self, case: &Case, year: Year, absence: Absence, what: impl FnOnce() -> String) {
        match absence {
            Absence::NotDue => self.not_due.push(year),
            Absence::NoData => self.unknown.push(year),
            Absence::Lacking => self.broken(case, || format!("năm {year} không có {}", what())),
        }
    }

    /// The run must begin after the decision of one of some awards.
    pub(super) fn starts_after(&mut self, case: &Case, after: AwardSet, first: Year) {
        match case.start_after(after, first) {
            Start::InTime => {}
            start @ Start::Doubtful => self.unclear(case, || words::start(case, after, start)),
            start @ (Start::TooLate(_) | Start::NoAward) => self.broken(case, || words::start(case, after, start)),
        }
    }

    fn outcome(&self) -> Outcome {
        if !self.breaks.is_empty() {
            Outcome::NotMet
        } else if !(self.unclear.is_empty() && self.unknown.is_empty()) {
            Outcome::NeedsJudgement
        } else if !self.not_due.is_empty() {
            Outcome::NotDue
        } else {
            Outcome::Met
        }
    }

    /// `asked` is what the run asks for, as a phrase: "3 lần liên tục đạt …".
    pub(super) fn verdict(mut self, case: &Case, asked: impl FnOnce() -> String) -> Verdict {
        let outcome = self.outcome();
        case.verdict(outcome, || {
            if outcome == Outcome::Met {
                return format!("Đủ {}", asked());
            }
            let mut reasons = words::first_few(self.breaks);
            reasons.append(&mut self.unclear);
            reasons.extend(words::unknown(case, &mut self.unknown));
            reasons.extend(self.not_due.iter().map(|year| format!("năm {year} chưa có kết quả")));
            format!("Cần {}: {}", asked(), words::list(&reasons))
        })
    }
}

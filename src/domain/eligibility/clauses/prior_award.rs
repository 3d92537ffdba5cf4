//! `prior_award`: already holds some awards, decided before the run that they precede.

use super::super::case::{Case, Verdict};
use super::super::facts::AwardFact;
use super::super::finding::Outcome;
use super::super::words;
use super::count::Count;
use crate::domain::law::{Clause, Wanted};
use crate::domain::year::Year;

/// When the awards must have been granted.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    AnyTime,
    /// Decided in an earlier year than this, with which the run begins.
    Before(Year),
    /// For a year among these.
    Within(Year, Year),
}

impl When {
    pub(super) fn of(case: &Case, any_time: bool, within_streak: bool, group: &[Clause]) -> Self {
        if within_streak {
            let (first, last) = case.streak_years(group).unwrap_or((case.year, case.year));
            Self::Within(first, last)
        } else if any_time {
            Self::AnyTime
        } else {
            case.run_start(group).map_or(Self::AnyTime, Self::Before)
        }
    }

    fn covers(self, fact: &AwardFact) -> bool {
        match self {
            Self::AnyTime => true,
            Self::Before(start) => Year::of(fact.decided_on) < start,
            Self::Within(first, last) => first <= fact.year && fact.year <= last,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AnyTime => String::new(),
            Self::Before(start) => format!(" quyết định trước năm {start}"),
            Self::Within(first, last) => format!(" ({})", words::years(first, last)),
        }
    }
}

pub(super) fn evaluate(case: &Case, awards: Wanted, asked: u32, when: When) -> Verdict {
    let (mut have, mut doubtful) = (0, 0);
    let of_these = || case.facts.awards.iter().filter(|fact| awards.accepted.contains(fact.award));
    for fact in of_these().filter(|fact| case.serves(fact) && when.covers(fact)) {
        *(if case.doubt(fact).is_none() { &mut have } else { &mut doubtful }) += 1;
    }
    let found =
        || format!("Cần {asked} lần được tặng {}{}, đã có {have}", words::awards(case, awards.named), when.words());
    let mut verdict = match when {
        When::Within(first, last) => {
            let count = Count { have, doubtful, to_come: 0, asked, years: (first, last) };
            case.verdict(count.outcome(case), || count.note(case, &found()))
        }
        When::AnyTime | When::Before(_) if have >= asked => case.verdict(Outcome::Met, found),
        When::AnyTime | When::Before(_) if have + doubtful >= asked => {
            case.verdict(Outcome::NeedsJudgement, || format!("{}: có hồ sơ cần kiểm tra lại", found()))
        }
        When::AnyTime | When::Before(_) => {
            case.verdict(Outcome::NotMet, || format!("{}: cần thêm {}", found(), asked - have))
        }
    };
    if case.shows_facts() {
        verdict.facts = case.in_words(of_these());
    }
    verdict
}

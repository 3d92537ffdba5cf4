//! `title_count`: enough grants of some titles, in the award year or within the streak.

use super::super::case::{Case, Verdict};
use super::super::words;
use crate::domain::law::{Clause, Wanted, Within};

pub(super) fn evaluate(case: &Case, titles: Wanted, count: u32, within: Within, group: &[Clause]) -> Verdict {
    let (first, last) = case.years(within, group);
    let (mut held, mut doubtful) = (0, 0);
    for fact in case.awards_between(titles.accepted, first, last).filter(|fact| case.serves(fact)) {
        *(if case.doubt(fact).is_none() { &mut held } else { &mut doubtful }) += 1;
    }
    let may_come = last == case.year && case.is_awaited(titles.accepted, last);
    let outcome = case.counted(held, doubtful, u32::from(may_come), count, (first, last));
    let mut verdict = case.verdict(outcome, || {
        format!("Có {held} trên {count} lần đạt {} ({})", words::awards(case, titles.named), words::years(first, last))
    });
    verdict.facts = case.awards_in_words(titles.accepted, first, last);
    verdict
}

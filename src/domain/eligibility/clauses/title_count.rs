//! `title_count`: enough grants of some titles, in the award year or within the streak.

use super::super::case::{Case, Verdict};
use super::super::words;
use super::count::Count;
use crate::domain::law::{Clause, Wanted, Within};

pub(super) fn evaluate(case: &Case, titles: Wanted, asked: u32, within: Within, group: &[Clause]) -> Verdict {
    let (first, last) = case.years(within, group);
    let (mut have, mut doubtful) = (0, 0);
    for fact in case.awards_between(titles.accepted, first, last).filter(|fact| case.serves(fact)) {
        *(if case.doubt(fact).is_none() { &mut have } else { &mut doubtful }) += 1;
    }
    let may_come = last == case.year && case.is_awaited(titles.accepted, last);
    let count = Count { have, doubtful, to_come: u32::from(may_come), asked, years: (first, last) };
    let mut verdict = case.verdict(count.outcome(case), || {
        let (name, years) = (words::awards(case, titles.named), words::years(first, last));
        count.note(case, &format!("Cần {asked} lần đạt {name}, đã có {have} ({years})"))
    });
    verdict.facts = case.awards_in_words(titles.accepted, first, last);
    verdict
}

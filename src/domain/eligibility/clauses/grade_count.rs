//! `grade_count`: enough years with a grade that reaches a bar.

use super::super::case::{Case, GradeIn, Verdict};
use super::super::words;
use super::count::Count;
use crate::domain::law::{Clause, GradeBar, Within};
use crate::domain::year::Year;

pub(super) fn evaluate(case: &Case, min: GradeBar, asked: u32, within: Within, group: &[Clause]) -> Verdict {
    let (first, last) = case.years(within, group);
    let (mut have, mut doubtful) = (0, 0);
    for year in (first.0..=last.0).map(Year) {
        match case.grade_in(min, year) {
            GradeIn::Reached => have += 1,
            GradeIn::Doubtful => doubtful += 1,
            GradeIn::Below(_) | GradeIn::Absent(_) => {}
        }
    }
    // The grade of the running year is one that may still come.
    let to_come = u32::from(last == case.year && case.is_running(last) && !case.is_graded(last));
    let count = Count { have, doubtful, to_come, asked, years: (first, last) };
    let mut verdict = case.verdict(count.outcome(case), || {
        let (name, years) = (words::grade_bar(case, min), words::years(first, last));
        count.note(case, &format!("Cần {asked} năm xếp loại từ {name} trở lên, đã có {have} ({years})"))
    });
    verdict.facts = case.grades_in_words(first, last);
    verdict
}

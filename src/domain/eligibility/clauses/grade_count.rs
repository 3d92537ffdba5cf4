//! `grade_count`: enough years with a grade that reaches a bar.

use super::super::case::{Case, GradeIn, Verdict};
use super::super::words;
use crate::domain::law::{Clause, GradeBar, Within};

pub(super) fn evaluate(case: &Case, min: GradeBar, count: u32, within: Within, group: &[Clause]) -> Verdict {
    let (first, last) = case.years(within, group);
    let (mut reached, mut doubtful) = (0, 0);
    for year in (first.0..=last.0).map(crate::domain::year::Year) {
        match case.grade_in(min, year) {
            GradeIn::Reached => reached += 1,
            GradeIn::Doubtful => doubtful += 1,
            GradeIn::Below(_) | GradeIn::Absent(_) => {}
        }
    }
    // The grade of the running year is one that may still come.
    let to_come = u32::from(last == case.year && case.is_running(last) && !case.is_graded(last));
    let outcome = case.counted(reached, doubtful, to_come, count, (first, last));
    let mut verdict = case.verdict(outcome, || {
        format!(
            "Có {reached} trên {count} năm xếp loại từ {} trở lên ({})",
            words::grade_bar(case, min),
            words::years(first, last)
        )
    });
    verdict.facts = case.grades_in_words(first, last);
    verdict
}

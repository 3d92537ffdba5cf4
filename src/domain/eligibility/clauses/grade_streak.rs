//! `grade_streak`: an unbroken run of yearly grades that reach a bar, up to the award year.

use super::super::case::{Case, GradeIn, Verdict};
use super::super::words;
use super::super::years::back;
use super::run::Run;
use crate::domain::law::GradeStreak;
use crate::domain::year::Year;

pub(super) fn evaluate(case: &Case, streak: &GradeStreak) -> Verdict {
    let first = first_year(case, streak);
    let mut run = Run::default();
    for year in (first.0..=case.year.0).rev().map(Year) {
        add_year(case, streak, year, &mut run);
    }
    if let Some(after) = streak.after {
        run.starts_after(case, after, first);
    }
    let mut verdict = run.verdict(case, || words::streak_of_grades(case, streak));
    verdict.facts = case.grades_in_words(first, case.year);
    verdict
}

/// With `whole_service` the first year after the one of recruitment, which is often too short to be graded.
fn first_year(case: &Case, streak: &GradeStreak) -> Year {
    match case.person() {
        Some(person) if streak.whole_service => Year::of(person.joined_on).next().min(case.year),
        _ => back(case.year, streak.years.max(1)),
    }
}

fn add_year(case: &Case, streak: &GradeStreak, year: Year, run: &mut Run) {
    match case.grade_in(streak.min, year) {
        GradeIn::Reached => {}
        GradeIn::Below(fact) => {
            run.broken(case, || format!("năm {year} xếp loại {}", fact.grade.grade().name_on(year.end())));
        }
        GradeIn::Doubtful => run.unclear(case, || format!("năm {year} xếp loại có số liệu trái nhau")),
        GradeIn::Absent(absence) => run.absent(case, year, absence, || "xếp loại".to_owned()),
    }
}

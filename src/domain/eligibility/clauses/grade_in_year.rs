//! `grade_in_year`: the work grade of the award year reaches a bar.

use super::super::case::{Absence, Case, GradeIn, Verdict};
use super::super::finding::Outcome;
use super::super::words;
use crate::domain::law::GradeBar;

pub(super) fn evaluate(case: &Case, min: GradeBar) -> Verdict {
    let year = case.year;
    let wanted = || words::grade_bar(case, min);
    let mut verdict = match case.grade_in(min, year) {
        GradeIn::Reached => case.verdict(Outcome::Met, || format!("Xếp loại năm {year} đạt yêu cầu")),
        GradeIn::Below(_) => case.verdict(Outcome::NotMet, || format!("Xếp loại năm {year} chưa tới {}", wanted())),
        GradeIn::Doubtful => case.verdict(Outcome::NeedsJudgement, || {
            format!("Xếp loại năm {year} có số liệu trái nhau: kiểm tra lại sổ xếp loại")
        }),
        GradeIn::Absent(Absence::NotDue) => {
            case.verdict(Outcome::NotDue, || format!("Năm {year} chưa xếp loại, cần từ {} trở lên", wanted()))
        }
        GradeIn::Absent(Absence::Lacking) => {
            case.verdict(Outcome::NotMet, || format!("Năm {year} không có xếp loại: nhập xếp loại nếu có"))
        }
        GradeIn::Absent(Absence::NoData) => case.verdict(Outcome::NeedsJudgement, || {
            let unknown = words::unknown(case, &mut [year]).unwrap_or_default();
            format!("{}: nhập xếp loại", words::capital(&unknown))
        }),
    };
    verdict.facts = case.grades_in_words(year, year);
    verdict
}

//! `max_leave_days`: fewer working days of leave in the award year than a limit; some leave counts as work.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::super::case::{Case, Verdict};
use super::super::facts::LeaveFact;
use super::super::finding::Outcome;
use super::super::words;
use super::min_months_employed::whole_months;
use crate::domain::law::{GeneralEffect, GeneralRule};
use crate::domain::leave::LeaveKind;

/// How one leave is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    /// It is working time.
    AsWork,
    AsLeave,
    /// Training of a year or more is working time only with a good result, which no register holds.
    ByItsResult,
}

pub(super) fn evaluate(case: &Case, limit: u32, exempt: &[LeaveKind]) -> Verdict {
    let Some(person) = case.person() else {
        return case.verdict(Outcome::NeedsJudgement, || "Tiêu chuẩn chỉ dành cho cá nhân".to_owned());
    };
    let mut in_year: Vec<&LeaveFact> = person.leaves.iter().filter(|leave| !days(case, leave).is_empty()).collect();
    in_year.sort_by_key(|leave| (leave.from, leave.kind));
    let away = |counted: &[Counts]| -> usize {
        let of_these = in_year.iter().filter(|leave| counted.contains(&counts(case, leave, exempt)));
        of_these.flat_map(|leave| days(case, leave)).collect::<BTreeSet<_>>().len()
    };
    let (sure, at_most) = (away(&[Counts::AsLeave]), away(&[Counts::AsLeave, Counts::ByItsResult]));
    let limit = limit as usize;
    let outcome = match (sure < limit, at_most < limit) {
        (_, true) => Outcome::Met,
        (true, false) => Outcome::NeedsJudgement,
        (false, false) => Outcome::NotMet,
    };
    let mut verdict = case.verdict(outcome, || match outcome {
        Outcome::Met => format!("Nghỉ {at_most} ngày làm việc bị tính, dưới {limit}"),
        Outcome::NotMet => {
            format!("Nghỉ {sure} ngày làm việc (thứ Hai đến thứ Sáu, chưa trừ ngày lễ), cần dưới {limit}")
        }
        _ => "Đi học từ một năm trở lên: xem kết quả học tập có từ khá trở lên không".to_owned(),
    });
    if case.shows_facts() {
        verdict.facts = in_year.into_iter().map(words::leave).collect();
    }
    verdict
}

fn counts(case: &Case, leave: &LeaveFact, exempt: &[LeaveKind]) -> Counts {
    let is_long = whole_months(leave.from, leave.to.and_then(|day| day.succ_opt()).unwrap_or(case.as_of)) >= 12;
    let rule = |effect| case.general_rules(effect).any(|rule: &GeneralRule| rule.is_about(leave.kind));
    if exempt.contains(&leave.kind) || rule(GeneralEffect::CountLeaveAsService) {
        Counts::AsWork
    } else if is_long && rule(GeneralEffect::EligibleLdttIfResultGood) {
        Counts::ByItsResult
    } else if !is_long && rule(GeneralEffect::CombineWithUnitTime) {
        Counts::AsWork
    } else {
        Counts::AsLeave
    }
}

/// The working days of a leave that fall into the award year, as far as they have come.
fn days(case: &Case, leave: &LeaveFact) -> BTreeSet<NaiveDate> {
    let first = leave.from.max(case.year.start());
    let last = leave.to.unwrap_or(case.as_of).min(case.year.end());
    let all = std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(1)));
    all.take_while(|day| *day <= last).filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)).collect()
}

//! `min_months_employed`: recruited long enough before the end of the award year.

use chrono::{Datelike, NaiveDate};

use super::super::case::{Case, Verdict};
use super::super::finding::Outcome;
use crate::domain::date::format_date;

pub(super) fn evaluate(case: &Case, months: u32) -> Verdict {
    let Some(person) = case.person() else {
        return case.verdict(Outcome::NeedsJudgement, || "Tiêu chuẩn chỉ dành cho cá nhân".to_owned());
    };
    let day_after = case.year.next().start();
    let worked = whole_months(
        person.joined_on,
        person.left_on.and_then(|day| day.succ_opt()).map_or(day_after, |day| day.min(day_after)),
    );
    let outcome = if worked >= i64::from(months) { Outcome::Met } else { Outcome::NotMet };
    let mut verdict = case.verdict(outcome, || match outcome {
        Outcome::Met => format!("Đã công tác từ {months} tháng trở lên"),
        _ => format!("Mới công tác {} tháng tính đến hết năm {}, cần {months}", worked.max(0), case.year),
    });
    if case.shows_facts() {
        verdict.facts.push(format!("Vào cơ quan ngày {}", format_date(person.joined_on)));
        verdict.facts.extend(person.left_on.map(|day| format!("Nghỉ ngày {}", format_date(day))));
    }
    verdict
}

/// Whole months from one day to the eve of another: from 1 March to 1 January are ten.
pub(super) fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    if to.day() < from.day() { months - 1 } else { months }
}

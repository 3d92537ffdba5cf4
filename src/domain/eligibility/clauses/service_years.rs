//! `service_years`: years of service in the sector, fewer for women.

use chrono::{Datelike, NaiveDate};

use super::super::case::{Case, Verdict};
use super::super::finding::Outcome;
use crate::domain::date::format_date;
use crate::domain::subject::Gender;

pub(super) fn evaluate(case: &Case, male: u32, female: u32) -> Verdict {
    let Some(person) = case.person() else {
        return case.verdict(Outcome::NeedsJudgement, || "Tiêu chuẩn chỉ dành cho cá nhân".to_owned());
    };
    let wanted = match person.gender {
        Gender::Male => male,
        Gender::Female => female,
    };
    let reached_on = years_after(person.joined_on, wanted);
    let outcome = if reached_on <= case.as_of.min(case.year.end()) {
        Outcome::Met
    } else if reached_on <= case.year.end() {
        Outcome::NotDue
    } else {
        Outcome::NotMet
    };
    let mut verdict = case.verdict(outcome, || match outcome {
        Outcome::Met => format!("Đã công tác từ {wanted} năm trở lên"),
        _ => format!("Đủ {wanted} năm công tác vào ngày {} (tính từ ngày vào cơ quan)", format_date(reached_on)),
    });
    if case.shows_facts() {
        verdict.facts.push(format!("Vào cơ quan ngày {}", format_date(person.joined_on)));
    }
    verdict
}

/// The same day some years later; 29 February becomes 1 March.
fn years_after(day: NaiveDate, years: u32) -> NaiveDate {
    let year = day.year() + i32::try_from(years).unwrap_or(i32::MAX);
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(NaiveDate::MAX)
}

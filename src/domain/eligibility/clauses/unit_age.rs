//! `unit_age`: the collective, with those it carries on, was set up long enough before the award year.

use super::super::case::{Case, Verdict};
use super::super::finding::Outcome;
use crate::domain::date::format_date;
use crate::domain::year::Year;

pub(super) fn evaluate(case: &Case, years: u32) -> Verdict {
    let founded = case.unit().and_then(|unit| {
        let predecessors = unit.predecessors.iter().filter_map(|it| it.founded_on);
        unit.founded_on.into_iter().chain(predecessors).min()
    });
    let Some(founded) = founded else {
        return case.verdict(Outcome::NeedsJudgement, || "Thiếu dữ liệu: chưa ghi ngày thành lập".to_owned());
    };
    let age = case.year.0 - Year::of(founded).0;
    let outcome = if i64::from(age) >= i64::from(years) { Outcome::Met } else { Outcome::NotMet };
    let mut verdict = case.verdict(outcome, || format!("Thành lập được {} năm, cần {years}", age.max(0)));
    if case.shows_facts() {
        verdict.facts.push(format!("Thành lập ngày {}", format_date(founded)));
    }
    verdict
}

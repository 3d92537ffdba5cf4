//! `no_discipline`: the subject was not disciplined so heavily in the award year.

use super::super::case::{Case, Verdict};
use super::super::facts::DisciplineFact;
use super::super::finding::Outcome;
use super::super::words;
use crate::domain::law::Severity;
use crate::domain::year::Year;

pub(super) fn evaluate(case: &Case, least: Severity) -> Verdict {
    let year = case.year;
    let mut found: Vec<&DisciplineFact> = case
        .facts
        .disciplines
        .iter()
        .filter(|it| Year::of(it.decided_on) == year && least.is_reached_by(it.kind))
        .collect();
    found.sort_by_key(|it| (it.decided_on, it.kind));
    let mut verdict = if found.is_empty() {
        case.verdict(Outcome::Met, || format!("Không có kỷ luật được ghi nhận năm {year}"))
    } else {
        case.verdict(Outcome::NotMet, || format!("Bị kỷ luật trong năm {year}"))
    };
    if case.shows_facts() {
        verdict.facts = found.into_iter().map(words::discipline).collect();
    }
    verdict
}

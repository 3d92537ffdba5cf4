//! Clauses that only a person can judge, and judgements on what the registers leave open.

use std::cmp::Reverse;

use super::super::case::{Case, Verdict};
use super::super::facts::Judgement;
use super::super::finding::Outcome;
use crate::domain::date::format_date;
use crate::domain::law::ClauseType;

pub(super) fn evaluate(case: &Case, kind: ClauseType) -> Verdict {
    if case.is_hopeful {
        return case.verdict(Outcome::Met, String::new);
    }
    judged(case, kind).unwrap_or_else(|| {
        case.verdict(Outcome::NeedsJudgement, || format!("{}: cần người có thẩm quyền xem xét, xác nhận", kind.word()))
    })
}

/// The latest judgement on a clause; two that contradict each other on one day decide nothing.
pub(super) fn judged(case: &Case, kind: ClauseType) -> Option<Verdict> {
    let about = |it: &&Judgement| it.award == case.award && it.year == case.year && it.clause == kind;
    let latest = case.facts.judgements.iter().filter(about).map(|it| it.on).max()?;
    let mut of_the_day: Vec<&Judgement> =
        case.facts.judgements.iter().filter(about).filter(|it| it.on == latest).collect();
    of_the_day.sort_by_key(|it| (Reverse(it.met), it.by.clone(), it.note.clone()));
    let (first, last) = (of_the_day.first()?, of_the_day.last()?);
    let mut verdict = if first.met == last.met {
        let outcome = if first.met { Outcome::Met } else { Outcome::NotMet };
        case.verdict(outcome, || words(kind, first))
    } else {
        case.verdict(Outcome::NeedsJudgement, || {
            format!("{}: ngày {} có hai ý kiến trái nhau, xem lại", kind.word(), format_date(latest))
        })
    };
    if case.shows_facts() {
        verdict.facts = of_the_day.into_iter().map(|it| words(kind, it)).collect();
    }
    Some(verdict)
}

fn words(kind: ClauseType, judgement: &Judgement) -> String {
    let found = if judgement.met { "đạt" } else { "không đạt" };
    let why = if judgement.note.is_empty() { String::new() } else { format!(": {}", judgement.note) };
    format!("{}: {} xác nhận {found} ngày {}{why}", kind.word(), judgement.by, format_date(judgement.on))
}

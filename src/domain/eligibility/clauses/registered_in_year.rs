//! `registered_in_year`: the title, or one that includes it, was registered for in the award year.

use super::super::case::{Case, Verdict};
use super::super::facts::RegistrationFact;
use super::super::finding::Outcome;
use crate::domain::date::format_date;
use crate::domain::registration::State;

pub(super) fn evaluate(case: &Case) -> Verdict {
    if case.is_hopeful && case.is_to_come() {
        return case.verdict(Outcome::Met, String::new);
    }
    let serving = case.context.catalogue().serving_as(case.award.award());
    let of_the_year =
        || case.facts.registrations.iter().filter(|it| it.year == case.year && serving.contains(it.award));
    let name = || case.award.award().name_on(case.as_of);
    let registered = of_the_year().filter(|it| is_registered(it.state)).min_by_key(|it| (it.award, it.state));
    if let Some(registration) = registered {
        let mut verdict = case.verdict(Outcome::Met, || "Đã đăng ký thi đua".to_owned());
        if case.shows_facts() {
            verdict.facts.push(words(case, registration));
        }
        return verdict;
    }
    let drafted =
        of_the_year().filter(|it| matches!(it.state, State::Draft | State::Returned)).min_by_key(|it| it.award);
    if let Some(registration) = drafted {
        let mut verdict =
            case.verdict(Outcome::NotDue, || "Đăng ký chưa nộp: nộp đăng ký trước khi hết hạn".to_owned());
        if case.shows_facts() {
            verdict.facts.push(words(case, registration));
        }
        return verdict;
    }
    let due = case.context.last_day_to_register(case.year);
    if case.as_of < due {
        return case
            .verdict(Outcome::NotDue, || format!("Chưa đăng ký {}: đăng ký trước {}", name(), format_date(due)));
    }
    if case.has_anything_of(case.year) {
        return case.verdict(Outcome::NotMet, || format!("Năm {} không đăng ký {}", case.year, name()));
    }
    case.verdict(Outcome::NeedsJudgement, || format!("Năm {} thiếu dữ liệu: chưa có gì trong sổ", case.year))
}

/// Sent in and not taken back or refused.
const fn is_registered(state: State) -> bool {
    !matches!(state, State::Draft | State::Returned | State::Withdrawn | State::Rejected)
}

fn words(case: &Case, registration: &RegistrationFact) -> String {
    let name = registration.award.award().name_on(case.as_of);
    let on = registration.registered_on.map_or_else(String::new, |day| format!(" ngày {}", format_date(day)));
    format!("Đăng ký {name}{on}: {}", registration.state.word().to_lowercase())
}

//! `title_in_year`: holds a title of the award year, or meets the standard of it under the same regime.

use super::super::case::{Absence, Case, TitleIn, Verdict};
use super::super::finding::{Finding, Outcome};
use super::super::judge::judge;
use super::super::words;
use crate::domain::law::{AwardCode, CommendationKind, Wanted};

pub(super) fn evaluate(case: &Case, title: Wanted) -> Verdict {
    let year = case.year;
    let name = || words::awards(case, title.named);
    let mut verdict = match case.title_in(title.accepted, year) {
        TitleIn::Held => case.verdict(Outcome::Met, || format!("Đã đạt {} năm {year}", name())),
        TitleIn::Revoked(fact) => case.verdict(Outcome::NotMet, || {
            let how = fact.revoked.as_ref().map_or_else(String::new, words::revoked);
            format!("{} năm {year} {how}", name())
        }),
        TitleIn::Doubtful(doubt) => case.verdict(Outcome::NeedsJudgement, || {
            format!("{} năm {year} cần kiểm tra: {}", name(), words::doubt(doubt))
        }),
        TitleIn::Divided => case.verdict(Outcome::NeedsJudgement, || words::divided(year)),
        TitleIn::Absent(absence) => meets_the_standard(case, title, absence),
    };
    if verdict.facts.is_empty() {
        verdict.facts = case.awards_in_words(title.accepted, year, year);
    }
    verdict
}

fn meets_the_standard(case: &Case, title: Wanted, absence: Absence) -> Verdict {
    let name = || words::awards(case, title.named);
    let named = AwardCode::all_of(case.context.catalogue()).find(|award| title.named.contains(*award));
    let rule =
        named.and_then(|award| Some((award, case.context.rule(award, case.facts.kind(), case.rule.regime).ok()?)));
    let Some((award, rule)) = rule else {
        return case.verdict(Outcome::NeedsJudgement, || format!("Chưa có {}, chế độ này không có tiêu chuẩn", name()));
    };
    let inner = judge(&Case { award, rule, ..*case }, CommendationKind::Merit);
    let open = inner.findings.iter().filter(|finding| finding.outcome != Outcome::Met);
    let is_only_early = open.clone().all(|finding| finding.outcome == Outcome::NotDue);
    let outcome = match inner.outcome {
        Outcome::NeedsJudgement if absence == Absence::NotDue || is_only_early => Outcome::NotDue,
        other => other,
    };
    let mut verdict = case.verdict(outcome, || {
        let reasons: Vec<String> = open.map(|finding| words::small(&finding.note)).collect();
        match outcome {
            Outcome::Met => format!("Đủ tiêu chuẩn {}", name()),
            Outcome::NotMet => format!("Chưa có {} và không đủ tiêu chuẩn: {}", name(), words::list(&reasons)),
            _ => format!("Chưa có {}, tiêu chuẩn còn: {}", name(), words::list(&reasons)),
        }
    });
    verdict.facts = inner.findings.into_iter().flat_map(|finding: Finding| finding.facts).collect();
    verdict
}

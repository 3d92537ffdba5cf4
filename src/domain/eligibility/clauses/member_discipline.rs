//! `no_member_discipline`: no member was disciplined so heavily in the award year.

use super::super::case::{Case, Verdict};
use super::super::facts::MemberFact;
use super::super::finding::Outcome;
use super::members;
use crate::domain::law::Severity;

pub(super) fn evaluate(case: &Case, least: Severity) -> Verdict {
    let members = match members::counted(case) {
        Ok(members) => members,
        Err(verdict) => return verdict,
    };
    let disciplined = |member: &&MemberFact| member.disciplines.iter().any(|it| least.is_reached_by(*it));
    let count = members.iter().filter(disciplined).count();
    let mut verdict = if count == 0 {
        case.verdict(Outcome::Met, || format!("Không có thành viên bị kỷ luật đến mức này năm {}", case.year))
    } else {
        case.verdict(Outcome::NotMet, || format!("{count} thành viên bị kỷ luật năm {}", case.year))
    };
    verdict.facts = members::codes(case, members.iter().filter(disciplined));
    verdict
}

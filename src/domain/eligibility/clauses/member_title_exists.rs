//! `member_title_exists`: enough members hold a title of the award year.

use super::super::case::{Case, Verdict};
use super::super::facts::MemberFact;
use super::super::finding::Outcome;
use super::super::words;
use super::members;
use crate::domain::law::Wanted;

pub(super) fn evaluate(case: &Case, title: Wanted, count: u32) -> Verdict {
    let members = match members::counted(case) {
        Ok(members) => members,
        Err(verdict) => return verdict,
    };
    let holds = |member: &&MemberFact| member.awards.iter().any(|it| title.accepted.contains(*it));
    let holders = members.iter().filter(holds).count();
    let outcome = if holders as u64 >= u64::from(count) {
        Outcome::Met
    } else if case.is_running(case.year) {
        Outcome::NotDue
    } else if members.iter().all(|member| member.awards.is_empty()) {
        Outcome::NeedsJudgement
    } else {
        Outcome::NotMet
    };
    let mut verdict = case.verdict(outcome, || {
        let name = words::awards(case, title.named);
        let found = format!("{holders} thành viên đạt {name} năm {}, cần {count}", case.year);
        match outcome {
            Outcome::NeedsJudgement => format!("{found}: thiếu dữ liệu danh hiệu của thành viên"),
            _ => found,
        }
    });
    verdict.facts = members::codes(case, members.iter().filter(holds));
    verdict
}

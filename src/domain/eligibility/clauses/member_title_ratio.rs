//! `member_title_ratio`: enough of the members hold a title of the award year.

use super::super::case::{Case, Verdict};
use super::super::finding::Outcome;
use super::super::words;
use super::members;
use crate::domain::law::{Comparison, Wanted};
use crate::domain::ratio::Ratio;

pub(super) fn evaluate(case: &Case, title: Wanted, op: Comparison, ratio: Ratio) -> Verdict {
    let members = match members::counted(case) {
        Ok(members) => members,
        Err(verdict) => return verdict,
    };
    let holds = |member: &&super::super::facts::MemberFact| member.awards.iter().any(|it| title.accepted.contains(*it));
    let holders = members.iter().filter(holds).count();
    // A roster is never so long, nor empty here.
    let share = Ratio::new(holders as i64, members.len() as i64).unwrap_or(ratio);
    let outcome = if op.holds(share, ratio) {
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
        let found = format!("{holders} trên {} thành viên đạt {name} ({})", members.len(), words::percent(share));
        match outcome {
            Outcome::NeedsJudgement => format!("{found}: thiếu dữ liệu danh hiệu của thành viên năm {}", case.year),
            Outcome::Met => found,
            _ => format!("{found}, cần {}", words::bar(op, ratio)),
        }
    });
    verdict.facts = members::codes(case, members.iter().filter(|member| !holds(member)));
    if let Some(line) = verdict.facts.first_mut() {
        *line = format!("Chưa có {}: {line}", words::awards(case, title.named));
    }
    verdict
}

//! `member_grade_ratio`: enough of the members are graded at a bar or better.

use super::super::case::{Case, Verdict};
use super::super::facts::MemberFact;
use super::super::finding::Outcome;
use super::super::words;
use super::members;
use crate::domain::law::{Comparison, GradeBar};
use crate::domain::ratio::Ratio;

pub(super) fn evaluate(case: &Case, min: GradeBar, op: Comparison, ratio: Ratio) -> Verdict {
    let members = match members::counted(case) {
        Ok(members) => members,
        Err(verdict) => return verdict,
    };
    let is_below = |member: &&MemberFact| !member.grades.is_empty() && !is_reached(min, member);
    let reached = members.iter().filter(|member| is_reached(min, member) && !is_contradictory(min, member)).count();
    let below = members.iter().filter(is_below).count();
    let share = |part: usize| Ratio::new(part as i64, members.len() as i64).unwrap_or(ratio);
    let outcome = if op.holds(share(reached), ratio) {
        Outcome::Met
    } else if !op.holds(share(members.len() - below), ratio) {
        Outcome::NotMet
    } else if case.is_running(case.year) {
        Outcome::NotDue
    } else {
        Outcome::NeedsJudgement
    };
    let mut verdict = case.verdict(outcome, || {
        let name = words::grade_bar(case, min);
        let total = members.len();
        let found = format!(
            "{reached} trên {total} thành viên xếp loại từ {name} trở lên ({})",
            words::percent(share(reached))
        );
        match outcome {
            Outcome::Met => found,
            Outcome::NotMet => format!("{found}, cần {}", words::bar(op, ratio)),
            _ => format!("{found}; {} người chưa rõ xếp loại", total - reached - below),
        }
    });
    verdict.facts = members::codes(case, members.iter().filter(|member| !is_reached(min, member)));
    if let Some(line) = verdict.facts.first_mut() {
        *line = format!("Chưa đạt hoặc chưa xếp loại: {line}");
    }
    verdict
}

fn is_reached(min: GradeBar, member: &MemberFact) -> bool {
    member.grades.iter().any(|grade| min.is_reached_by(*grade))
}

fn is_contradictory(min: GradeBar, member: &MemberFact) -> bool {
    is_reached(min, member) && member.grades.iter().any(|grade| !min.is_reached_by(*grade))
}

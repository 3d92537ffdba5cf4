//! What clauses about the members of a unit share.

use super::super::case::{Case, Verdict};
use super::super::facts::MemberFact;
use super::super::finding::Outcome;

/// The counted members of the award year, or the verdict when there are none to count.
pub(super) fn counted<'a>(case: &Case<'a>) -> Result<&'a [MemberFact], Verdict> {
    let roster = case.unit().and_then(|unit| unit.rosters.iter().find(|roster| roster.year == case.year));
    match roster {
        Some(roster) if !roster.members.is_empty() => Ok(&roster.members),
        _ => Err(case.verdict(Outcome::NeedsJudgement, || {
            format!("Năm {} thiếu dữ liệu: không có thành viên nào trong sổ", case.year)
        })),
    }
}

/// Codes of some members, the first few by name.
pub(super) fn codes<'a>(case: &Case, members: impl Iterator<Item = &'a MemberFact>) -> Vec<String> {
    const SHOWN: usize = 10;
    if !case.shows_facts() {
        return Vec::new();
    }
    let mut codes: Vec<&str> = members.map(|member| &*member.code).collect();
    codes.sort_unstable();
    let more = codes.len().saturating_sub(SHOWN);
    codes.truncate(SHOWN);
    match (codes.is_empty(), more) {
        (true, _) => Vec::new(),
        (false, 0) => vec![codes.join(", ")],
        (false, more) => vec![format!("{} và {more} người khác", codes.join(", "))],
    }
}

//! A meeting of the emulation council (phiên họp Hội đồng): how far it has come, how each member votes, and who must not
//! vote on what.

use std::collections::{BTreeMap, BTreeSet};

use super::IllegalStep;
use super::codes::codes;
use super::ids::{DossierId, PersonId};

codes! {
    State {
        Preparing = "preparing" "Đang chuẩn bị",
        Voting = "voting" "Đang bỏ phiếu",
        Closed = "closed" "Đã kết thúc bỏ phiếu",
        Counted = "counted" "Đã kiểm phiếu",
        Concluded = "concluded" "Đã kết luận",
    }
}

/// What moves a meeting on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Start,
    Close,
    /// The boxes are opened, or there are none.
    Count,
    Conclude,
    /// The ballot is void: vote again.
    Void,
}

impl State {
    /// The state after a step.
    ///
    /// # Errors
    /// When the meeting has not come so far, or further.
    pub const fn step(self, step: Step) -> Result<Self, IllegalStep> {
        match (self, step) {
            (Self::Preparing, Step::Start) => Ok(Self::Voting),
            (Self::Voting, Step::Close) => Ok(Self::Closed),
            (Self::Closed, Step::Count) => Ok(Self::Counted),
            (Self::Counted, Step::Conclude) => Ok(Self::Concluded),
            (Self::Voting | Self::Closed, Step::Void) => Ok(Self::Preparing),
            _ => Err(IllegalStep),
        }
    }

    pub const fn is_prepared(self) -> bool {
        matches!(self, Self::Preparing)
    }

    pub const fn has_counts(self) -> bool {
        matches!(self, Self::Counted | Self::Concluded)
    }
}

codes! {
    /// How a member takes part in the vote.
    Way {
        Screen = "screen" "Bỏ phiếu trên máy",
        Paper = "paper" "Bỏ phiếu giấy",
        Written = "written" "Vắng, gửi ý kiến bằng văn bản",
        Absent = "absent" "Vắng, không có ý kiến",
    }
}

impl Way {
    pub const fn is_present(self) -> bool {
        matches!(self, Self::Screen | Self::Paper)
    }

    pub const fn votes(self) -> bool {
        !matches!(self, Self::Absent)
    }
}

codes! {
    /// Why somebody must not vote on a line.
    ConflictKind {
        Oneself = "oneself" "Bản thân",
        Relative = "relative" "Người thân",
        Unit = "unit" "Cùng đơn vị",
        Declared = "declared" "Tự khai",
    }
}

/// A sheet of the ballot: the lines on which the same members must not vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPlan {
    pub lines: Vec<DossierId>,
    pub left_out: BTreeSet<PersonId>,
}

/// Parts the agenda into sheets, so that every member on a roll gets the same sheet as the others (SECURITY.md V4): the
/// lines open to all first, the rest in the order of the agenda.
pub fn sheets(agenda: &[DossierId], conflicts: &[(DossierId, PersonId)]) -> Vec<SheetPlan> {
    let mut left_out: BTreeMap<DossierId, BTreeSet<PersonId>> = BTreeMap::new();
    for (line, person) in conflicts {
        left_out.entry(*line).or_default().insert(*person);
    }
    let mut plans: Vec<SheetPlan> = Vec::new();
    for line in agenda {
        let out = left_out.get(line).cloned().unwrap_or_default();
        match plans.iter_mut().find(|plan| plan.left_out == out) {
            Some(plan) => plan.lines.push(*line),
            None => plans.push(SheetPlan { lines: vec![*line], left_out: out }),
        }
    }
    plans.sort_by_key(|plan| !plan.left_out.is_empty());
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(ids: &[i64]) -> Vec<DossierId> {
        ids.iter().copied().map(DossierId).collect()
    }

    #[test]
    fn a_candidate_on_the_council_gets_a_sheet_of_his_own_line() {
        let conflicts = [(DossierId(2), PersonId(7)), (DossierId(4), PersonId(7)), (DossierId(3), PersonId(8))];
        let plans = sheets(&lines(&[2, 1, 3, 4, 5]), &conflicts);
        let found: Vec<(Vec<i64>, Vec<i64>)> = plans
            .iter()
            .map(|plan| (plan.lines.iter().map(|it| it.0).collect(), plan.left_out.iter().map(|it| it.0).collect()))
            .collect();
        assert_eq!(found, [(vec![1, 5], vec![]), (vec![2, 4], vec![7]), (vec![3], vec![8])]);
    }

    #[test]
    fn without_conflicts_there_is_one_sheet_and_without_lines_none() {
        assert_eq!(sheets(&lines(&[3, 1]), &[]), [SheetPlan { lines: lines(&[3, 1]), left_out: BTreeSet::new() }]);
        assert_eq!(sheets(&[], &[]), []);
    }

    #[test]
    fn nothing_is_skipped_and_only_a_running_ballot_is_voided() {
        assert_eq!(State::Preparing.step(Step::Start), Ok(State::Voting));
        assert_eq!(State::Closed.step(Step::Void), Ok(State::Preparing));
        for (state, step) in [
            (State::Preparing, Step::Close),
            (State::Voting, Step::Count),
            (State::Counted, Step::Void),
            (State::Concluded, Step::Void),
            (State::Concluded, Step::Conclude),
        ] {
            assert_eq!(state.step(step), Err(IllegalStep), "{state}, {step:?}");
        }
    }
}

//! A block (khối, cụm thi đua): peer units scored by one table of criteria in a year.
//!
//! The secretariat publishes the table, each unit scores itself, the secretariat verifies, and the head of the agency
//! concludes. What points are and how they add up stands in [`points`], who comes before whom in [`ranking`].

mod points;
mod ranking;

pub use points::{Points, by_count, by_percent, total};
pub use ranking::{Contender, Place, Tie, rank};

use super::IllegalStep;
use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Scoring = "scoring" "Đang chấm",
        Revising = "revising" "Đang sửa tiêu chí",
        Proposed = "proposed" "Chờ kết luận",
        Concluded = "concluded" "Đã kết luận",
    }
}

codes! {
    /// How far the score sheet of a unit is.
    SheetState {
        Draft = "draft" "Đang tự chấm",
        Submitted = "submitted" "Chờ thẩm định",
        Returned = "returned" "Trả lại để sửa",
        Confirmed = "confirmed" "Đã thẩm định",
    }
}

impl SheetState {
    /// The unit itself writes on it.
    pub const fn is_with_unit(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

codes! {
    /// Where the points of a criterion come from.
    Manner {
        SelfScored = "self" "Đơn vị tự chấm",
        Revenue = "revenue" "Tự động theo chỉ tiêu thu",
        Awards = "awards" "Tự động theo kết quả khen thưởng",
        Bonus = "bonus" "Điểm thưởng",
        Minus = "minus" "Điểm trừ",
    }
}

impl Manner {
    /// The program counts them; where it has nothing to count, the unit scores itself.
    pub const fn is_automatic(self) -> bool {
        matches!(self, Self::Revenue | Self::Awards)
    }

    /// Part of the points that a unit can reach without a bonus.
    pub const fn is_regular(self) -> bool {
        !matches!(self, Self::Bonus | Self::Minus)
    }
}

codes! {
    /// What is written in the register of conclusions.
    Conclusion {
        Concluded = "conclusion" "Kết luận",
        Revoked = "revocation" "Thu hồi kết luận",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Publish,
    Revise,
    Propose,
    /// Back to the secretariat, instead of a conclusion.
    Return,
    Conclude,
    Revoke,
}

/// A change of state that is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    from: State,
    to: State,
}

impl Move {
    pub const fn from(self) -> State {
        self.from
    }

    pub const fn to(self) -> State {
        self.to
    }
}

impl State {
    /// # Errors
    /// The state does not allow the step.
    pub fn step(self, step: Step) -> Result<Move, IllegalStep> {
        let to = match (self, step) {
            (Self::Draft | Self::Revising, Step::Publish)
            | (Self::Proposed, Step::Return)
            | (Self::Concluded, Step::Revoke) => Self::Scoring,
            (Self::Scoring, Step::Revise) => Self::Revising,
            (Self::Scoring, Step::Propose) => Self::Proposed,
            (Self::Proposed, Step::Conclude) => Self::Concluded,
            _ => return Err(IllegalStep),
        };
        Ok(Move { from: self, to })
    }

    /// Its table of criteria is being written.
    pub const fn is_prepared(self) -> bool {
        matches!(self, Self::Draft | Self::Revising)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_concluded_only_after_it_was_scored_and_proposed() {
        use Step::*;
        let end =
            |steps: &[Step]| steps.iter().try_fold(State::Draft, |state, step| state.step(*step).map(Move::to)).ok();
        assert_eq!(end(&[Publish, Propose, Conclude]), Some(State::Concluded));
        assert_eq!(end(&[Publish, Revise, Publish, Propose, Return]), Some(State::Scoring));
        assert_eq!(end(&[Publish, Propose, Conclude, Revoke]), Some(State::Scoring));
        for steps in [&[Propose][..], &[Publish, Conclude], &[Publish, Publish], &[Publish, Revoke], &[Revise]] {
            assert_eq!(end(steps), None, "{steps:?}");
        }
        assert_eq!(end(&[Publish, Propose, Revise]), None, "nothing changes under what is proposed");
    }
}

//! A registration: the title or commendation somebody aims for this year, and the steps it takes
//! (CONTRACT.md §5). A state changes only with a [`Move`], and only [`State::step`] makes one.

use super::IllegalStep;
use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Nháp",
        Filed = "filed" "Chờ đơn vị duyệt",
        UnitReviewed = "unit_reviewed" "Chờ thẩm định",
        Accepted = "accepted" "Đã chấp nhận",
        Escalated = "escalated" "Đã trình cấp trên",
        Awarded = "awarded" "Đạt",
        NotAwarded = "not_awarded" "Không đạt",
        Returned = "returned" "Trả lại để sửa",
        Rejected = "rejected" "Không chấp nhận",
        Withdrawn = "withdrawn" "Đã rút",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send in; the unit reviews it.
    File,
    /// Send in past the unit: a head's own, a collective's, or where the unit has no head.
    FileStraight,
    /// The unit agrees.
    Agree,
    /// The secretariat accepts.
    Accept,
    /// Back to the one who filed, with a reason.
    Return,
    Reject,
    Withdraw,
    /// Sent on to the authority that grants it.
    Escalate,
    Award,
    Refuse,
}

/// A permitted change of state.
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
    pub const fn step(self, step: Step) -> Result<Move, IllegalStep> {
        use State::*;
        let to = match (self, step) {
            (Draft | Returned, Step::File) => Filed,
            (Draft | Returned, Step::FileStraight) => UnitReviewed,
            (Filed, Step::Agree) => UnitReviewed,
            (UnitReviewed, Step::Accept) => Accepted,
            (Filed | UnitReviewed, Step::Return) => Returned,
            (UnitReviewed, Step::Reject) => Rejected,
            (Draft | Filed | UnitReviewed | Returned, Step::Withdraw) => Withdrawn,
            (Accepted, Step::Escalate) => Escalated,
            (Accepted | Escalated, Step::Award) => Awarded,
            (Accepted | Escalated, Step::Refuse) => NotAwarded,
            _ => return Err(IllegalStep),
        };
        Ok(Move { from: self, to })
    }

    /// Nothing more will happen to it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Awarded | Self::NotAwarded | Self::Rejected | Self::Withdrawn)
    }

    /// What was typed may still be changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_way_to_an_award() {
        let mut state = State::Draft;
        for step in [Step::File, Step::Agree, Step::Accept, Step::Escalate, Step::Award] {
            state = state.step(step).unwrap().to();
        }
        assert_eq!(state, State::Awarded);
    }

    #[test]
    fn a_final_state_takes_no_step() {
        use Step::*;
        for state in State::ALL.iter().filter(|state| state.is_final()) {
            for step in [File, FileStraight, Agree, Accept, Return, Reject, Withdraw, Escalate, Award, Refuse] {
                assert_eq!(state.step(step), Err(IllegalStep), "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn nobody_approves_a_draft_or_withdraws_what_was_accepted() {
        assert_eq!(State::Draft.step(Step::Agree), Err(IllegalStep));
        assert_eq!(State::Filed.step(Step::Accept), Err(IllegalStep));
        assert_eq!(State::Accepted.step(Step::Withdraw), Err(IllegalStep));
    }
}

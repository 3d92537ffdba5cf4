//! An initiative (sáng kiến), its authors' shares, and the steps to recognition (CONTRACT.md §5).

use super::IllegalStep;
use super::codes::codes;

codes! {
    State {
        Draft = "draft" "Nháp",
        Filed = "filed" "Chờ đơn vị duyệt",
        UnitReviewed = "unit_reviewed" "Chờ thẩm định",
        UnderReview = "under_review" "Đang chấm",
        Recognised = "recognised" "Đã công nhận",
        Rejected = "rejected" "Không công nhận",
        Returned = "returned" "Trả lại để sửa",
        Withdrawn = "withdrawn" "Đã rút",
    }
}

codes! {
    /// How far the recognised effect reaches.
    Level {
        Base = "base" "Cấp cơ sở",
        Provincial = "provincial" "Cấp tỉnh",
        National = "national" "Toàn quốc",
    }
}

codes! {
    /// What a co-author says to the application as it stands.
    Answer {
        Asked = "asked" "Chờ xác nhận",
        Confirmed = "confirmed" "Đã xác nhận",
        Refused = "refused" "Không đồng ý",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    File,
    /// Past the unit: a head's own, or where the unit has no head.
    FileStraight,
    Agree,
    Return,
    /// Into a round, whose council reviews it.
    TakeUp,
    PutBack,
    Recognise,
    Reject,
    Withdraw,
}

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
            (Filed | UnitReviewed, Step::Return) => Returned,
            (UnitReviewed, Step::TakeUp) => UnderReview,
            (UnderReview, Step::PutBack) => UnitReviewed,
            (UnitReviewed | UnderReview, Step::Recognise) => Recognised,
            (UnitReviewed | UnderReview, Step::Reject) => Rejected,
            (Draft | Filed | UnitReviewed | Returned, Step::Withdraw) => Withdrawn,
            _ => return Err(IllegalStep),
        };
        Ok(Move { from: self, to })
    }

    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether later ones are compared with it: all that were filed and not taken back, whatever came of them.
    pub const fn is_compared_with(self) -> bool {
        !matches!(self, Self::Draft | Self::Withdrawn)
    }

    pub const fn is_final(self) -> bool {
        matches!(self, Self::Recognised | Self::Rejected | Self::Withdrawn)
    }
}

/// The sum that authors' shares must reach, in percent.
pub const WHOLE: i32 = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognition_needs_the_unit_first() {
        assert_eq!(State::Filed.step(Step::Recognise), Err(IllegalStep));
        assert_eq!(State::UnitReviewed.step(Step::Recognise).unwrap().to(), State::Recognised);
    }
}

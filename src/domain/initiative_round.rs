//! A round of reviewing initiatives (đợt xét sáng kiến): its council, the sheets of its examiners, and how far it has
//! come.

use super::IllegalStep;
use super::codes::codes;

codes! {
    State {
        Open = "open" "Đang nhận sáng kiến",
        Scoring = "scoring" "Đang chấm",
        Concluded = "concluded" "Đã kết luận",
        Decided = "decided" "Đã có quyết định",
    }
}

codes! {
    /// How far an examiner has come with a sheet (phiếu chấm).
    SheetState {
        Assigned = "assigned" "Chưa gửi",
        Sent = "sent" "Đã gửi",
        Recused = "recused" "Xin không chấm",
    }
}

codes! {
    /// What an examiner proposes.
    Verdict {
        Recognise = "recognise" "Công nhận",
        Refuse = "refuse" "Không công nhận",
    }
}

impl State {
    /// The state after this one.
    ///
    /// # Errors
    /// After a decision nothing follows.
    pub const fn next(self) -> Result<Self, IllegalStep> {
        match self {
            Self::Open => Ok(Self::Scoring),
            Self::Scoring => Ok(Self::Concluded),
            Self::Concluded => Ok(Self::Decided),
            Self::Decided => Err(IllegalStep),
        }
    }

    /// Initiatives, members and examiners can still be added and taken out.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Examiners can be given an initiative, or taken from it.
    pub const fn assigns(self) -> bool {
        matches!(self, Self::Open | Self::Scoring)
    }

    pub const fn has_results(self) -> bool {
        matches!(self, Self::Concluded | Self::Decided)
    }
}

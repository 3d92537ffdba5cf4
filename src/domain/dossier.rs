//! A dossier (hồ sơ đề nghị): the proposal of one award for one subject at year end, and the steps it takes
//! (CONTRACT.md §5). [`STEPS`] is the whole state machine; a state changes only with a [`Move`], and only
//! this module makes one.

pub mod paper;
pub mod report;

use super::IllegalStep;
use super::codes::codes;
use super::law::CommendationKind;

codes! {
    State {
        Draft = "draft" "Nháp",
        Filed = "filed" "Chờ đơn vị duyệt",
        UnitReviewed = "unit_reviewed" "Chờ thẩm định",
        Verified = "verified" "Chờ hội đồng",
        CouncilVoted = "council_voted" "Hội đồng đã thông qua",
        Published = "published" "Đang niêm yết",
        Escalated = "escalated" "Đã trình cấp trên",
        HigherDecided = "higher_decided" "Cấp trên đã quyết định",
        Decided = "decided" "Đã có quyết định",
        Paid = "paid" "Đã chi thưởng",
        Returned = "returned" "Trả lại để sửa",
        Rejected = "rejected" "Không đạt",
        Withdrawn = "withdrawn" "Đã rút",
        OnHold = "on_hold" "Tạm dừng xét",
        Revoked = "revoked" "Đã thu hồi",
    }
}

codes! {
    /// Why it is proposed. Sudden and thematic ones take the short way and never count toward merit criteria.
    Kind {
        Merit = "merit" "Công trạng",
        Sudden = "sudden" "Đột xuất",
        Thematic = "thematic" "Chuyên đề",
    }
}

impl Kind {
    /// Goes from verification to the decision without the council.
    pub const fn is_short(self) -> bool {
        matches!(self, Self::Sudden | Self::Thematic)
    }

    /// What the criteria are asked by.
    pub const fn declared(self) -> CommendationKind {
        match self {
            Self::Merit => CommendationKind::Merit,
            Self::Sudden => CommendationKind::Sudden,
            Self::Thematic => CommendationKind::Thematic,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send in; the unit reviews it.
    File,
    /// Send in past the unit: a head's own, a collective's, or where the unit has no head.
    FileStraight,
    /// The unit agrees, on the minutes of its meeting.
    Agree,
    /// The secretariat has checked it against the criteria; the council comes next.
    Verify,
    /// The council has voted for it.
    Pass,
    /// The names are shown for comment.
    Publish,
    /// Sent on to the authority that grants it.
    Escalate,
    /// The higher level has decided, for or against.
    Answer,
    /// Granted by a decision, with its number.
    Decide,
    /// The bonus is paid.
    Pay,
    /// Back to the one who filed, with a reason.
    Return,
    Reject,
    Withdraw,
    /// Consideration stops, as while discipline is under review.
    Hold,
    /// The grant is cancelled by a later decision.
    Revoke,
}

/// Every permitted step but the way back from a hold, which depends on where it was: see [`State::resume`].
pub const STEPS: &[(&[State], Step, State)] = {
    use State::*;
    &[
        (&[Draft, Returned], Step::File, Filed),
        (&[Draft, Returned], Step::FileStraight, UnitReviewed),
        (&[Filed], Step::Agree, UnitReviewed),
        (&[UnitReviewed], Step::Verify, Verified),
        (&[Verified], Step::Pass, CouncilVoted),
        (&[CouncilVoted], Step::Publish, Published),
        (&[Verified, CouncilVoted, Published], Step::Escalate, Escalated),
        (&[Escalated], Step::Answer, HigherDecided),
        (&[Verified, CouncilVoted, Published, HigherDecided], Step::Decide, Decided),
        (&[Decided], Step::Pay, Paid),
        (&[Filed, UnitReviewed, Verified, CouncilVoted], Step::Return, Returned),
        (&[UnitReviewed, Verified, CouncilVoted, Published, HigherDecided], Step::Reject, Rejected),
        (&[Draft, Filed, UnitReviewed, Returned], Step::Withdraw, Withdrawn),
        (HOLDABLE, Step::Hold, OnHold),
        (&[Decided, Paid], Step::Revoke, Revoked),
    ]
};

/// Any step before the decision can be put on hold, and goes on from there.
const HOLDABLE: &[State] = {
    use State::*;
    &[Draft, Filed, UnitReviewed, Verified, CouncilVoted, Published, Escalated, HigherDecided, Returned]
};

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
    pub fn step(self, step: Step) -> Result<Move, IllegalStep> {
        STEPS
            .iter()
            .find(|(from, known, _)| *known == step && from.contains(&self))
            .map(|(_, _, to)| Move { from: self, to: *to })
            .ok_or(IllegalStep)
    }

    /// Back from a hold to where it was.
    pub fn resume(self, held_from: Self) -> Result<Move, IllegalStep> {
        if self == Self::OnHold && HOLDABLE.contains(&held_from) {
            Ok(Move { from: self, to: held_from })
        } else {
            Err(IllegalStep)
        }
    }

    /// Nothing more will happen to it, unless a decision is revoked.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Paid | Self::Rejected | Self::Withdrawn | Self::Revoked)
    }

    /// It stands on the agency's list of proposals: the unit, or who needs no unit, has put it there.
    pub const fn is_on_list(self) -> bool {
        use State::*;
        matches!(self, UnitReviewed | Verified | CouncilVoted | Published | Escalated | HigherDecided | Decided | Paid)
    }

    /// It stopped, and the reason says why.
    pub const fn is_warned(self) -> bool {
        matches!(self, Self::Returned | Self::Rejected | Self::OnHold | Self::Revoked)
    }

    /// What was typed may still be changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// CONTRACT.md §5, written out: from, to. A hold and the way back from it aside.
    const CONTRACT: &[(&str, &str)] = &[
        ("draft", "filed"),
        ("draft", "unit_reviewed"),
        ("returned", "filed"),
        ("returned", "unit_reviewed"),
        ("filed", "unit_reviewed"),
        ("unit_reviewed", "verified"),
        ("verified", "council_voted"),
        ("council_voted", "published"),
        ("published", "decided"),
        ("published", "escalated"),
        ("escalated", "higher_decided"),
        ("higher_decided", "decided"),
        ("higher_decided", "rejected"),
        ("decided", "paid"),
        // Where publicity is set to 0 days.
        ("council_voted", "decided"),
        ("council_voted", "escalated"),
        // A short dossier.
        ("verified", "decided"),
        // A short one that a higher level grants: it leaves out the council and publicity there too.
        ("verified", "escalated"),
        ("filed", "returned"),
        ("unit_reviewed", "returned"),
        ("verified", "returned"),
        ("council_voted", "returned"),
        ("unit_reviewed", "rejected"),
        ("verified", "rejected"),
        ("council_voted", "rejected"),
        ("published", "rejected"),
        ("draft", "withdrawn"),
        ("filed", "withdrawn"),
        ("unit_reviewed", "withdrawn"),
        ("returned", "withdrawn"),
        ("decided", "revoked"),
        ("paid", "revoked"),
    ];
    const BEFORE_DECIDED: &[&str] = &[
        "draft",
        "filed",
        "unit_reviewed",
        "verified",
        "council_voted",
        "published",
        "escalated",
        "higher_decided",
        "returned",
    ];

    #[test]
    fn the_table_is_that_of_the_contract() {
        let table: BTreeSet<(&str, &str)> = STEPS
            .iter()
            .filter(|(_, step, _)| *step != Step::Hold)
            .flat_map(|(from, _, to)| from.iter().map(|from| (from.code(), to.code())))
            .collect();
        assert_eq!(table, CONTRACT.iter().copied().collect());
    }

    #[test]
    fn a_hold_is_possible_at_every_step_before_the_decision_and_leads_back_to_it() {
        for state in State::ALL {
            let held = state.step(Step::Hold);
            assert_eq!(held.is_ok(), BEFORE_DECIDED.contains(&state.code()), "{state:?}");
            if let Ok(held) = held {
                assert_eq!(held.to().resume(*state).unwrap().to(), *state);
            }
        }
        assert_eq!(State::OnHold.resume(State::Decided), Err(IllegalStep));
        assert_eq!(State::Filed.resume(State::Filed), Err(IllegalStep));
    }

    #[test]
    fn every_state_can_be_reached() {
        let reached: BTreeSet<State> = STEPS.iter().map(|(_, _, to)| *to).chain([State::Draft]).collect();
        assert_eq!(reached, State::ALL.iter().copied().collect());
    }

    #[test]
    fn a_final_state_takes_no_step_but_revocation() {
        for state in State::ALL.iter().filter(|state| state.is_final()) {
            for (_, step, _) in STEPS.iter().filter(|(_, step, _)| *step != Step::Revoke) {
                assert_eq!(state.step(*step), Err(IllegalStep), "{state:?} {step:?}");
            }
        }
    }
}

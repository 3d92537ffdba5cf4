//! The councils: of what kind they are, who sits in them as what, and how many of them have to agree.

mod local;
mod term;
mod threshold;

pub use local::{LocalVoteRule, check_vote_not_looser};
pub use term::Term;
pub use threshold::{Demand, SETTING, Threshold, Vote};

use super::codes::codes;

codes! {
    CouncilKind {
        Emulation = "emulation" "Hội đồng Thi đua - Khen thưởng",
        Initiative = "initiative" "Hội đồng sáng kiến",
        CountingBoard = "counting_board" "Ban kiểm phiếu",
    }
}

codes! {
    /// A place in a council, in the order in which its members are named.
    Seat {
        Chair = "chair" "Chủ tịch",
        Deputy = "deputy" "Phó Chủ tịch",
        Standing = "standing" "Ủy viên thường trực",
        Member = "member" "Ủy viên",
        Secretary = "secretary" "Ủy viên thư ký",
    }
}

impl CouncilKind {
    /// The places such a council has.
    pub const fn seats(self) -> &'static [Seat] {
        match self {
            Self::Emulation => Seat::ALL,
            Self::Initiative => &[Seat::Chair, Seat::Deputy, Seat::Member, Seat::Secretary],
            Self::CountingBoard => &[Seat::Chair, Seat::Member],
        }
    }

    /// There is only one such place in it.
    pub const fn has_one(self, seat: Seat) -> bool {
        matches!((self, seat), (_, Seat::Chair) | (Self::Initiative, Seat::Secretary))
    }

    /// Only one of this kind works at a time, and the next ends it. Boards of tellers are set up for a meeting each, so
    /// several stand side by side.
    pub const fn is_one_at_a_time(self) -> bool {
        !matches!(self, Self::CountingBoard)
    }
}

impl Seat {
    /// What whoever sits there is called: a counting board has no Chủ tịch but a Trưởng ban.
    pub const fn word_in(self, kind: CouncilKind) -> &'static str {
        match (kind, self) {
            (CouncilKind::CountingBoard, Self::Chair) => "Trưởng ban",
            _ => self.word(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counting_board_has_a_head_and_members() {
        let called: Vec<_> =
            CouncilKind::CountingBoard.seats().iter().map(|seat| seat.word_in(CouncilKind::CountingBoard)).collect();
        assert_eq!(called, ["Trưởng ban", "Ủy viên"]);
        assert_eq!(Seat::Chair.word_in(CouncilKind::Emulation), "Chủ tịch");
    }

    #[test]
    fn every_council_has_a_chair_and_members() {
        for kind in CouncilKind::ALL {
            assert!(kind.seats().contains(&Seat::Chair) && kind.seats().contains(&Seat::Member), "{kind}");
        }
    }
}

//! What can be done with a certificate that stands in the golden book.

use super::lines::Line;
use crate::domain::certificate::{State, Step};

/// One act, which has a page and an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateAct {
    Spoil,
    Reissue,
    HandOver,
    TakeBack,
}

impl CertificateAct {
    pub const ALL: [Self; 4] = [Self::HandOver, Self::Spoil, Self::Reissue, Self::TakeBack];

    /// The last part of its address.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Spoil => "spoiling",
            Self::Reissue => "reissue",
            Self::HandOver => "handover",
            Self::TakeBack => "return",
        }
    }

    pub const fn button(self) -> &'static str {
        match self {
            Self::Spoil => "Ghi phôi hỏng",
            Self::Reissue => "Cấp lại bằng phôi mới",
            Self::HandOver => "Ghi đã trao",
            Self::TakeBack => "Ghi đã thu hồi",
        }
    }

    pub const fn said(self) -> &'static str {
        match self {
            Self::Spoil => "Đã ghi phôi hỏng. Cấp lại bằng phôi mới, giữ nguyên số sổ vàng.",
            Self::Reissue => "Đã ghi phôi mới. In lại bằng.",
            Self::HandOver => "Đã ghi trao bằng.",
            Self::TakeBack => "Đã ghi thu hồi bằng.",
        }
    }

    const fn step(self) -> Step {
        match self {
            Self::Spoil => Step::Spoil,
            Self::Reissue => Step::Reissue,
            Self::HandOver => Step::HandOver,
            Self::TakeBack => Step::TakeBack,
        }
    }

    /// The state it leads to; none where it cannot be done now. What is revoked is neither printed nor handed over again.
    pub fn to(self, line: &Line) -> Option<State> {
        let fits = match self {
            Self::Reissue | Self::HandOver => !line.is_revoked(),
            Self::TakeBack => line.is_revoked(),
            Self::Spoil => true,
        };
        line.state().filter(|_| fits).and_then(|state| state.step(self.step()).ok())
    }
}

//! Mẫu gốc: the lines in their usual order and places on an A4 sheet that lies, until the secretariat moves them.

use super::template::{Placement, Tenths};
use super::{Align, Field};
use crate::domain::law::{AwardCode, AwardKind};

/// Width and height of the sheet, mm.
pub const PAGE: (Tenths, Tenths) = (Tenths::whole(297), Tenths::whole(210));

pub const ACHIEVEMENT: &str = "Đã có thành tích xuất sắc trong công tác và phong trào thi đua năm {năm}";

/// What nobody changes of a line.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Beyond these the letters become smaller.
    pub most_lines: usize,
    pub is_italic: bool,
    /// Where the stock is printed in colour.
    pub is_red: bool,
}

impl Field {
    pub const fn style(self) -> Style {
        let (most_lines, is_italic, is_red) = match self {
            Self::Giver => (2, false, true),
            Self::Award => (1, false, true),
            Self::Recipient | Self::Unit => (2, false, false),
            Self::Achievement => (3, false, false),
            Self::PlaceAndDate => (1, true, false),
            Self::SignerPosition => (3, false, false),
            _ => (1, false, false),
        };
        Style { most_lines, is_italic, is_red }
    }

    pub(super) const fn original(self) -> Placement {
        match self {
            Self::NationalHeading => bold(middle(14, 14)),
            Self::Motto => bold(middle(21, 15)),
            Self::Giver => capitals(bold(middle(36, 20))),
            Self::Verb => capitals(bold(middle(55, 18))),
            Self::Award => capitals(bold(middle(64, 34))),
            Self::Recipient => bold(middle(82, 26)),
            Self::Position => middle(106, 16),
            Self::Unit => middle(114, 16),
            Self::Achievement => middle(129, 16),
            Self::Decision => at(25, 170, 110, 13, Align::Left),
            Self::Book => at(25, 177, 110, 13, Align::Left),
            Self::PlaceAndDate => at(162, 152, 110, 14, Align::Centre),
            Self::SignerPosition => capitals(bold(at(162, 159, 110, 14, Align::Centre))),
            Self::SignerName => bold(at(162, 194, 110, 14, Align::Centre)),
        }
    }
}

/// In mm, the letters in points.
const fn at(left: i64, top: i64, width: i64, size: i64, align: Align) -> Placement {
    Placement {
        is_shown: true,
        left: Tenths::whole(left),
        top: Tenths::whole(top),
        width: Tenths::whole(width),
        size: Tenths::whole(size),
        align,
        is_bold: false,
        is_capitals: false,
    }
}

/// Across the sheet.
const fn middle(top: i64, size: i64) -> Placement {
    at(30, top, 237, size, Align::Centre)
}

const fn bold(it: Placement) -> Placement {
    Placement { is_bold: true, ..it }
}

const fn capitals(it: Placement) -> Placement {
    Placement { is_capitals: true, ..it }
}

/// "Tặng danh hiệu" and the name of the award as its certificate has it: the giver already stands above.
pub fn named(award: AwardCode, name: &str) -> (&'static str, &str) {
    match award.award().kind {
        AwardKind::Title => ("Tặng danh hiệu", name),
        AwardKind::Commendation => ("Tặng", name.split_once(" của ").map_or(name, |(name, _)| name)),
    }
}

//! The pages of a paper, by the rules in force on the day it is signed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::law::{Margins, NumberPosition, catalogue};

/// Margins in mm, and where the number of a page stands from the second page on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub top: u32,
    pub bottom: u32,
    pub left: u32,
    pub right: u32,
    /// At the foot on the right, else in the middle of the head.
    pub has_number_at_foot: bool,
}

impl Layout {
    pub fn on(day: NaiveDate) -> Self {
        catalogue().layout_on(day).map_or_else(Self::default, |layout| {
            let Margins { top, bottom, left, right } = layout.margins();
            let has_number_at_foot = layout.page_number.position == NumberPosition::BottomRight;
            Self { top, bottom, left, right, has_number_at_foot }
        })
    }

    /// The same of a page that lies: what was left is above, so that it is bound at the same edge.
    pub const fn lying(self) -> Self {
        Self { top: self.left, bottom: self.right, left: self.bottom, right: self.top, ..self }
    }
}

/// Of a paper that has no day.
impl Default for Layout {
    fn default() -> Self {
        Self { top: 20, bottom: 20, left: 30, right: 15, has_number_at_foot: false }
    }
}

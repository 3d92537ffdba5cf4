//! How administrative papers look: pages and margins by the rules in force on the day a paper is signed.

use chrono::NaiveDate;
use serde::Deserialize;

/// One decree or circular on the form of papers.
#[derive(Debug, Clone, Deserialize)]
pub struct PaperLayout {
    /// Sections that are gathered by their names come with their days as text.
    pub effective_from: NaiveDate,
    /// In mm, the least and the most.
    margin_top_mm: [u32; 2],
    margin_bottom_mm: [u32; 2],
    margin_left_mm: [u32; 2],
    margin_right_mm: [u32; 2],
    /// What the rules' own model uses, where there is one.
    default_margins_mm: Option<Margins>,
    pub page_number: PageNumber,
}

/// In mm, of a page that stands upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Margins {
    pub top: u32,
    pub bottom: u32,
    pub left: u32,
    pub right: u32,
}

/// Where the number of a page stands from the second page on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct PageNumber {
    pub position: NumberPosition,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberPosition {
    TopCenter,
    BottomRight,
}

impl PaperLayout {
    /// Those of the model, or else the smallest that are allowed: a table has the more room.
    pub fn margins(&self) -> Margins {
        self.default_margins_mm.unwrap_or(Margins {
            top: self.margin_top_mm[0],
            bottom: self.margin_bottom_mm[0],
            left: self.margin_left_mm[0],
            right: self.margin_right_mm[0],
        })
    }
}

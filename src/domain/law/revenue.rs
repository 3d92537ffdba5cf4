//! The lines of the revenue report and the forms it is printed on.

use chrono::NaiveDate;
use serde::Deserialize;

use super::codes::RevenueLineCode;
use super::reading::{self, Provenance};

/// A prescribed or internal form of the revenue report, by the end of the reported period.
#[derive(Debug, Clone, Deserialize)]
pub struct RevenueForm {
    pub code: String,
    pub title: String,
    #[serde(deserialize_with = "reading::day")]
    pub effective_from: NaiveDate,
    #[serde(default, deserialize_with = "reading::optional_day")]
    pub effective_to: Option<NaiveDate>,
    pub unit: Option<String>,
    pub columns: Vec<String>,
    pub columns_confidence: Option<reading::Confidence>,
    #[serde(default)]
    pub formulae: Vec<String>,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// When a line of revenue keeps pace with what is expected of it by then. Custom, not law.
#[derive(Debug, Clone, Deserialize)]
pub struct RevenueLimits {
    /// From this share of what is expected, in percent, it keeps pace.
    pub on_track_from_percent: u32,
    /// Below this share, in percent, it is late; between the two it wants watching.
    pub behind_below_percent: u32,
    /// How many years before tell how a year is spread over its months.
    pub profile_years: i32,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// One row of the revenue report (khoản thu). Only leaves are entered; parents are sums.
#[derive(Debug, Clone, Deserialize)]
pub struct RevenueLine {
    pub code: String,
    /// Code of the line this one is part of; empty for a root.
    pub(super) parent: String,
    /// Numbering as printed before the name: "A", "I", "1", "-".
    pub marker: String,
    pub name: String,
    pub order: u32,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl RevenueLineCode {
    /// Total State budget revenue in the province (line A); other roots are memorandum items.
    pub fn total() -> Self {
        Self::all().next().expect("a catalogue that does not begin with a total is refused when it is read")
    }

    pub fn parent(self) -> Option<Self> {
        Self::from_code(&self.line().parent)
    }

    /// The lines directly below, in printed order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        Self::all().filter(move |line| line.line().parent == self.code())
    }

    /// Whether figures are entered for this line itself.
    pub fn is_leaf(self) -> bool {
        self.children().next().is_none()
    }

    /// How deep it stands: 0 for a root.
    pub fn depth(self) -> usize {
        std::iter::successors(self.parent(), |line| line.parent()).count()
    }
}

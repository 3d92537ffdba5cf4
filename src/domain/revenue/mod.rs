//! Budget revenue (thu ngân sách): what was estimated (dự toán), what came in (thực hiện), how far
//! the one has reached the other. Figures are entered for leaf lines only; everything above is a sum.

mod estimate;
mod forecast;
mod month;
mod profile;
mod progress;
pub mod sheet;
mod span;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use diesel::Queryable;

use super::codes::codes;
use super::ids::UnitId;
use super::law::RevenueLineCode;
use super::money::Dong;
use super::year::Year;

pub use estimate::{Estimate, InForce};
pub use forecast::{Forecast, Light, Method, Outlook};
pub use month::{ByMonth, MONTHS, Period};
pub use profile::{Basis, History, LEAST_YEARS, Profile, YearShares, months_by_line};
pub use progress::{ByUnit, Course, Point, Progress, by_unit, line_by_unit, roll_up};
pub use span::{Compared, Span, compare};

/// What came in of every line in each month of a year.
pub type ByMonthOfYear = BTreeMap<RevenueLineCode, ByMonth>;

codes! {
    /// Whose figure an estimate is. Several stand side by side in a year (procedure.md §5).
    AssignedBy {
        Central = "central" "Trung ương giao",
        Province = "province" "Tỉnh giao",
        Target = "target" "Phấn đấu",
    }
}

codes! {
    /// What was done to a month's figures as a whole: closed ones take no change until they are opened again.
    Closing {
        Closed = "closed" "Đã chốt",
        Reopened = "reopened" "Mở lại",
    }
}

/// What came in for a leaf line in one month; negative for a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Actual {
    pub year: Year,
    /// 1 to 12.
    pub month: i32,
    pub line: RevenueLineCode,
    /// Who answers for this much *of the line*; `None` for the line's own figure.
    pub unit: Option<UnitId>,
    pub amount: Dong,
}

impl Actual {
    pub const fn period(&self) -> Period {
        Period { year: self.year, month: self.month }
    }
}

/// The amounts entered for one leaf line in one month, or in one estimate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// The line's own figure.
    pub line: Option<Dong>,
    /// What the units answer for, together.
    pub units: Option<Dong>,
}

impl Figure {
    pub fn add(&mut self, unit: Option<UnitId>, amount: Dong) {
        let part = if unit.is_some() { &mut self.units } else { &mut self.line };
        *part = sum(*part, Some(amount));
    }

    /// The line's own figure, to which shares are never added; where only shares exist, their sum.
    pub fn amount(self) -> Option<Dong> {
        self.line.or(self.units)
    }

    /// Whether the units answer for more than there is. Of a correction (a negative line) they may
    /// answer for a part as well, so there the comparison turns round.
    pub fn is_exceeded(self) -> bool {
        match (self.line, self.units) {
            (Some(line), Some(units)) if line < Dong::ZERO => units < line || units > Dong::ZERO,
            (Some(line), Some(units)) => units > line,
            _ => false,
        }
    }
}

/// Adds what is there; nothing and nothing stay nothing, which is not the same as zero.
pub fn sum(one: Option<Dong>, other: Option<Dong>) -> Option<Dong> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        (one, other) => one.or(other),
    }
}

impl RevenueLineCode {
    /// The line itself and everything it is part of, up to a root.
    pub fn ancestry(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |line| line.parent())
    }

    /// Whether it counts towards the total; the others are memorandum items.
    pub fn is_of_total(self) -> bool {
        static OF_TOTAL: LazyLock<BTreeSet<RevenueLineCode>> = LazyLock::new(|| {
            RevenueLineCode::all().filter(|line| line.ancestry().last() == Some(RevenueLineCode::total())).collect()
        });
        OF_TOTAL.contains(&self)
    }

    /// The lines of the total that figures are entered for, in printed order.
    pub fn leaves_of_total() -> impl Iterator<Item = Self> {
        Self::all().filter(|line| line.is_leaf() && line.is_of_total())
    }

    /// Its name in sentence case: the catalogue prints roots in capitals, as the form does.
    pub fn title(self) -> String {
        let name = &self.line().name;
        if name.chars().any(char::is_lowercase) {
            return name.clone();
        }
        let mut letters = name.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
    }

    /// Its name as tables number it: "I. Thu nội địa", "– Thu tiền sử dụng đất"; roots stand alone.
    pub fn numbered_title(self) -> String {
        match self.line().marker.as_str() {
            _ if self.parent().is_none() => self.title(),
            "-" => format!("– {}", self.title()),
            marker => format!("{marker}. {}", self.title()),
        }
    }
}

#[cfg(test)]
mod tests;

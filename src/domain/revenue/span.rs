//! Some months of a year, to be compared with some of another.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use super::progress::percent;
use super::{Actual, months_by_line};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::year::Year;

/// From one month of a year to another, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub year: Year,
    pub from: i32,
    pub to: i32,
}

impl Span {
    /// In whichever order the months were named.
    pub fn new(year: Year, one: i32, other: i32) -> Self {
        Self { year, from: one.min(other), to: one.max(other) }
    }

    /// How many months it has.
    pub const fn length(self) -> i32 {
        self.to - self.from + 1
    }
}

/// "tháng 4 đến 6 năm 2014".
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (1, 12) => write!(f, "cả năm {}", self.year),
            (from, to) if from == to => write!(f, "tháng {to} năm {}", self.year),
            (from, to) => write!(f, "tháng {from} đến {to} năm {}", self.year),
        }
    }
}

/// A line in two spans. `None` is what was never entered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compared {
    pub one: Option<Dong>,
    pub other: Option<Dong>,
}

impl Compared {
    /// How much more there is in the first.
    pub fn difference(&self) -> Option<Dong> {
        Some(self.one? - self.other?)
    }

    /// The first in percent of the other, unrounded.
    pub fn percent(&self) -> Option<Decimal> {
        percent(self.one?, self.other?)
    }
}

/// Every line with figures in one of two spans, parents as sums.
pub fn compare(
    one: Span,
    other: Span,
    actuals: &[Actual],
    unit: Option<UnitId>,
) -> BTreeMap<RevenueLineCode, Compared> {
    let mut lines: BTreeMap<RevenueLineCode, Compared> = BTreeMap::new();
    for (line, amount) in in_span(one, actuals, unit) {
        lines.entry(line).or_default().one = Some(amount);
    }
    for (line, amount) in in_span(other, actuals, unit) {
        lines.entry(line).or_default().other = Some(amount);
    }
    lines
}

fn in_span(span: Span, actuals: &[Actual], unit: Option<UnitId>) -> impl Iterator<Item = (RevenueLineCode, Dong)> {
    let lines = months_by_line(span.year, actuals, unit).into_iter();
    lines.filter_map(move |(line, months)| {
        let amounts = (span.from..=span.to).map(|month| months.in_month(month));
        Some((line, amounts.fold(None, super::sum)?))
    })
}

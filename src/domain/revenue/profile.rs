//! How a year's revenue is spread over its months, learnt from the years before: months are not equal.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::month::{ByMonth, MONTHS};
use super::progress::Leaves;
use super::{Actual, ByMonthOfYear};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::year::Year;

/// With fewer years a forecast cannot say how much they differ.
pub const LEAST_YEARS: usize = 2;

/// One whole year before, month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearShares {
    pub year: Year,
    months: ByMonth,
    total: Dong,
}

impl YearShares {
    /// Nothing of a year in which nothing, or less than nothing, came in.
    fn of(year: Year, months: &ByMonth) -> Option<Self> {
        let total = months.up_to(12).filter(|total| *total > Dong::ZERO)?;
        Some(Self { year, months: *months, total })
    }

    /// What had come in by the end of a month.
    pub fn up_to(&self, month: i32) -> Dong {
        self.months.up_to(month).unwrap_or_default()
    }

    /// The same as a share of the year: 1 at its end, outside 0 to 1 only after corrections.
    pub fn share(&self, month: i32) -> Decimal {
        Decimal::from(self.up_to(month)) / Decimal::from(self.total)
    }
}

/// Whose years a profile is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The line's own, or that of one it is part of, which has the years that the line lacks.
    Line(RevenueLineCode),
    /// There is no whole year to learn from: a twelfth each month.
    Even,
}

/// The share of a year that is expected by the end of each month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub basis: Basis,
    /// Oldest first; empty for an even spread.
    pub years: Vec<YearShares>,
}

impl Profile {
    pub const fn even() -> Self {
        Self { basis: Basis::Even, years: Vec::new() }
    }

    /// The mean of the years' shares; 1 at the end of the year.
    pub fn expected(&self, month: i32) -> Decimal {
        if self.years.is_empty() {
            return Decimal::from(month.clamp(0, 12)) / Decimal::from(12);
        }
        self.shares(month).sum::<Decimal>() / Decimal::from(self.years.len())
    }

    /// The smallest and the greatest of the years' shares.
    pub fn extremes(&self, month: i32) -> Option<(Decimal, Decimal)> {
        Some((self.shares(month).min()?, self.shares(month).max()?))
    }

    fn shares(&self, month: i32) -> impl Iterator<Item = Decimal> {
        self.years.iter().map(move |year| year.share(month))
    }

    /// So much of an amount is expected by the end of a month, in whole đồng.
    pub fn expected_of(&self, amount: Dong, month: i32) -> Dong {
        rounded(Decimal::from(amount).checked_mul(self.expected(month))).unwrap_or(amount)
    }
}

/// A whole đồng amount, when it is one that can be.
pub(super) fn rounded(amount: Option<Decimal>) -> Option<Dong> {
    use rust_decimal::RoundingStrategy;
    use rust_decimal::prelude::ToPrimitive;
    let amount = amount?.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    amount.to_i64().map(Dong::new)
}

/// The whole years before one, of every line: all of it, or what one unit answers for.
#[derive(Debug, Clone, Default)]
pub struct History(BTreeMap<RevenueLineCode, Vec<YearShares>>);

impl History {
    /// So many years before `year`, as far as all twelve months of their total were entered; other years are passed over.
    pub fn before(year: Year, count: i32, actuals: &[Actual], unit: Option<UnitId>) -> Self {
        let mut lines: BTreeMap<RevenueLineCode, Vec<YearShares>> = BTreeMap::new();
        for year in (year.0 - count..year.0).map(Year) {
            let whole = Leaves::of_year(year, actuals, None);
            let total = whole.total();
            if MONTHS.map(|month| total.in_month(month)).any(|amount| amount.is_none()) {
                continue;
            }
            let of_unit = if unit.is_some() { Leaves::of_year(year, actuals, unit) } else { whole };
            for (line, months) in of_unit.by_line() {
                lines.entry(line).or_default().extend(YearShares::of(year, &months));
            }
        }
        Self(lines)
    }

    /// The profile of a line: its own when it has years enough, else that of the nearest line above that has; else
    /// of the nearest with a year at all; else even.
    pub fn profile(&self, line: RevenueLineCode) -> Profile {
        let with = |least: usize| line.ancestry().find(|above| self.years(*above).len() >= least);
        match with(LEAST_YEARS).or_else(|| with(1)) {
            Some(basis) => Profile { basis: Basis::Line(basis), years: self.years(basis).to_vec() },
            None => Profile::even(),
        }
    }

    /// The line's own whole years, oldest first.
    pub fn years(&self, line: RevenueLineCode) -> &[YearShares] {
        self.0.get(&line).map_or(&[], Vec::as_slice)
    }
}

/// What came in of every line in each month of a year, parents as sums.
pub fn months_by_line(year: Year, actuals: &[Actual], unit: Option<UnitId>) -> ByMonthOfYear {
    Leaves::of_year(year, actuals, unit).by_line()
}

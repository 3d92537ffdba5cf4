//! How far revenue has come: against the estimate, against the same months of last year.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use rust_decimal::Decimal;

use super::month::{ByMonth, MONTHS, Period};
use super::{Actual, InForce, sum};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number;
use crate::domain::year::Year;

/// Where a line or a unit stands at the end of a month. `None` is what was never assigned or entered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub estimate: Option<Dong>,
    pub in_month: Option<Dong>,
    /// From January on.
    pub cumulative: Option<Dong>,
    /// The same months of the year before.
    pub last_year: Option<Dong>,
}

impl Progress {
    /// In percent of the estimate, unrounded. `None` where nothing (or zero) was assigned.
    pub fn percent(&self) -> Option<Decimal> {
        percent(self.cumulative?, self.estimate?)
    }

    /// In percent of the same months of last year, unrounded.
    pub fn percent_of_last_year(&self) -> Option<Decimal> {
        percent(self.cumulative?, self.last_year?)
    }

    /// What is left to collect of the estimate; negative when it is exceeded.
    pub fn remaining(&self) -> Option<Dong> {
        Some(self.estimate? - self.cumulative.unwrap_or_default())
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is left of this when `part` is taken away.
    fn without(self, part: Self) -> Self {
        let rest = |whole: Option<Dong>, part: Option<Dong>| {
            whole.map(|whole| whole - part.unwrap_or_default()).filter(|rest| !rest.is_zero())
        };
        Self {
            // Where no unit was given an estimate, the whole of it would stand against a rest of the revenue.
            estimate: part.estimate.and_then(|part| rest(self.estimate, Some(part))),
            in_month: rest(self.in_month, part.in_month),
            cumulative: rest(self.cumulative, part.cumulative),
            last_year: rest(self.last_year, part.last_year),
        }
    }
}

/// A share of nothing, or of a negative sum, says nothing.
pub(super) fn percent(part: Dong, whole: Dong) -> Option<Decimal> {
    if whole <= Dong::ZERO {
        return None;
    }
    number::percent(part, whole)
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        self.estimate = sum(self.estimate, other.estimate);
        self.in_month = sum(self.in_month, other.in_month);
        self.cumulative = sum(self.cumulative, other.cumulative);
        self.last_year = sum(self.last_year, other.last_year);
    }
}

/// What came in this year and the year before: all of it, or what one unit answers for.
#[derive(Debug, Clone)]
pub struct Course {
    year: Year,
    unit: Option<UnitId>,
    now: Leaves,
    before: Leaves,
}

impl Course {
    /// `actuals` are those of the year and the one before; others are passed over.
    pub fn of(year: Year, actuals: &[Actual], unit: Option<UnitId>) -> Self {
        let leaves = |year| Leaves::of_year(year, actuals, unit);
        Self { year, unit, now: leaves(year), before: leaves(year.previous()) }
    }

    /// The last month of this year with figures.
    pub fn last_month(&self) -> Option<i32> {
        self.now.total().last()
    }

    /// The last month up to one with figures.
    pub fn last_month_up_to(&self, month: i32) -> Option<i32> {
        let total = self.now.total();
        (1..=month).rev().find(|month| total.in_month(*month).is_some())
    }

    /// What came in of every line in each month of this year, parents as sums.
    pub fn months(&self) -> BTreeMap<RevenueLineCode, ByMonth> {
        self.now.by_line()
    }

    /// Every line that has figures, in printed order, each parent the sum of its leaves.
    pub fn by_line(&self, month: i32, estimates: &InForce) -> BTreeMap<RevenueLineCode, Progress> {
        let mut leaves: BTreeMap<RevenueLineCode, Progress> = BTreeMap::new();
        for (line, months) in &self.now.0 {
            let leaf = leaves.entry(*line).or_default();
            leaf.in_month = months.in_month(month);
            leaf.cumulative = months.up_to(month);
        }
        for (line, months) in &self.before.0 {
            leaves.entry(*line).or_default().last_year = months.up_to(month);
        }
        for (line, figure) in estimates.figures() {
            let estimate = if self.unit.is_some() { estimates.of(line, self.unit) } else { figure.amount() };
            leaves.entry(line).or_default().estimate = estimate;
        }
        roll_up(leaves)
    }

    /// The total month by month, beside so many twelfths of the estimate.
    pub fn by_month(&self, estimate: Option<Dong>) -> Vec<Point> {
        let (now, before) = (self.now.total(), self.before.total());
        let cumulated = |months: &ByMonth, month: i32| {
            months.up_to(month).filter(|_| months.last().is_some_and(|last| month <= last))
        };
        let point = |month: i32| Point {
            period: Period { year: self.year, month },
            in_month: now.in_month(month),
            now: cumulated(&now, month),
            even: estimate.map(|estimate| twelfths(estimate, month)),
            last_year: cumulated(&before, month),
        };
        MONTHS.map(point).collect()
    }
}

/// One month of the year's course, everything cumulated but `in_month`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub period: Period,
    pub in_month: Option<Dong>,
    /// `None` after the last month entered.
    pub now: Option<Dong>,
    /// What an even spread of the estimate over the year would have brought.
    pub even: Option<Dong>,
    /// `None` after the last month entered.
    pub last_year: Option<Dong>,
}

/// Computed in 128 bits: twelve times an estimate may pass an `i64`.
fn twelfths(estimate: Dong, months: i32) -> Dong {
    let share = i128::from(estimate.amount()) * i128::from(months) / 12;
    Dong::new(i64::try_from(share).unwrap_or(i64::MAX))
}

/// The leaf lines with their amounts by month.
#[derive(Debug, Clone)]
pub(super) struct Leaves(BTreeMap<RevenueLineCode, ByMonth>);

impl Leaves {
    pub fn of_year(year: Year, actuals: &[Actual], unit: Option<UnitId>) -> Self {
        let mut leaves: BTreeMap<RevenueLineCode, ByMonth> = BTreeMap::new();
        let wanted = |actual: &&Actual| actual.year == year && (unit.is_none() || actual.unit == unit);
        for actual in actuals.iter().filter(wanted) {
            leaves.entry(actual.line).or_default().add(actual);
        }
        Self(leaves)
    }

    /// Every line by month, parents as sums.
    pub fn by_line(&self) -> BTreeMap<RevenueLineCode, ByMonth> {
        let mut lines: BTreeMap<RevenueLineCode, ByMonth> = BTreeMap::new();
        for (leaf, months) in &self.0 {
            leaf.ancestry().for_each(|line| lines.entry(line).or_default().add_all(months));
        }
        lines
    }

    /// The total (line A) by month.
    pub fn total(&self) -> ByMonth {
        let mut total = ByMonth::default();
        for (_, months) in self.0.iter().filter(|(line, _)| line.is_of_total()) {
            total.add_all(months);
        }
        total
    }
}

/// Adds each leaf to everything it is part of; lines without any figure are left out.
pub fn roll_up(leaves: BTreeMap<RevenueLineCode, Progress>) -> BTreeMap<RevenueLineCode, Progress> {
    let mut lines: BTreeMap<RevenueLineCode, Progress> = BTreeMap::new();
    for (leaf, progress) in leaves.into_iter().filter(|(_, progress)| !progress.is_empty()) {
        leaf.ancestry().for_each(|line| *lines.entry(line).or_default() += progress);
    }
    lines
}

/// A line by the units that answer for it.
#[derive(Debug, Clone, Default)]
pub struct ByUnit {
    pub units: BTreeMap<UnitId, Progress>,
    /// What no unit answers for.
    pub rest: Progress,
}

/// Shares out the total (line A) of [`Course::by_line`] among the units that answer for it.
pub fn by_unit(period: Period, actuals: &[Actual], estimates: &InForce, total: Progress) -> ByUnit {
    line_by_unit(RevenueLineCode::total(), period, actuals, estimates, total)
}

/// Shares out a line of [`Course::by_line`] among the units that answer for parts of it.
pub fn line_by_unit(
    line: RevenueLineCode,
    period: Period,
    actuals: &[Actual],
    estimates: &InForce,
    whole: Progress,
) -> ByUnit {
    let mut units: BTreeMap<UnitId, Progress> = BTreeMap::new();
    let is_below = |leaf: RevenueLineCode| leaf.ancestry().any(|above| above == line);
    for actual in actuals.iter().filter(|actual| actual.month <= period.month && is_below(actual.line)) {
        let (Some(unit), amount) = (actual.unit, Some(actual.amount)) else { continue };
        let part = match actual.year {
            year if year == period.year => {
                let in_month = amount.filter(|_| actual.month == period.month);
                Progress { in_month, cumulative: amount, ..Progress::default() }
            }
            year if year == period.year.previous() => Progress { last_year: amount, ..Progress::default() },
            _ => continue,
        };
        *units.entry(unit).or_default() += part;
    }
    for (_, unit, amount) in estimates.iter().filter(|(leaf, ..)| is_below(*leaf)) {
        let Some(unit) = unit else { continue };
        *units.entry(unit).or_default() += Progress { estimate: Some(amount), ..Progress::default() };
    }
    let mut shared = Progress::default();
    units.values().for_each(|progress| shared += *progress);
    ByUnit { rest: whole.without(shared), units }
}

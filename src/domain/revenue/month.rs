//! A month of a year, and amounts laid out by month.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

use super::{Actual, Figure};
use crate::domain::money::Dong;
use crate::domain::year::Year;

/// The months of a year.
pub const MONTHS: std::ops::RangeInclusive<i32> = 1..=12;

/// One month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub year: Year,
    /// 1 to 12.
    pub month: i32,
}

impl Period {
    /// The month a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        // Between 1 and 12, so the cast keeps the value.
        Self { year: Year::of(day), month: day.month() as i32 }
    }

    /// A month as typed or as in an address.
    pub fn parse_month(typed: &str) -> Option<i32> {
        typed.trim().parse().ok().filter(|month| MONTHS.contains(month))
    }

    /// The last day of the month.
    pub fn end(self) -> NaiveDate {
        let first = u32::try_from(self.month).ok().and_then(|month| NaiveDate::from_ymd_opt(self.year.0, month, 1));
        first
            .and_then(|day| day.checked_add_months(Months::new(1)))
            .and_then(|day| day.pred_opt())
            .unwrap_or_else(|| self.year.end())
    }

    pub const fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year.previous(), month: 12 },
            month => Self { year: self.year, month: month - 1 },
        }
    }

    /// Whether it has not begun yet.
    pub fn is_after(self, today: NaiveDate) -> bool {
        self > Self::of(today)
    }
}

/// "tháng 6 năm 2014".
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tháng {} năm {}", self.month, self.year)
    }
}

/// The figure of each month of a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByMonth([Figure; 12]);

impl ByMonth {
    pub(super) fn add(&mut self, actual: &Actual) {
        if let Some(slot) = slot(actual.month) {
            self.0[slot].add(actual.unit, actual.amount);
        }
    }

    /// Adds the amounts of another line's months: a sum is made of lines' figures, never of shares.
    pub(super) fn add_all(&mut self, other: &Self) {
        for (figure, other) in self.0.iter_mut().zip(other.0) {
            figure.line = super::sum(figure.line, other.amount());
        }
    }

    /// `None` where nothing has been entered.
    pub fn in_month(&self, month: i32) -> Option<Dong> {
        slot(month).and_then(|slot| self.0[slot].amount())
    }

    /// From January to the end of a month.
    pub fn up_to(&self, month: i32) -> Option<Dong> {
        let months = slot(month).map_or(0, |slot| slot + 1);
        self.0[..months].iter().map(|figure| figure.amount()).fold(None, super::sum)
    }

    /// The last month with an amount.
    pub fn last(&self) -> Option<i32> {
        MONTHS.rev().find(|month| self.in_month(*month).is_some())
    }
}

fn slot(month: i32) -> Option<usize> {
    usize::try_from(month - 1).ok().filter(|slot| *slot < 12)
}

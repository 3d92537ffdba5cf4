//! From what a report counts to what belongs to its last month.

use std::ops::Range;

use crate::domain::codes::codes;
use crate::domain::money::Dong;

codes! {
    /// Which months a report's figures hold; each ends with the month it is made for.
    Measure {
        Month = "month" "Trong tháng",
        Quarter = "quarter" "Cả quý (3 tháng, đến hết tháng)",
        Cumulative = "cumulative" "Lũy kế từ tháng 1 đến hết tháng",
    }
}

impl Measure {
    /// The months before the last one that the figures hold as well.
    pub fn earlier_months(self, month: i32) -> Range<i32> {
        match self {
            Self::Month => month..month,
            Self::Quarter => (month - 2).max(1)..month,
            Self::Cumulative => 1..month,
        }
    }

    /// Whether such a report can end with this month: quarters end in March, June, September and December.
    pub fn can_end_with(self, month: i32) -> bool {
        self != Self::Quarter || month % 3 == 0
    }
}

/// What of a reported figure belongs to its last month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What is stored for the earlier months that the figure holds.
    pub earlier: Dong,
    /// Those of the earlier months for which nothing is stored, where that matters: a rest of zero needs none of them.
    pub missing: Vec<i32>,
    /// The rest, which is the last month's when no month is missing.
    pub amount: Dong,
}

impl Share {
    /// `stored`: a line's figure of a month, `None` when nothing was entered, which is not zero.
    pub fn of(reported: Dong, measure: Measure, month: i32, stored: impl Fn(i32) -> Option<Dong>) -> Self {
        let (mut earlier, mut missing) = (Dong::ZERO, Vec::new());
        for month in measure.earlier_months(month) {
            match stored(month) {
                Some(amount) => earlier = earlier + amount,
                None => missing.push(month),
            }
        }
        let amount = reported - earlier;
        if amount.is_zero() {
            missing.clear();
        }
        Self { earlier, missing, amount }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(reported: i64, measure: Measure, month: i32, stored: &[Option<i64>]) -> Share {
        let stored = |month: i32| stored.get(month as usize - 1).copied().flatten().map(Dong::new);
        Share::of(Dong::new(reported), measure, month, stored)
    }

    #[test]
    fn a_month_is_what_the_report_says_less_the_months_before() {
        let stored = [Some(10), Some(20), None, Some(5), Some(6), Some(99)];
        let cases = [
            (Measure::Month, 6, 100, 0, vec![], 100),
            (Measure::Quarter, 6, 100, 11, vec![], 89),
            (Measure::Cumulative, 6, 100, 41, vec![3], 59),
            (Measure::Cumulative, 3, 30, 30, vec![], 0),
            (Measure::Cumulative, 1, 100, 0, vec![], 100),
            (Measure::Cumulative, 2, 7, 10, vec![], -3),
        ];
        for (measure, month, reported, earlier, missing, amount) in cases {
            let expected = Share { earlier: Dong::new(earlier), missing, amount: Dong::new(amount) };
            assert_eq!(of(reported, measure, month, &stored), expected, "{measure:?} {month}");
        }
    }

    #[test]
    fn a_rest_of_zero_needs_no_month_before() {
        assert_eq!(of(0, Measure::Cumulative, 6, &[]).missing, Vec::<i32>::new());
        assert_eq!(
            of(41, Measure::Cumulative, 6, &[Some(10), Some(20), None, Some(5), Some(6)]).missing,
            Vec::<i32>::new()
        );
        assert_eq!(of(1, Measure::Cumulative, 3, &[]).missing, [1, 2]);
    }

    #[test]
    fn quarters_end_with_their_third_month() {
        let ends: Vec<i32> = (1..=12).filter(|month| Measure::Quarter.can_end_with(*month)).collect();
        assert_eq!(ends, [3, 6, 9, 12]);
        assert!((1..=12).all(|month| Measure::Cumulative.can_end_with(month) && Measure::Month.can_end_with(month)));
    }

    proptest! {
        /// Whoever sends a cumulated report each month, or each quarter, gets the months back.
        #[test]
        fn cumulated_reports_one_after_the_other_give_the_months_back(months in proptest::collection::vec(-1_000_000_i64..1_000_000, 12)) {
            let mut stored: Vec<Option<i64>> = Vec::new();
            for month in 1..=12_usize {
                let reported: i64 = months[..month].iter().sum();
                let share = of(reported, Measure::Cumulative, month as i32, &stored);
                prop_assert!(share.missing.is_empty());
                prop_assert_eq!(share.amount.amount(), months[month - 1]);
                stored.push(Some(share.amount.amount()));
                if month % 3 == 0 {
                    let quarter: i64 = months[month - 3..month].iter().sum();
                    prop_assert_eq!(of(quarter, Measure::Quarter, month as i32, &stored).amount.amount(), months[month - 1]);
                }
            }
        }
    }
}

//! Exact shares, for questions where one vote or one person decides: compared as fractions, never rounded.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use super::number;

/// `part` of `whole`, such as 7 of 9 votes or a threshold of two thirds. `whole` is above zero.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    part: i64,
    whole: i64,
}

impl Ratio {
    /// `None` when there is no whole to take a part of.
    pub fn new(part: i64, whole: i64) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// The simplest fraction a written share stands for. Decrees say "hai phần ba", data says 0.6667:
    /// taken literally six of nine members would fall short, so the shortest fraction within half a
    /// unit of the fourth decimal is meant. `None` for negative shares and those of no such fraction.
    pub fn nearest(share: f64) -> Option<Self> {
        const LARGEST_WHOLE: i32 = 1_000;
        const HALF_A_FOURTH_DECIMAL: f64 = 0.000_05;
        (1..=LARGEST_WHOLE).find_map(|whole| {
            let part = (share * f64::from(whole)).round();
            let near = (part / f64::from(whole) - share).abs() < HALF_A_FOURTH_DECIMAL;
            // Bounds checked, so the cast keeps the value: `part` is a small whole number.
            (near && (0.0..=1e9).contains(&part)).then_some(Self { part: part as i64, whole: i64::from(whole) })
        })
    }

    /// The part and the whole, as they are kept.
    pub const fn parts(self) -> (i64, i64) {
        (self.part, self.whole)
    }

    /// In percent, unrounded: 70 for 7 of 10.
    pub fn percent(self) -> Option<Decimal> {
        number::percent(self.part, self.whole)
    }

    /// The largest whole number of things this share of `total` allows: 15% of 33 allows 4.
    pub fn floor_of(self, total: i64) -> i64 {
        let allowed = (i128::from(self.part) * i128::from(total)).div_euclid(i128::from(self.whole));
        i64::try_from(allowed).unwrap_or(if allowed < 0 { i64::MIN } else { i64::MAX })
    }

    /// This share of `total`, rounded half up: 15% of 30 gives 5.
    pub fn nearest_of(self, total: i64) -> i64 {
        let twice = 2 * i128::from(self.part) * i128::from(total) + i128::from(self.whole);
        i64::try_from(twice.div_euclid(2 * i128::from(self.whole))).unwrap_or(i64::MAX)
    }

    /// The smallest total of which this share allows `wanted` whole things; the largest number when none does.
    pub fn least_total_for(self, wanted: i64) -> i64 {
        self.least_total(2 * i128::from(wanted))
    }

    /// The same where shares are rounded half up.
    pub fn least_total_for_nearest(self, wanted: i64) -> i64 {
        self.least_total(2 * i128::from(wanted) - 1)
    }

    fn least_total(self, halves: i128) -> i64 {
        if self.part <= 0 {
            return i64::MAX;
        }
        let (needed, part) = (halves.max(0) * i128::from(self.whole), 2 * i128::from(self.part));
        i64::try_from((needed + part - 1).div_euclid(part)).unwrap_or(i64::MAX)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let here = i128::from(self.part) * i128::from(other.whole);
        let there = i128::from(other.part) * i128::from(self.whole);
        here.cmp(&there)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(part: i64, whole: i64) -> Ratio {
        Ratio::new(part, whole).expect("a whole above zero")
    }

    #[test]
    fn a_written_share_stands_for_the_simplest_fraction() {
        let cases =
            [(0.6667, "2/3"), (0.15, "3/20"), (0.8, "4/5"), (0.9, "9/10"), (1.0, "1/1"), (0.5, "1/2"), (0.0, "0/1")];
        for (share, fraction) in cases {
            assert_eq!(Ratio::nearest(share).map(|ratio| ratio.to_string()).as_deref(), Some(fraction));
        }
        assert_eq!(Ratio::nearest(-0.5), None);
        assert_eq!(Ratio::nearest(f64::NAN), None);
    }

    #[test]
    fn six_of_nine_reach_two_thirds() {
        let two_thirds = Ratio::nearest(0.6667).expect("a share");
        assert!(of(6, 9) >= two_thirds);
        assert!(of(5, 9) < two_thirds);
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn a_cap_allows_whole_people_only() {
        let cap = Ratio::nearest(0.15).expect("a share");
        assert_eq!(cap.floor_of(33), 4);
        assert_eq!(cap.floor_of(20), 3);
        assert_eq!(of(1, 3).percent().map(|p| p.round_dp(2).to_string()).as_deref(), Some("33.33"));
    }

    proptest! {
        #[test]
        fn what_the_cap_allows_stays_within_it(part in 0i64..1000, whole in 1i64..1000, total in 1i64..100_000) {
            let cap = of(part, whole);
            prop_assert!(of(cap.floor_of(total), total) <= cap);
            prop_assert!(of(cap.floor_of(total) + 1, total) > cap);
        }

        #[test]
        fn the_least_total_is_the_first_that_allows_so_many(part in 1i64..100, whole in 1i64..100, wanted in 1i64..500) {
            let cap = of(part, whole);
            let (floored, rounded) = (cap.least_total_for(wanted), cap.least_total_for_nearest(wanted));
            prop_assert!(cap.floor_of(floored) >= wanted && cap.floor_of(floored - 1) < wanted);
            prop_assert!(cap.nearest_of(rounded) >= wanted && cap.nearest_of(rounded - 1) < wanted);
        }
    }
}

//! Working days: Monday to Friday without the holidays of the year, and the weekends worked in exchange.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The days that differ from the week's own order.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Whether it is worked, of each day that is an exception.
    exceptions: HashMap<NaiveDate, bool>,
}

impl Calendar {
    /// From days with whether each is worked: a weekend worked in exchange is, a holiday is not.
    pub fn of(exceptions: impl IntoIterator<Item = (NaiveDate, bool)>) -> Self {
        Self { exceptions: exceptions.into_iter().collect() }
    }

    pub fn is_worked(&self, day: NaiveDate) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.exceptions.get(&day).copied().unwrap_or(!is_weekend)
    }

    /// The last of so many working days after a day, which itself is not counted (Bộ luật Dân sự Điều 147).
    pub fn after(&self, day: NaiveDate, working_days: u32) -> NaiveDate {
        let mut last = day;
        let mut left = working_days;
        while left > 0 && last < NaiveDate::MAX {
            last = last.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
            left -= u32::from(self.is_worked(last));
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_day_itself_and_the_weekend_are_not_counted() {
        // 11/07/2014 is a Friday.
        assert_eq!(Calendar::default().after(day("2014-07-11"), 5), day("2014-07-18"));
        assert_eq!(Calendar::default().after(day("2014-07-12"), 1), day("2014-07-14"));
        assert_eq!(Calendar::default().after(day("2014-07-14"), 0), day("2014-07-14"));
    }

    #[test]
    fn holidays_are_left_out_and_a_weekend_worked_in_exchange_counts() {
        let tet = ["2014-01-30", "2014-01-31", "2014-02-03", "2014-02-04", "2014-02-05"];
        let calendar = Calendar::of(tet.map(|off| (day(off), false)).into_iter().chain([(day("2014-02-08"), true)]));
        assert_eq!(calendar.after(day("2014-01-28"), 1), day("2014-01-29"));
        assert_eq!(calendar.after(day("2014-01-28"), 2), day("2014-02-06"));
        assert_eq!(calendar.after(day("2014-01-28"), 4), day("2014-02-08"));
    }

    proptest! {
        #[test]
        fn as_many_worked_days_lie_between(
            start in 0u64..4000,
            wanted in 1u32..40,
            off in proptest::collection::btree_map(0u64..4100, any::<bool>(), 0..60),
        ) {
            let first = day("2013-01-01");
            let calendar = Calendar::of(off.into_iter().map(|(nth, worked)| (first + Days::new(nth), worked)));
            let from = first + Days::new(start);
            let last = calendar.after(from, wanted);
            let worked = from.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| calendar.is_worked(*day));
            prop_assert_eq!(worked.count(), wanted as usize);
            prop_assert!(calendar.is_worked(last));
        }
    }
}

//! From when to when a council works, or somebody sits in it.

use chrono::NaiveDate;

use crate::domain::date::format_date;

/// Both days are within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub first: NaiveDate,
    /// `None` while no end is known.
    pub last: Option<NaiveDate>,
}

impl Term {
    pub fn holds(self, day: NaiveDate) -> bool {
        self.first <= day && !self.is_over_on(day)
    }

    pub fn is_over_on(self, day: NaiveDate) -> bool {
        self.last.is_some_and(|last| last < day)
    }

    pub fn overlaps(self, other: Self) -> bool {
        !self.is_over_on(other.first) && !other.is_over_on(self.first)
    }

    /// The day itself, or the one within the term that is nearest to it.
    pub fn nearest(self, day: NaiveDate) -> NaiveDate {
        self.last.map_or(day, |last| day.min(last)).max(self.first)
    }

    /// "02/01/2014–31/12/2014", "từ 02/01/2014".
    pub fn words(self) -> String {
        let first = format_date(self.first);
        self.last.map_or_else(|| format!("từ {first}"), |last| format!("{first}–{}", format_date(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(first: &str, last: &str) -> Term {
        Term { first: first.parse().unwrap(), last: last.parse().ok() }
    }

    #[test]
    fn a_term_holds_both_its_days() {
        let year = term("2014-01-02", "2014-12-31");
        let holds =
            ["2014-01-01", "2014-01-02", "2014-12-31", "2015-01-01"].map(|day| year.holds(day.parse().unwrap()));
        assert_eq!(holds, [false, true, true, false]);
        assert!(term("2014-01-02", "").holds("2040-01-01".parse().unwrap()));
    }

    #[test]
    fn terms_that_follow_each_other_do_not_overlap() {
        let (first, second, open) =
            (term("2011-01-15", "2014-01-01"), term("2014-01-02", "2015-12-31"), term("2015-12-31", ""));
        assert!(!first.overlaps(second) && !second.overlaps(first));
        assert!(second.overlaps(open) && open.overlaps(second) && open.overlaps(open));
        assert!(!first.overlaps(open) && !open.overlaps(first));
    }

    #[test]
    fn the_nearest_day_lies_within() {
        let (year, open) = (term("2014-01-02", "2014-12-31"), term("2014-01-02", ""));
        let nearest = |day: &str| year.nearest(day.parse().unwrap()).to_string();
        assert_eq!(["2013-05-05", "2014-05-05", "2016-05-05"].map(nearest), ["2014-01-02", "2014-05-05", "2014-12-31"]);
        assert_eq!(open.nearest("2016-05-05".parse().unwrap()).to_string(), "2016-05-05");
        assert_eq!((year.words(), open.words()), ("02/01/2014–31/12/2014".into(), "từ 02/01/2014".into()));
    }
}

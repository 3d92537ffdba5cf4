//! A pact (giao ước thi đua): what a unit promises the leadership, signed by both and by the trade union, and
//! reported quarter by quarter.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::codes::codes;
use super::year::Year;

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Offered = "offered" "Chờ ký",
        Signed = "signed" "Đã ký",
    }
}

codes! {
    /// Who signs.
    Side {
        Agency = "agency" "Lãnh đạo cơ quan",
        Union = "union" "Công đoàn",
        Unit = "unit" "Đơn vị",
    }
}

codes! {
    /// A quarter's report.
    ReportState {
        Reported = "reported" "Chờ xác nhận",
        Confirmed = "confirmed" "Đã xác nhận",
        Returned = "returned" "Trả lại để sửa",
    }
}

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    pub year: Year,
    /// 1 to 4.
    pub number: i32,
}

impl Quarter {
    pub fn of_year(year: Year) -> impl Iterator<Item = Self> {
        (1..=4).map(move |number| Self { year, number })
    }

    /// The last one that has ended before a day.
    pub fn ended_before(day: NaiveDate) -> Self {
        let year = Year::of(day);
        // Between 0 and 3, so the cast keeps the value.
        match (day.month0() / 3) as i32 {
            0 => Self { year: year.previous(), number: 4 },
            number => Self { year, number },
        }
    }

    pub const fn last_month(self) -> i32 {
        self.number * 3
    }

    /// The first day on which it can be reported: that of its last month.
    pub fn opens_on(self) -> NaiveDate {
        let month = u32::try_from(self.last_month()).unwrap_or(12);
        NaiveDate::from_ymd_opt(self.year.0, month, 1).unwrap_or_default()
    }

    pub fn end(self) -> NaiveDate {
        let month = u32::try_from(self.last_month()).unwrap_or(12);
        super::date::month_end(self.year.0, month).unwrap_or(self.year.end())
    }
}

/// "Quý II".
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let roman = match self.number {
            1 => "I",
            2 => "II",
            3 => "III",
            _ => "IV",
        };
        write!(f, "Quý {roman}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_ends_with_its_last_month() {
        let second = Quarter { year: Year(2014), number: 2 };
        assert_eq!(second.end().to_string(), "2014-06-30");
        assert_eq!(second.opens_on().to_string(), "2014-06-01");
        assert_eq!(second.to_string(), "Quý II");
        let ended = |day: &str| Quarter::ended_before(day.parse().expect("a date"));
        assert_eq!(ended("2014-07-15"), second);
        assert_eq!(ended("2014-02-01"), Quarter { year: Year(2013), number: 4 });
    }
}

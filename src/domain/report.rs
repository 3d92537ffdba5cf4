//! Reports on emulation and commendation (báo cáo sơ kết, tổng kết) and what each covers.

use super::codes::codes;
use super::year::Year;

codes! {
    Kind {
        HalfYear = "half-year" "Báo cáo sơ kết 6 tháng đầu năm",
        Year = "year" "Báo cáo tổng kết năm",
    }
}

impl Kind {
    /// "6 tháng đầu năm 2014"
    pub fn period(self, year: Year) -> String {
        match self {
            Self::HalfYear => format!("6 tháng đầu năm {year}"),
            Self::Year => format!("năm {year}"),
        }
    }

    /// The last month it counts, 1 to 12.
    pub const fn last_month(self) -> i32 {
        match self {
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

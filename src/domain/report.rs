//! Reports on emulation, commendation and revenue (báo cáo sơ kết, tổng kết, tiến độ thu) and what each covers.

use super::codes::codes;
use super::ids::UnitId;
use super::year::Year;

codes! {
    Kind {
        HalfYear = "half-year" "Báo cáo sơ kết 6 tháng đầu năm",
        Year = "year" "Báo cáo tổng kết năm",
        Revenue = "revenue" "Báo cáo tiến độ thu ngân sách",
    }
}

codes! {
    State {
        Draft = "draft" "Đang soạn",
        Completed = "completed" "Đã hoàn thành",
    }
}

impl Kind {
    /// The last month it counts, 1 to 12; none where somebody has to say which.
    pub const fn last_month(self) -> Option<i32> {
        match self {
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
            Self::Revenue => None,
        }
    }
}

/// What one report is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    pub kind: Kind,
    pub year: Year,
    /// The last month it counts, 1 to 12.
    pub month: i32,
    /// One unit alone, or the agency.
    pub unit: Option<UnitId>,
}

impl About {
    /// "6 tháng đầu năm 2014"
    pub fn period(&self) -> String {
        let Self { year, month, .. } = self;
        match month {
            1 => format!("tháng 1 năm {year}"),
            12 => format!("năm {year}"),
            _ => format!("{month} tháng đầu năm {year}"),
        }
    }

    /// "Báo cáo sơ kết 6 tháng đầu năm 2014", "Báo cáo tiến độ thu ngân sách tháng 5 năm 2014"
    pub fn name(&self) -> String {
        let Self { kind, year, month, .. } = self;
        match kind {
            Kind::HalfYear | Kind::Year => format!("{kind} {year}"),
            Kind::Revenue => format!("{kind} tháng {month} năm {year}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_named_by_what_it_covers() {
        let about = |kind, month| About { kind, year: Year(2014), month, unit: None };
        assert_eq!(about(Kind::HalfYear, 6).name(), "Báo cáo sơ kết 6 tháng đầu năm 2014");
        assert_eq!(about(Kind::Revenue, 5).name(), "Báo cáo tiến độ thu ngân sách tháng 5 năm 2014");
        let period = |month| about(Kind::Revenue, month).period();
        assert_eq!([period(1), period(6), period(12)], ["tháng 1 năm 2014", "6 tháng đầu năm 2014", "năm 2014"]);
    }
}

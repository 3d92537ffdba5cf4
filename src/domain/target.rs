//! A measurable target (chỉ tiêu) of a movement or a pact: what is counted, how much is promised, and how far it
//! has come.

use std::fmt;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use diesel::sqlite::{Sqlite, SqliteValue};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::codes::codes;
use super::number::{self, NumberError};
use super::pact::Quarter;

codes! {
    /// Where the present value comes from.
    Source {
        ByHand = "by_hand" "Đơn vị báo cáo",
        TotalRevenue = "total_revenue" "Tổng thu ngân sách trên địa bàn",
        RevenueLines = "revenue_lines" "Các khoản thu ngân sách",
        Registrations = "registrations" "Số đăng ký danh hiệu, hình thức",
        Awards = "awards" "Số danh hiệu, hình thức đã có quyết định",
        Initiatives = "initiatives" "Số sáng kiến được công nhận",
    }
}

impl Source {
    /// The program looks the value up by itself.
    pub const fn is_bound(self) -> bool {
        !matches!(self, Self::ByHand)
    }

    /// Counted in tỷ đồng.
    pub const fn is_revenue(self) -> bool {
        matches!(self, Self::TotalRevenue | Self::RevenueLines)
    }

    /// An award may be named with it.
    pub const fn takes_award(self) -> bool {
        matches!(self, Self::Registrations | Self::Awards)
    }
}

codes! {
    /// How a value grows towards its goal.
    Manner {
        Total = "total" "Cộng dồn từ đầu năm",
        Level = "level" "Giữ mức trong từng kỳ",
    }
}

codes! {
    Verdict {
        Reached = "reached" "Đạt",
        OnCourse = "on_course" "Đúng tiến độ",
        Behind = "behind" "Chậm",
        Unreported = "unreported" "Chưa báo cáo",
    }
}

/// An exact number as it was typed, stored as plain text: SQLite has no decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Quantity(pub Decimal);

/// More decimals than this are not meant.
const PLACES: u32 = 4;
/// Longest whole part of a quantity, in digits.
const WHOLE: Decimal = Decimal::from_parts(2_764_472_319, 232_830, 0, false, 0);

impl Quantity {
    /// Reads a number of 0 or more.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse(typed: &str) -> Result<Self, String> {
        match number::parse_decimal(typed) {
            Ok(value) if value.is_sign_negative() && !value.is_zero() => Err("Nhập số từ 0 trở lên.".to_owned()),
            Ok(value) if value > WHOLE => Err(NumberError::TooLarge.to_string()),
            Ok(value) if value.normalize().scale() > PLACES => {
                Err(format!("Nhập nhiều nhất {PLACES} chữ số sau dấu phẩy."))
            }
            Ok(value) => Ok(Self(value.normalize())),
            Err(error) => Err(error.to_string()),
        }
    }

    pub fn whole(number: i64) -> Self {
        Self(Decimal::from(number))
    }
}

/// "3.450", "2.590,7": with the decimals it has.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.normalize();
        f.write_str(&number::format_decimal(value, value.scale()))
    }
}

impl ToSql<Text, Sqlite> for Quantity {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.normalize().to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<Text, Sqlite> for Quantity {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(value.read_text().parse()?))
    }
}

/// A value may lag behind its share of the time by a tenth of it before it counts as late.
const TOLERANCE: Decimal = Decimal::from_parts(9, 0, 0, false, 1);

/// How a value at the end of a quarter stands to its goal. Reached once it is as high as promised. What adds up over
/// the year is on course as long as its share of the goal is at least nine tenths of the share of the time that has
/// passed until it is due (31/12 where no day is set), rounded down to whole things where whole things are promised;
/// what is a level is late below the goal.
pub fn verdict(
    manner: Manner,
    goal: Option<Quantity>,
    value: Option<Quantity>,
    due: Option<NaiveDate>,
    at: Quarter,
) -> Verdict {
    let (Some(goal), Some(value)) = (goal, value) else {
        return if value.is_some() { Verdict::OnCourse } else { Verdict::Unreported };
    };
    if value >= goal {
        return Verdict::Reached;
    }
    if manner == Manner::Level {
        return Verdict::Behind;
    }
    let start = at.year.start();
    let due = due.unwrap_or(at.year.end()).max(start);
    let days = |day: NaiveDate| Decimal::from((day - start).num_days() + 1);
    let passed = days(at.end()).min(days(due));
    let expected = goal.0 * passed * TOLERANCE / days(due);
    // Of two initiatives in a year nobody owes a half of one in spring.
    let expected = if goal.0.is_integer() { expected.floor() } else { expected };
    if value.0 >= expected { Verdict::OnCourse } else { Verdict::Behind }
}

/// Of several targets together: the worst that was reported; only all reached is reached.
pub fn together(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let all: Vec<Verdict> = verdicts.into_iter().collect();
    let has = |one| all.contains(&one);
    if has(Verdict::Behind) {
        Verdict::Behind
    } else if has(Verdict::OnCourse) || (has(Verdict::Unreported) && has(Verdict::Reached)) {
        Verdict::OnCourse
    } else if has(Verdict::Reached) {
        Verdict::Reached
    } else {
        Verdict::Unreported
    }
}

/// Where a value that adds up over the year stood at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoursePoint {
    /// 1 to 12.
    pub month: i32,
    /// What the month itself brought; negative after a correction.
    pub in_month: Option<Decimal>,
    /// None before there are figures.
    pub cumulative: Option<Decimal>,
    /// In percent of the goal, unrounded.
    pub percent: Option<Decimal>,
}

/// The way of a value to its goal, month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    pub points: Vec<CoursePoint>,
    /// The month at whose end it had come as far as promised, and from which on it stayed there.
    pub reached: Option<i32>,
}

impl Course {
    /// Out of what had come in by the end of each month.
    pub fn of(goal: Option<Quantity>, values: impl IntoIterator<Item = (i32, Option<Quantity>)>) -> Self {
        let mut points: Vec<CoursePoint> = Vec::new();
        for (month, value) in values {
            let cumulative = value.map(|value| value.0);
            let before = points.last().and_then(|point| point.cumulative);
            let in_month = cumulative.map(|now| now - before.unwrap_or_default());
            let percent = cumulative.zip(goal).and_then(|(now, goal)| number::percent(now, goal.0));
            points.push(CoursePoint { month, in_month, cumulative, percent });
        }
        let holds = |point: &&CoursePoint| point.cumulative.zip(goal).is_some_and(|(now, goal)| now >= goal.0);
        let reached = points.iter().rev().take_while(holds).last().map(|point| point.month);
        Self { points, reached }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::year::Year;
    use super::*;

    #[test]
    fn a_goal_is_reached_in_the_month_from_which_on_it_holds() {
        let course = |values: &[i64]| {
            let values = (1..).zip(values).map(|(month, value)| (month, Some(Quantity::whole(*value))));
            Course::of(Some(Quantity::whole(100)), values)
        };
        assert_eq!(course(&[40, 99, 100, 120]).reached, Some(3));
        assert_eq!(course(&[40, 105, 95, 101]).reached, Some(4), "a correction took it back in between");
        assert_eq!(course(&[40, 105, 95]).reached, None);
        let third = course(&[40, 105, 95]).points[2];
        assert_eq!((third.in_month, third.percent), (Some(Decimal::from(-10)), Some(Decimal::from(95))));
        assert_eq!(Course::of(None, [(1, Some(Quantity::whole(5)))]).reached, None);
        assert_eq!(Course::of(Some(Quantity::whole(5)), [(1, None)]).points[0].in_month, None);
    }

    proptest! {
        /// What the months brought adds up to where it stands, and from the month it was reached on it never falls below.
        #[test]
        fn the_months_add_up_and_reached_means_held(values in prop::collection::vec(0_i64..200, 0..12), goal in 1_i64..200) {
            let months = (1..).zip(&values).map(|(month, value)| (month, Some(Quantity::whole(*value))));
            let course = Course::of(Some(Quantity::whole(goal)), months);
            let sum: Decimal = course.points.iter().filter_map(|point| point.in_month).sum();
            prop_assert_eq!(sum, Decimal::from(values.last().copied().unwrap_or_default()));
            let holds = |month: usize| values[month..].iter().all(|value| *value >= goal);
            let first = (0..values.len()).find(|month| holds(*month)).map(|month| month as i32 + 1);
            prop_assert_eq!(course.reached, first);
        }
    }

    fn quantity(typed: &str) -> Quantity {
        Quantity::parse(typed).expect("a quantity")
    }

    fn at_half_year(manner: Manner, goal: &str, value: &str) -> Verdict {
        let half_year = Quarter { year: Year(2014), number: 2 };
        verdict(manner, Some(quantity(goal)), Some(quantity(value)), None, half_year)
    }

    #[test]
    fn a_quantity_is_shown_as_typed_and_exact() {
        for (typed, shown) in [("3450", "3.450"), ("2590,7", "2.590,7"), ("98,50", "98,5"), ("0", "0")] {
            assert_eq!(quantity(typed).to_string(), shown);
        }
        for typed in ["", "-1", "1,234,567", "12.34", "mười", "0,00001", "9999999999999999"] {
            assert!(Quantity::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn what_adds_up_is_measured_against_the_time_passed() {
        assert_eq!(at_half_year(Manner::Total, "4250", "4250"), Verdict::Reached);
        // 181 of 365 days, of which nine tenths: 44,6 %.
        assert_eq!(at_half_year(Manner::Total, "1000", "446"), Verdict::OnCourse);
        assert_eq!(at_half_year(Manner::Total, "1000", "445,9"), Verdict::Behind);
        assert_eq!(at_half_year(Manner::Total, "1000,5", "446"), Verdict::Behind);
        assert_eq!(at_half_year(Manner::Total, "2", "0"), Verdict::OnCourse);
        assert_eq!(at_half_year(Manner::Total, "3", "0"), Verdict::Behind);
    }

    #[test]
    fn a_level_is_kept_or_not() {
        assert_eq!(at_half_year(Manner::Level, "98", "98,5"), Verdict::Reached);
        assert_eq!(at_half_year(Manner::Level, "98", "97,9"), Verdict::Behind);
    }

    #[test]
    fn what_is_due_earlier_must_be_further() {
        let half_year = Quarter { year: Year(2014), number: 2 };
        let due = NaiveDate::from_ymd_opt(2014, 6, 30);
        let behind = verdict(Manner::Total, Some(quantity("10")), Some(quantity("8")), due, half_year);
        assert_eq!(behind, Verdict::Behind);
        let on_course = verdict(Manner::Total, Some(quantity("10")), Some(quantity("9")), due, half_year);
        assert_eq!(on_course, Verdict::OnCourse);
    }

    #[test]
    fn nothing_reported_says_so_and_the_worst_speaks_for_all() {
        use Verdict::*;
        let half_year = Quarter { year: Year(2014), number: 2 };
        assert_eq!(verdict(Manner::Total, Some(quantity("10")), None, None, half_year), Unreported);
        assert_eq!(together([Reached, OnCourse, Behind]), Behind);
        assert_eq!(together([Reached, Unreported]), OnCourse);
        assert_eq!(together([Reached, Reached]), Reached);
        assert_eq!(together([]), Unreported);
    }
}

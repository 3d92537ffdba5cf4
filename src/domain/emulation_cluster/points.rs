//! Points: exact numbers of at most two decimals, and how those of a criterion and of a sheet come about.

use std::fmt;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use diesel::sqlite::{Sqlite, SqliteValue};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Manner;
use crate::domain::number;

/// Points of 0 or more, stored as plain text: SQLite has no decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Points(Decimal);

const PLACES: u32 = 2;
/// No criterion is worth more.
const MOST: i64 = 1_000;

impl Points {
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads points as they are typed.
    ///
    /// # Errors
    /// What is wrong and how to mend it.
    pub fn parse(typed: &str) -> Result<Self, String> {
        match number::parse_decimal(typed) {
            Ok(value) if value.is_sign_negative() && !value.is_zero() => Err("Nhập số từ 0 trở lên.".to_owned()),
            Ok(value) if value > Decimal::from(MOST) => {
                Err(format!("Nhập số từ 0 đến {}.", number::format_whole(MOST)))
            }
            Ok(value) if value.normalize().scale() > PLACES => {
                Err(format!("Nhập nhiều nhất {PLACES} chữ số sau dấu phẩy."))
            }
            Ok(value) => Ok(Self(value.normalize())),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Rounded half up to two decimals; never below 0.
    pub fn rounded(value: Decimal) -> Self {
        Self(
            value.max(Decimal::ZERO).round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero).normalize(),
        )
    }

    pub fn whole(number: u32) -> Self {
        Self(Decimal::from(number))
    }

    pub const fn value(self) -> Decimal {
        self.0
    }
}

/// "12,5": with the decimals it has.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.normalize();
        f.write_str(&number::format_decimal(value, value.scale()))
    }
}

impl ToSql<Text, Sqlite> for Points {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.normalize().to_string());
        Ok(IsNull::No)
    }
}

impl FromSql<Text, Sqlite> for Points {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(value.read_text().parse()?))
    }
}

/// What a percentage of a target earns: in proportion, and all points from `full_at` percent on.
pub fn by_percent(percent: Decimal, full_at: Decimal, most: Points) -> Points {
    if full_at <= Decimal::ZERO {
        return most;
    }
    // Cut before it is multiplied: a tiny goal makes a percentage that no multiplication holds.
    let share = percent.clamp(Decimal::ZERO, full_at) / full_at;
    Points::rounded(most.0 * share).min(most)
}

/// What a number of awards earns: so many points each, never more than `most`.
pub fn by_count(count: i64, each: Points, most: Points) -> Points {
    Points::rounded(Decimal::from(count.max(0)) * each.0).min(most)
}

/// The sum of a sheet: what is to be taken away is, but nothing falls below 0.
pub fn total(lines: impl IntoIterator<Item = (Manner, Points)>) -> Points {
    let sign = |(manner, points): (Manner, Points)| if manner == Manner::Minus { -points.0 } else { points.0 };
    Points::rounded(lines.into_iter().map(sign).sum())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(typed: &str) -> Points {
        Points::parse(typed).expect("points")
    }

    /// Hundredths of a point, and so all points there are up to 1.000.
    fn any_points() -> impl Strategy<Value = Points> {
        (0_i64..=100_000).prop_map(|hundredths| Points::rounded(Decimal::new(hundredths, 2)))
    }

    fn any_manner() -> impl Strategy<Value = Manner> {
        proptest::sample::select(Manner::ALL)
    }

    #[test]
    fn points_are_read_as_people_write_them() {
        for (typed, shown) in
            [("12,5", "12,5"), ("12,50", "12,5"), ("100", "100"), ("0,25", "0,25"), ("1.000", "1.000")]
        {
            assert_eq!(points(typed).to_string(), shown);
        }
        for typed in ["", "-1", "0,125", "1.001", "mười", "12.5"] {
            assert!(Points::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_percentage_earns_its_share_and_awards_so_many_points_each() {
        let percent = |value: &str| value.parse::<Decimal>().expect("a decimal");
        assert_eq!(by_percent(percent("60.9"), Decimal::from(100), points("20")), points("12,18"));
        assert_eq!(by_percent(percent("104"), Decimal::from(100), points("20")), points("20"));
        assert_eq!(by_percent(percent("51"), Decimal::from(102), points("15")), points("7,5"));
        assert_eq!(by_percent(percent("-3"), Decimal::from(100), points("20")), Points::ZERO);
        assert_eq!(by_count(3, points("2,5"), points("10")), points("7,5"));
        assert_eq!(by_count(9, points("2,5"), points("10")), points("10"));
    }

    #[test]
    fn bonus_adds_and_minus_takes_away() {
        let sheet = [(Manner::SelfScored, points("70")), (Manner::Bonus, points("5")), (Manner::Minus, points("2,5"))];
        assert_eq!(total(sheet), points("72,5"));
        assert_eq!(total([(Manner::SelfScored, points("1")), (Manner::Minus, points("3"))]), Points::ZERO);
    }

    proptest! {
        #[test]
        fn automatic_points_never_pass_what_a_criterion_is_worth(
            percent in -1_000_000_i64..100_000_000, full_at in 1_i64..500, count in 0_i64..1_000_000,
            each in any_points(), most in any_points(),
        ) {
            prop_assert!(by_percent(Decimal::new(percent, 1), Decimal::from(full_at), most) <= most);
            prop_assert!(by_count(count, each, most) <= most);
        }

        #[test]
        fn more_of_a_target_never_earns_less(one in 0_i64..2_000, more in 0_i64..2_000, most in any_points()) {
            let earned = |percent| by_percent(Decimal::from(percent), Decimal::from(100), most);
            prop_assert!(earned(one) <= earned(one + more));
        }

        /// Regular and bonus points bound it from above, minus points can only lower it, and their order says nothing.
        #[test]
        fn a_total_lies_within_its_parts(lines in prop::collection::vec((any_manner(), any_points()), 0..20)) {
            let of = |is: fn(Manner) -> bool| -> Decimal {
                lines.iter().filter(|(manner, _)| is(*manner)).map(|(_, points)| points.value()).sum()
            };
            let (added, taken) = (of(|manner| manner != Manner::Minus), of(|manner| manner == Manner::Minus));
            let sum = total(lines.clone());
            prop_assert_eq!(sum.value(), (added - taken).max(Decimal::ZERO));
            let mut turned = lines.clone();
            turned.reverse();
            prop_assert_eq!(total(turned), sum);
        }
    }
}

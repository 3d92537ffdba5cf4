//! Money: whole đồng, as it is stored, shown, typed in other units and spelled out on papers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::BigInt;
use diesel::sqlite::{Sqlite, SqliteValue};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::number::{self, NumberError};

/// An amount in whole đồng; negative for corrections. Sums that pass an `i64` stop at its bounds
/// (nine billion billion đồng) instead of wrapping round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = BigInt)]
pub struct Dong(i64);

impl Dong {
    pub const ZERO: Self = Self(0);

    pub const fn new(amount: i64) -> Self {
        Self(amount)
    }

    /// The amount in đồng.
    pub const fn amount(self) -> i64 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// "12.500.000", without the word đồng.
    pub fn format(self) -> String {
        number::format_whole(self.0)
    }

    /// In tỷ đồng, rounded half up: "2.259,7".
    pub fn billions(self, places: u32) -> String {
        number::format_decimal(self.in_unit(MoneyUnit::Billion), places)
    }

    /// The exact amount in another unit, for reports and charts.
    pub fn in_unit(self, unit: MoneyUnit) -> Decimal {
        Decimal::from(self.0) / Decimal::from(unit.dong())
    }

    /// As papers spell it: "mười hai triệu năm trăm nghìn đồng".
    pub fn in_words(self) -> String {
        let sign = if self.0 < 0 { "âm " } else { "" };
        format!("{sign}{} đồng", whole_in_words(self.0.unsigned_abs()))
    }
}

impl Add for Dong {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Dong {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Dong {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Dong {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Dong> for Dong {
    fn sum<I: Iterator<Item = &'a Dong>>(amounts: I) -> Self {
        amounts.copied().sum()
    }
}

impl From<Dong> for Decimal {
    fn from(amount: Dong) -> Self {
        Decimal::from(amount.0)
    }
}

impl fmt::Display for Dong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format())
    }
}

impl ToSql<BigInt, Sqlite> for Dong {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0);
        Ok(IsNull::No)
    }
}

impl FromSql<BigInt, Sqlite> for Dong {
    fn from_sql(stored: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Sqlite>>::from_sql(stored).map(Self)
    }
}

/// The unit a heading states for the amounts below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoneyUnit {
    Dong,
    Thousand,
    Million,
    Billion,
}

impl MoneyUnit {
    pub const ALL: [Self; 4] = [Self::Dong, Self::Thousand, Self::Million, Self::Billion];

    /// As headings write it: "triệu đồng".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dong => "đồng",
            Self::Thousand => "nghìn đồng",
            Self::Million => "triệu đồng",
            Self::Billion => "tỷ đồng",
        }
    }

    /// Reads [`Self::name`] back, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// How many đồng one of this unit is.
    pub const fn dong(self) -> i64 {
        match self {
            Self::Dong => 1,
            Self::Thousand => 1_000,
            Self::Million => 1_000_000,
            Self::Billion => 1_000_000_000,
        }
    }

    /// Reads an amount typed in this unit: "2.259,7" in tỷ đồng is 2.259.700.000.000 đồng.
    ///
    /// # Errors
    /// What is no number (UI.md §7), does not come out in whole đồng, or is too large.
    pub fn parse(self, typed: &str) -> Result<Dong, MoneyError> {
        self.whole_dong(number::parse_decimal(typed)?)
    }

    /// So many of this unit, exactly.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn whole_dong(self, count: Decimal) -> Result<Dong, MoneyError> {
        let amount = count.checked_mul(Decimal::from(self.dong())).ok_or(NumberError::TooLarge)?;
        if !amount.is_integer() {
            return Err(MoneyError::NotWholeDong);
        }
        Ok(amount.to_i64().map(Dong).ok_or(NumberError::TooLarge)?)
    }
}

/// Why a typed amount was refused, ready to stand beside a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error(transparent)]
    Number(#[from] NumberError),
    #[error("Số tiền phải tròn đồng. Bớt chữ số sau dấu phẩy.")]
    NotWholeDong,
}

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

fn whole_in_words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    say(number, false, &mut words);
    words.join(" ")
}

/// Counts in tỷ (10⁹), which repeats for larger numbers ("chín tỷ tỷ"). `follows` tells that something
/// larger was said before, so that missing hundreds are spoken ("một nghìn không trăm linh năm").
fn say(number: u64, follows: bool, words: &mut Vec<&'static str>) {
    const SCALES: [(u64, &str); 3] = [(1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn")];
    let mut rest = number;
    let mut follows = follows;
    for (scale, name) in SCALES {
        let count = rest / scale;
        if count > 0 {
            say(count, follows, words);
            words.push(name);
            follows = true;
        }
        rest %= scale;
    }
    if rest > 0 {
        say_three_digits(rest as usize, follows, words);
    }
}

fn say_three_digits(number: usize, follows: bool, words: &mut Vec<&'static str>) {
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let with_hundreds = hundreds > 0 || follows;
    if with_hundreds {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && with_hundreds => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_spelled_out_as_they_are_read_aloud() {
        let cases = [
            (0, "không đồng"),
            (4, "bốn đồng"),
            (10, "mười đồng"),
            (15, "mười lăm đồng"),
            (21, "hai mươi mốt đồng"),
            (24, "hai mươi tư đồng"),
            (55, "năm mươi lăm đồng"),
            (101, "một trăm linh một đồng"),
            (110, "một trăm mười đồng"),
            (1_005, "một nghìn không trăm linh năm đồng"),
            (1_050, "một nghìn không trăm năm mươi đồng"),
            (390_000, "ba trăm chín mươi nghìn đồng"),
            (12_500_000, "mười hai triệu năm trăm nghìn đồng"),
            (1_000_005, "một triệu không trăm linh năm đồng"),
            (1_005_000, "một triệu không trăm linh năm nghìn đồng"),
            (2_259_700_000_000, "hai nghìn hai trăm năm mươi chín tỷ bảy trăm triệu đồng"),
            (1_000_000_001, "một tỷ không trăm linh một đồng"),
            (2_000_000_000_000_000_000, "hai tỷ tỷ đồng"),
            (-1_300_000, "âm một triệu ba trăm nghìn đồng"),
        ];
        for (amount, words) in cases {
            assert_eq!(Dong::new(amount).in_words(), words);
        }
    }

    #[test]
    fn amounts_are_shown_in_dong_and_in_billions() {
        assert_eq!(Dong::new(12_500_000).format(), "12.500.000");
        assert_eq!(Dong::new(2_259_650_000_000).billions(1), "2.259,7");
        assert_eq!(Dong::new(-450_000_000).billions(1), "-0,5");
    }

    #[test]
    fn an_amount_is_read_in_the_unit_of_its_heading() {
        let cases = [
            (MoneyUnit::Dong, "12.500.000", 12_500_000),
            (MoneyUnit::Million, "12,5", 12_500_000),
            (MoneyUnit::Billion, "2.259,7", 2_259_700_000_000),
            (MoneyUnit::Billion, "-0,000000001", -1),
        ];
        for (unit, typed, amount) in cases {
            assert_eq!(unit.parse(typed), Ok(Dong::new(amount)), "{typed} {}", unit.name());
        }
        assert_eq!(MoneyUnit::Dong.parse("0,5"), Err(MoneyError::NotWholeDong));
        assert_eq!(MoneyUnit::Dong.parse("12,0"), Ok(Dong::new(12)));
        assert_eq!(MoneyUnit::Billion.parse("9.999.999.999.999"), Err(MoneyError::Number(NumberError::TooLarge)));
        assert_eq!(MoneyUnit::from_name(" Tỷ đồng"), Some(MoneyUnit::Billion));
    }

    #[test]
    fn sums_stop_at_the_bounds_instead_of_wrapping() {
        assert_eq!([Dong::new(i64::MAX), Dong::new(1)].iter().sum::<Dong>(), Dong::new(i64::MAX));
        assert_eq!(Dong::new(i64::MIN) - Dong::new(1), Dong::new(i64::MIN));
        assert_eq!(-Dong::new(i64::MIN), Dong::new(i64::MAX));
    }

    #[test]
    fn the_database_gives_back_what_it_was_given() {
        let mut conn = SqliteConnection::establish(":memory:").expect("a database in memory");
        let amount = Dong::new(2_259_700_000_000);
        let read: Dong = diesel::select(amount.into_sql::<BigInt>()).get_result(&mut conn).expect("one row");
        assert_eq!(read, amount);
    }

    proptest! {
        #[test]
        fn a_shown_amount_reads_back(amount: i64) {
            let shown = Dong::new(amount).format();
            prop_assert_eq!(MoneyUnit::Dong.parse(&shown), Ok(Dong::new(amount)));
        }

        #[test]
        fn every_amount_can_be_spelled_out(amount: i64) {
            let words = Dong::new(amount).in_words();
            prop_assert!(words.ends_with(" đồng") && !words.contains("  "));
        }
    }
}

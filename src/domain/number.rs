//! Numbers as Vietnamese offices write them: a dot between thousands, a comma before decimals.
//! Ratios stay exact; rounding (half up) happens once, here, when a number is shown.

use rust_decimal::{Decimal, RoundingStrategy};

/// Why a typed number was refused. The text tells how to mend it, ready to stand beside a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    #[error("Nhập một số, ví dụ 1.234.567.")]
    Empty,
    #[error("Chỉ dùng chữ số và dấu chấm giữa các nghìn, ví dụ 1.234.567.")]
    NotANumber,
    /// Holds the same number written the right way.
    #[error("Dùng dấu chấm giữa các nghìn: {0}.")]
    CommaBetweenThousands(String),
    #[error("Mỗi dấu chấm đứng trước đúng ba chữ số, ví dụ 1.234.567. Phần lẻ viết sau dấu phẩy, ví dụ 1234,5.")]
    MisplacedDot,
    #[error("Nhập số nguyên, không có phần lẻ, ví dụ 1.234.567.")]
    NotWhole,
    #[error("Số lớn quá mức hệ thống ghi được. Kiểm tra lại số chữ số.")]
    TooLarge,
}

/// Reads a whole number: `1234567`, `1.234.567` or `1 234 567`, with an optional sign.
///
/// # Errors
/// `1,234,567` is refused with the right form; so are decimals and numbers beyond an `i64`.
pub fn parse_whole(typed: &str) -> Result<i64, NumberError> {
    let written = Written::read(typed)?;
    match written.decimals {
        None => written.plain().parse().map_err(|_| NumberError::TooLarge),
        Some(decimals) if decimals.len() == 3 => {
            Err(NumberError::CommaBetweenThousands(format!("{}.{decimals}", written.whole)))
        }
        Some(_) => Err(NumberError::NotWhole),
    }
}

/// Reads a number with or without decimals after a comma: `1234,5`, `1.234,5`, `1 234 567`.
///
/// # Errors
/// As [`parse_whole`], but decimals are welcome; nothing is rounded, so more than 28 digits are refused.
pub fn parse_decimal(typed: &str) -> Result<Decimal, NumberError> {
    let written = Written::read(typed)?;
    Decimal::from_str_exact(&written.plain()).map_err(|_| NumberError::TooLarge)
}

/// `1234567` as "1.234.567".
pub fn format_whole(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", group_thousands(&number.unsigned_abs().to_string()))
}

/// How many there are, as papers write it: "05", "12", but "0".
pub fn counted(count: usize) -> String {
    if count == 0 { "0".to_owned() } else { format!("{count:02}") }
}

/// The number rounded half up (away from zero) to `places`, all of them shown: "1.234,50".
pub fn format_decimal(number: Decimal, places: u32) -> String {
    let rounded = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
    let digits = format!("{:.1$}", rounded.abs(), places as usize);
    match digits.split_once('.') {
        Some((whole, decimals)) => format!("{sign}{},{decimals}", group_thousands(whole)),
        None => format!("{sign}{}", group_thousands(&digits)),
    }
}

/// The number unrounded, ungrouped, with a decimal comma, as exported tables write it: "1234,5".
pub fn plain_decimal_comma(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}

/// `part` in percent of `whole`, unrounded; `None` when there is nothing to compare with
/// (`whole` is 0) or the result is beyond what a decimal holds.
pub fn percent(part: impl Into<Decimal>, whole: impl Into<Decimal>) -> Option<Decimal> {
    part.into().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.into())
}

/// "61,0%", or "–" where no percentage exists.
pub fn format_percent(percent: Option<Decimal>, places: u32) -> String {
    percent.map_or_else(|| "–".to_owned(), |value| format_decimal(value, places) + "%")
}

/// What was typed, taken apart: the integer part without separators and what follows the comma.
struct Written<'a> {
    negative: bool,
    /// As typed, trimmed, thousands still separated.
    whole: &'a str,
    decimals: Option<&'a str>,
}

impl<'a> Written<'a> {
    fn read(typed: &'a str) -> Result<Self, NumberError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(NumberError::Empty);
        }
        let (negative, unsigned) = match typed.strip_prefix(['-', '−', '+']) {
            Some(rest) => (!typed.starts_with('+'), rest.trim_start()),
            None => (false, typed),
        };
        let (whole, decimals) = match unsigned.split_once(',') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (unsigned, None),
        };
        if decimals.is_some_and(|rest| rest.contains(',')) {
            return Err(many_commas(unsigned));
        }
        if decimals.is_some_and(|digits| !all_digits(digits)) {
            return Err(NumberError::NotANumber);
        }
        check_grouping(whole)?;
        Ok(Self { negative, whole, decimals })
    }

    /// As Rust reads numbers: "-1234567.5".
    fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let whole: String = self.whole.chars().filter(char::is_ascii_digit).collect();
        match self.decimals {
            Some(decimals) => format!("{sign}{whole}.{decimals}"),
            None => format!("{sign}{whole}"),
        }
    }
}

/// A number with several commas: in the English way (`1,234,567`), or no number at all.
fn many_commas(unsigned: &str) -> NumberError {
    let dotted = unsigned.replace(',', ".");
    match check_grouping(&dotted) {
        Ok(()) => NumberError::CommaBetweenThousands(dotted),
        Err(_) => NumberError::NotANumber,
    }
}

/// Digits alone, or groups of three behind one kind of separator (a dot or a blank).
fn check_grouping(whole: &str) -> Result<(), NumberError> {
    if all_digits(whole) {
        return Ok(());
    }
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Err(NumberError::NotANumber);
    };
    if separator != '.' && !separator.is_whitespace() {
        return Err(NumberError::NotANumber);
    }
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if !all_digits(first) || !rest.iter().all(|group| all_digits(group)) {
        return Err(NumberError::NotANumber);
    }
    if first.len() > 3 || rest.iter().any(|group| group.len() != 3) {
        return Err(NumberError::MisplacedDot);
    }
    Ok(())
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(written: &str) -> Decimal {
        written.parse().expect("a decimal")
    }

    #[test]
    fn whole_numbers_are_read_as_offices_write_them() {
        let cases = [
            ("1234567", 1_234_567),
            ("1.234.567", 1_234_567),
            (" 1 234 567 ", 1_234_567),
            ("1\u{a0}234\u{a0}567", 1_234_567),
            ("-12.000", -12_000),
            ("−5", -5),
            ("+7", 7),
            ("0", 0),
            ("9.223.372.036.854.775.807", i64::MAX),
        ];
        for (typed, number) in cases {
            assert_eq!(parse_whole(typed), Ok(number), "{typed:?}");
        }
    }

    #[test]
    fn a_refused_number_says_how_to_mend_it() {
        use NumberError::*;
        let cases = [
            ("", Empty),
            ("  ", Empty),
            ("mười", NotANumber),
            ("12đ", NotANumber),
            ("1..2", NotANumber),
            ("1.234 567", NotANumber),
            ("--5", NotANumber),
            ("12,", NotANumber),
            ("1,234,567", CommaBetweenThousands("1.234.567".into())),
            ("1,234", CommaBetweenThousands("1.234".into())),
            ("1234,5", NotWhole),
            ("12.34", MisplacedDot),
            ("1234.567", MisplacedDot),
            ("9223372036854775808", TooLarge),
        ];
        for (typed, error) in cases {
            assert_eq!(parse_whole(typed), Err(error), "{typed:?}");
        }
        assert_eq!(CommaBetweenThousands("1.234.567".into()).to_string(), "Dùng dấu chấm giữa các nghìn: 1.234.567.");
    }

    #[test]
    fn decimals_stand_behind_a_comma() {
        for (typed, written) in [("1234,5", "1234.5"), ("1.234,50", "1234.50"), ("1.234", "1234"), ("-0,05", "-0.05")] {
            assert_eq!(parse_decimal(typed), Ok(decimal(written)), "{typed}");
        }
        assert_eq!(parse_decimal("1,234,567"), Err(NumberError::CommaBetweenThousands("1.234.567".into())));
        assert_eq!(parse_decimal("1234.5"), Err(NumberError::MisplacedDot));
        assert_eq!(parse_decimal(&"9".repeat(40)), Err(NumberError::TooLarge));
    }

    #[test]
    fn decimals_are_rounded_half_up_when_shown() {
        let cases = [
            ("2259.65", 1, "2.259,7"),
            ("1234567.891", 2, "1.234.567,89"),
            ("60.95", 1, "61,0"),
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
            ("-0.04", 1, "0,0"),
            ("12", 2, "12,00"),
        ];
        for (number, places, shown) in cases {
            assert_eq!(format_decimal(decimal(number), places), shown);
        }
        assert_eq!(plain_decimal_comma(decimal("1234.50")), "1234,5");
    }

    #[test]
    fn a_percentage_of_nothing_is_a_dash() {
        assert_eq!(format_percent(percent(25_907, 42_500), 1), "61,0%");
        assert_eq!(format_percent(percent(1, 3), 2), "33,33%");
        assert_eq!(format_percent(percent(5, 0), 1), "–");
        assert_eq!(percent(i64::MAX, Decimal::new(1, 28)), None);
    }

    proptest! {
        #[test]
        fn a_shown_whole_number_reads_back(number: i64) {
            prop_assert_eq!(parse_whole(&format_whole(number)), Ok(number));
        }

        #[test]
        fn a_shown_decimal_reads_back(number: i64, scale in 0u32..12) {
            let number = Decimal::new(number, scale);
            prop_assert_eq!(parse_decimal(&format_decimal(number, scale)), Ok(number));
            prop_assert_eq!(parse_decimal(&plain_decimal_comma(number)), Ok(number));
        }

        #[test]
        fn nothing_typed_makes_the_readers_panic(typed in "[0-9., +−-]{0,40}") {
            let _ = (parse_whole(&typed), parse_decimal(&typed));
        }
    }
}

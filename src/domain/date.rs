//! Days and times as people type and read them, in the zone of Viet Nam.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};

/// Why a typed date was refused. The text tells how to mend it, ready to stand beside a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("Nhập ngày/tháng/năm, ví dụ 05/09/2026.")]
    NotADate,
    #[error("Nhập năm đủ bốn chữ số, ví dụ 05/09/2026.")]
    ShortYear,
    #[error("Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Nhập ngày/tháng/năm, ví dụ 05/09/2026.")]
    YearOutOfRange,
    #[error("Không có tháng {month}. Nhập ngày/tháng/năm, ví dụ 15/02/{year}.")]
    NoSuchMonth { month: u32, year: i32 },
    #[error("Tháng {month} năm {year} có {days} ngày. Nhập ngày/tháng/năm, ví dụ 15/{month:02}/{year}.")]
    NoSuchDay { month: u32, year: i32, days: u32 },
}

/// Older and later years are typing mistakes in records of people now in service.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;

/// Reads `5/9/2026`, `05-09-2026`, `05.09.2026`, `05092026`, and `2026-09-05` as files write it.
///
/// # Errors
/// Two-digit years, impossible days and anything else, each with the way to mend it.
pub fn parse_date(typed: &str) -> Result<NaiveDate, DateError> {
    let typed = typed.trim();
    if !typed.is_ascii() {
        return Err(DateError::NotADate);
    }
    let parts: Vec<&str> = if typed.len() == 8 && all_digits(typed) {
        vec![&typed[..2], &typed[2..4], &typed[4..]]
    } else {
        let separator = typed.chars().find(|c| matches!(c, '/' | '-' | '.')).ok_or(DateError::NotADate)?;
        typed.split(separator).map(str::trim).collect()
    };
    match parts[..] {
        [year, month, day] if year.len() == 4 && typed.contains('-') => date_of(day, month, year),
        [day, month, year] => date_of(day, month, year),
        _ => Err(DateError::NotADate),
    }
}

fn date_of(day: &str, month: &str, year: &str) -> Result<NaiveDate, DateError> {
    let fits = |part: &str| all_digits(part) && part.len() <= 2;
    if !fits(day) || !fits(month) || !all_digits(year) {
        return Err(DateError::NotADate);
    }
    if year.len() < 4 {
        return Err(DateError::ShortYear);
    }
    let number = |part: &str| part.parse().map_err(|_| DateError::NotADate);
    let (day, month): (u32, u32) = (number(day)?, number(month)?);
    let year: i32 = year.parse().map_err(|_| DateError::YearOutOfRange)?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(DateError::YearOutOfRange);
    }
    let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(DateError::NoSuchMonth { month, year })?;
    let days = u32::from(first.num_days_in_month());
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay { month, year, days })
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// "05/09/2026".
pub fn format_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// As papers write it: "ngày 05 tháng 01 năm 2015". Days below 10 and months 1 and 2 take a zero
/// (NĐ 30/2020/NĐ-CP, Phụ lục I), so that nothing can be written in front of them.
pub fn paper_date(date: NaiveDate) -> String {
    let month = match date.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// The clock on the wall in Viet Nam at a stored moment.
pub fn local(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.with_timezone(&chrono_tz::Asia::Ho_Chi_Minh).naive_local()
}

/// The moment at which the clock on the wall in Viet Nam shows this. The zone has no summer time.
pub fn from_local(wall: NaiveDateTime) -> DateTime<Utc> {
    wall.and_local_timezone(chrono_tz::Asia::Ho_Chi_Minh)
        .earliest()
        .map_or_else(|| wall.and_utc(), |moment| moment.to_utc())
}

/// The moment (UTC) at which a day begins.
pub fn start_of(day: NaiveDate) -> NaiveDateTime {
    from_local(day.and_time(NaiveTime::MIN)).naive_utc()
}

/// "09:14", in Viet Nam.
pub fn format_time(moment: DateTime<Utc>) -> String {
    local(moment).format("%H:%M").to_string()
}

/// "09:14 05/09/2026", in Viet Nam.
pub fn format_date_time(moment: DateTime<Utc>) -> String {
    local(moment).format("%H:%M %d/%m/%Y").to_string()
}

/// "Thứ Hai" … "Chủ nhật".
pub fn weekday_name(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "Thứ Hai",
        Weekday::Tue => "Thứ Ba",
        Weekday::Wed => "Thứ Tư",
        Weekday::Thu => "Thứ Năm",
        Weekday::Fri => "Thứ Sáu",
        Weekday::Sat => "Thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    }
}

/// How far a due day is: "còn 2 ngày", "hôm nay", "quá hạn 2 ngày".
pub fn days_left_words(today: NaiveDate, due: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => "hôm nay".to_owned(),
        left @ 1.. => format!("còn {left} ngày"),
        late => format!("quá hạn {} ngày", late.unsigned_abs()),
    }
}

/// "hôm nay", "đã 3 ngày".
pub fn days_so_far_words(from: NaiveDate, today: NaiveDate) -> String {
    match (today - from).num_days() {
        ..=0 => "hôm nay".to_owned(),
        days => format!("đã {days} ngày"),
    }
}

/// 31 December of a year: the day on which a year's grades and awards are judged.
pub fn year_end(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The last day of a month; `None` for months other than 1 to 12.
pub fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    #[test]
    fn a_date_is_read_in_every_usual_way() {
        for typed in ["5/9/2026", "05/09/2026", "05-09-2026", "05.09.2026", "05092026", "2026-09-05", " 5 / 9 / 2026 "]
        {
            assert_eq!(parse_date(typed), Ok(day(2026, 9, 5)), "{typed:?}");
        }
        assert_eq!(parse_date("29/02/2012"), Ok(day(2012, 2, 29)));
    }

    #[test]
    fn a_refused_date_says_how_to_mend_it() {
        let cases = [
            ("", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("mai", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("5/9", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("5/9-2026", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("2026/09/05", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("٠٥/٠٩/٢٠٢٦", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("5/9/26", "Nhập năm đủ bốn chữ số, ví dụ 05/09/2026."),
            ("5/9/0026", "Năm phải từ 1900 đến 2199. Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("5/13/2026", "Không có tháng 13. Nhập ngày/tháng/năm, ví dụ 15/02/2026."),
            ("30/02/2014", "Tháng 2 năm 2014 có 28 ngày. Nhập ngày/tháng/năm, ví dụ 15/02/2014."),
            ("0/11/2014", "Tháng 11 năm 2014 có 30 ngày. Nhập ngày/tháng/năm, ví dụ 15/11/2014."),
        ];
        for (typed, message) in cases {
            assert_eq!(parse_date(typed).map_err(|error| error.to_string()), Err(message.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn papers_write_a_zero_before_small_days_and_the_first_two_months() {
        assert_eq!(paper_date(day(2015, 1, 5)), "ngày 05 tháng 01 năm 2015");
        assert_eq!(paper_date(day(2026, 9, 5)), "ngày 05 tháng 9 năm 2026");
        assert_eq!(paper_date(day(2014, 12, 31)), "ngày 31 tháng 12 năm 2014");
    }

    #[test]
    fn times_are_shown_as_the_clock_in_viet_nam_reads() {
        let evening = Utc.with_ymd_and_hms(2014, 7, 14, 18, 5, 0).single().expect("one moment");
        assert_eq!(local(evening).date(), day(2014, 7, 15));
        assert_eq!(format_time(evening), "01:05");
        assert_eq!(format_date_time(evening), "01:05 15/07/2014");
        assert_eq!(weekday_name(day(2014, 7, 15)), "Thứ Ba");
    }

    #[test]
    fn a_due_day_is_counted_in_days() {
        let today = day(2014, 7, 15);
        assert_eq!(days_left_words(today, day(2014, 7, 17)), "còn 2 ngày");
        assert_eq!(days_left_words(today, today), "hôm nay");
        assert_eq!(days_left_words(today, day(2014, 7, 13)), "quá hạn 2 ngày");
    }

    #[test]
    fn months_and_years_end_on_their_last_day() {
        assert_eq!(year_end(2014), day(2014, 12, 31));
        assert_eq!(month_end(2012, 2), Some(day(2012, 2, 29)));
        assert_eq!(month_end(2014, 12), Some(day(2014, 12, 31)));
        assert_eq!(month_end(2014, 13), None);
    }

    proptest! {
        #[test]
        fn a_shown_date_reads_back(offset in 0u64..100_000) {
            let date = day(1900, 1, 1) + Days::new(offset);
            prop_assert_eq!(parse_date(&format_date(date)), Ok(date));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        }

        #[test]
        fn nothing_typed_makes_the_reader_panic(typed in "\\PC{0,12}") {
            let _ = parse_date(&typed);
        }
    }
}

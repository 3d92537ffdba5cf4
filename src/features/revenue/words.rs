//! What the progress page says about its numbers, in sentences.

use rust_decimal::{Decimal, RoundingStrategy};

use super::found::Found;
use super::links::Links;
use super::parts::{Part, PartKind, by_unit};
use super::view::{MonthRow, Row, assigned, billions};
use crate::domain::date::format_date;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::{format_decimal, format_percent};
use crate::domain::revenue::{Point, Progress};
use crate::web::charts::{Frame, Legend};

/// "dự toán tỉnh giao ngày 10/12/2013": which estimate the shares are of, and when it was assigned.
pub fn estimate(found: &Found) -> String {
    let whose = format!("dự toán {}", found.assigned_by.word().to_lowercase());
    let days: Vec<String> = found.estimates.assigned_on().into_iter().map(format_date).collect();
    match days.split_first() {
        None => match found.version {
            Some(day) => format!("{whose} (chưa có đến ngày {})", format_date(day)),
            None => format!("{whose} (chưa có đến hết tháng {})", found.period.month),
        },
        Some((first, [])) => format!("{whose} ngày {first}"),
        Some((first, revised)) => format!("{whose} ngày {first}, điều chỉnh ngày {}", revised.join(", ")),
    }
}

/// The chart's title: what it shows, said.
pub fn finding(found: &Found) -> String {
    let (total, month) = (found.total(), found.period.month);
    let Some(cumulative) = total.cumulative else {
        return format!("Đến hết tháng {month} chưa có số thu");
    };
    let even = found.points.iter().find(|point| point.period.month == month).and_then(|point| point.even);
    let comparisons: Vec<String> = [
        even.map(|even| compared(cumulative - even, "vượt", "thấp hơn", "mức chia đều")),
        total.last_year.map(|last_year| compared(cumulative - last_year, "hơn", "kém", "cùng kỳ")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if comparisons.is_empty() {
        return format!("Hết tháng {month}, số thu đạt {} tỷ", cumulative.billions(1));
    }
    format!("Hết tháng {month}, số thu {}", comparisons.join(" và "))
}

fn compared(difference: Dong, above: &str, below: &str, with: &str) -> String {
    let shown = Dong::new(difference.amount().saturating_abs()).billions(1);
    match difference {
        _ if shown == "0,0" => format!("bằng {with}"),
        difference if difference > Dong::ZERO => format!("{above} {with} {shown} tỷ"),
        _ => format!("{below} {with} {shown} tỷ"),
    }
}

/// The chart's title, and what it says to those who do not see it.
pub fn frame(found: &Found) -> Frame {
    Frame::new("bieu-do", finding(found), chart(found))
}

/// What each line of the chart is.
pub fn legend(found: &Found) -> Legend {
    let (year, before) = (found.period.year, found.points.iter().filter_map(|point| point.last_year).next_back());
    Legend {
        now: format!("Thực hiện {year}, lũy kế"),
        plan: format!("Dự toán chia đều 12 tháng, cả năm {}", assigned(found.total().estimate)),
        last_year: format!("Thực hiện {}, cả năm {}", year.previous(), billions(before)),
    }
}

fn chart(found: &Found) -> String {
    let total = found.total();
    let mut words =
        format!("Biểu đồ thu lũy kế theo tháng. Hết {} đạt {} tỷ đồng", found.period, billions(total.cumulative));
    let even = found.points.iter().find(|point| point.period == found.period).and_then(|point| point.even);
    if let Some(even) = even {
        words += &format!("; mức chia đều {}", even.billions(1));
    }
    if let Some(last_year) = total.last_year {
        words += &format!("; cùng kỳ {} là {}", found.period.year.previous(), last_year.billions(1));
    }
    words + "."
}

pub fn month_row(point: &Point, found: &Found) -> MonthRow {
    let month = point.period.month;
    let profile = found.history.profile(RevenueLineCode::total());
    MonthRow {
        month,
        in_month: billions(point.in_month),
        now: billions(point.now),
        even: billions(point.even),
        expected: billions(found.total().estimate.map(|estimate| profile.expected_of(estimate, month))),
        last_year: billions(point.last_year),
        links: Links { month, ..found.links(RevenueLineCode::total()) },
    }
}

pub fn line_rows(found: &Found) -> Vec<Row> {
    let row = |(line, progress): (&RevenueLineCode, &Progress)| {
        Row::of_line(*line, progress, found.outlook(*line).as_ref(), found.links(*line))
    };
    found.lines.iter().map(row).collect()
}

/// A line by the units that answer for it; nothing while one unit is looked at alone.
pub fn unit_rows(found: &Found, line: RevenueLineCode) -> Vec<Row> {
    let row = |part: &Part| Row {
        row_class: if part.kind == PartKind::Whole { "table__total" } else { "" },
        pace: part.pace(),
        ..Row::of(part.name.clone(), &part.progress, part.outlook.as_ref(), part.links.clone())
    };
    by_unit(found, line).iter().map(row).collect()
}

/// Months not entered make a sum smaller than it seems.
pub fn warnings(found: &Found) -> Vec<String> {
    let missing: Vec<String> = found.missing_months().iter().map(ToString::to_string).collect();
    if missing.is_empty() || found.lines.is_empty() {
        return Vec::new();
    }
    let entered = found.period.month - missing.len() as i32;
    vec![format!(
        "Chưa có số thu tháng {}. Lũy kế mới gồm {entered} tháng, cùng kỳ gồm {}.",
        missing.join(", "),
        found.period.month
    )]
}

/// What is to be known about the numbers: how they round, what counts, which are corrections.
pub fn keys(found: &Found) -> Vec<String> {
    let mut rounding =
        "Tỷ lệ tính từ số đồng chưa làm tròn, hiển thị một chữ số thập phân, từ 5 trở lên làm tròn lên.".to_owned();
    if let Some(percent) = found.total().percent().filter(|percent| is_rounded_up(*percent)) {
        let (raw, shown) = (format_percent(Some(percent), 2), format_percent(Some(percent), 1));
        rounding += &format!(" Tổng thu {raw} hiển thị {shown}.");
    }
    let mut keys = vec![rounding];
    if found.lines.values().any(|progress| progress.estimate.is_none()) {
        keys.push("“Không giao” nghĩa là không có dự toán nên không tính tỷ lệ.".to_owned());
    }
    if found.lines.keys().any(|line| !line.is_of_total()) {
        keys.push("Thu ngân sách địa phương được hưởng là số tham khảo, không cộng vào tổng thu.".to_owned());
    }
    keys.extend(corrections(found));
    keys
}

/// Negative amounts of the year up to the chosen month, named so that nobody takes them for slips.
fn corrections(found: &Found) -> Option<String> {
    let unit = found.unit.as_ref().map(|unit| unit.id);
    let counted = found
        .actuals
        .iter()
        .filter(|actual| actual.year == found.period.year && actual.month <= found.period.month && actual.unit == unit);
    let corrections: Vec<String> = counted
        .filter(|actual| actual.amount < Dong::ZERO)
        .map(|actual| format!("{}, tháng {}: {} đồng", actual.line.title(), actual.month, actual.amount))
        .collect();
    (!corrections.is_empty()).then(|| format!("Số âm là số điều chỉnh. {}.", corrections.join("; ")))
}

fn is_rounded_up(percent: Decimal) -> bool {
    percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero) != percent.trunc_with_scale(1)
}

/// For files: rounded half up like everything shown, with the decimals a check needs.
pub fn two_decimals(percent: Decimal) -> Decimal {
    percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// A đồng amount spelled out in full, for the rows behind a number.
pub fn in_full(amount: Dong) -> String {
    format!("{} đồng", format_decimal(amount.into(), 0))
}

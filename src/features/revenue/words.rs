//! What the progress page says about its numbers, in sentences.

use rust_decimal::{Decimal, RoundingStrategy};

use super::pages::Found;
use super::view::{Fact, MonthRow, Row, assigned, billions};
use crate::domain::date::format_date;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::number::{format_decimal, format_percent};
use crate::domain::revenue::{Point, Progress, by_unit};
use crate::web::charts::{Frame, Legend};

/// "dự toán tỉnh giao ngày 10/12/2013": which estimate the shares are of, and when it was assigned.
pub fn estimate(found: &Found) -> String {
    let whose = format!("dự toán {}", found.assigned_by.word().to_lowercase());
    let days: Vec<String> = found.estimates.assigned_on().into_iter().map(format_date).collect();
    match days.split_first() {
        None => format!("{whose} (chưa có đến hết tháng {})", found.period.month),
        Some((first, [])) => format!("{whose} ngày {first}"),
        Some((first, revised)) => format!("{whose} ngày {first}, điều chỉnh ngày {}", revised.join(", ")),
    }
}

/// The total, what it consists of, and what is left to collect.
pub fn facts(found: &Found) -> Vec<Fact> {
    let total = RevenueLineCode::total();
    let shown = std::iter::once(total).chain(total.children());
    let mut facts: Vec<Fact> = shown.filter_map(|line| Some(fact(line.title(), found.lines.get(&line)?))).collect();
    if let Some(remaining) = found.total().remaining() {
        facts.push(remaining_fact(remaining, 12 - found.period.month));
    }
    facts
}

fn fact(name: String, progress: &Progress) -> Fact {
    let of_estimate = match (progress.percent(), progress.estimate) {
        (Some(percent), estimate) => format!("{} của {} tỷ.", format_percent(Some(percent), 1), billions(estimate)),
        (None, Some(_)) => format!("Dự toán {} tỷ.", assigned(progress.estimate)),
        (None, None) => "Không giao dự toán.".to_owned(),
    };
    let of_last_year = match progress.percent_of_last_year() {
        Some(percent) => format!(" Bằng {} cùng kỳ.", format_percent(Some(percent), 1)),
        None => String::new(),
    };
    Fact { name, value: in_billions(progress.cumulative), words: of_estimate + &of_last_year }
}

fn remaining_fact(remaining: Dong, months: i32) -> Fact {
    if remaining <= Dong::ZERO {
        let words = "Đã đạt dự toán cả năm.".to_owned();
        return Fact { name: "Vượt dự toán".to_owned(), value: in_billions(Some(-remaining)), words };
    }
    let words = match months {
        0 => "Đã hết năm.".to_owned(),
        _ => {
            let monthly = Dong::new(remaining.amount() / i64::from(months));
            format!("{} tỷ mỗi tháng trong {months} tháng còn lại.", monthly.billions(1))
        }
    };
    Fact { name: "Còn phải thu".to_owned(), value: in_billions(Some(remaining)), words }
}

fn in_billions(amount: Option<Dong>) -> String {
    amount.map_or_else(|| "–".to_owned(), |amount| format!("{} tỷ", amount.billions(1)))
}

/// The chart's title: what it shows, said.
fn finding(found: &Found) -> String {
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

pub fn month_row(point: &Point) -> MonthRow {
    MonthRow {
        month: point.period.month,
        in_month: billions(point.in_month),
        now: billions(point.now),
        even: billions(point.even),
        last_year: billions(point.last_year),
    }
}

pub fn line_rows(found: &Found) -> Vec<Row> {
    let entries = |line| found.entries(line, found.unit_code());
    found
        .lines
        .iter()
        .map(|(line, progress)| Row::of_line(*line, progress, found.period.month, entries(*line)))
        .collect()
}

/// The total by the units that answer for it; nothing while one unit is looked at alone.
pub fn unit_rows(found: &Found) -> Vec<Row> {
    if found.unit.is_some() || found.answering.is_empty() {
        return Vec::new();
    }
    let (total, month) = (RevenueLineCode::total(), found.period.month);
    let shared = by_unit(found.period, &found.actuals, &found.estimates, found.total());
    let of_units = found.answering.iter().filter_map(|unit| {
        let progress = shared.units.get(&unit.id)?;
        Some(Row::of(unit.name.clone(), progress, month, found.entries(total, &unit.code)))
    });
    let rest = Row::of("Chưa giao cho đơn vị nào".to_owned(), &shared.rest, month, String::new());
    let whole = Row::of("Tổng cộng".to_owned(), &found.total(), month, found.entries(total, ""));
    let mut rows: Vec<Row> = of_units.collect();
    rows.extend((!shared.rest.is_empty()).then_some(rest));
    rows.push(Row { row_class: "table__total", ..whole });
    rows
}

/// Where an even spread stands after so many months: "50.0%", as SVG reads it.
pub fn even_mark(month: i32) -> String {
    format!("{:.1}%", even_share(month))
}

/// The same in words: "50,0%".
pub fn even_percent(month: i32) -> String {
    format_percent(Some(even_share(month)), 1)
}

fn even_share(month: i32) -> Decimal {
    Decimal::from(month) * Decimal::ONE_HUNDRED / Decimal::from(12)
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

//! What stands above the tables of progress: where the total and its parts stand, what is left, what the year may come to.

use rust_decimal::Decimal;

use super::found::Found;
use super::view::{Fact, assigned, billions};
use crate::domain::law::{RevenueLineCode, catalogue};
use crate::domain::money::Dong;
use crate::domain::number::format_percent;
use crate::domain::revenue::{Basis, Light, Method, Profile};

/// The total, what it consists of, what is left to collect and what the year may come to.
pub fn facts(found: &Found) -> Vec<Fact> {
    let total = RevenueLineCode::total();
    let known = |line: &RevenueLineCode| found.lines.contains_key(line);
    let parts = total.children().filter(known).map(|line| {
        let mut fact = fact(found, line);
        fact.words.extend(Remaining::of(found, line).map(|it| it.in_words()));
        fact.words.extend(forecast_in_words(found, line));
        fact
    });
    let whole = known(&total).then(|| fact(found, total));
    let mut facts: Vec<Fact> = whole.into_iter().chain(parts).collect();
    facts.extend(remaining_fact(found, total));
    facts.extend(forecast_fact(found, total));
    facts
}

fn fact(found: &Found, line: RevenueLineCode) -> Fact {
    let progress = found.progress(line);
    let of_estimate = match (progress.percent(), progress.estimate) {
        (Some(percent), estimate) => format!("{} của {} tỷ.", format_percent(Some(percent), 1), billions(estimate)),
        (None, Some(_)) => format!("Dự toán {} tỷ.", assigned(progress.estimate)),
        (None, None) => "Không giao dự toán.".to_owned(),
    };
    let of_last_year = match progress.percent_of_last_year() {
        Some(percent) => format!(" Bằng {} cùng kỳ.", format_percent(Some(percent), 1)),
        None => String::new(),
    };
    let link = progress.cumulative.map_or_else(String::new, |_| found.links(line).cumulative());
    Fact {
        name: line.title(),
        value: in_billions(progress.cumulative),
        link,
        words: vec![of_estimate + &of_last_year],
        light: found.outlook(line).and_then(|outlook| outlook.light),
    }
}

/// What is left of a line's estimate at the end of the last month with figures.
struct Remaining {
    amount: Dong,
    /// Months without figures.
    months: i32,
    /// What that asks of each of them; nothing once the year is over.
    monthly: Option<Dong>,
}

impl Remaining {
    fn of(found: &Found, line: RevenueLineCode) -> Option<Self> {
        let progress = found.progress(line);
        let amount = progress.remaining().filter(|_| progress.estimate > Some(Dong::ZERO))?;
        let monthly = match found.outlook(line) {
            Some(outlook) => outlook.monthly_needed,
            None => Some(Dong::new(amount.amount() / 12)),
        };
        Some(Self { amount, months: 12 - found.known_month.unwrap_or(0), monthly })
    }

    fn each_month(&self) -> Option<String> {
        Some(format!("{} tỷ mỗi tháng trong {} tháng còn lại.", self.monthly?.billions(1), self.months))
    }

    fn in_words(&self) -> String {
        let amount = self.amount.billions(1);
        match self.each_month() {
            _ if self.amount <= Dong::ZERO => format!("Vượt dự toán {} tỷ.", (-self.amount).billions(1)),
            Some(each_month) => format!("Còn phải thu {amount} tỷ, {each_month}"),
            None => format!("Hụt {amount} tỷ khi hết năm."),
        }
    }
}

fn remaining_fact(found: &Found, line: RevenueLineCode) -> Option<Fact> {
    let it = Remaining::of(found, line)?;
    let over = "Đã hết năm.";
    let (name, amount, words) = match it.each_month() {
        _ if it.amount <= Dong::ZERO => ("Vượt dự toán", -it.amount, "Đã đạt dự toán cả năm.".to_owned()),
        each_month => ("Còn phải thu", it.amount, each_month.unwrap_or_else(|| over.to_owned())),
    };
    let (name, value) = (name.to_owned(), in_billions(Some(amount)));
    Some(Fact { name, value, link: found.links(line).profile(), words: vec![words], light: None })
}

fn forecast_fact(found: &Found, line: RevenueLineCode) -> Option<Fact> {
    let outlook = found.outlook(line)?;
    let forecast = outlook.forecast.filter(|forecast| forecast.method != Method::Ended)?;
    let percent = outlook.forecast_percent(found.progress(line).estimate);
    let of_estimate = percent.map(|percent| format!(", bằng {} dự toán", format_percent(Some(percent), 1)));
    let range = format!("Từ {} đến {} tỷ", forecast.low.billions(1), forecast.high.billions(1));
    Some(Fact {
        name: "Dự báo cả năm".to_owned(),
        value: in_billions(Some(forecast.amount)),
        link: found.links(line).profile(),
        words: vec![format!("{range}{}.", of_estimate.unwrap_or_default()), method(found, line)],
        light: None,
    })
}

fn forecast_in_words(found: &Found, line: RevenueLineCode) -> Option<String> {
    let forecast = found.outlook(line)?.forecast.filter(|forecast| forecast.method != Method::Ended)?;
    let (low, high) = (forecast.low.billions(1), forecast.high.billions(1));
    Some(format!("Dự báo cả năm {} tỷ (từ {low} đến {high}).", forecast.amount.billions(1)))
}

/// How a line's forecast is made, in a sentence.
pub fn method(found: &Found, line: RevenueLineCode) -> String {
    let Some(month) = found.known_month else {
        return "Chưa có số thu nên chưa dự báo.".to_owned();
    };
    if found.has_gap() {
        return "Có tháng chưa nhập số thu nên chưa dự báo.".to_owned();
    }
    let profile = found.history.profile(line);
    match found.outlook(line).and_then(|outlook| outlook.forecast).map(|forecast| forecast.method) {
        Some(Method::ByShare) => format!(
            "Cách tính: lũy kế chia tỷ trọng đã thu đến hết tháng {month} của {}; khoảng theo năm có tỷ trọng cao nhất và thấp nhất.",
            years_of(&profile)
        ),
        Some(Method::ByRunRate) => format!(
            "Cách tính: bình quân {month} tháng nhân 12, vì chưa đủ hai năm trước để lấy nhịp thu; khoảng theo tháng thu thấp nhất và cao nhất.",
        ),
        Some(Method::Ended) => "Đã hết năm.".to_owned(),
        None => "Chưa có số thu nên chưa dự báo.".to_owned(),
    }
}

/// "các năm 2011, 2012, 2013", with the group they are of where the line has none.
pub fn years_of(profile: &Profile) -> String {
    let years: Vec<String> = profile.years.iter().map(|year| year.year.to_string()).collect();
    match years.len() {
        1 => format!("năm {}", years[0]),
        _ => format!("các năm {}", years.join(", ")),
    }
}

/// What the lights and the marks in the bars say.
pub fn pace(found: &Found) -> String {
    let limits = &catalogue().revenue_limits;
    let month = found.known_month.unwrap_or(found.period.month);
    let profile = found.history.profile(RevenueLineCode::total());
    let share = format_percent(Some(profile.expected(month) * Decimal::ONE_HUNDRED), 1);
    let basis = match profile.basis {
        Basis::Even => "chia đều 12 tháng, vì chưa có năm nào trước đó đủ số liệu".to_owned(),
        Basis::Line(_) => format!("bình quân {}", years_of(&profile)),
    };
    format!(
        "Vạch đứng trong thanh là mức phải đạt đến hết tháng {month}: tỷ trọng đã thu đến tháng đó, {basis}; khoản chưa          đủ hai năm lấy của nhóm. Tổng thu phải đạt {share}. {} Kịp tiến độ: từ {}% mức phải đạt; {} Cần theo dõi: từ {}%;          {} Chậm tiến độ: dưới {}%.",
        Light::OnTrack.sign(),
        limits.on_track_from_percent,
        Light::Watch.sign(),
        limits.behind_below_percent,
        Light::Behind.sign(),
        limits.behind_below_percent
    )
}

/// "Đã chốt số liệu tháng 1, 2, 3."
pub fn closed(found: &Found) -> String {
    let months: Vec<String> = found.closed.keys().map(ToString::to_string).collect();
    if months.is_empty() { String::new() } else { format!("Đã chốt số liệu tháng {}.", months.join(", ")) }
}

fn in_billions(amount: Option<Dong>) -> String {
    amount.map_or_else(|| "–".to_owned(), |amount| format!("{} tỷ", amount.billions(1)))
}

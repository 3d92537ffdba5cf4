//! How far the revenue of a year has come, for what others report of it.

use chrono::NaiveDate;

use super::found::{Found, ProgressQuery};
use super::pictures::{Pictures, pictures};
use super::view::{assigned, billions};
use super::words;
use crate::db::Connection;
use crate::domain::law::RevenueLineCode;
use crate::domain::number::format_percent;
use crate::domain::revenue::Progress;
use crate::domain::year::Year;
use crate::error::AppResult;

/// The total and what it consists of, up to a month.
pub struct Standings {
    /// "dự toán tỉnh giao ngày 10/12/2013"
    estimate_words: String,
    pub lines: Vec<Standing>,
    pub pictures: Pictures,
    has_figures: bool,
}

/// One line, ready to print; amounts in tỷ đồng.
pub struct Standing {
    pub name: String,
    pub estimate: String,
    pub cumulative: String,
    pub percent: String,
    pub of_last_year: String,
    pub(super) progress: Progress,
}

impl Standing {
    fn of(line: RevenueLineCode, progress: &Progress) -> Self {
        Self {
            name: line.title(),
            estimate: assigned(progress.estimate),
            cumulative: billions(progress.cumulative),
            percent: format_percent(progress.percent(), 1),
            of_last_year: format_percent(progress.percent_of_last_year(), 1),
            progress: *progress,
        }
    }
}

impl Standings {
    /// "tổng thu 6 tháng đầu năm 2014 đạt 2.590,7 tỷ đồng, bằng 60,9% dự toán …; trong đó …"; none without figures.
    pub fn sentence(&self, period: &str) -> Option<String> {
        let (total, parts) = self.lines.split_first().filter(|_| self.has_figures)?;
        let said = |it: &Standing| {
            format!("{} đạt {} tỷ đồng, bằng {} dự toán", it.name.to_lowercase(), it.cumulative, it.percent)
        };
        let parts: Vec<String> = parts.iter().map(said).collect();
        let within = if parts.is_empty() { String::new() } else { format!("; trong đó {}", parts.join("; ")) };
        Some(format!(
            "tổng thu {period} đạt {} tỷ đồng, bằng {} {}{within}.",
            total.cumulative, total.percent, self.estimate_words
        ))
    }
}

/// Against the estimate that the province assigned; of one unit's share where its code is given.
pub fn standings(conn: &mut Connection, year: Year, month: i32, unit: &str, today: NaiveDate) -> AppResult<Standings> {
    Ok(standings_of(&Found::read(conn, &ProgressQuery::up_to(year, month, unit), today)?))
}

pub(super) fn standings_of(found: &Found) -> Standings {
    let total = RevenueLineCode::total();
    let shown = std::iter::once(total).chain(total.children());
    let lines: Vec<Standing> = shown.filter_map(|line| Some(Standing::of(line, found.lines.get(&line)?))).collect();
    Standings {
        pictures: pictures(found, &lines),
        estimate_words: words::estimate(found),
        has_figures: found.total().cumulative.is_some(),
        lines,
    }
}

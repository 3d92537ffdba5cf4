//! What the year may come to, and whether a line keeps pace with what is expected of it.

use rust_decimal::Decimal;

use super::month::ByMonth;
use super::profile::{LEAST_YEARS, Profile, rounded};
use super::progress::Progress;
use crate::domain::law::RevenueLimits;
use crate::domain::money::Dong;

/// How a forecast was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// What has come in, divided by the share of a year that had come in by then in the years before.
    ByShare,
    /// What has come in, carried on at the same rate.
    ByRunRate,
    /// The year is over.
    Ended,
}

/// The year's revenue as it may turn out: never below `low`, never above `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    pub method: Method,
    pub amount: Dong,
    pub low: Dong,
    pub high: Dong,
}

impl Forecast {
    /// From what came in up to a month; `None` where no method gives an amount.
    pub fn of(months: &ByMonth, month: i32, profile: &Profile) -> Option<Self> {
        let cumulative = months.up_to(month)?;
        match month {
            12 => Some(Self { method: Method::Ended, amount: cumulative, low: cumulative, high: cumulative }),
            1..12 => by_share(cumulative, month, profile).or_else(|| by_run_rate(months, cumulative, month)),
            _ => None,
        }
    }
}

fn by_share(cumulative: Dong, month: i32, profile: &Profile) -> Option<Forecast> {
    let (least, most) = profile.extremes(month)?;
    if profile.years.len() < LEAST_YEARS || least <= Decimal::ZERO {
        return None;
    }
    let year = |share: Decimal| rounded(Decimal::from(cumulative).checked_div(share));
    let (one, other) = (year(least)?, year(most)?);
    // Of a sum below zero the smaller share makes the lower year. A mean is rounded, so it is held within its parts.
    let (low, high) = (one.min(other), one.max(other));
    Some(Forecast { method: Method::ByShare, amount: year(profile.expected(month))?.clamp(low, high), low, high })
}

/// The range: as if every month to come were like the poorest of this year, or like the richest.
fn by_run_rate(months: &ByMonth, cumulative: Dong, month: i32) -> Option<Forecast> {
    let left = Decimal::from(12 - month);
    let so_far = || (1..=month).map(|month| months.in_month(month).unwrap_or_default());
    let with = |monthly: Decimal| rounded(left.checked_mul(monthly)?.checked_add(cumulative.into()));
    let of_month = |amount: Dong| with(amount.into());
    Some(Forecast {
        method: Method::ByRunRate,
        amount: with(Decimal::from(cumulative) / Decimal::from(month))?,
        low: of_month(so_far().min()?)?,
        high: of_month(so_far().max()?)?,
    })
}

/// Whether a line keeps pace: its word, and a sign for those who do not see colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    OnTrack,
    Watch,
    Behind,
}

impl Light {
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnTrack => "Kịp tiến độ",
            Self::Watch => "Cần theo dõi",
            Self::Behind => "Chậm tiến độ",
        }
    }

    pub const fn sign(self) -> &'static str {
        match self {
            Self::OnTrack => "▲",
            Self::Watch => "◆",
            Self::Behind => "▼",
        }
    }

    /// The class of its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::OnTrack => "tag--ok",
            Self::Watch => "tag--warn",
            Self::Behind => "tag--danger",
        }
    }

    fn of(cumulative: Dong, expected: Dong, limits: &RevenueLimits) -> Self {
        if expected <= Dong::ZERO {
            return if cumulative >= expected { Self::OnTrack } else { Self::Behind };
        }
        // Compared as products, so that nothing is divided or rounded.
        let reaches =
            |percent: u32| i128::from(cumulative.amount()) * 100 >= i128::from(expected.amount()) * i128::from(percent);
        match () {
            () if reaches(limits.on_track_from_percent) => Self::OnTrack,
            () if reaches(limits.behind_below_percent) => Self::Watch,
            () => Self::Behind,
        }
    }
}

/// Where a line stands and where it may end, at the end of the last month with figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// The share of a year expected by now, 0 to 1.
    pub expected_share: Decimal,
    /// That share of the estimate; nothing where nothing was assigned.
    pub expected: Option<Dong>,
    pub light: Option<Light>,
    /// What is left of the estimate; negative when it is exceeded.
    pub remaining: Option<Dong>,
    /// How much each month to come must bring to reach it; zero once it is reached, nothing at the end of a year.
    pub monthly_needed: Option<Dong>,
    /// The mean of the months so far.
    pub run_rate: Option<Dong>,
    pub forecast: Option<Forecast>,
}

impl Outlook {
    /// `month` is the last one with figures (1 to 12), up to which `progress` is cumulated. `has_gap`: a month before it
    /// was never entered, so that nothing can be carried on.
    pub fn of(progress: &Progress, months: &ByMonth, month: i32, has_gap: bool, profile: &Profile) -> Self {
        let estimate = progress.estimate.filter(|estimate| *estimate > Dong::ZERO);
        let so_far = progress.cumulative.unwrap_or_default();
        let expected = estimate.map(|estimate| profile.expected_of(estimate, month));
        let limits = &crate::domain::law::catalogue().revenue_limits;
        let remaining = estimate.map(|estimate| estimate - so_far);
        let left = 12 - month;
        let a_month = |amount: Dong, count: i32| rounded(Some(Decimal::from(amount) / Decimal::from(count)));
        Self {
            expected_share: profile.expected(month),
            expected,
            light: expected.map(|expected| Light::of(so_far, expected, limits)),
            remaining,
            monthly_needed: remaining.filter(|_| left > 0).and_then(|rest| a_month(rest.max(Dong::ZERO), left)),
            run_rate: progress.cumulative.filter(|_| month > 0 && !has_gap).and_then(|sum| a_month(sum, month)),
            forecast: if has_gap { None } else { Forecast::of(months, month, profile) },
        }
    }

    /// The forecast in percent of an estimate, unrounded.
    pub fn forecast_percent(&self, estimate: Option<Dong>) -> Option<Decimal> {
        super::progress::percent(self.forecast?.amount, estimate?)
    }
}

//! How values of the catalogue file become typed: days, shares, amounts, and what every entry says of its source.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::domain::money::Dong;
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

/// How far an entry has been checked against the official text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Checked against a published copy or an official explanation.
    Sourced,
    /// Expert knowledge, not checked against a copy.
    Recall,
    /// Custom or a sensible default, not a rule of law.
    Practice,
}

impl Confidence {
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Sourced, Self::Recall, Self::Practice].into_iter().find(|known| known.code() == code)
    }

    /// As the catalogue and the JSON of the commands write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sourced => "sourced",
            Self::Recall => "recall",
            Self::Practice => "practice",
        }
    }

    /// Of several: recalled law is weaker than a setting, and both are weaker than law that was checked.
    pub fn weakest<'a>(entries: impl IntoIterator<Item = &'a Provenance>) -> Self {
        let strength = |confidence: &Self| match confidence {
            Self::Recall => 0,
            Self::Practice => 1,
            Self::Sourced => 2,
        };
        let confidences = entries.into_iter().map(|provenance| provenance.confidence);
        confidences.min_by_key(strength).unwrap_or(Self::Recall)
    }

    /// As pages show it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sourced => "Đã đối chiếu",
            Self::Recall => "Chưa đối chiếu",
            Self::Practice => "Thông lệ",
        }
    }
}

/// Where an entry comes from and how far to trust it.
#[derive(Debug, Clone, Deserialize)]
pub struct Provenance {
    /// Documents and articles, as cited to a reader.
    pub source: String,
    pub confidence: Confidence,
    #[serde(default)]
    verify: bool,
    /// Remarks for those who keep the catalogue, in English.
    #[serde(default)]
    pub notes: String,
    /// Keys that the entry's own type does not name: dated names and counts, or typing mistakes.
    #[serde(flatten)]
    pub(super) other: toml::Table,
}

impl Provenance {
    /// Whether a failed entry may stop anybody. Recalled law, and any entry marked for comparison with the
    /// official text, only warns; a setting (`practice`) acts as it is set.
    pub fn may_block(&self) -> bool {
        self.confidence != Confidence::Recall && !self.verify
    }

    /// The name before the present one, from keys such as `vi_before_2024` or `vi_before_2020_07_01`.
    pub(super) fn former_name(&self, date: NaiveDate) -> Option<&str> {
        self.other
            .iter()
            .filter_map(|(key, name)| Some((changed_on(key)?, name.as_str()?)))
            .filter(|(changed, _)| date < *changed)
            .min_by_key(|(changed, _)| *changed)
            .map(|(_, name)| name)
    }
}

/// The day a former name ended, read from its key.
pub(super) fn changed_on(key: &str) -> Option<NaiveDate> {
    let mut parts = key.strip_prefix("vi_before_")?.split('_');
    let year = parts.next()?.parse().ok()?;
    let (month, day) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => (1, 1),
        (Some(month), Some(day), None) => (month.parse().ok()?, day.parse().ok()?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// A day that comes every year, such as a deadline: "12-15".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    pub fn in_year(self, year: Year) -> NaiveDate {
        // Every month-day read from the catalogue exists in every year; only the year can be out of range.
        NaiveDate::from_ymd_opt(year.0, self.month, self.day).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for MonthDay {
    /// "15/12".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.day, self.month)
    }
}

impl TryFrom<String> for MonthDay {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        const A_COMMON_YEAR: &str = "2001";
        NaiveDate::parse_from_str(&format!("{A_COMMON_YEAR}-{written}"), "%Y-%m-%d")
            .map(|date| Self { month: date.month(), day: date.day() })
            .map_err(|_| format!("\"{written}\" không phải ngày có trong mọi năm (viết tháng-ngày, ví dụ 12-15)"))
    }
}

pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    written
        .date
        .filter(|_| written.time.is_none())
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(|| D::Error::custom(format!("{written} không phải một ngày")))
}

pub(super) fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    day(deserializer).map(Some)
}

pub(super) fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
    let written = f64::deserialize(deserializer)?;
    Ratio::nearest(written).ok_or_else(|| D::Error::custom(format!("{written} không phải một tỷ lệ")))
}

pub(super) fn optional_share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Ratio>, D::Error> {
    share(deserializer).map(Some)
}

pub(super) fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Decimal::try_from(f64::deserialize(deserializer)?).map_err(D::Error::custom)
}

pub(super) fn dong<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Dong, D::Error> {
    i64::deserialize(deserializer).map(Dong::new)
}

pub(super) fn subject<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SubjectKind, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "individual" => Ok(SubjectKind::Person),
        "collective" => Ok(SubjectKind::Unit),
        other => Err(D::Error::unknown_variant(other, &["individual", "collective"])),
    }
}

pub(super) fn subjects<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SubjectKind>, D::Error> {
    #[derive(Deserialize)]
    struct Written(#[serde(deserialize_with = "subject")] SubjectKind);
    Ok(Vec::<Written>::deserialize(deserializer)?.into_iter().map(|Written(kind)| kind).collect())
}

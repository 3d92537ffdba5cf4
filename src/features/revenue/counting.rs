//! How the rows behind a number make it up, for actuals and estimates alike.

use super::kept::Said;
use super::links::REST;
use super::store::Answering;
use crate::db::Connection;
use crate::domain::date::format_date_time;
use crate::domain::ids::UnitId;
use crate::error::{AppError, AppResult};

/// What a row does to the number it stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    Added,
    /// Says who answers for how much of another row, or was replaced.
    Beside,
    Subtracted,
}

impl Counting {
    /// The number is the sum of the rows' amounts times this.
    pub const fn factor(self) -> i64 {
        match self {
            Self::Added => 1,
            Self::Beside => 0,
            Self::Subtracted => -1,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "Cộng",
            Self::Beside => "Không cộng",
            Self::Subtracted => "Trừ",
        }
    }
}

/// Whose part of a line is looked at.
#[derive(Debug, Clone)]
pub enum Whose {
    All,
    Unit(Answering),
    /// What no unit answers for.
    Rest,
}

impl Whose {
    /// As an address says it.
    ///
    /// # Errors
    /// `NotFound` for a unit that does not exist.
    pub fn asked(unit: &str, part: &str, units: &[Answering]) -> AppResult<Self> {
        match (unit, part) {
            (_, REST) => Ok(Self::Rest),
            ("", _) => Ok(Self::All),
            (code, _) => {
                let found = units.iter().find(|unit| unit.code == code).ok_or(AppError::NotFound)?;
                Ok(Self::Unit(found.clone()))
            }
        }
    }

    /// Whether rows of a line or a unit are shown at all.
    pub fn includes(&self, unit: Option<UnitId>) -> bool {
        match self {
            Self::Unit(only) => unit == Some(only.id),
            Self::All | Self::Rest => true,
        }
    }

    /// `has_own`: the line has a figure of its own beside those of units.
    pub fn counting(&self, unit: Option<UnitId>, has_own: bool) -> Counting {
        match (self, unit) {
            (Self::Unit(_), _) | (Self::All | Self::Rest, None) => Counting::Added,
            (Self::All, Some(_)) if !has_own => Counting::Added,
            (Self::Rest, Some(_)) if has_own => Counting::Subtracted,
            (Self::All | Self::Rest, Some(_)) => Counting::Beside,
        }
    }

    /// ", phần của Chi cục Hải quan": what a title says beside the line.
    pub fn in_title(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Unit(unit) => format!(", phần của {}", unit.name),
            Self::Rest => ", phần chưa giao cho đơn vị nào".to_owned(),
        }
    }
}

/// The units that rows name, and the one asked for.
pub fn units(
    conn: &mut Connection,
    ids: impl Iterator<Item = Option<UnitId>>,
    code: &str,
) -> AppResult<Vec<Answering>> {
    let mut ids: Vec<UnitId> = ids.flatten().collect();
    ids.sort();
    ids.dedup();
    super::store::answering(conn, &ids, code)
}

/// What a row says of whom it is: the whole line, or a unit within it.
pub fn of_whom(unit: Option<UnitId>, units: &[Answering]) -> String {
    match units.iter().find(|known| Some(known.id) == unit) {
        Some(unit) => format!("Trong đó: {}", unit.name),
        None => "Cả khoản thu".to_owned(),
    }
}

pub fn code_of(unit: Option<UnitId>, units: &[Answering]) -> Option<String> {
    units.iter().find(|known| Some(known.id) == unit).map(|unit| unit.code.clone())
}

/// "Lê Thị Hoa, 12/07/2014 08:15"; of what was entered before versions were kept "Nhập trước đây".
pub fn entered(said: &Said) -> String {
    match said.at {
        Some(at) => format!("{}, {}", said.by, format_date_time(at.and_utc())),
        None => "Nhập trước đây".to_owned(),
    }
}

/// The older versions of a figure, newest first, each with who entered it and why it was replaced.
pub fn older(versions: &[Said]) -> Vec<String> {
    let replaced = versions.iter().zip(versions.iter().skip(1));
    let words = replaced.map(|(old, by)| {
        let amount = old.amount.map_or_else(|| "đã bỏ".to_owned(), |amount| format!("{amount} đồng"));
        let because = if by.reason.is_empty() { String::new() } else { format!(". Lý do thay: {}", by.reason) };
        format!("{amount} ({}){because}", entered(old))
    });
    let mut words: Vec<String> = words.collect();
    words.reverse();
    words
}

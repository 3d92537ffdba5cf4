//! What the pages of a round share: which year and unit are asked for, and whose rows the reader may see.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::db::Connection;
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::units::ops::UnitName;
use crate::features::{units, years};
use crate::policy::{self, Actor, Scope};
use crate::web::forms::{Choice, UnitChoices};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct YearQuery {
    #[serde(default)]
    pub year: String,
}

/// The filters that every page of a round knows.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub page: String,
}

/// The year and the unit whose rows are shown; `None` stands for all of them.
#[derive(Debug, Clone)]
pub struct Asked {
    pub year: Year,
    pub unit: Option<UnitId>,
    /// Code and name of the unit, empty for all.
    pub unit_code: String,
    pub unit_name: String,
    /// The reader may choose among all units.
    pub sees_all: bool,
}

impl Asked {
    /// A head is shown his own unit, whatever he asks for.
    ///
    /// # Errors
    /// `NotFound` for a unit that is not there, and for a reader without units.
    pub fn of(conn: &mut Connection, actor: &Actor, query: &Query, today: NaiveDate) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        years::ops::find(conn, year)?;
        let found: Option<UnitName> = match policy::registrations_of(actor) {
            Scope::All => units::ops::asked_by_name(conn, &query.unit)?,
            Scope::Unit(own, _) => Some(units::ops::named(conn, &[own])?.pop().ok_or(AppError::NotFound)?),
            Scope::Own(_) | Scope::Nothing => return Err(AppError::NotFound),
        };
        Ok(Self {
            year,
            unit: found.as_ref().map(|unit| unit.id),
            unit_code: found.as_ref().map_or_else(String::new, |unit| unit.code.clone()),
            unit_name: found.map_or_else(String::new, |unit| unit.name),
            sees_all: policy::registrations_of(actor) == Scope::All,
        })
    }

    /// " của Văn phòng Sở", or nothing for all units.
    pub fn of_unit(&self) -> String {
        if self.unit_name.is_empty() { String::new() } else { format!(" của {}", self.unit_name) }
    }
}

/// The choices of year and unit in a filter bar; a head has no choice of units.
pub fn choices(conn: &mut Connection, asked: &Asked) -> AppResult<(Vec<Choice>, UnitChoices)> {
    let units = if asked.sees_all { units::ops::choices(conn, &asked.unit_code)? } else { UnitChoices::default() };
    Ok((years::ops::choices(conn)?, units))
}

/// So many units are told of one by one above a list.
pub const MOST_UNITS: usize = 50;

/// All units in their order; where there are too many, those with the most alone, and how many are left out.
pub fn with_most<T>(mut units: Vec<T>, count: impl Fn(&T) -> i64) -> (Vec<T>, usize) {
    let left_out = units.len().saturating_sub(MOST_UNITS);
    if left_out > 0 {
        units.sort_by_key(|unit| std::cmp::Reverse(count(unit)));
        units.truncate(MOST_UNITS);
    }
    (units, left_out)
}

/// The full official name of an award as it was at the end of the year.
pub fn award_name(award: AwardCode, year: Year) -> &'static str {
    award.award().name_on(year.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_units_those_with_the_most_are_told_of() {
        assert_eq!(with_most(vec![1, 3, 2], |n| *n), (vec![1, 3, 2], 0));
        let (shown, left_out) = with_most((0..2_000).collect(), |n| *n);
        assert_eq!((shown.len(), shown[0], left_out), (MOST_UNITS, 1_999, 1_950));
    }
}

//! Closed is closed for estimates too: what a closed month stands against stays as it was reported, until leadership
//! opens the month again. An estimate that holds from a day after it changes nothing of it and is welcome.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::closing::{ClosingRow, closed_months};
use super::kept::{EstimateChange, Version};
use super::store;
use crate::db::Connection;
use crate::domain::date::format_date;
use crate::domain::money::Dong;
use crate::domain::revenue::Period;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};

/// What one who assigns gave one line, or a unit for its part of it, by the day it was assigned.
pub type Days = BTreeMap<NaiveDate, Dong>;

/// The closed months at whose end another amount would be in force; without an amount that day's is taken out.
pub fn touched<'m>(
    year: Year,
    closed: impl Iterator<Item = &'m i32>,
    days: &Days,
    (day, amount): (NaiveDate, Option<Dong>),
) -> Vec<i32> {
    let mut after = days.clone();
    match amount {
        Some(amount) => after.insert(day, amount),
        None => after.remove(&day),
    };
    let in_force = |days: &Days, month: i32| {
        let end = Period { year, month }.end();
        days.range(..=end).next_back().map(|(_, amount)| *amount)
    };
    closed.copied().filter(|month| in_force(days, *month) != in_force(&after, *month)).collect()
}

/// Why an estimate is refused, and what can be done.
pub fn refusal(year: Year, day: NaiveDate, months: impl IntoIterator<Item = i32>) -> String {
    let months: Vec<String> = months.into_iter().map(|month| month.to_string()).collect();
    format!(
        "Dự toán giao ngày {} làm đổi tỷ lệ của tháng {} năm {year} đã chốt số liệu. Muốn lưu, đề nghị lãnh đạo mở lại các tháng đó.",
        format_date(day),
        months.join(", ")
    )
}

/// Refuses changes of one decision's estimates that closed months would show.
///
/// # Errors
/// `Fields` at `field`, with the months to be opened again.
pub fn must_be_spared(
    conn: &mut Connection,
    version: Version,
    changes: &[EstimateChange],
    field: &str,
) -> AppResult<()> {
    let Version { year, assigned_by, assigned_on, unit } = version;
    let closed: BTreeMap<i32, ClosingRow> = closed_months(conn, year)?;
    if closed.is_empty() || changes.is_empty() {
        return Ok(());
    }
    let known = store::estimates_up_to(conn, year, assigned_by, year.end())?;
    let mut months = BTreeSet::new();
    for (line, amount) in changes {
        let of_line = known.iter().filter(|it| it.line == *line && it.unit == unit);
        let days: Days = of_line.map(|it| (it.assigned_on, it.amount)).collect();
        months.extend(touched(year, closed.keys(), &days, (assigned_on, *amount)));
    }
    if months.is_empty() {
        return Ok(());
    }
    Err(FieldErrors::one(field, refusal(year, assigned_on, months)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn only_months_that_would_stand_against_another_amount_are_touched() {
        let days = Days::from([(day("2013-12-10"), Dong::new(10)), (day("2014-05-20"), Dong::new(12))]);
        let with = |written: &str, amount: Option<i64>| {
            touched(Year(2014), [2, 3, 4, 6].iter(), &days, (day(written), amount.map(Dong::new)))
        };
        assert_eq!(with("2014-03-31", Some(11)), [3, 4], "until the next decision");
        assert_eq!(with("2014-04-01", Some(11)), [4]);
        assert_eq!(with("2014-04-01", Some(10)), [0; 0], "the same amount is no change");
        assert_eq!(with("2014-05-20", None), [6]);
        assert_eq!(with("2014-05-20", Some(13)), [6]);
        assert_eq!(with("2014-07-01", Some(13)), [0; 0]);
        assert_eq!(with("2013-12-10", None), [2, 3, 4]);
    }
}

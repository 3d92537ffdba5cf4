//! What is said of a month's revenue in a report: sentences, and tables ready to print, amounts in tỷ đồng.

use chrono::NaiveDate;

use super::facts;
use super::found::{Found, ProgressQuery};
use super::standings::{Standings, standings_of};
use super::view::{Fact, Row};
use super::{store, words};
use crate::db::Connection;
use crate::domain::law::RevenueLineCode;
use crate::domain::year::Year;
use crate::error::AppResult;

/// A month's revenue in words and numbers.
pub struct Bulletin {
    pub standings: Standings,
    /// Months that nobody has entered.
    pub warnings: Vec<String>,
    pub lines: Vec<Cells>,
    /// The units that answer for some of it, a rest and the total; empty where none does.
    pub units: Vec<Cells>,
    /// Where the total and its parts stand, what is left to collect and what the year may come to.
    pub outlook: Vec<String>,
    /// What the accountant said of the month.
    pub notes: Vec<String>,
}

/// Name, estimate, month, cumulated, percent of the estimate, the same time last year, percent of it.
pub type Cells = [String; 7];

/// Against the estimate that the province assigned; of one unit's share where its code is given.
pub fn bulletin(conn: &mut Connection, year: Year, month: i32, unit: &str, today: NaiveDate) -> AppResult<Bulletin> {
    let found = Found::read(conn, &ProgressQuery::up_to(year, month, unit), today)?;
    let notes = store::notes(conn, found.period)?.into_iter().filter(|note| note.month == month);
    Ok(Bulletin {
        standings: standings_of(&found),
        warnings: words::warnings(&found),
        lines: words::line_rows(&found).into_iter().map(cells).collect(),
        units: words::unit_rows(&found, RevenueLineCode::total()).into_iter().map(cells).collect(),
        outlook: facts::facts(&found).into_iter().map(said).collect(),
        notes: notes.map(|note| note.body).collect(),
    })
}

fn cells(row: Row) -> Cells {
    [row.name, row.estimate, row.in_month, row.cumulative, row.percent, row.last_year, row.percent_of_last_year]
}

/// "Còn phải thu: 1.659,3 tỷ. 276,6 tỷ mỗi tháng trong 6 tháng còn lại."
fn said(fact: Fact) -> String {
    format!("{}: {}. {}", fact.name, fact.value, fact.words.join(" ")).trim().to_owned()
}

/// The last month of a year with figures; where there are none, how far the year has gone.
pub fn last_month(conn: &mut Connection, year: Year, today: NaiveDate) -> AppResult<i32> {
    Ok(Found::read(conn, &ProgressQuery::of(year), today)?.period.month)
}

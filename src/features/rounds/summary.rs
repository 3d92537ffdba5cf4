//! The table of what the units registered: units by awards, out of the kept counts. What was sent and neither taken
//! back nor refused counts.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::units::ops::{self as units, UnitName};
use crate::schema::registration_tallies as tallies;

/// The table; every row has a number for each award.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Those that anybody registered for, the lowest first.
    pub awards: Vec<AwardCode>,
    pub rows: Vec<(UnitName, Vec<i64>)>,
}

impl Summary {
    /// The sums of the columns.
    pub fn totals(&self) -> Vec<i64> {
        (0..self.awards.len()).map(|at| self.rows.iter().map(|(_, row)| row[at]).sum()).collect()
    }
}

/// Of one unit, or of all that registered anything.
pub fn of(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Summary> {
    let mut counted = tallies::table
        .filter(tallies::year.eq(year))
        .filter(tallies::unit_id.ne(UnitId::ALL))
        .filter(tallies::state.ne_all([State::Draft, State::Withdrawn, State::Rejected]))
        .filter(tallies::n.gt(0))
        .into_boxed();
    if let Some(unit) = unit {
        counted = counted.filter(tallies::unit_id.eq(unit));
    }
    let counted: Vec<(UnitId, AwardCode, i64)> =
        counted.select((tallies::unit_id, tallies::award_code, tallies::n)).load(conn)?;
    let mut cells = BTreeMap::<(UnitId, AwardCode), i64>::new();
    for (unit, award, n) in counted {
        *cells.entry((unit, award)).or_default() += n;
    }
    let mut awards: Vec<AwardCode> = cells.keys().map(|(_, award)| *award).collect();
    awards.sort_by_key(|code| (code.award().rank, code.code()));
    awards.dedup();
    let mut rows = Vec::new();
    for unit in units::all(conn)? {
        let row: Vec<i64> =
            awards.iter().map(|award| cells.get(&(unit.id, *award)).copied().unwrap_or_default()).collect();
        if row.iter().any(|n| *n > 0) {
            rows.push((unit, row));
        }
    }
    Ok(Summary { awards, rows })
}

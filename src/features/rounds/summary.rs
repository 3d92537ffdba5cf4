//! The table of what the units registered: units by awards, out of the kept counts. What was sent and neither taken
//! back nor refused counts.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::units::ops::{self as units, UnitName};
use crate::schema::{people, registration_tallies as tallies, registrations, subjects, units as unit_rows};

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

/// A registration that counts, as the list names it.
#[derive(Debug, Clone, Queryable)]
pub struct Registered {
    pub name: String,
    pub kind: SubjectKind,
    /// Of a person, as it is today.
    pub position: Option<String>,
    pub unit: String,
    pub award: AwardCode,
    pub planned_initiative: String,
    pub note: String,
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

const NOT_COUNTED: [State; 3] = [State::Draft, State::Withdrawn, State::Rejected];

/// Of one unit, or of all that registered anything.
pub fn of(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Summary> {
    let mut counted = tallies::table
        .filter(tallies::year.eq(year))
        .filter(tallies::unit_id.ne(UnitId::ALL))
        .filter(tallies::state.ne_all(NOT_COUNTED))
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

/// Each that counts in the table, in the order of lists.
pub fn registered(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Registered>> {
    let mut query = registrations::table
        .inner_join(subjects::table.on(subjects::id.eq(registrations::subject_id)))
        .inner_join(unit_rows::table.on(unit_rows::id.eq(registrations::unit_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(registrations::unit_id)))
        .left_join(people::table.on(people::id.eq(registrations::subject_id)))
        .filter(registrations::year.eq(year))
        .filter(registrations::state.ne_all(NOT_COUNTED))
        .order((unit_rows::sort_order, unit_rows::id, registrations::sort_key, registrations::id))
        .select((
            subjects::name,
            subjects::kind,
            people::position.nullable(),
            unit_subjects.field(subjects::name),
            registrations::award_code,
            registrations::planned_initiative,
            registrations::note,
        ))
        .into_boxed();
    if let Some(unit) = unit {
        query = query.filter(registrations::unit_id.eq(unit));
    }
    Ok(query.load(conn)?)
}

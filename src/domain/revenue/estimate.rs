//! Estimates: assigned line by line, revised by later decisions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::Queryable;

use super::{AssignedBy, Figure};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::year::Year;

/// How much of a leaf line was assigned for a year by one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Estimate {
    pub year: Year,
    pub line: RevenueLineCode,
    /// Who answers for this much *of the line*; `None` for the line's own estimate.
    pub unit: Option<UnitId>,
    pub assigned_by: AssignedBy,
    pub assigned_on: NaiveDate,
    pub amount: Dong,
}

/// The estimates of one origin that count on a day: for each line and unit the latest one assigned up
/// to then. A decision that revises some lines leaves the others as they were.
#[derive(Debug, Clone, Default)]
pub struct InForce(BTreeMap<(RevenueLineCode, Option<UnitId>), (NaiveDate, Dong)>);

impl InForce {
    pub fn on(day: NaiveDate, estimates: &[Estimate]) -> Self {
        let mut latest = BTreeMap::new();
        for estimate in estimates.iter().filter(|estimate| estimate.assigned_on <= day) {
            let this = (estimate.assigned_on, estimate.amount);
            let kept = latest.entry((estimate.line, estimate.unit)).or_insert(this);
            if kept.0 < this.0 {
                *kept = this;
            }
        }
        Self(latest)
    }

    /// The days on which anything was assigned, oldest first.
    pub fn days(estimates: &[Estimate]) -> BTreeSet<NaiveDate> {
        estimates.iter().map(|estimate| estimate.assigned_on).collect()
    }

    /// The days on which what counts was assigned, oldest first.
    pub fn assigned_on(&self) -> BTreeSet<NaiveDate> {
        self.0.values().map(|(day, _)| *day).collect()
    }

    /// The estimate of a line, or what one unit answers for of it.
    pub fn of(&self, line: RevenueLineCode, unit: Option<UnitId>) -> Option<Dong> {
        self.0.get(&(line, unit)).map(|(_, amount)| *amount)
    }

    /// Line, unit and amount of everything in force.
    pub fn iter(&self) -> impl Iterator<Item = (RevenueLineCode, Option<UnitId>, Dong)> {
        self.0.iter().map(|((line, unit), (_, amount))| (*line, *unit, *amount))
    }

    /// The amounts of each line, its own and its units'.
    pub fn figures(&self) -> BTreeMap<RevenueLineCode, Figure> {
        let mut figures: BTreeMap<RevenueLineCode, Figure> = BTreeMap::new();
        for (line, unit, amount) in self.iter() {
            figures.entry(line).or_default().add(unit, amount);
        }
        figures
    }
}

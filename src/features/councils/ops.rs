//! The verbs of councils, and what other features ask of them.

use chrono::NaiveDate;

use crate::domain::council::{CouncilKind, Seat};
use crate::domain::date::format_date;
use crate::domain::ids::*;

pub use super::store::{all_of, find, in_force, members_on};

/// A council as its decision set it up; both days are within its term.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Council {
    pub id: CouncilId,
    pub kind: CouncilKind,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub starts_on: NaiveDate,
    /// Its last day, once that is known.
    pub ends_on: Option<NaiveDate>,
}

impl Council {
    /// "Quyết định số 45/QĐ-STC ngày 10/01/2014".
    pub fn words(&self) -> String {
        format!("Quyết định số {} ngày {}", self.decision_no, format_date(self.decided_on))
    }

    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// Somebody who sits in a council.
#[derive(Debug, Clone, diesel::Queryable)]
pub struct Member {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit_name: String,
    pub unit: UnitId,
    pub seat: Seat,
    /// False for a secretary who only takes the minutes.
    pub votes: bool,
}

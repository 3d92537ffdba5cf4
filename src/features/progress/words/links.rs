//! Where the rows behind a number are: empty where this reader may not open them.

use chrono::NaiveDate;

use super::unit_address;
use crate::domain::law::AwardCode;
use crate::domain::registration;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::features::progress::store::{Higher, Unit};
use crate::policy::Scope;
use crate::web::paging::address;

/// Which rows the reader may open.
#[derive(Debug, Clone, Copy)]
pub struct Links {
    pub scope: Scope,
    /// Of dossiers.
    pub dossiers: Scope,
}

impl Links {
    /// Registrations counted as registered.
    pub(super) fn registrations(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        self.of_registrations(year, unit, award, &[("state", COUNTED)])
    }

    /// Registrations that lie with a higher level, of people or of collectives.
    pub(super) fn escalated(self, year: Year, unit: Option<&Unit>, award: AwardCode, kind: SubjectKind) -> String {
        let rest = [("kind", kind.code()), ("state", registration::State::Escalated.code())];
        self.of_registrations(year, unit, award, &rest)
    }

    fn of_registrations(self, year: Year, unit: Option<&Unit>, award: AwardCode, rest: &[(&str, &str)]) -> String {
        if self.may_read(unit) { list("/registrations", year, unit, award, rest) } else { String::new() }
    }

    /// Whether the reader may read all that people of the unit, or of all, registered.
    pub(super) fn may_read(self, unit: Option<&Unit>) -> bool {
        covers(self.scope, unit)
    }

    /// The people of a unit, on its page of the year, or all of them, who were there on a day.
    pub(super) fn staff(self, year: Year, unit: Option<&Unit>, day: NaiveDate) -> String {
        match unit {
            _ if !self.may_read(unit) => String::new(),
            Some(unit) => unit_address(unit, year) + "#nguoi",
            None => address("/people", &[("on", &day.to_string())]),
        }
    }

    /// The collectives that existed on a day.
    pub(super) fn collectives(self, day: NaiveDate) -> String {
        address("/units", &[("kind", COLLECTIVES), ("on", &day.to_string())])
    }

    /// Dossiers sent and not withdrawn.
    pub(super) fn proposals(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        let may_read = covers(self.dossiers, unit);
        if may_read { list("/dossiers", year, unit, award, &[("state", PROPOSED)]) } else { String::new() }
    }

    /// What was turned down, with the reasons.
    pub(super) fn refusals(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        let may_read = covers(self.scope, unit) && covers(self.dossiers, unit);
        if may_read { list("/progress/refusals", year, unit, award, &[]) } else { String::new() }
    }

    pub fn awards(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        list("/awards", year, unit, award, &[("state", COUNTED)])
    }

    /// Awards by one authority to people or to collectives.
    pub(super) fn higher(self, year: Year, unit: Option<&Unit>, it: &Higher, kind: SubjectKind) -> String {
        let rest = [("kind", kind.code()), ("authority", it.authority.as_str()), ("state", COUNTED)];
        list("/awards", year, unit, it.award, &rest)
    }

    pub(super) fn provisional(self, year: Year, unit: Option<&Unit>, award: AwardCode) -> String {
        list("/awards", year, unit, award, &[("state", "provisional")])
    }
}

/// The filter of both lists that leaves what a number counts.
const COUNTED: &str = "counted";
/// What the list of units calls those that compete.
const COLLECTIVES: &str = "collective";
/// That of dossiers.
const PROPOSED: &str = "proposed";

fn covers(scope: Scope, unit: Option<&Unit>) -> bool {
    match (scope, unit) {
        (Scope::All, _) => true,
        (Scope::Unit(own, _), Some(unit)) => own == unit.id,
        _ => false,
    }
}

fn list(path: &str, year: Year, unit: Option<&Unit>, award: AwardCode, rest: &[(&str, &str)]) -> String {
    let (year, unit) = (year.to_string(), unit.map_or("", |unit| unit.code.as_str()));
    address(path, &[&[("year", &*year), ("unit", unit), ("award", award.code())], rest].concat())
}

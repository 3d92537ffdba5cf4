//! Where everybody belonged when: read once for a whole file.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::codes::Subject;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::memberships;

struct Since {
    from: NaiveDate,
    unit: UnitId,
    position: String,
}

/// Every person's memberships, the earliest first.
pub struct Belongings(HashMap<PersonId, Vec<Since>>);

impl Belongings {
    pub fn load(conn: &mut Connection) -> AppResult<Self> {
        let rows: Vec<(PersonId, NaiveDate, UnitId, String)> = memberships::table
            .order((memberships::person_id, memberships::from_date))
            .select((memberships::person_id, memberships::from_date, memberships::unit_id, memberships::position))
            .load(conn)?;
        let mut all: HashMap<PersonId, Vec<Since>> = HashMap::new();
        for (person, from, unit, position) in rows {
            all.entry(person).or_default().push(Since { from, unit, position });
        }
        Ok(Self(all))
    }

    /// Unit and position on a day; a unit belongs to itself. Records may be older than a person's service
    /// or come after it: then the membership nearest to the day counts.
    pub fn on(&self, subject: &Subject, day: NaiveDate) -> Option<(UnitId, &str)> {
        if let Some(unit) = subject.unit() {
            return Some((unit, ""));
        }
        let memberships = self.0.get(&subject.person()?)?;
        let latest = memberships.iter().rev().find(|membership| membership.from <= day);
        latest.or(memberships.first()).map(|membership| (membership.unit, membership.position.as_str()))
    }
}

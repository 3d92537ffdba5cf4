//! How much waits for whom: counted once a request, for the header, the menu and the inbox alike.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable};

use crate::db::Connection;
use crate::domain::role::Role;
use crate::error::AppResult;
use crate::policy::Actor;

/// What waits, and when the first of it is due.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pile {
    pub count: i64,
    pub due: Option<NaiveDate>,
}

/// The piles in front of one actor.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    pub registrations_to_agree: Pile,
    pub initiatives_to_agree: Pile,
    pub registrations_to_verify: Pile,
    pub initiatives_to_verify: Pile,
    pub registrations_to_escalate_or_decide: Pile,
    pub decisions_to_issue: Pile,
    pub returned_to_me: Pile,
}

impl Waiting {
    /// What the approval queue holds.
    pub fn to_approve(&self) -> i64 {
        self.registrations_to_agree.count
            + self.initiatives_to_agree.count
            + self.registrations_to_verify.count
            + self.initiatives_to_verify.count
    }

    pub fn of(conn: &mut Connection, actor: &Actor) -> AppResult<Self> {
        let mut waiting = Self::default();
        if let Some(person) = actor.person {
            waiting.returned_to_me = pile(conn, RETURNED, person.0)?;
        }
        if let (true, Some(unit), Some(person)) = (actor.is(Role::UnitHead), actor.unit, actor.person) {
            waiting.registrations_to_agree = pile_of_two(conn, REGISTRATIONS_FILED, unit.0, person.0)?;
            waiting.initiatives_to_agree = pile_of_two(conn, INITIATIVES_FILED, unit.0, person.0)?;
        }
        if actor.is(Role::Secretariat) {
            let own = actor.person.map_or(0, |person| person.0);
            waiting.registrations_to_verify = pile(conn, REGISTRATIONS_REVIEWED, own)?;
            waiting.initiatives_to_verify = pile(conn, INITIATIVES_REVIEWED, own)?;
            waiting.registrations_to_escalate_or_decide = pile(conn, REGISTRATIONS_ACCEPTED, 0)?;
        }
        if actor.is_agency_head {
            waiting.decisions_to_issue = pile(conn, DECISIONS_DRAFTED, 0)?;
            waiting.registrations_to_verify = pile(conn, REGISTRATIONS_OF_ONLY_SECRETARIAT, 0)?;
        }
        Ok(waiting)
    }
}

const RETURNED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE subject_id = ? AND state = 'returned'";
const REGISTRATIONS_FILED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE state = 'filed' AND unit_id = ? AND subject_id <> ?";
const INITIATIVES_FILED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM initiatives i \
     WHERE state = 'filed' AND unit_id = ? AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors a WHERE a.initiative_id = i.id AND a.person_id = ?)";
const REGISTRATIONS_REVIEWED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE state = 'unit_reviewed' AND subject_id <> ?";
const INITIATIVES_REVIEWED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM initiatives i \
     WHERE state = 'unit_reviewed' AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors a WHERE a.initiative_id = i.id AND a.person_id = ?)";
const REGISTRATIONS_ACCEPTED: &str = "SELECT COUNT(*) AS count, NULL AS due FROM registrations \
     WHERE state = 'accepted' AND id > ?";
const DECISIONS_DRAFTED: &str =
    "SELECT COUNT(*) AS count, NULL AS due FROM decisions WHERE state = 'draft' AND own AND id > ?";
/// Nobody takes a step on his own: where there is one secretary, his goes to the head of the agency.
const REGISTRATIONS_OF_ONLY_SECRETARIAT: &str = "SELECT COUNT(*) AS count, MIN(r.due_on) AS due FROM registrations r \
     JOIN accounts a ON a.person_id = r.subject_id JOIN account_roles o ON o.account_id = a.id AND o.role = 'secretariat' \
     WHERE r.state = 'unit_reviewed' AND r.id > ? AND (SELECT COUNT(*) FROM account_roles s JOIN accounts b ON b.id = s.account_id \
     WHERE s.role = 'secretariat' AND b.locked_at IS NULL) = 1";

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Nullable<Date>)]
    due: Option<NaiveDate>,
}

impl From<Counted> for Pile {
    fn from(counted: Counted) -> Self {
        Self { count: counted.count, due: counted.due }
    }
}

fn pile(conn: &mut Connection, query: &'static str, id: i64) -> AppResult<Pile> {
    let counted: Counted = diesel::sql_query(query).bind::<BigInt, _>(id).get_result(conn)?;
    Ok(counted.into())
}

fn pile_of_two(conn: &mut Connection, query: &'static str, first: i64, second: i64) -> AppResult<Pile> {
    let counted: Counted =
        diesel::sql_query(query).bind::<BigInt, _>(first).bind::<BigInt, _>(second).get_result(conn)?;
    Ok(counted.into())
}

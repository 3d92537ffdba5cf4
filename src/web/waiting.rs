//! How much waits for whom: counted once a request, for the header, the menu and the inbox alike.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable};

use crate::db::Connection;
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Actor};
use crate::sql::sql;

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
    /// Accepted: to be gathered into a draft, or sent to the higher level.
    pub registrations_accepted: Pile,
    pub interim_results_to_confirm: Pile,
    pub decisions_to_issue: Pile,
    pub registrations_returned: Pile,
    pub initiatives_returned: Pile,
    /// 1 while the round is open and the user has registered nothing.
    pub not_registered: Pile,
    /// 1 while the month that ended last has no figures.
    pub month_without_revenue: Pile,
}

impl Waiting {
    /// What the approval queue holds.
    pub fn to_approve(&self) -> i64 {
        self.registrations_to_agree.count
            + self.initiatives_to_agree.count
            + self.registrations_to_verify.count
            + self.initiatives_to_verify.count
    }

    /// How many tasks the inbox shows: one for each pile that is not empty.
    pub fn tasks(&self) -> i64 {
        let piles = [
            self.registrations_to_agree,
            self.initiatives_to_agree,
            self.registrations_to_verify,
            self.initiatives_to_verify,
            self.registrations_accepted,
            self.interim_results_to_confirm,
            self.decisions_to_issue,
            self.registrations_returned,
            self.initiatives_returned,
            self.not_registered,
            self.month_without_revenue,
        ];
        piles.iter().filter(|pile| pile.count > 0).count() as i64
    }

    pub fn of(conn: &mut Connection, actor: &Actor, today: NaiveDate) -> AppResult<Self> {
        let mut waiting = Self::default();
        let own = actor.person.map_or(0, |person| person.0);
        if actor.person.is_some() {
            waiting.registrations_returned = pile(conn, REGISTRATIONS_RETURNED, own)?;
            waiting.initiatives_returned = pile(conn, INITIATIVES_RETURNED, own)?;
            waiting.not_registered = pile_in_year(conn, NOT_REGISTERED, today, own)?;
        }
        if let (true, Some(unit)) = (actor.is(Role::UnitHead), actor.unit) {
            waiting.registrations_to_agree = pile_of_two(conn, REGISTRATIONS_FILED, unit.0, own)?;
            waiting.initiatives_to_agree = pile_of_two(conn, INITIATIVES_FILED, unit.0, own)?;
        }
        if actor.is(Role::Secretariat) {
            waiting.registrations_to_verify = pile(conn, REGISTRATIONS_REVIEWED, own)?;
            waiting.initiatives_to_verify = pile(conn, INITIATIVES_REVIEWED, own)?;
            waiting.registrations_accepted = pile(conn, REGISTRATIONS_ACCEPTED, 0)?;
            waiting.interim_results_to_confirm = pile(conn, INTERIM_RESULTS_PROPOSED, 0)?;
        }
        if actor.is_agency_head {
            waiting.decisions_to_issue = pile(conn, DECISIONS_DRAFTED, 0)?;
        }
        if policy::verifies_only_secretary(actor) {
            waiting.registrations_to_verify = pile(conn, REGISTRATIONS_OF_ONLY_SECRETARY, own)?;
            waiting.initiatives_to_verify = pile(conn, INITIATIVES_OF_ONLY_SECRETARY, own)?;
        }
        if actor.is(Role::Accountant) {
            waiting.month_without_revenue = month_without_revenue(conn, today)?;
        }
        Ok(waiting)
    }
}

macro_rules! only_secretary {
    () => {
        "(SELECT MAX(a.person_id) FROM accounts a JOIN account_roles s ON s.account_id = a.id \
         WHERE s.role = 'secretariat' AND a.locked_at IS NULL HAVING COUNT(*) = 1)"
    };
}
/// A value in SQL: the person of the secretariat, or null where there are several. Nobody takes a step on his
/// own, so the only secretary's goes to the head of the agency.
pub const ONLY_SECRETARY: &str = only_secretary!();

const REGISTRATIONS_RETURNED: &str = "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE subject_id = ? AND state = 'returned'";
const INITIATIVES_RETURNED: &str = "SELECT COUNT(*) AS count, MIN(i.due_on) AS due FROM initiative_authors a \
     JOIN initiatives i ON i.id = a.initiative_id WHERE a.person_id = ? AND i.state = 'returned'";
const NOT_REGISTERED: &str = "SELECT COUNT(*) AS count, MIN(y.registration_due_on) AS due FROM emulation_years y \
     WHERE y.year = ? AND y.state = 'open' AND y.registration_due_on >= ? AND NOT EXISTS (SELECT 1 FROM registrations r \
     WHERE r.subject_id = ? AND r.year = y.year AND r.state NOT IN ('withdrawn', 'rejected'))";
const INTERIM_RESULTS_PROPOSED: &str =
    "SELECT COUNT(*) AS count, NULL AS due FROM interim_results WHERE state = 'proposed' AND id > ?";
const MONTH_WITHOUT_REVENUE: &str = "SELECT COUNT(*) AS count, NULL AS due FROM emulation_years y \
     WHERE y.year = ?1 AND NOT EXISTS (SELECT 1 FROM revenue_actuals a WHERE a.year = ?1 AND a.month = ?2)";
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
const REGISTRATIONS_OF_ONLY_SECRETARY: &str = concat!(
    "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM registrations \
     WHERE state = 'unit_reviewed' AND subject_id <> ? AND subject_id = ",
    only_secretary!()
);
const INITIATIVES_OF_ONLY_SECRETARY: &str = concat!(
    "SELECT COUNT(*) AS count, MIN(due_on) AS due FROM initiatives i WHERE state = 'unit_reviewed' AND NOT EXISTS \
     (SELECT 1 FROM initiative_authors o WHERE o.initiative_id = i.id AND o.person_id = ?) \
     AND id IN (SELECT initiative_id FROM initiative_authors WHERE person_id = ",
    only_secretary!(),
    ")"
);

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
    let counted: Counted = sql(query).bind::<BigInt, _>(id).get_result(conn)?;
    Ok(counted.into())
}

fn pile_of_two(conn: &mut Connection, query: &'static str, first: i64, second: i64) -> AppResult<Pile> {
    let counted: Counted = sql(query).bind::<BigInt, _>(first).bind::<BigInt, _>(second).get_result(conn)?;
    Ok(counted.into())
}

fn pile_in_year(conn: &mut Connection, query: &'static str, today: NaiveDate, id: i64) -> AppResult<Pile> {
    let counted: Counted =
        sql(query).bind::<BigInt, _>(Year::of(today)).bind::<Date, _>(today).bind::<BigInt, _>(id).get_result(conn)?;
    Ok(counted.into())
}

/// The month that ended last, if nobody has entered it yet.
fn month_without_revenue(conn: &mut Connection, today: NaiveDate) -> AppResult<Pile> {
    let ended = today.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(today);
    pile_of_two(conn, MONTH_WITHOUT_REVENUE, i64::from(ended.year()), i64::from(ended.month()))
}

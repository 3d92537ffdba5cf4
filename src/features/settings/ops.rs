//! The agency's own data.

use chrono::Duration;
use diesel::prelude::*;

use crate::clock::Clock;
use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::schema::{agencies, installations};

codes! {
    /// What a data folder holds; demo and sample are never served as a real department.
    InstallationKind {
        Department = "department" "Cơ quan",
        Demo = "demo" "Dữ liệu mẫu",
        Sample = "sample" "Dữ liệu thử tải",
    }
}

/// The agency as its papers name it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = agencies)]
pub struct Agency {
    pub unit_id: UnitId,
    pub parent_name: String,
    pub place: String,
    /// The part of a document number that names the agency, e.g. STC in 15/QĐ-STC.
    pub symbol: String,
    pub head_person_id: Option<PersonId>,
    pub union_chair_person_id: Option<PersonId>,
    pub help_contact: String,
    pub address_form: String,
    /// Days a unit head and the secretariat each have for a step.
    pub review_days: i64,
}

/// The agency, once it is made.
pub fn agency(conn: &mut Connection) -> AppResult<Agency> {
    Ok(agencies::table.select(Agency::as_select()).first(conn)?)
}

/// Makes the agency of an empty installation.
pub fn create_agency(tx: &mut Tx, unit: UnitId, parent_name: &str, place: &str, symbol: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::insert_into(agencies::table)
        .values((
            agencies::id.eq(1),
            agencies::unit_id.eq(unit),
            agencies::parent_name.eq(parent_name),
            agencies::place.eq(place),
            agencies::symbol.eq(symbol),
            agencies::help_contact.eq(""),
            agencies::address_form.eq("comrade"),
            agencies::review_days.eq(7),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::AgencyCreated, Object::Agency))
}

/// Who stands for the agency, and whom its users ask for help.
#[derive(Debug, Clone)]
pub struct Officers {
    /// Issues its decisions.
    pub head: Option<PersonId>,
    /// Signs pacts for the trade union.
    pub union_chair: Option<PersonId>,
    pub help_contact: String,
}

/// Names the officers of the agency.
pub fn appoint(tx: &mut Tx, officers: &Officers) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    diesel::update(agencies::table)
        .set((
            agencies::head_person_id.eq(officers.head),
            agencies::union_chair_person_id.eq(officers.union_chair),
            agencies::help_contact.eq(&officers.help_contact),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))
}

/// Notes what the folder holds and how far its clock is from the machine's.
pub fn install(tx: &mut Tx, kind: InstallationKind, clock: Clock) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::insert_into(installations::table)
        .values((
            installations::id.eq(1),
            installations::kind.eq(kind),
            installations::clock_offset_seconds.eq(clock.offset().num_seconds()),
            installations::created_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::SampleMade, Object::Installation).because(kind.word()))
}

/// What the folder holds, and its clock; `None` while it is empty.
pub fn installation(conn: &mut Connection) -> AppResult<Option<(InstallationKind, Clock)>> {
    let found: Option<(InstallationKind, i64)> = installations::table
        .select((installations::kind, installations::clock_offset_seconds))
        .first(conn)
        .optional()?;
    Ok(found.map(|(kind, offset)| (kind, Clock::shifted(Duration::seconds(offset)))))
}

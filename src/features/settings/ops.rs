//! The agency's own data.

use chrono::Duration;
use diesel::prelude::*;

use super::store;
use crate::clock::Clock;
use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::{people, units};
use crate::policy::{self, Act};
use crate::schema::{agencies, installations};
use crate::web::history;

pub use super::letterhead::{Letterhead, document_number, letter_number, letterhead};
pub use super::wording::{Issued, wording, wording_at};

codes! {
    /// How the program and its papers address people.
    AddressForm {
        Comrade = "comrade" "đồng chí",
        MrMs = "mr_ms" "ông, bà",
    }
}

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
    pub address_form: AddressForm,
    /// Days a unit head and the secretariat each have for a step.
    pub review_days: i64,
    /// Code of the sheet on which initiatives are scored; empty for the catalogue's own choice.
    pub score_sheet: String,
    /// Colleagues of an author's unit do not score his initiative.
    pub spares_own_unit: bool,
    /// Fewer ballots on a sheet are not opened: they would tell who chose what.
    pub least_boxes: i64,
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
            agencies::address_form.eq(AddressForm::Comrade),
            agencies::review_days.eq(7),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::AgencyCreated, Object::Agency))
}

/// What the secretariat sets; the people as typed, by code or full name.
#[derive(Debug, Clone)]
pub struct AgencyChange {
    pub name: String,
    pub parent_name: String,
    pub place: String,
    pub symbol: String,
    pub head: String,
    pub union_chair: String,
    pub help_contact: String,
    pub address_form: AddressForm,
    pub review_days: i64,
    pub score_sheet: String,
    pub spares_own_unit: bool,
    /// Fewer ballots on a sheet are not opened, from 3.
    pub least_boxes: i64,
}

/// Changes the agency's data, its unit's name among them; `seen` is the version that was read.
///
/// # Errors
/// `Fields` when no one person, or more than one, is meant by what was typed.
pub fn change_agency(tx: &mut Tx, seen: i64, new: &AgencyChange) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::Agency, seen)?;
    let before = agency(tx.conn)?;
    let name_before = store::name_of(tx.conn, before.unit_id.into())?;
    let mut errors = FieldErrors::default();
    let head = people::ops::meant(tx.conn, "head", &new.head, tx.today, &mut errors)?;
    let union_chair = people::ops::meant(tx.conn, "union_chair", &new.union_chair, tx.today, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    if new.name != name_before {
        units::ops::rename(tx, before.unit_id, &new.name)?;
    }
    store::update(tx.conn, new, head, union_chair)?;
    let id = |person: Option<PersonId>| person.map_or_else(String::new, |person| person.to_string());
    tx.audit(
        Event::new(EventKind::AgencyChanged, Object::Agency)
            .changed("name", name_before, &new.name)
            .changed("parent_name", before.parent_name, &new.parent_name)
            .changed("place", before.place, &new.place)
            .changed("symbol", before.symbol, &new.symbol)
            .changed("head_person_id", id(before.head_person_id), id(head))
            .changed("union_chair_person_id", id(before.union_chair_person_id), id(union_chair))
            .changed("help_contact", before.help_contact, &new.help_contact)
            .changed("address_form", before.address_form, new.address_form)
            .changed("review_days", before.review_days, new.review_days)
            .changed("score_sheet", before.score_sheet, &new.score_sheet)
            .changed("spares_own_unit", before.spares_own_unit, new.spares_own_unit)
            .changed("least_boxes", before.least_boxes, new.least_boxes),
    )
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

//! What waits for whom, and several steps at once.

use chrono::{NaiveDate, NaiveDateTime};

use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::decision;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::registration::State;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult};
use crate::features::registrations::ops::Seen;
use crate::features::{decisions, initiatives, registrations};
use crate::policy::{self, Actor};

codes! {
    /// What a queue holds.
    Kind {
        Registration = "registration" "Đăng ký",
        Initiative = "initiative" "Sáng kiến",
        Decision = "decision" "Quyết định",
    }
}

/// A line of the queue.
#[derive(Debug, Clone)]
pub struct Item {
    pub kind: Kind,
    pub id: i64,
    pub version: i64,
    pub subject_code: String,
    pub name: String,
    pub position: String,
    pub unit_code: String,
    pub unit: String,
    /// The award, or the title of an initiative, or the abstract of a decision.
    pub what: String,
    pub award_code: &'static str,
    pub state_code: &'static str,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
    pub address: String,
    /// May be agreed to together with others; the rest must be opened first.
    pub may_be_picked: bool,
}

/// The registrations in front of an actor: his unit's as a head, all units' as the secretariat,
/// the only secretary's own as the head of the agency.
pub fn registrations_for(conn: &mut Connection, actor: &Actor, limit: i64, offset: i64) -> AppResult<Vec<Item>> {
    let mut found = Vec::new();
    if let (true, Some(unit)) = (actor.is(Role::UnitHead), actor.unit) {
        found.extend(registrations::ops::waiting(conn, State::Filed, actor.person, Some(unit), limit, offset)?);
    }
    if actor.is(Role::Secretariat) {
        found.extend(registrations::ops::waiting(conn, State::UnitReviewed, actor.person, None, limit, offset)?);
    }
    if policy::verifies_only_secretary(actor) {
        found.extend(registrations::ops::waiting_of_only_secretary(conn, actor.person)?);
    }
    Ok(found.into_iter().map(registration).collect())
}

fn registration(it: registrations::ops::Waiting) -> Item {
    Item {
        kind: Kind::Registration,
        id: it.id.0,
        version: it.version,
        subject_code: it.subject_code,
        name: it.subject_name,
        position: it.position.unwrap_or_default(),
        unit_code: it.unit_code,
        unit: it.unit_name,
        what: it.award.award().name_on(it.since.date()).to_owned(),
        award_code: it.award.code(),
        state_code: it.state.code(),
        since: it.since,
        due_on: it.due_on,
        address: format!("/registrations/{}", it.id),
        may_be_picked: true,
    }
}

/// The initiatives in front of an actor: his unit's to confirm, all confirmed ones to record the result of,
/// the only secretary's own as the head of the agency.
pub fn initiatives_for(conn: &mut Connection, actor: &Actor, limit: i64, offset: i64) -> AppResult<Vec<Item>> {
    use initiative::State::{Filed, UnitReviewed};
    let mut found = Vec::new();
    if let (true, Some(unit)) = (actor.is(Role::UnitHead), actor.unit) {
        found.extend(initiatives::ops::waiting(conn, Filed, actor.person, Some(unit), limit, offset)?);
    }
    if actor.is(Role::Secretariat) {
        found.extend(initiatives::ops::waiting(conn, UnitReviewed, actor.person, None, limit, offset)?);
    }
    if policy::verifies_only_secretary(actor) {
        found.extend(initiatives::ops::waiting_of_only_secretary(conn, actor.person)?);
    }
    Ok(found.into_iter().map(initiative).collect())
}

fn initiative(it: initiatives::ops::Waiting) -> Item {
    Item {
        kind: Kind::Initiative,
        id: it.id.0,
        version: it.version,
        subject_code: it.code.clone(),
        name: it.title,
        position: it.authors,
        unit_code: it.unit_code,
        unit: it.unit_name,
        what: it.code.clone(),
        award_code: "",
        state_code: it.state.code(),
        since: it.since,
        due_on: it.due_on,
        address: format!("/initiatives/{}", it.code),
        // Recording a recognition needs its level and decision: not several at once.
        may_be_picked: it.state == initiative::State::Filed,
    }
}

/// The drafts that wait for the head of the agency.
pub fn decisions_for(conn: &mut Connection, actor: &Actor) -> AppResult<Vec<Item>> {
    if !actor.is_agency_head {
        return Ok(Vec::new());
    }
    Ok(decisions::ops::drafts(conn)?.into_iter().map(draft).collect())
}

fn draft(it: decisions::ops::Listed) -> Item {
    Item {
        kind: Kind::Decision,
        id: it.decision.id.0,
        version: it.decision.version,
        subject_code: String::new(),
        name: it.decision.abstract_line,
        position: format!("{} dòng", it.awards),
        unit_code: String::new(),
        unit: String::new(),
        what: format!("Năm {}", it.decision.year),
        award_code: "",
        state_code: decision::State::Draft.code(),
        since: it.decision.since,
        due_on: None,
        address: format!("/decisions/{}", it.decision.id),
        may_be_picked: false,
    }
}

/// What came of several steps at once.
#[derive(Debug, Default)]
pub struct Bulk {
    pub done: usize,
    /// What was not done, and why.
    pub left: Vec<String>,
}

/// Takes the next step on each. One that somebody else was quicker on is left and said; nothing of it is
/// changed, because every verb checks before it writes.
pub fn agree_to(tx: &mut Tx, kind: Kind, picked: &[(i64, i64)]) -> AppResult<Bulk> {
    let mut bulk = Bulk::default();
    for (id, version) in picked.iter().copied() {
        let (name, stepped) = match kind {
            Kind::Registration => agree_to_registration(tx, Seen { id: RegistrationId(id), version })?,
            Kind::Initiative => agree_to_initiative(tx, initiatives::ops::Seen { id: InitiativeId(id), version })?,
            Kind::Decision => {
                return Err(AppError::BadRequest("Quyết định được ban hành từng bản."));
            }
        };
        match stepped {
            Ok(()) => bulk.done += 1,
            Err(AppError::Stale(why)) => bulk.left.push(format!("{name}: {why}")),
            Err(AppError::Denied | AppError::Illegal | AppError::NotFound) => {
                bulk.left.push(format!("{name}: không còn chờ đồng chí duyệt."));
            }
            Err(other) => return Err(other),
        }
    }
    if bulk.done == 0 && !bulk.left.is_empty() {
        return Err(AppError::Stale(bulk.left.join(" ")));
    }
    Ok(bulk)
}

/// The unit agrees, or the secretariat accepts.
fn agree_to_registration(tx: &mut Tx, seen: Seen) -> AppResult<(String, AppResult<()>)> {
    let found = registrations::ops::find(tx.conn, seen.id)?;
    let stepped = match found.facts.state {
        State::Filed => registrations::ops::agree(tx, seen),
        _ => registrations::ops::accept(tx, seen),
    };
    Ok((found.subject_name, stepped))
}

/// The unit confirms.
fn agree_to_initiative(tx: &mut Tx, seen: initiatives::ops::Seen) -> AppResult<(String, AppResult<()>)> {
    let found = initiatives::ops::find(tx.conn, seen.id)?;
    Ok((found.title, initiatives::ops::agree(tx, seen)))
}

//! What waits for whom, and several steps at once.

use chrono::{NaiveDate, NaiveDateTime};

use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::decision;
use crate::domain::dossier;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::registration::State;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult};
use crate::features::dossiers::ops::{Queue, Return};
use crate::features::registrations::ops::Seen;
use crate::features::{decisions, dossiers, initiatives, registrations};
use crate::policy::{self, Actor};

codes! {
    /// What a queue holds.
    Kind {
        Registration = "registration" "Đăng ký",
        Dossier = "dossier" "Hồ sơ",
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
    /// The specialist of the secretariat it was handed to.
    pub holder: String,
    /// How much of an initiative stands in an earlier one, in percent.
    pub alike: Option<u32>,
    /// May be agreed to together with others; the rest must be opened first.
    pub may_be_picked: bool,
}

/// The registrations in front of an actor: his unit's as a head, all units' as the secretariat,
/// the only secretary's own as the head of the agency.
pub fn registrations_for(conn: &mut Connection, actor: &Actor, limit: i64, offset: i64) -> AppResult<Vec<Item>> {
    let mut found = Vec::new();
    if let Some(unit) = actor.reviewed_unit() {
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
        holder: String::new(),
        alike: None,
        may_be_picked: true,
    }
}

/// The queues of dossiers in front of an actor: his unit's as a head, all units' as the secretariat (or only
/// what was handed to him), the only secretary's own as the head of the agency.
fn queues_of_dossiers(actor: &Actor, only_handed: bool) -> Vec<Queue> {
    let mut queues = Vec::new();
    if let (false, Some(unit)) = (only_handed, actor.reviewed_unit()) {
        queues.push(Queue::OfUnit { unit, except: actor.person });
    }
    if actor.is(Role::Secretariat) {
        let holder = if only_handed { actor.account } else { None };
        queues.push(Queue::OfSecretariat { except: actor.person, holder });
    }
    if policy::verifies_only_secretary(actor) && !only_handed {
        queues.push(Queue::OfOnlySecretary { except: actor.person });
    }
    queues
}

/// How many dossiers are in front of an actor.
pub fn count_dossiers(conn: &mut Connection, actor: &Actor, only_handed: bool) -> AppResult<i64> {
    queues_of_dossiers(actor, only_handed)
        .into_iter()
        .try_fold(0, |sum, queue| Ok(sum + dossiers::ops::count_waiting(conn, queue)?))
}

/// A page of the dossiers in front of an actor, one queue after the other; a limit of -1 gives all.
pub fn dossiers_for(
    conn: &mut Connection,
    actor: &Actor,
    only_handed: bool,
    limit: i64,
    mut offset: i64,
) -> AppResult<Vec<Item>> {
    let mut found = Vec::new();
    for queue in queues_of_dossiers(actor, only_handed) {
        let room = if limit < 0 { limit } else { limit - found.len() as i64 };
        let page = dossiers::ops::waiting(conn, queue, room, offset)?;
        // What is left to skip lies in the next queue.
        offset = if page.is_empty() { (offset - dossiers::ops::count_waiting(conn, queue)?).max(0) } else { 0 };
        found.extend(page);
    }
    Ok(found.into_iter().map(proposal).collect())
}

fn proposal(it: dossiers::ops::Waiting) -> Item {
    Item {
        kind: Kind::Dossier,
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
        address: format!("/dossiers/{}", it.id),
        holder: it.holder.unwrap_or_default(),
        alike: None,
        may_be_picked: true,
    }
}

/// The initiatives in front of an actor: his unit's to confirm, all confirmed ones to record the result of,
/// the only secretary's own as the head of the agency.
pub fn initiatives_for(conn: &mut Connection, actor: &Actor, limit: i64, offset: i64) -> AppResult<Vec<Item>> {
    use initiative::State::{Filed, UnitReviewed};
    let mut found = Vec::new();
    if let Some(unit) = actor.reviewed_unit() {
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
        holder: String::new(),
        alike: it.alike.map(i32::unsigned_abs),
        // Recording a recognition needs its level and decision: not several at once.
        may_be_picked: it.state == initiative::State::Filed,
    }
}

/// The drafts that wait for the head of the agency.
pub fn decisions_for(conn: &mut Connection, actor: &Actor) -> AppResult<Vec<Item>> {
    if !actor.issues_decisions() {
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
        holder: String::new(),
        alike: None,
        may_be_picked: false,
    }
}

/// What is done with several at once.
#[derive(Debug, Clone)]
pub enum Together {
    /// Each takes its next step.
    Agree,
    /// Each goes back for the same reason, to be mended by the same day.
    Return { reason: String, due_on: Option<NaiveDate> },
}

/// What came of several steps at once.
#[derive(Debug, Default)]
pub struct Bulk {
    pub done: Vec<String>,
    /// What was not done, and why.
    pub left: Vec<(String, String)>,
}

/// Takes the step on each. One that somebody else was quicker on, or that still lacks something, is left and
/// said; nothing of it is changed, because every verb checks before it writes.
pub fn take_together(tx: &mut Tx, kind: Kind, picked: &[(i64, i64)], act: &Together) -> AppResult<Bulk> {
    let mut bulk = Bulk::default();
    for (id, version) in picked.iter().copied() {
        let (name, stepped) = match kind {
            Kind::Registration => on_registration(tx, Seen { id: RegistrationId(id), version }, act)?,
            Kind::Dossier => on_dossier(tx, dossiers::ops::Seen { id: DossierId(id), version }, act)?,
            Kind::Initiative => on_initiative(tx, initiatives::ops::Seen { id: InitiativeId(id), version }, act)?,
            Kind::Decision => {
                return Err(AppError::BadRequest("Quyết định được ban hành từng bản."));
            }
        };
        match stepped {
            Ok(()) => bulk.done.push(name),
            Err(AppError::Stale(why)) => bulk.left.push((name, why)),
            Err(AppError::Fields(wrong)) => {
                let why: Vec<String> = wrong.0.into_iter().map(|error| error.message).collect();
                bulk.left.push((name, why.join(" ")));
            }
            Err(AppError::Denied | AppError::Illegal | AppError::NotFound) => {
                bulk.left.push((name, "Không còn chờ đồng chí duyệt.".to_owned()));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(bulk)
}

/// The unit agrees, or the secretariat accepts.
fn on_registration(tx: &mut Tx, seen: Seen, act: &Together) -> AppResult<(String, AppResult<()>)> {
    let found = registrations::ops::find(tx.conn, seen.id)?;
    let stepped = match (act, found.facts.state) {
        (Together::Return { reason, .. }, _) => registrations::ops::return_for_changes(tx, seen, reason),
        (Together::Agree, State::Filed) => registrations::ops::agree(tx, seen),
        (Together::Agree, _) => registrations::ops::accept(tx, seen),
    };
    Ok((found.subject_name, stepped))
}

/// The unit agrees, or the secretariat has verified it.
fn on_dossier(tx: &mut Tx, seen: dossiers::ops::Seen, act: &Together) -> AppResult<(String, AppResult<()>)> {
    let found = dossiers::ops::find(tx.conn, seen.id)?;
    let stepped = match act {
        Together::Return { reason, due_on } => {
            let back = Return { reason: reason.clone(), mend: None, due_on: *due_on };
            dossiers::ops::return_for_changes(tx, seen, &back)
        }
        Together::Agree if found.facts.state == dossier::State::Filed => dossiers::ops::agree(tx, seen),
        Together::Agree => dossiers::ops::verify(tx, seen),
    };
    Ok((found.subject_name, stepped))
}

/// The unit confirms.
fn on_initiative(tx: &mut Tx, seen: initiatives::ops::Seen, act: &Together) -> AppResult<(String, AppResult<()>)> {
    let found = initiatives::ops::find(tx.conn, seen.id)?;
    let stepped = match act {
        Together::Return { reason, .. } => initiatives::ops::return_for_changes(tx, seen, reason),
        Together::Agree => initiatives::ops::agree(tx, seen),
    };
    Ok((found.title, stepped))
}

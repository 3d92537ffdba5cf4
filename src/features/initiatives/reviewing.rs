//! What becomes of an initiative in a round: taken up, put back, recognised or not. The round asks who may.

use chrono::NaiveDate;

use super::ops::{self, Recognition, Seen};
use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::InitiativeId;
use crate::domain::initiative::{Level, Step};
use crate::error::AppResult;

/// Into a round, in the version in which it was read.
pub fn take_up(tx: &mut Tx, seen: Seen, round: &str) -> AppResult<()> {
    let initiative = ops::find_seen(tx, seen)?;
    ops::step_to(tx, &initiative, Step::TakeUp, event(seen.id, EventKind::InitiativeTakenUp).because(round), "")
}

/// Out of the round; it waits for review again.
pub fn put_back(tx: &mut Tx, id: InitiativeId, round: &str) -> AppResult<()> {
    let initiative = store::find(tx.conn, id)?;
    ops::step_to(tx, &initiative, Step::PutBack, event(id, EventKind::InitiativePutBack).because(round), "")
}

/// Recognised at the base level by the decision of its round.
pub fn mark_recognised(tx: &mut Tx, id: InitiativeId, decision_no: &str, decided_on: NaiveDate) -> AppResult<()> {
    let initiative = store::find(tx.conn, id)?;
    let recognition =
        Recognition { level: Level::Base, decision_no: decision_no.to_owned(), recognised_on: decided_on };
    store::set_recognition(tx, id, &recognition)?;
    let event = event(id, EventKind::InitiativeRecognised)
        .because(recognition.to_string())
        .changed("level", "", recognition.level)
        .changed("decision_no", "", &recognition.decision_no)
        .changed("recognised_on", "", recognition.recognised_on);
    ops::step_to(tx, &initiative, Step::Recognise, event, "")
}

/// Not recognised by the decision of its round, with the reason its authors read.
pub fn mark_not_recognised(tx: &mut Tx, id: InitiativeId, reason: &str) -> AppResult<()> {
    let initiative = store::find(tx.conn, id)?;
    ops::step_to(tx, &initiative, Step::Reject, event(id, EventKind::InitiativeRejected), reason)
}

fn event(id: InitiativeId, kind: EventKind) -> Event {
    Event::new(kind, Object::Initiative(id))
}

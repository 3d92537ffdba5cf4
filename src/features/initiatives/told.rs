//! What the authors of an initiative are told.

use super::store::Initiative;
use crate::db::Tx;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::PersonId;
use crate::domain::notice::Audience;
use crate::error::AppResult;
use crate::features::notices;
use crate::features::notices::ops::Notice;

/// That it came back, was recognised or was not; nothing of the steps in between.
pub fn of_step(tx: &mut Tx, it: &Initiative, step: EventKind) -> AppResult<()> {
    let outcome = match step {
        EventKind::InitiativeReturned => "được trả lại để sửa",
        EventKind::InitiativeRecognised => "đã được công nhận",
        EventKind::InitiativeRejected => "không được công nhận",
        _ => return Ok(()),
    };
    all_authors(tx, it, outcome)
}

/// What became of it, completing "Sáng kiến … của đồng chí".
pub fn all_authors(tx: &mut Tx, it: &Initiative, outcome: &str) -> AppResult<()> {
    let words = format!("Sáng kiến {} của đồng chí {outcome}.", it.code);
    let of = |author: &PersonId| Notice {
        audience: Audience::Person(*author),
        words: words.clone(),
        object: Object::Initiative(it.id),
    };
    let all: Vec<Notice> = it.facts.authors.iter().map(of).collect();
    notices::ops::tell_all(tx, &all)
}

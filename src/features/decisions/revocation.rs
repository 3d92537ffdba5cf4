//! Taking back what a decision granted, some or all of it, by a later decision.

use chrono::NaiveDate;

use super::lines;
use super::ops::{Seen, free_number, keep_papers, must_not_lie_ahead};
use super::store::{self, Decision};
use super::told;
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::decision::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::wording::PaperKind;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{awards, dossiers};
use crate::policy::Act;
use crate::web::history;

/// The decision that takes back, and what.
#[derive(Debug, Clone)]
pub struct Revocation {
    pub number: String,
    pub decided_on: NaiveDate,
    pub reason: String,
    pub awards: Vec<AwardId>,
    /// The number of the decision concerned, typed once more.
    pub confirmed: String,
}

/// Issued by the head of this agency, so that he can take it back. What was imported is revoked by import.
pub fn is_revocable(decision: &Decision) -> bool {
    decision.own && matches!(decision.state, State::Issued | State::Corrected)
}

/// Takes awards back: each, its dossier, and with the last one the decision itself. Answers the later decision.
///
/// # Errors
/// `Fields` at what was typed; `Stale` when somebody was quicker.
pub fn revoke(tx: &mut Tx, seen: Seen, it: &Revocation) -> AppResult<DecisionId> {
    tx.must(Act::IssueDecision)?;
    let decision = store::find(tx.conn, seen.id)?;
    if decision.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    if !is_revocable(&decision) {
        return Err(AppError::Illegal);
    }
    let before = decision.number.clone().unwrap_or_default();
    must_fit(tx, &decision, it, &before)?;
    let number = free_number(tx, &it.number, it.decided_on)?;
    let granted_on = decision.decided_on.map_or_else(String::new, format_date);
    let abstract_line = format!("Về việc thu hồi khen thưởng theo Quyết định số {before} ngày {granted_on}");
    let later = store::insert_revoking(tx, decision.year, &abstract_line, &number, it.decided_on)?;
    let words = format!("Quyết định {number} ngày {}. {}", format_date(it.decided_on), it.reason);
    for award in &it.awards {
        if let Some(dossier) = awards::ops::revoke(tx, *award, seen.id, it.decided_on, &number)? {
            dossiers::ops::mark_revoked(tx, dossier, &words)?;
        }
    }
    told::of_revoking(tx, &decision, &it.awards, &number)?;
    let left = lines::standing(tx.conn, seen.id)?.len();
    let state = if left == 0 { State::Revoked } else { decision.state };
    store::save_revocation(tx.conn, seen, state)?;
    tx.audit(
        Event::new(EventKind::DecisionRevoked, Object::Decision(seen.id))
            .because(format!("{words} {} dòng bị thu hồi, {left} dòng còn hiệu lực.", it.awards.len()))
            .changed("state", decision.state, state),
    )?;
    let issued = store::find(tx.conn, later)?;
    let sha256 = keep_papers(tx, issued, PaperKind::Revocation)?;
    let event = Event::new(EventKind::DecisionIssued, Object::Decision(later)).because(words);
    tx.audit(event.changed("sha256", "", sha256))?;
    Ok(later)
}

fn must_fit(tx: &mut Tx, decision: &Decision, it: &Revocation, number: &str) -> AppResult<()> {
    must_not_lie_ahead(tx, it.decided_on)?;
    let mut errors = FieldErrors::default();
    if let Some(granted_on) = decision.decided_on.filter(|granted_on| it.decided_on < *granted_on) {
        let words = format!("Ngày thu hồi trước ngày của quyết định này ({}). Kiểm tra lại.", format_date(granted_on));
        errors.add("decided_on", words);
    }
    if it.confirmed != number {
        errors.add("confirmed", format!("Gõ đúng số quyết định bị thu hồi: {number}."));
    }
    let standing = lines::standing(tx.conn, decision.id)?;
    if it.awards.iter().any(|id| !standing.iter().any(|(award, _)| award == id)) {
        errors.add("awards", "Có dòng đã bị thu hồi trước đó. Mở lại trang này.");
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

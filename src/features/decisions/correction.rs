//! What was wrong in an issued decision, said by a later document (đính chính): its text stays as it was signed.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Seen;
use super::store::{self, Decision};
use super::told;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::decision::State;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings;
use crate::policy::Act;
use crate::schema::{decision_corrections as corrections, decisions};
use crate::web::history;

/// The document that corrects, and what it says.
#[derive(Debug, Clone, Queryable)]
pub struct Correction {
    pub document_no: String,
    pub corrected_on: NaiveDate,
    pub content: String,
}

/// Issued by the head of this agency and still standing.
pub fn is_correctable(decision: &Decision) -> bool {
    decision.own && matches!(decision.state, State::Issued | State::Corrected)
}

/// Keeps a correction beside the decision; its awards stay as they are, and those it names are told.
///
/// # Errors
/// `Fields` for a day before that of the decision or ahead; `Stale` when somebody was quicker.
pub fn correct(tx: &mut Tx, seen: Seen, it: Correction) -> AppResult<()> {
    tx.must(Act::IssueDecision)?;
    let it = Correction { document_no: settings::ops::letter_number(tx.conn, &it.document_no)?, ..it };
    let decision = store::find(tx.conn, seen.id)?;
    if decision.version != seen.version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Decision(seen.id))?));
    }
    if !is_correctable(&decision) {
        return Err(AppError::Illegal);
    }
    check_day(tx, &decision, it.corrected_on)?;
    insert(tx, seen.id, &it)?;
    diesel::update(decisions::table.find(seen.id))
        .set((decisions::state.eq(State::Corrected), decisions::version.eq(decisions::version + 1)))
        .execute(tx.conn)?;
    told::of_correcting(tx, &decision, &it.document_no)?;
    let words = format!("{} ngày {}. {}", it.document_no, format_date(it.corrected_on), it.content);
    tx.audit(Event::new(EventKind::DecisionCorrected, Object::Decision(seen.id)).because(words).changed(
        "state",
        decision.state,
        State::Corrected,
    ))
}

fn check_day(tx: &Tx, decision: &Decision, corrected_on: NaiveDate) -> AppResult<()> {
    if corrected_on > tx.today {
        return Err(FieldErrors::one("corrected_on", "Ngày đính chính không được sau hôm nay.").into());
    }
    if let Some(day) = decision.decided_on.filter(|day| corrected_on < *day) {
        let words = format!("Ngày đính chính trước ngày của quyết định ({}). Kiểm tra lại.", format_date(day));
        return Err(FieldErrors::one("corrected_on", words).into());
    }
    Ok(())
}

fn insert(tx: &mut Tx, decision: DecisionId, it: &Correction) -> AppResult<()> {
    diesel::insert_into(corrections::table)
        .values((
            corrections::decision_id.eq(decision),
            corrections::document_no.eq(&it.document_no),
            corrections::corrected_on.eq(it.corrected_on),
            corrections::content.eq(&it.content),
            corrections::created_by.eq(tx.actor.account),
            corrections::created_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Of a decision, the first first.
pub fn of(conn: &mut Connection, decision: DecisionId) -> AppResult<Vec<Correction>> {
    Ok(corrections::table
        .filter(corrections::decision_id.eq(decision))
        .order(corrections::id)
        .select((corrections::document_no, corrections::corrected_on, corrections::content))
        .load(conn)?)
}

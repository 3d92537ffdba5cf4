//! Reads and writes of decisions and their lines.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::ops::{Higher, OWN_AUTHORITY, Seen, already_used};
use crate::db::{Connection, Tx};
use crate::domain::decision::State;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppResult, OnConstraint};
use crate::policy::{self, Act};
use crate::schema::{awards, decision_lines, decisions, initiative_rounds, people, subjects};
use crate::web::history;

/// One decision.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = decisions)]
pub struct Decision {
    pub id: DecisionId,
    pub authority: String,
    pub own: bool,
    pub year: Year,
    pub abstract_line: String,
    pub state: State,
    pub version: i64,
    pub number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub signer_name: String,
    pub signer_position: String,
    pub since: NaiveDateTime,
}

pub fn find(conn: &mut Connection, id: DecisionId) -> AppResult<Decision> {
    Ok(decisions::table.find(id).select(Decision::as_select()).first(conn)?)
}

/// Whether the agency's register has the number in a year, be it for awards or for initiatives.
pub fn has_number(conn: &mut Connection, number: &str, year: Year) -> AppResult<bool> {
    let of_awards = decisions::table
        .filter(decisions::authority.eq(OWN_AUTHORITY))
        .filter(decisions::number_year.eq(year.0))
        .filter(decisions::number.eq(number));
    let of_initiatives = initiative_rounds::table
        .filter(initiative_rounds::number_year.eq(year.0))
        .filter(initiative_rounds::decision_no.eq(number));
    Ok(diesel::select(exists(of_awards).or(exists(of_initiatives))).get_result(conn)?)
}

/// A decision in the list, with how many awards it made (or, as a draft, would make).
#[derive(Debug, Clone)]
pub struct Listed {
    pub decision: Decision,
    pub awards: i64,
}

/// The decisions of a year, drafts first, then the newest.
pub fn list(conn: &mut Connection, year: Year, with_drafts: bool) -> AppResult<Vec<Listed>> {
    let mut query = decisions::table.filter(decisions::year.eq(year)).select(Decision::as_select()).into_boxed();
    if !with_drafts {
        query = query.filter(decisions::state.ne(State::Draft));
    }
    let order = (decisions::decided_on.is_null().desc(), decisions::decided_on.desc(), decisions::id.desc());
    let found: Vec<Decision> = query.order(order).load(conn)?;
    let made: Vec<(DecisionId, i64)> = awards::table
        .filter(awards::year.eq(year))
        .group_by(awards::decision_id)
        .select((awards::decision_id, diesel::dsl::count_star()))
        .load(conn)?;
    let counts: HashMap<_, _> = made.into_iter().chain(drafted(conn)?).collect();
    Ok(counted(found, &counts))
}

/// The drafts of all years, oldest first.
pub fn drafts(conn: &mut Connection) -> AppResult<Vec<Listed>> {
    let own_drafts = decisions::table.filter(decisions::state.eq(State::Draft)).order(decisions::id);
    let found: Vec<Decision> = own_drafts.select(Decision::as_select()).load(conn)?;
    let counts = drafted(conn)?.into_iter().collect();
    Ok(counted(found, &counts))
}

/// How many lines each draft has.
fn drafted(conn: &mut Connection) -> AppResult<Vec<(DecisionId, i64)>> {
    Ok(decision_lines::table
        .inner_join(decisions::table)
        .filter(decisions::state.eq(State::Draft))
        .group_by(decision_lines::decision_id)
        .select((decision_lines::decision_id, diesel::dsl::count_star()))
        .load(conn)?)
}

fn counted(found: Vec<Decision>, counts: &HashMap<DecisionId, i64>) -> Vec<Listed> {
    found
        .into_iter()
        .map(|decision| Listed { awards: counts.get(&decision.id).copied().unwrap_or(0), decision })
        .collect()
}

/// Who got what.
pub type Holder = (SubjectId, SubjectKind, AwardCode);

/// All whom a decision names.
pub fn named_in(conn: &mut Connection, id: DecisionId) -> AppResult<Vec<Holder>> {
    let granted = awards::table.inner_join(subjects::table).filter(awards::decision_id.eq(id));
    Ok(granted.select((awards::subject_id, subjects::kind, awards::award_code)).load(conn)?)
}

/// Who got these awards.
pub fn holders_of(conn: &mut Connection, ids: &[AwardId]) -> AppResult<Vec<Holder>> {
    let granted = awards::table.inner_join(subjects::table).filter(awards::id.eq_any(ids));
    Ok(granted.select((awards::subject_id, subjects::kind, awards::award_code)).load(conn)?)
}

/// One that no draft had which was dropped since.
fn fresh_id(conn: &mut Connection) -> QueryResult<DecisionId> {
    let told = history::highest_id(conn, Object::Decision(DecisionId(0)))?;
    let held: Option<i64> = decisions::table.select(diesel::dsl::max(decisions::id)).first(conn)?;
    Ok(DecisionId(told.max(held.unwrap_or_default()) + 1))
}

pub fn insert_draft(tx: &mut Tx, year: Year, abstract_line: &str) -> AppResult<DecisionId> {
    let id = fresh_id(tx.conn)?;
    Ok(diesel::insert_into(decisions::table)
        .values((
            decisions::id.eq(id),
            decisions::authority.eq(OWN_AUTHORITY),
            decisions::own.eq(true),
            decisions::year.eq(year),
            decisions::abstract_line.eq(abstract_line),
            decisions::state.eq(State::Draft),
            decisions::version.eq(1),
            decisions::signer_name.eq(""),
            decisions::signer_position.eq(""),
            decisions::created_by.eq(tx.actor.account),
            decisions::since.eq(tx.now.naive_utc()),
        ))
        .returning(decisions::id)
        .get_result(tx.conn)?)
}

pub fn insert_higher(tx: &mut Tx, higher: &Higher, decided_on: NaiveDate) -> QueryResult<DecisionId> {
    let id = fresh_id(tx.conn)?;
    diesel::insert_into(decisions::table)
        .values((
            decisions::id.eq(id),
            decisions::authority.eq(higher.authority.code()),
            decisions::own.eq(false),
            decisions::year.eq(higher.year),
            decisions::abstract_line.eq(""),
            decisions::state.eq(State::Issued),
            decisions::version.eq(1),
            decisions::number.eq(&higher.number),
            decisions::decided_on.eq(decided_on),
            decisions::signer_name.eq(""),
            decisions::signer_position.eq(""),
            decisions::created_by.eq(tx.actor.account),
            decisions::since.eq(tx.now.naive_utc()),
        ))
        .returning(decisions::id)
        .get_result(tx.conn)
}

pub fn update_draft(tx: &mut Tx, seen: Seen, abstract_line: &str) -> AppResult<()> {
    diesel::update(decisions::table.find(seen.id))
        .set((decisions::abstract_line.eq(abstract_line), decisions::version.eq(decisions::version + 1)))
        .execute(tx.conn)?;
    Ok(())
}

pub fn issue(
    tx: &mut Tx,
    seen: Seen,
    number: &str,
    decided_on: NaiveDate,
    signer: &(String, String),
) -> QueryResult<usize> {
    diesel::update(decisions::table.find(seen.id))
        .set((
            decisions::state.eq(State::Issued),
            decisions::version.eq(decisions::version + 1),
            decisions::number.eq(number),
            decisions::decided_on.eq(decided_on),
            decisions::signer_name.eq(&signer.0),
            decisions::signer_position.eq(&signer.1),
            decisions::since.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)
}

/// Name and position of who signs: the actor, in the words of NĐ 30/2020/NĐ-CP Điều 13 where he signs in another's
/// place ("KT. Giám đốc Sở, Phó Giám đốc Sở").
pub fn signer(tx: &mut Tx) -> AppResult<(String, String)> {
    let position: Option<String> = match tx.actor.person {
        Some(person) => people::table.find(person).select(people::position).first(tx.conn).optional()?,
        None => None,
    };
    let own = position.unwrap_or_default();
    let position = match policy::in_place_of(tx.actor, Act::IssueDecision) {
        Some(it) => format!("{} {}\n{own}", it.form.abbreviation(), it.position),
        None => own,
    };
    Ok((tx.actor.full_name.clone(), position))
}

pub fn delete_draft(conn: &mut Connection, id: DecisionId) -> AppResult<()> {
    diesel::delete(decisions::table.find(id).filter(decisions::state.eq(State::Draft))).execute(conn)?;
    Ok(())
}

pub fn insert_line(conn: &mut Connection, id: DecisionId, dossier: DossierId) -> QueryResult<usize> {
    diesel::insert_into(decision_lines::table)
        .values((decision_lines::decision_id.eq(id), decision_lines::dossier_id.eq(dossier)))
        .execute(conn)
}

pub fn clear_lines(conn: &mut Connection, id: DecisionId) -> AppResult<()> {
    diesel::delete(decision_lines::table.filter(decision_lines::decision_id.eq(id))).execute(conn)?;
    Ok(())
}

/// The decision that takes awards back: it grants nothing itself.
pub fn insert_revoking(
    tx: &mut Tx,
    year: Year,
    abstract_line: &str,
    number: &str,
    on: NaiveDate,
) -> AppResult<DecisionId> {
    let id = fresh_id(tx.conn)?;
    let (signer_name, signer_position) = signer(tx)?;
    let inserted = diesel::insert_into(decisions::table)
        .values((
            decisions::id.eq(id),
            decisions::authority.eq(OWN_AUTHORITY),
            decisions::own.eq(true),
            decisions::year.eq(year),
            decisions::abstract_line.eq(abstract_line),
            decisions::state.eq(State::Issued),
            decisions::version.eq(1),
            decisions::number.eq(number),
            decisions::decided_on.eq(on),
            decisions::signer_name.eq(signer_name),
            decisions::signer_position.eq(signer_position),
            decisions::created_by.eq(tx.actor.account),
            decisions::since.eq(tx.now.naive_utc()),
        ))
        .returning(decisions::id)
        .get_result(tx.conn);
    inserted.on_unique("decisions.authority", "number", &already_used(number, on))
}

/// Some of what it granted is taken back; or all of it, and then nothing stands.
pub fn save_revocation(conn: &mut Connection, seen: Seen, state: State) -> AppResult<()> {
    diesel::update(decisions::table.find(seen.id))
        .set((decisions::state.eq(state), decisions::version.eq(decisions::version + 1)))
        .execute(conn)?;
    Ok(())
}

//! The lines of decisions: what one grants or takes back, of whom, in the order of its list.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store::Decision;
use crate::db::Connection;
use crate::domain::decision::State;
use crate::domain::dossier;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::dossiers::ops::{Ripeness, ripe};
use crate::schema::{awards, decision_lines, decisions, dossiers, escalation_lines, people, subjects, units};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// What a decision grants, or could grant, to somebody.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    /// Absent where a greater title brought it along, and in decisions that were drafted from registrations.
    pub dossier: Option<DossierId>,
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub name: String,
    /// Of the day of the decision, before it of today; none of a unit.
    pub position: Option<String>,
    pub unit: UnitId,
    pub unit_name: String,
    pub award: AwardCode,
}

/// Dossiers as lines, in order of unit and given name.
macro_rules! dossier_lines {
    ($condition:expr) => {
        dossiers::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
            .left_join(people::table.on(people::id.eq(dossiers::subject_id)))
            .filter($condition)
            .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
            .select((
                dossiers::id.nullable(),
                dossiers::subject_id,
                subjects::kind,
                subjects::name,
                people::position.nullable(),
                dossiers::unit_id,
                unit_subjects.field(subjects::name),
                dossiers::award_code,
            ))
    };
}

/// Awards in the same order; `award_line!` selects one as a line.
macro_rules! award_lines {
    ($condition:expr) => {
        awards::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(decisions::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(awards::unit_id)))
            .filter($condition)
            .order((units::sort_order, units::id, awards::sort_key, awards::id))
    };
}

macro_rules! award_line {
    () => {
        (
            awards::dossier_id,
            awards::subject_id,
            subjects::kind,
            subjects::name,
            awards::position.nullable(),
            awards::unit_id,
            unit_subjects.field(subjects::name),
            awards::award_code,
        )
    };
}

/// The list of a decision as its page shows it: of a draft its dossiers, of one issued here its awards that stand. An
/// imported decision is read in the award list.
pub fn listed(conn: &mut Connection, decision: &Decision) -> AppResult<Vec<Line>> {
    if decision.state == State::Draft {
        return drafted(conn, decision.id);
    }
    Ok(standing(conn, decision.id)?.into_iter().map(|(_, line)| line).collect())
}

/// The dossiers of a draft.
pub fn drafted(conn: &mut Connection, id: DecisionId) -> AppResult<Vec<Line>> {
    let of_draft = decision_lines::table.filter(decision_lines::decision_id.eq(id)).select(decision_lines::dossier_id);
    Ok(dossier_lines!(dossiers::id.eq_any(of_draft)).load(conn)?)
}

/// The awards of a decision issued here that stand.
pub fn standing(conn: &mut Connection, id: DecisionId) -> AppResult<Vec<(AwardId, Line)>> {
    let of_own = awards::decision_id.eq(id).and(decisions::created_by.is_not_null()).and(awards::revoked_on.is_null());
    Ok(award_lines!(of_own).select((awards::id, award_line!())).load(conn)?)
}

/// All that it grants, also what was taken back later: a paper that was signed does not change.
pub fn granted(conn: &mut Connection, decision: &Decision) -> AppResult<Vec<Line>> {
    if decision.state == State::Draft {
        return drafted(conn, decision.id);
    }
    Ok(award_lines!(awards::decision_id.eq(decision.id)).select(award_line!()).load(conn)?)
}

/// All that it takes back.
pub fn taken_back(conn: &mut Connection, decision: &Decision) -> AppResult<Vec<Line>> {
    let Some(number) = &decision.number else { return Ok(Vec::new()) };
    let revoked = awards::year.eq(decision.year).and(awards::revoked_by.eq(number));
    Ok(award_lines!(revoked).select(award_line!()).load(conn)?)
}

/// A line of a list of awards, with what its decision says.
#[derive(Debug, Clone)]
pub struct Granted {
    pub decision: DecisionId,
    pub year: Year,
    pub decided_on: NaiveDate,
    pub line: Line,
}

/// All that these decisions grant, revoked awards aside.
pub fn granted_by(conn: &mut Connection, ids: &[DecisionId]) -> AppResult<Vec<Granted>> {
    type Columns = (DecisionId, Year, Option<NaiveDate>, Line);
    let found: Vec<Columns> = award_lines!(awards::decision_id.eq_any(ids).and(awards::revoked_on.is_null()))
        .select((awards::decision_id, awards::year, decisions::decided_on, award_line!()))
        .load(conn)?;
    let granted =
        |(decision, year, decided_on, line): Columns| Some(Granted { decision, year, decided_on: decided_on?, line });
    Ok(found.into_iter().filter_map(granted).collect())
}

/// Dossiers of a year that are ripe and stand in no other draft than `except`.
pub fn ready(
    conn: &mut Connection,
    year: Year,
    ripeness: Ripeness,
    except: Option<DecisionId>,
) -> AppResult<Vec<Line>> {
    let elsewhere = decision_lines::table
        .filter(decision_lines::decision_id.ne(except.unwrap_or(DecisionId(0))))
        .select(decision_lines::dossier_id);
    let is_ready = dossiers::year.eq(year).and(ripe!(ripeness)).and(dossiers::id.ne_all(elsewhere));
    Ok(dossier_lines!(is_ready).load(conn)?)
}

/// What waits for the answer of a higher level: of all, or under one proposal.
pub fn escalated(conn: &mut Connection, year: Year, escalation: Option<EscalationId>) -> AppResult<Vec<Line>> {
    let waits = dossiers::state.eq(dossier::State::Escalated);
    if let Some(id) = escalation {
        let proposed =
            escalation_lines::table.filter(escalation_lines::escalation_id.eq(id)).select(escalation_lines::dossier_id);
        return Ok(dossier_lines!(waits.and(dossiers::id.eq_any(proposed))).load(conn)?);
    }
    Ok(dossier_lines!(dossiers::year.eq(year).and(waits)).load(conn)?)
}

//! Reads and writes of escalations and their lines, and what is known of each line.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Draft;
use crate::db::Connection;
use crate::domain::dossier;
use crate::domain::escalation::State;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::account;
use crate::features::dossiers::ops::{Ripeness, ripe};
use crate::features::registrations::ops::is_granted_here;
use crate::features::settings::ops::Letterhead;
use crate::policy::{self, Act, Actor, DossierAct, DossierFacts};
use crate::schema::{
    awards, council_result_lines, council_results, decisions, dossier_files, dossiers, escalation_lines as lines,
    escalations, people, subjects, unit_meeting_lines, units,
};
use crate::web::history;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = escalations)]
pub struct Escalation {
    pub id: EscalationId,
    pub year: Year,
    pub state: State,
    pub recipient: String,
    pub summary: String,
    pub number: Option<String>,
    pub submitted_on: Option<NaiveDate>,
    pub signer_name: String,
    pub signer_position: String,
}

pub fn find(conn: &mut Connection, id: EscalationId) -> AppResult<Escalation> {
    Ok(escalations::table.find(id).select(Escalation::as_select()).first(conn)?)
}

/// A proposal in the list, with what has come of its lines.
#[derive(Debug, Clone)]
pub struct Listed {
    pub escalation: Escalation,
    pub counts: Counts,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub lines: i64,
    pub granted: i64,
    pub refused: i64,
}

impl Counts {
    pub const fn waiting(self) -> i64 {
        self.lines - self.granted - self.refused
    }

    fn add(&mut self, state: dossier::State) {
        self.lines += 1;
        match state {
            dossier::State::Decided | dossier::State::Paid | dossier::State::Revoked => self.granted += 1,
            dossier::State::Rejected => self.refused += 1,
            _ => {}
        }
    }

    pub fn of(states: impl IntoIterator<Item = dossier::State>) -> Self {
        let mut counts = Self::default();
        states.into_iter().for_each(|state| counts.add(state));
        counts
    }
}

/// The newest that went out, or else the newest draft.
pub fn newest(conn: &mut Connection) -> AppResult<Option<EscalationId>> {
    let order = (escalations::submitted_on.desc(), escalations::id.desc());
    Ok(escalations::table.order(order).select(escalations::id).first(conn).optional()?)
}

/// The proposals of a year, drafts first, then the newest.
pub fn list(conn: &mut Connection, year: Year) -> AppResult<Vec<Listed>> {
    let order = (escalations::submitted_on.is_null().desc(), escalations::submitted_on.desc(), escalations::id.desc());
    let found: Vec<Escalation> = escalations::table
        .filter(escalations::year.eq(year))
        .order(order)
        .select(Escalation::as_select())
        .load(conn)?;
    let states: Vec<(EscalationId, dossier::State)> = lines::table
        .inner_join(dossiers::table)
        .inner_join(escalations::table)
        .filter(escalations::year.eq(year))
        .select((lines::escalation_id, dossiers::state))
        .load(conn)?;
    let mut counts: HashMap<EscalationId, Counts> = HashMap::new();
    for (id, state) in states {
        counts.entry(id).or_default().add(state);
    }
    let listed =
        |escalation: Escalation| Listed { counts: counts.get(&escalation.id).copied().unwrap_or_default(), escalation };
    Ok(found.into_iter().map(listed).collect())
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A dossier that can be sent up, or is.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub dossier: DossierId,
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub unit_id: UnitId,
    pub name: String,
    pub position: Option<String>,
    pub unit: String,
    pub award: AwardCode,
    pub achievement: String,
    pub state: dossier::State,
    pub reason: String,
}

macro_rules! lines {
    ($condition:expr) => {
        dossiers::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
            .left_join(people::table.on(people::id.eq(dossiers::subject_id)))
            .filter($condition)
            .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
            .select((
                dossiers::id,
                dossiers::subject_id,
                subjects::kind,
                dossiers::unit_id,
                subjects::name,
                people::position.nullable(),
                unit_subjects.field(subjects::name),
                dossiers::award_code,
                dossiers::achievement,
                dossiers::state,
                dossiers::reason,
            ))
    };
}

/// The lines of a proposal, in order of unit and given name.
pub fn lines_of(conn: &mut Connection, id: EscalationId) -> AppResult<Vec<Line>> {
    let chosen = lines::table.filter(lines::escalation_id.eq(id)).select(lines::dossier_id);
    Ok(lines!(dossiers::id.eq_any(chosen)).load(conn)?)
}

/// Dossiers of a year that a higher level grants, are ripe, and stand in no other proposal than `except`: those that
/// the actor may send on, which his own are not.
pub fn ready(
    conn: &mut Connection,
    actor: &Actor,
    year: Year,
    except: Option<EscalationId>,
    today: NaiveDate,
) -> AppResult<Vec<Line>> {
    let ripeness = Ripeness::on(conn, today)?;
    let elsewhere =
        lines::table.filter(lines::escalation_id.ne(except.unwrap_or(EscalationId(0)))).select(lines::dossier_id);
    let condition = dossiers::year.eq(year).and(ripe!(ripeness)).and(dossiers::id.ne_all(elsewhere));
    let found: Vec<Line> = lines!(condition).load(conn)?;
    let only = account::ops::only_secretary(conn)?.map(SubjectId::from);
    let may_send = |line: &Line| {
        let facts = DossierFacts {
            subject: line.subject,
            collective: (line.kind == SubjectKind::Unit).then_some(UnitId(line.subject.0)),
            unit: line.unit_id,
            state: line.state,
            created_by: None,
            moved_by: None,
            is_only_secretariat: only == Some(line.subject),
        };
        policy::may(actor, Act::OnDossier(DossierAct::Escalate, &facts))
    };
    Ok(found.into_iter().filter(|line| !is_granted_here(line.award) && may_send(line)).collect())
}

/// What the council voted on a dossier at last.
#[derive(Debug, Clone, Queryable)]
pub struct Vote {
    pub dossier: DossierId,
    pub result: CouncilResultId,
    pub minutes_no: String,
    pub held_on: NaiveDate,
    pub members: i64,
    pub agree: i64,
}

/// The last vote on each.
pub fn votes(conn: &mut Connection, of: &[DossierId]) -> AppResult<HashMap<DossierId, Vote>> {
    let found: Vec<Vote> = council_result_lines::table
        .inner_join(council_results::table)
        .filter(council_result_lines::dossier_id.eq_any(of))
        .order((council_results::held_on, council_results::id))
        .select((
            council_result_lines::dossier_id,
            council_results::id,
            council_results::minutes_no,
            council_results::held_on,
            council_results::members,
            council_result_lines::agree,
        ))
        .load(conn)?;
    Ok(found.into_iter().map(|vote| (vote.dossier, vote)).collect())
}

/// The decision that granted a dossier.
#[derive(Debug, Clone, Queryable)]
pub struct Grant {
    pub dossier: Option<DossierId>,
    pub decision: DecisionId,
    pub number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub authority: String,
}

pub fn grants(conn: &mut Connection, of: &[DossierId]) -> AppResult<HashMap<DossierId, Grant>> {
    let found: Vec<Grant> = awards::table
        .inner_join(decisions::table)
        .filter(awards::dossier_id.eq_any(of))
        .order(awards::id)
        .select((awards::dossier_id, decisions::id, decisions::number, decisions::decided_on, decisions::authority))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|grant| Some((grant.dossier?, grant))).collect())
}

/// The unit's meeting that proposed each.
pub fn meetings(conn: &mut Connection, of: &[DossierId]) -> AppResult<HashMap<DossierId, UnitMeetingId>> {
    let found: Vec<(Option<DossierId>, UnitMeetingId)> = unit_meeting_lines::table
        .filter(unit_meeting_lines::dossier_id.eq_any(of))
        .order(unit_meeting_lines::meeting_id)
        .select((unit_meeting_lines::dossier_id, unit_meeting_lines::meeting_id))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(dossier, meeting)| Some((dossier?, meeting))).collect())
}

/// A file attached to a dossier.
#[derive(Debug, Clone, Queryable)]
pub struct File {
    pub dossier: DossierId,
    pub id: DossierFileId,
    pub name: String,
}

pub fn files(conn: &mut Connection, of: &[DossierId]) -> AppResult<HashMap<DossierId, Vec<File>>> {
    let found: Vec<File> = dossier_files::table
        .filter(dossier_files::dossier_id.eq_any(of))
        .order(dossier_files::id)
        .select((dossier_files::dossier_id, dossier_files::id, dossier_files::file_name))
        .load(conn)?;
    let mut files: HashMap<DossierId, Vec<File>> = HashMap::new();
    for file in found {
        files.entry(file.dossier).or_default().push(file);
    }
    Ok(files)
}

pub fn dossiers_of(conn: &mut Connection, id: EscalationId) -> AppResult<Vec<DossierId>> {
    Ok(lines::table.filter(lines::escalation_id.eq(id)).select(lines::dossier_id).load(conn)?)
}

/// One that no draft had which was dropped since.
fn fresh_id(conn: &mut Connection) -> QueryResult<EscalationId> {
    let told = history::highest_id(conn, Object::Escalation(EscalationId(0)))?;
    let held: Option<i64> = escalations::table.select(diesel::dsl::max(escalations::id)).first(conn)?;
    Ok(EscalationId(told.max(held.unwrap_or_default()) + 1))
}

pub fn insert(conn: &mut Connection, new: &Draft) -> AppResult<EscalationId> {
    let id = fresh_id(conn)?;
    diesel::insert_into(escalations::table)
        .values((
            escalations::id.eq(id),
            escalations::year.eq(new.year),
            escalations::state.eq(State::Draft),
            escalations::recipient.eq(&new.recipient),
            escalations::summary.eq(&new.summary),
            escalations::signer_name.eq(""),
            escalations::signer_position.eq(""),
        ))
        .execute(conn)?;
    Ok(id)
}

pub fn update(conn: &mut Connection, id: EscalationId, new: &Draft) -> AppResult<()> {
    diesel::update(escalations::table.find(id))
        .set((escalations::recipient.eq(&new.recipient), escalations::summary.eq(&new.summary)))
        .execute(conn)?;
    Ok(())
}

pub fn delete_draft(conn: &mut Connection, id: EscalationId) -> AppResult<()> {
    diesel::delete(escalations::table.find(id).filter(escalations::state.eq(State::Draft))).execute(conn)?;
    Ok(())
}

pub fn submit(
    conn: &mut Connection,
    id: EscalationId,
    number: &str,
    submitted_on: NaiveDate,
    head: &Letterhead,
) -> AppResult<()> {
    diesel::update(escalations::table.find(id))
        .set((
            escalations::state.eq(State::Submitted),
            escalations::number.eq(number),
            escalations::submitted_on.eq(submitted_on),
            escalations::signer_name.eq(&head.signer_name),
            escalations::signer_position.eq(&head.signer_position),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn has_number(conn: &mut Connection, number: &str, year: Year) -> AppResult<bool> {
    let of_number = escalations::table
        .filter(escalations::number.eq(number))
        .filter(escalations::submitted_on.between(year.start(), year.end()));
    Ok(diesel::select(diesel::dsl::exists(of_number)).get_result(conn)?)
}

pub fn insert_line(
    conn: &mut Connection,
    id: EscalationId,
    dossier: DossierId,
    award: AwardCode,
) -> QueryResult<usize> {
    diesel::insert_into(lines::table)
        .values((lines::escalation_id.eq(id), lines::dossier_id.eq(dossier), lines::award_code.eq(award)))
        .execute(conn)
}

pub fn clear_lines(conn: &mut Connection, id: EscalationId) -> AppResult<()> {
    diesel::delete(lines::table.filter(lines::escalation_id.eq(id))).execute(conn)?;
    Ok(())
}

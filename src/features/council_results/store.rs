//! Reads and writes of council results, and the dossiers that wait for the council.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{Judged, NewResult};
use crate::db::{Connection, Tx};
use crate::domain::dossier::{Kind, State};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::account;
use crate::features::dossiers::ops::Seen;
use crate::policy::DossierFacts;
use crate::schema::{council_result_lines as lines, council_results, dossiers, subjects, units};

/// A meeting as entered.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = council_results)]
pub struct CouncilResult {
    pub id: CouncilResultId,
    pub year: Year,
    pub held_on: NaiveDate,
    pub minutes_no: String,
    pub members: i64,
    pub present: i64,
}

/// A dossier that waits for the council.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub id: DossierId,
    pub version: i64,
    pub facts: DossierFacts,
    pub name: String,
    pub unit: String,
    pub award: AwardCode,
    pub received_on: NaiveDate,
}

impl Candidate {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// The columns of a candidate, in their order.
type Columns =
    (DossierId, i64, SubjectId, SubjectKind, UnitId, Option<AccountId>, String, String, AwardCode, Option<NaiveDate>);

/// Dossiers of a year that wait for the council, in order of unit and name.
macro_rules! waiting {
    ($year:expr) => {
        dossiers::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
            .filter(dossiers::year.eq($year))
            .filter(dossiers::state.eq(State::Verified))
            .filter(dossiers::kind.eq(Kind::Merit))
            .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
            .select((
                dossiers::id,
                dossiers::version,
                dossiers::subject_id,
                subjects::kind,
                dossiers::unit_id,
                dossiers::created_by,
                subjects::name,
                unit_subjects.field(subjects::name),
                dossiers::award_code,
                dossiers::received_on,
            ))
    };
}

/// Those of them that are named.
pub fn candidates(conn: &mut Connection, year: Year, ids: &[DossierId]) -> AppResult<Vec<Candidate>> {
    let found: Vec<Columns> = waiting!(year).filter(dossiers::id.eq_any(ids)).load(conn)?;
    with_facts(conn, found)
}

fn with_facts(conn: &mut Connection, found: Vec<Columns>) -> AppResult<Vec<Candidate>> {
    let only = account::ops::only_secretary(conn)?.map(SubjectId::from);
    let candidate = |(id, version, subject, kind, unit, created_by, name, unit_name, award, received_on): Columns| {
        let facts = DossierFacts {
            subject,
            collective: (kind == SubjectKind::Unit).then_some(UnitId(subject.0)),
            unit,
            state: State::Verified,
            created_by,
            moved_by: None,
            is_only_secretariat: only == Some(subject),
        };
        // What has been verified has been received.
        let received_on = received_on?;
        Some(Candidate { id, version, facts, name, unit: unit_name, award, received_on })
    };
    Ok(found.into_iter().filter_map(candidate).collect())
}

pub fn insert(tx: &mut Tx, new: &NewResult) -> AppResult<CouncilResultId> {
    Ok(diesel::insert_into(council_results::table)
        .values((
            council_results::year.eq(new.year),
            council_results::held_on.eq(new.held_on),
            council_results::minutes_no.eq(&new.minutes_no),
            council_results::members.eq(new.members),
            council_results::present.eq(new.present),
            council_results::created_by.eq(tx.actor.account),
            council_results::created_at.eq(tx.now.naive_utc()),
        ))
        .returning(council_results::id)
        .get_result(tx.conn)?)
}

/// The lines of a result; `all` are the members of the council.
pub fn insert_lines(conn: &mut Connection, id: CouncilResultId, all: i64, judged: &[Judged]) -> AppResult<()> {
    let row = |line: &Judged| {
        (
            lines::result_id.eq(id),
            lines::dossier_id.eq(line.candidate.id),
            lines::award_code.eq(line.candidate.award),
            lines::agree.eq(line.vote.agree),
            lines::passed.eq(line.is_passed),
            lines::basis.eq(line.threshold.words()),
            lines::members.eq((line.vote.members != all).then_some(line.vote.members)),
        )
    };
    let rows: Vec<_> = judged.iter().map(row).collect();
    diesel::insert_into(lines::table).values(rows).execute(conn)?;
    Ok(())
}

pub fn find(conn: &mut Connection, id: CouncilResultId) -> AppResult<CouncilResult> {
    Ok(council_results::table.find(id).select(CouncilResult::as_select()).first(conn)?)
}

/// What has been entered of minutes of this number in a calendar year.
pub fn of_minutes(conn: &mut Connection, minutes_no: &str, calendar: Year) -> AppResult<Vec<CouncilResult>> {
    Ok(council_results::table
        .filter(council_results::minutes_no.eq(minutes_no))
        .filter(council_results::held_on.between(calendar.start(), calendar.end()))
        .order(council_results::id)
        .select(CouncilResult::as_select())
        .load(conn)?)
}

/// A meeting in the list, with how many it passed and refused.
#[derive(Debug, Clone)]
pub struct Listed {
    pub result: CouncilResult,
    pub passed: i64,
    pub refused: i64,
}

/// The meetings on a year, newest first.
pub fn list(conn: &mut Connection, year: Year) -> AppResult<Vec<Listed>> {
    let found: Vec<CouncilResult> = council_results::table
        .filter(council_results::year.eq(year))
        .order((council_results::held_on.desc(), council_results::id.desc()))
        .select(CouncilResult::as_select())
        .load(conn)?;
    let counted: Vec<(CouncilResultId, bool, i64)> = lines::table
        .inner_join(council_results::table)
        .filter(council_results::year.eq(year))
        .group_by((lines::result_id, lines::passed))
        .select((lines::result_id, lines::passed, diesel::dsl::count_star()))
        .load(conn)?;
    let counts: HashMap<_, _> = counted.into_iter().map(|(id, passed, n)| ((id, passed), n)).collect();
    let of = |id, passed| counts.get(&(id, passed)).copied().unwrap_or(0);
    Ok(found
        .into_iter()
        .map(|result| Listed { passed: of(result.id, true), refused: of(result.id, false), result })
        .collect())
}

/// What a meeting voted on one dossier, and where the dossier is now.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    pub dossier: DossierId,
    pub name: String,
    pub unit: String,
    pub award: AwardCode,
    pub agree: i64,
    pub is_passed: bool,
    pub basis: String,
    /// Of how many, where that is not all members.
    pub members: Option<i64>,
    pub state: State,
}

/// The lines of a meeting, in order of unit and name.
pub fn lines_of(conn: &mut Connection, id: CouncilResultId) -> AppResult<Vec<Line>> {
    Ok(lines::table
        .inner_join(dossiers::table.inner_join(subjects::table).inner_join(units::table))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
        .filter(lines::result_id.eq(id))
        .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
        .select((
            lines::dossier_id,
            subjects::name,
            unit_subjects.field(subjects::name),
            lines::award_code,
            lines::agree,
            lines::passed,
            lines::basis,
            lines::members,
            dossiers::state,
        ))
        .load(conn)?)
}

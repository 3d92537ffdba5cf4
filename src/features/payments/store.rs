//! Reads of payments: dossiers that a decision has granted, paid or not.

use chrono::NaiveDate;
use diesel::IntoSql;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::dossier::State;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::money::Dong;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::dossiers::ops::Seen;
use crate::schema::{awards, decisions, dossiers, subjects, units};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub year: Year,
    pub decision: Option<DecisionId>,
    /// Decided, paid, or revoked; all without it.
    pub state: Option<State>,
    /// Also those that were paid and then taken back.
    pub with_revoked: bool,
}

/// A dossier that a decision has granted.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: DossierId,
    pub version: i64,
    pub year: Year,
    pub state: State,
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub subject_code: String,
    pub subject_name: String,
    pub unit_code: String,
    pub unit_name: String,
    pub award: AwardCode,
    pub decision: DecisionId,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    /// Of the head of this agency, whose level pays.
    pub is_own: bool,
    pub paid_on: Option<NaiveDate>,
    pub paid_amount: Option<Dong>,
    /// Day and number of the decision that took it back.
    pub revoked: Option<(NaiveDate, String)>,
}

impl Row {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }

    /// A collective is its own unit, which need not be said twice.
    pub fn unit_said(&self) -> String {
        if self.unit_code == self.subject_code { String::new() } else { self.unit_name.clone() }
    }
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

const GRANTED: [State; 2] = [State::Decided, State::Paid];

type Dossier = (DossierId, i64, Year, State, AwardCode, Option<NaiveDate>, Option<i64>);
type Names = (SubjectId, SubjectKind, String, String, String, String);
type Decision = (DecisionId, Option<String>, Option<NaiveDate>, bool);
type Revoked = (Option<NaiveDate>, String);

/// A decision grants it, or has granted it until it was paid and then taken back.
macro_rules! is_listed {
    ($with_revoked:expr) => {
        awards::revoked_on.is_null().and(dossiers::state.eq_any(GRANTED)).or(awards::revoked_on
            .is_not_null()
            .and(dossiers::state.eq(State::Revoked))
            .and(dossiers::paid_amount.gt(0))
            .and($with_revoked.into_sql::<diesel::sql_types::Bool>()))
    };
}

/// Granted dossiers with their decision, in the order in which they are paid: by decision, unit and name.
macro_rules! granted {
    () => {
        dossiers::table
            .inner_join(awards::table.on(awards::dossier_id.eq(dossiers::id.nullable())))
            .inner_join(decisions::table.on(decisions::id.eq(awards::decision_id)))
            .inner_join(subjects::table.on(subjects::id.eq(dossiers::subject_id)))
            .inner_join(units::table.on(units::id.eq(dossiers::unit_id)))
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
            .order((
                decisions::decided_on,
                decisions::id,
                units::sort_order,
                units::id,
                dossiers::sort_key,
                dossiers::id,
            ))
            .select((
                (
                    dossiers::id,
                    dossiers::version,
                    dossiers::year,
                    dossiers::state,
                    dossiers::award_code,
                    dossiers::paid_on,
                    dossiers::paid_amount,
                ),
                (
                    subjects::id,
                    subjects::kind,
                    subjects::code,
                    subjects::name,
                    unit_subjects.field(subjects::code),
                    unit_subjects.field(subjects::name),
                ),
                (decisions::id, decisions::number, decisions::decided_on, decisions::own),
                (awards::revoked_on, awards::revoked_by),
            ))
    };
}

/// A page of rows; a negative limit is all of them.
pub fn rows(conn: &mut Connection, filter: Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let mut query = granted!()
        .filter(dossiers::year.eq(filter.year))
        .filter(is_listed!(filter.with_revoked))
        .limit(limit)
        .offset(offset)
        .into_boxed();
    if let Some(decision) = filter.decision {
        query = query.filter(awards::decision_id.eq(decision));
    }
    if let Some(state) = filter.state {
        query = query.filter(dossiers::state.eq(state));
    }
    let found: Vec<(Dossier, Names, Decision, Revoked)> = query.load(conn)?;
    Ok(found.into_iter().filter_map(row).collect())
}

/// Those that are named.
pub fn find(conn: &mut Connection, ids: &[DossierId]) -> AppResult<Vec<Row>> {
    let found: Vec<(Dossier, Names, Decision, Revoked)> =
        granted!().filter(dossiers::id.eq_any(ids)).filter(is_listed!(false)).load(conn)?;
    Ok(found.into_iter().filter_map(row).collect())
}

/// All that were paid and then taken back, the latest first.
pub fn revoked(conn: &mut Connection) -> AppResult<Vec<Row>> {
    let found: Vec<(Dossier, Names, Decision, Revoked)> = granted!()
        .filter(awards::revoked_on.is_not_null())
        .filter(dossiers::state.eq(State::Revoked))
        .filter(dossiers::paid_amount.gt(0))
        .load(conn)?;
    let mut rows: Vec<Row> = found.into_iter().filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.revoked.as_ref().map(|(day, _)| *day)));
    Ok(rows)
}

/// One of those that stand, or of those that were paid and taken back.
pub fn one(conn: &mut Connection, id: DossierId) -> AppResult<Row> {
    let found: Option<(Dossier, Names, Decision, Revoked)> =
        granted!().filter(dossiers::id.eq(id)).filter(is_listed!(true)).first(conn).optional()?;
    found.and_then(row).ok_or(AppError::NotFound)
}

fn row((dossier, names, decision, revoked): (Dossier, Names, Decision, Revoked)) -> Option<Row> {
    let (id, version, year, state, award, paid_on, paid_amount) = dossier;
    let (subject, kind, subject_code, subject_name, unit_code, unit_name) = names;
    let (decision, decision_no, decided_on, is_own) = decision;
    Some(Row {
        id,
        version,
        year,
        state,
        subject,
        kind,
        subject_code,
        subject_name,
        unit_code,
        unit_name,
        award,
        decision,
        // Whatever grants has a number and a day: the table says so.
        decision_no: decision_no?,
        decided_on: decided_on?,
        is_own,
        paid_on,
        paid_amount: paid_amount.map(Dong::new),
        revoked: revoked.0.map(|day| (day, revoked.1)),
    })
}

/// How many rows there are.
pub fn count(conn: &mut Connection, filter: Filter) -> AppResult<i64> {
    let mut query = dossiers::table
        .inner_join(awards::table.on(awards::dossier_id.eq(dossiers::id.nullable())))
        .filter(dossiers::year.eq(filter.year))
        .filter(is_listed!(filter.with_revoked))
        .into_boxed();
    if let Some(decision) = filter.decision {
        query = query.filter(awards::decision_id.eq(decision));
    }
    if let Some(state) = filter.state {
        query = query.filter(dossiers::state.eq(state));
    }
    Ok(query.count().get_result(conn)?)
}

/// Number and day of the decisions of a year that grant dossiers, oldest first.
pub fn decisions_of(conn: &mut Connection, year: Year) -> AppResult<Vec<(DecisionId, String, NaiveDate)>> {
    let granting = awards::table
        .filter(awards::year.eq(year))
        .filter(awards::dossier_id.is_not_null())
        .select(awards::decision_id);
    let found: Vec<(DecisionId, Option<String>, Option<NaiveDate>)> = decisions::table
        .filter(decisions::year.eq(year))
        .filter(decisions::id.eq_any(granting))
        .order((decisions::decided_on, decisions::id))
        .select((decisions::id, decisions::number, decisions::decided_on))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(id, number, day)| Some((id, number?, day?))).collect())
}

/// The newest year in which something was granted.
pub fn newest_year(conn: &mut Connection) -> AppResult<Option<Year>> {
    let granted = dossiers::table.filter(dossiers::state.eq_any([State::Decided, State::Paid]));
    Ok(granted.select(max(dossiers::year)).first(conn)?)
}

//! The lines of certificates: awards that a decision of this agency has granted, each with its certificate where it has one.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::certificate::State;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{awards, certificates, dossiers, subjects, units};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A certificate as the golden book has it.
#[derive(Debug, Clone, Queryable)]
pub struct Certificate {
    pub id: CertificateId,
    pub award: AwardId,
    pub book_year: Year,
    pub book_no: i64,
    pub state: State,
}

/// An award that a decision of this agency has granted.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: AwardId,
    pub subject_code: String,
    pub kind: SubjectKind,
    pub name: String,
    pub position: String,
    pub unit_code: String,
    pub unit_name: String,
    pub decision: DecisionId,
    pub award: AwardCode,
    pub year: Year,
    pub achievement: String,
    /// What its dossier was proposed for; often empty.
    pub proposed_for: String,
    pub revoked_on: Option<NaiveDate>,
    pub certificate: Option<Certificate>,
}

impl Line {
    pub const fn is_revoked(&self) -> bool {
        self.revoked_on.is_some()
    }

    pub fn state(&self) -> Option<State> {
        self.certificate.as_ref().map(|it| it.state)
    }

    /// Its award was revoked while it is out.
    pub fn must_come_back(&self) -> bool {
        self.is_revoked() && self.state().is_some_and(State::is_out)
    }
}

type Subject = (String, SubjectKind, String, String, String, String);
type Award = (AwardId, DecisionId, AwardCode, Year, String, Option<NaiveDate>);
pub type Found = (Award, Subject, Option<String>, Option<(CertificateId, AwardId, Year, i64, State)>);

/// In the order of the decision's list.
macro_rules! lines {
    () => {
        awards::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(awards::unit_id)))
            .left_join(dossiers::table.on(awards::dossier_id.eq(dossiers::id.nullable())))
            .left_join(certificates::table.on(certificates::award_id.eq(awards::id)))
            .order((units::sort_order, units::id, awards::sort_key, awards::id))
            .select((
                (
                    awards::id,
                    awards::decision_id,
                    awards::award_code,
                    awards::year,
                    awards::achievement,
                    awards::revoked_on,
                ),
                (
                    subjects::code,
                    subjects::kind,
                    subjects::name,
                    awards::position,
                    unit_subjects.field(subjects::code),
                    unit_subjects.field(subjects::name),
                ),
                dossiers::achievement.nullable(),
                (
                    certificates::id,
                    certificates::award_id,
                    certificates::book_year,
                    certificates::book_no,
                    certificates::state,
                )
                    .nullable(),
            ))
    };
}

pub(super) use lines;

/// Which lines of a decision.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub award: Option<AwardCode>,
    /// Not in the book yet, and not revoked.
    pub only_missing: bool,
    /// In this state, and not revoked.
    pub in_state: Option<State>,
    /// Not revoked.
    pub only_standing: bool,
}

/// Those of a decision; a negative limit is all of them.
pub fn of_decision(
    conn: &mut Connection,
    decision: DecisionId,
    filter: Filter,
    limit: i64,
    offset: i64,
) -> AppResult<Vec<Line>> {
    let mut query = lines!().filter(awards::decision_id.eq(decision)).limit(limit).offset(offset).into_boxed();
    if let Some(award) = filter.award {
        query = query.filter(awards::award_code.eq(award));
    }
    if filter.only_missing || filter.only_standing || filter.in_state.is_some() {
        query = query.filter(awards::revoked_on.is_null());
    }
    if filter.only_missing {
        query = query.filter(certificates::id.nullable().is_null());
    }
    if let Some(state) = filter.in_state {
        query = query.filter(certificates::state.nullable().eq(state));
    }
    let found: Vec<Found> = query.load(conn)?;
    Ok(found.into_iter().map(line).collect())
}

/// Those that are named, in the order of the list.
pub fn of_awards(conn: &mut Connection, ids: &[AwardId]) -> AppResult<Vec<Line>> {
    let found: Vec<Found> = lines!().filter(awards::id.eq_any(ids)).load(conn)?;
    Ok(found.into_iter().map(line).collect())
}

pub fn find(conn: &mut Connection, id: AwardId) -> AppResult<Line> {
    let found: Found = lines!().filter(awards::id.eq(id)).first(conn)?;
    Ok(line(found))
}

/// What was selected as a line.
pub fn line((award, subject, proposed_for, certificate): Found) -> Line {
    let (id, decision, award, year, achievement, revoked_on) = award;
    let (subject_code, kind, name, position, unit_code, unit_name) = subject;
    let certificate =
        certificate.map(|(id, award, book_year, book_no, state)| Certificate { id, award, book_year, book_no, state });
    Line {
        id,
        subject_code,
        kind,
        name,
        position,
        unit_code,
        unit_name,
        decision,
        award,
        year,
        achievement,
        proposed_for: proposed_for.unwrap_or_default(),
        revoked_on,
        certificate,
    }
}

/// How many lines of a decision there are, revoked ones among them.
pub fn count(conn: &mut Connection, decision: DecisionId, award: Option<AwardCode>) -> AppResult<i64> {
    let mut query = awards::table.filter(awards::decision_id.eq(decision)).into_boxed();
    if let Some(award) = award {
        query = query.filter(awards::award_code.eq(award));
    }
    Ok(query.count().get_result(conn)?)
}

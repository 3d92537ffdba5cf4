//! Reads and writes of judgements and kept assessments.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::ops::{Assessed, Judging, parse};
use crate::db::{Connection, Tx};
use crate::domain::eligibility::Record;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::schema::{assessments, dossiers, judgements, people, registrations, subjects};

/// A stored assessment: what was found under the law of its day.
#[derive(Debug, Clone)]
pub struct Kept {
    pub received_on: NaiveDate,
    pub at: NaiveDateTime,
    pub reason: String,
    pub record: Record,
}

impl Assessed {
    const fn key(self) -> (&'static str, i64) {
        self.object().key()
    }
}

pub fn kept(conn: &mut Connection, of: Assessed) -> AppResult<Option<Kept>> {
    let (kind, id) = of.key();
    let found: Option<(NaiveDate, NaiveDateTime, String, String)> = assessments::table
        .filter(assessments::object_kind.eq(kind))
        .filter(assessments::object_id.eq(id))
        .order(assessments::id.desc())
        .select((assessments::received_on, assessments::at, assessments::reason, assessments::record))
        .first(conn)
        .optional()?;
    found
        .map(|(received_on, at, reason, record)| Ok(Kept { received_on, at, reason, record: parse(&record)? }))
        .transpose()
}

/// The assessments that count for dossiers, where one was kept.
pub fn kept_of(conn: &mut Connection, dossiers: &[DossierId]) -> AppResult<HashMap<DossierId, Kept>> {
    let (kind, _) = Assessed::Dossier(DossierId(0)).key();
    let ids: Vec<i64> = dossiers.iter().map(|id| id.0).collect();
    let found: Vec<(i64, NaiveDate, NaiveDateTime, String, String)> = assessments::table
        .filter(assessments::object_kind.eq(kind))
        .filter(assessments::object_id.eq_any(ids))
        .order(assessments::id)
        .select((
            assessments::object_id,
            assessments::received_on,
            assessments::at,
            assessments::reason,
            assessments::record,
        ))
        .load(conn)?;
    let row = |(id, received_on, at, reason, record): (i64, NaiveDate, NaiveDateTime, String, String)| {
        Ok((DossierId(id), Kept { received_on, at, reason, record: parse(&record)? }))
    };
    found.into_iter().map(row).collect()
}

pub fn insert_assessment(
    tx: &mut Tx,
    of: Assessed,
    received_on: NaiveDate,
    record: &Record,
    reason: &str,
) -> AppResult<()> {
    let (kind, id) = of.key();
    let written = serde_json::to_string(record).map_err(|error| AppError::Unexpected(error.into()))?;
    diesel::insert_into(assessments::table)
        .values((
            assessments::object_kind.eq(kind),
            assessments::object_id.eq(id),
            assessments::received_on.eq(received_on),
            assessments::regime.eq(&record.report.regime),
            assessments::outcome.eq(&record.report.outcome),
            assessments::record.eq(written),
            assessments::reason.eq(reason),
            assessments::account_id.eq(tx.actor.account),
            assessments::at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// The day each proposal of a year reached the secretariat, as last noted: of a dossier before that of the
/// registration it came of. Of one subject, or of all.
pub fn received_days(
    conn: &mut Connection,
    year: Year,
    subject: Option<SubjectId>,
) -> AppResult<HashMap<(SubjectId, AwardCode), NaiveDate>> {
    let mut registered = assessments::table
        .inner_join(registrations::table.on(registrations::id.eq(assessments::object_id)))
        .filter(assessments::object_kind.eq("registration"))
        .filter(registrations::year.eq(year))
        .order(assessments::id)
        .select((registrations::subject_id, registrations::award_code, assessments::received_on))
        .into_boxed();
    let mut proposed = dossiers::table
        .filter(dossiers::year.eq(year))
        .filter(dossiers::received_on.is_not_null())
        .order(dossiers::id)
        .select((dossiers::subject_id, dossiers::award_code, dossiers::received_on.assume_not_null()))
        .into_boxed();
    if let Some(subject) = subject {
        registered = registered.filter(registrations::subject_id.eq(subject));
        proposed = proposed.filter(dossiers::subject_id.eq(subject));
    }
    let mut all: Vec<(SubjectId, AwardCode, NaiveDate)> = registered.load(conn)?;
    all.extend(proposed.load::<(SubjectId, AwardCode, NaiveDate)>(conn)?);
    Ok(all.into_iter().map(|(subject, award, day)| ((subject, award), day)).collect())
}

/// Saves a judgement and answers what was found before.
pub fn save_judgement(tx: &mut Tx, judging: &Judging) -> AppResult<Option<bool>> {
    let same = judgements::table
        .filter(judgements::subject_id.eq(judging.subject))
        .filter(judgements::award_code.eq(judging.award))
        .filter(judgements::year.eq(judging.year))
        .filter(judgements::clause.eq(judging.clause.code()));
    let before = same.select(judgements::met).first(tx.conn).optional()?;
    diesel::replace_into(judgements::table)
        .values((
            judgements::subject_id.eq(judging.subject),
            judgements::award_code.eq(judging.award),
            judgements::year.eq(judging.year),
            judgements::clause.eq(judging.clause.code()),
            judgements::met.eq(judging.met),
            judgements::note.eq(&judging.note),
            judgements::judged_by.eq(tx.actor.account),
            judgements::judge_name.eq(&tx.actor.full_name),
            judgements::judged_on.eq(tx.today),
        ))
        .execute(tx.conn)?;
    Ok(before)
}

pub fn code_of(conn: &mut Connection, subject: SubjectId) -> AppResult<String> {
    Ok(subjects::table.find(subject).select(subjects::code).first(conn)?)
}

pub fn kind_of(conn: &mut Connection, subject: SubjectId) -> AppResult<SubjectKind> {
    Ok(subjects::table.find(subject).select(subjects::kind).first(conn)?)
}

/// The unit a person belongs to now.
pub fn unit_of(conn: &mut Connection, person: PersonId) -> AppResult<UnitId> {
    Ok(people::table.find(person).select(people::unit_id).first(conn)?)
}

/// The subject in the history.
pub const fn object(subject: SubjectId, kind: SubjectKind) -> Object {
    match kind {
        SubjectKind::Person => Object::Person(PersonId(subject.0)),
        SubjectKind::Unit => Object::Unit(UnitId(subject.0)),
    }
}

/// The person or unit of a code.
pub fn subject_by_code(conn: &mut Connection, code: &str, kind: SubjectKind) -> AppResult<SubjectId> {
    let found = subjects::table.filter(subjects::code.eq(code)).filter(subjects::kind.eq(kind)).select(subjects::id);
    found.first(conn).optional()?.ok_or(AppError::NotFound)
}

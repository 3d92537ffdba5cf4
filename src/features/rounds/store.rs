//! Reads and writes of extensions.

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;

use super::ops::Granting;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{people, registration_extensions as extended, subjects, units};

/// More time that was given, and perhaps taken back.
#[derive(Debug, Clone, Queryable)]
pub struct Extension {
    pub id: RegistrationExtensionId,
    pub year: Year,
    pub subject_code: String,
    pub subject_name: String,
    pub subject_kind: SubjectKind,
    pub until: NaiveDate,
    pub reason: String,
    pub granted_by: String,
    pub granted_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawn_because: String,
}

/// Those of a year, newest first.
pub fn extensions(conn: &mut Connection, year: Year) -> AppResult<Vec<Extension>> {
    Ok(extended::table
        .inner_join(subjects::table)
        .filter(extended::year.eq(year))
        .order(extended::id.desc())
        .select((
            extended::id,
            extended::year,
            subjects::code,
            subjects::name,
            subjects::kind,
            extended::until,
            extended::reason,
            extended::granted_by,
            extended::granted_on,
            extended::withdrawn_on,
            extended::withdrawn_because,
        ))
        .load(conn)?)
}

pub fn extension(conn: &mut Connection, id: RegistrationExtensionId) -> AppResult<Extension> {
    Ok(extended::table
        .inner_join(subjects::table)
        .filter(extended::id.eq(id))
        .select((
            extended::id,
            extended::year,
            subjects::code,
            subjects::name,
            subjects::kind,
            extended::until,
            extended::reason,
            extended::granted_by,
            extended::granted_on,
            extended::withdrawn_on,
            extended::withdrawn_because,
        ))
        .first(conn)?)
}

/// The last day of those who have more time: a person's own, or that of his unit.
pub fn extended_until(conn: &mut Connection, year: Year, of: [SubjectId; 2]) -> AppResult<Option<NaiveDate>> {
    Ok(extended::table
        .filter(extended::year.eq(year))
        .filter(extended::subject_id.eq_any(of))
        .filter(extended::withdrawn_on.is_null())
        .select(max(extended::until))
        .first(conn)?)
}

/// Who can be given more time.
#[derive(Debug, Clone)]
pub struct Extendable {
    pub id: SubjectId,
    pub kind: SubjectKind,
    pub name: String,
    pub unit_kind: UnitKind,
}

/// The subject of a code: a unit, or a person who has not left.
pub fn extendable(conn: &mut Connection, code: &str, today: NaiveDate) -> AppResult<Option<Extendable>> {
    let found: Option<(SubjectId, SubjectKind, String)> = subjects::table
        .filter(subjects::code.eq(code))
        .select((subjects::id, subjects::kind, subjects::name))
        .first(conn)
        .optional()?;
    let Some((id, kind, name)) = found else { return Ok(None) };
    let unit: Option<UnitId> = match kind {
        SubjectKind::Unit => Some(UnitId(id.0)),
        SubjectKind::Person => people::table
            .find(PersonId(id.0))
            .filter(people::left_on.is_null().or(people::left_on.ge(today)))
            .select(people::unit_id)
            .first(conn)
            .optional()?,
    };
    let Some(unit) = unit else { return Ok(None) };
    let unit_kind = units::table.find(unit).select(units::kind).first(conn)?;
    Ok(Some(Extendable { id, kind, name, unit_kind }))
}

pub fn insert(tx: &mut Tx, new: &Granting, subject: SubjectId) -> QueryResult<RegistrationExtensionId> {
    diesel::insert_into(extended::table)
        .values((
            extended::year.eq(new.year),
            extended::subject_id.eq(subject),
            extended::until.eq(new.until),
            extended::reason.eq(&new.reason),
            extended::granted_by.eq(&tx.actor.full_name),
            extended::granted_on.eq(tx.today),
            extended::withdrawn_because.eq(""),
        ))
        .returning(extended::id)
        .get_result(tx.conn)
}

/// What has run out gives nobody time any more.
pub fn end_lapsed(tx: &mut Tx, year: Year, subject: SubjectId) -> AppResult<()> {
    let lapsed = extended::table
        .filter(extended::year.eq(year))
        .filter(extended::subject_id.eq(subject))
        .filter(extended::withdrawn_on.is_null())
        .filter(extended::until.lt(tx.today));
    diesel::update(lapsed)
        .set((extended::withdrawn_on.eq(Some(tx.today)), extended::withdrawn_because.eq("Đã hết thời gian gia hạn.")))
        .execute(tx.conn)?;
    Ok(())
}

pub fn end(tx: &mut Tx, id: RegistrationExtensionId, reason: &str) -> AppResult<()> {
    diesel::update(extended::table.find(id))
        .set((extended::withdrawn_on.eq(Some(tx.today)), extended::withdrawn_because.eq(reason)))
        .execute(tx.conn)?;
    Ok(())
}

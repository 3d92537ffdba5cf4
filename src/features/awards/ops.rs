//! Recording awards. They come into being only by a decision.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::people;
use crate::schema::{awards, subjects};

/// One award of a decision.
#[derive(Debug, Clone, Copy)]
pub struct Granted {
    pub subject: SubjectId,
    pub award: AwardCode,
    pub year: Year,
    pub decision: DecisionId,
    pub decided_on: NaiveDate,
    pub registration: Option<RegistrationId>,
    pub dossier: Option<DossierId>,
}

/// Records an award with the unit and position of the day of the decision. The caller has asked the
/// policy and writes the history of the decision.
pub fn record(tx: &mut Tx, granted: Granted) -> AppResult<AwardId> {
    let (kind, name, sort_key): (SubjectKind, String, Vec<u8>) = subjects::table
        .find(granted.subject)
        .select((subjects::kind, subjects::name, subjects::sort_key))
        .first(tx.conn)?;
    let (unit, position) = match kind {
        SubjectKind::Unit => (UnitId(granted.subject.0), String::new()),
        SubjectKind::Person => {
            let membership = people::ops::membership_on(tx.conn, PersonId(granted.subject.0), granted.decided_on)?;
            let membership = membership.ok_or_else(|| {
                FieldErrors::one(
                    "decided_on",
                    format!("{name} không làm việc ở cơ quan vào ngày này. Kiểm tra lại ngày quyết định."),
                )
            })?;
            (membership.unit, membership.position)
        }
    };
    let award = granted.award.award();
    diesel::insert_into(awards::table)
        .values((
            awards::subject_id.eq(granted.subject),
            awards::award_code.eq(granted.award),
            awards::year.eq(granted.year),
            awards::yearly.eq(award.is_yearly()),
            awards::decision_id.eq(granted.decision),
            awards::registration_id.eq(granted.registration),
            awards::dossier_id.eq(granted.dossier),
            awards::unit_id.eq(unit),
            awards::position.eq(position),
            awards::achievement.eq(""),
            awards::revoked_by.eq(""),
            awards::sort_key.eq(sort_key),
        ))
        .returning(awards::id)
        .get_result(tx.conn)
        .on_unique(
            "awards.subject_id",
            "lines",
            &format!("{name} đã có {} năm {}.", award.name_on(granted.decided_on), granted.year),
        )
}

/// Takes an award of a decision back by a later one; answers the dossier it came of. The caller has asked the policy.
///
/// # Errors
/// `NotFound` when the decision has no such award, or it was taken back before.
pub fn revoke(tx: &mut Tx, id: AwardId, of: DecisionId, on: NaiveDate, by: &str) -> AppResult<Option<DossierId>> {
    let standing = awards::table.find(id).filter(awards::decision_id.eq(of)).filter(awards::revoked_on.is_null());
    let dossier = standing.select(awards::dossier_id).first(tx.conn)?;
    diesel::update(awards::table.find(id))
        .set((awards::revoked_on.eq(on), awards::revoked_by.eq(by)))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::AwardRevoked, Object::Award(id)).because(by))?;
    Ok(dossier)
}

/// Whether the subject holds the award for the year, revoked ones aside.
pub fn holds(tx: &mut Tx, subject: SubjectId, award: AwardCode, year: Year) -> AppResult<bool> {
    let found: Option<AwardId> = awards::table
        .filter(awards::subject_id.eq(subject))
        .filter(awards::award_code.eq(award))
        .filter(awards::year.eq(year))
        .filter(awards::revoked_on.is_null())
        .select(awards::id)
        .first(tx.conn)
        .optional()
        .map_err(AppError::from)?;
    Ok(found.is_some())
}

//! Reads and writes of recognitions by higher levels.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative::Level;
use crate::error::{AppError, AppResult};
use crate::features::initiatives::ops::{Recognition, Seen};
use crate::schema::{initiative_raises, initiatives};

/// What is recorded of the decision and of the confirmation of effect it rests on.
#[derive(Debug, Clone, Queryable)]
pub struct Content {
    pub level: Level,
    pub decision_no: String,
    pub decided_on: NaiveDate,
    pub authority: String,
    pub confirmed_by: String,
    pub confirmed_on: NaiveDate,
    pub effect: String,
}

/// One recognition by a higher level.
#[derive(Debug, Clone)]
pub struct Raise {
    pub id: InitiativeRaiseId,
    pub content: Content,
    /// What was in force until then.
    pub before: Recognition,
    pub withdrawn: Option<(NaiveDate, String)>,
}

impl Raise {
    pub fn is_in_force(&self) -> bool {
        self.withdrawn.is_none()
    }
}

type Before = (Level, String, NaiveDate);
type Withdrawn = (Option<NaiveDate>, String);

pub fn of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Raise>> {
    let rows: Vec<(InitiativeRaiseId, Content, Before, Withdrawn)> = initiative_raises::table
        .filter(initiative_raises::initiative_id.eq(id))
        .order(initiative_raises::id.desc())
        .select((
            initiative_raises::id,
            (
                initiative_raises::level,
                initiative_raises::decision_no,
                initiative_raises::decided_on,
                initiative_raises::authority,
                initiative_raises::confirmed_by,
                initiative_raises::confirmed_on,
                initiative_raises::effect,
            ),
            (
                initiative_raises::before_level,
                initiative_raises::before_decision_no,
                initiative_raises::before_recognised_on,
            ),
            (initiative_raises::withdrawn_on, initiative_raises::withdrawn_reason),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, content, (level, decision_no, recognised_on), (day, reason))| Raise {
            id,
            content,
            before: Recognition { level, decision_no, recognised_on },
            withdrawn: day.map(|day| (day, reason)),
        })
        .collect())
}

pub fn insert(tx: &mut Tx, id: InitiativeId, before: &Recognition, new: &Content) -> AppResult<()> {
    diesel::insert_into(initiative_raises::table)
        .values((
            initiative_raises::initiative_id.eq(id),
            initiative_raises::level.eq(new.level),
            initiative_raises::decision_no.eq(&new.decision_no),
            initiative_raises::decided_on.eq(new.decided_on),
            initiative_raises::authority.eq(&new.authority),
            initiative_raises::confirmed_by.eq(&new.confirmed_by),
            initiative_raises::confirmed_on.eq(new.confirmed_on),
            initiative_raises::effect.eq(&new.effect),
            initiative_raises::before_level.eq(before.level),
            initiative_raises::before_decision_no.eq(&before.decision_no),
            initiative_raises::before_recognised_on.eq(before.recognised_on),
            initiative_raises::withdrawn_reason.eq(""),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn withdraw(tx: &mut Tx, id: InitiativeRaiseId, reason: &str) -> AppResult<()> {
    diesel::update(initiative_raises::table.find(id))
        .set((initiative_raises::withdrawn_on.eq(tx.today), initiative_raises::withdrawn_reason.eq(reason)))
        .execute(tx.conn)?;
    Ok(())
}

/// Makes a recognition the one that the initiative carries, unless the initiative has changed since it was read.
pub fn put_in_force(tx: &mut Tx, seen: Seen, it: &Recognition) -> AppResult<()> {
    let rows = diesel::update(initiatives::table.find(seen.id).filter(initiatives::version.eq(seen.version)))
        .set((
            initiatives::level.eq(it.level),
            initiatives::decision_no.eq(&it.decision_no),
            initiatives::recognised_on.eq(it.recognised_on),
            initiatives::version.eq(initiatives::version + 1),
        ))
        .execute(tx.conn)?;
    if rows == 1 { Ok(()) } else { Err(AppError::NotFound) }
}

//! What each unit says of its part in a movement, and what the leadership answers.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};

use super::{parts, store};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::{Review, State};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::schema::{movement_reviews as reviews, subjects};
use crate::sql::sql;
use crate::web::history;

const REMARKED: &str = "Lãnh đạo đã cho ý kiến về báo cáo này, không sửa được nữa.";

/// Which review of which unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub movement: MovementId,
    pub unit: UnitId,
    pub kind: Review,
}

/// What a unit writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = reviews)]
pub struct Text4 {
    pub tasks_done: String,
    pub result: String,
    pub shortcomings: String,
    pub proposal: String,
}

/// A review as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reviews)]
pub struct Written {
    #[diesel(embed)]
    pub text: Text4,
    pub written_by: String,
    pub written_at: NaiveDateTime,
    pub remark: String,
    pub remarked_by: String,
    pub remarked_at: Option<NaiveDateTime>,
    pub version: i64,
}

/// The review of a place, if anybody has written it.
pub fn find(conn: &mut Connection, at: Place) -> AppResult<Option<Written>> {
    let found = reviews::table.find((at.movement, at.kind, at.unit)).select(Written::as_select());
    Ok(found.first(conn).optional()?)
}

/// Code and name of a unit.
pub fn unit_named(conn: &mut Connection, unit: UnitId) -> AppResult<(String, String)> {
    Ok(subjects::table.find(SubjectId::from(unit)).select((subjects::code, subjects::name)).first(conn)?)
}

/// Writes the review of a unit, or mends it until the leadership has answered; `version` is 0 for the first.
///
/// # Errors
/// `Fields` where the year has ended or the leadership has answered; `Stale` when somebody else was quicker.
pub fn write(tx: &mut Tx, at: Place, version: i64, text: &Text4) -> AppResult<()> {
    let movement = store::find(tx.conn, at.movement)?;
    if movement.state == State::Draft || !parts::takes_part(tx.conn, at.movement, at.unit)? {
        return Err(AppError::NotFound);
    }
    tx.must(Act::ReportFor(at.unit))?;
    if movement.state != State::Launched {
        return Err(AppError::Illegal);
    }
    years::ops::must_not_be_ended(tx.conn, movement.content.year, "result")?;
    let before = find(tx.conn, at)?;
    if before.as_ref().is_some_and(|it| !it.remark.is_empty()) {
        return Err(FieldErrors::one("result", REMARKED).into());
    }
    if before.map_or(0, |it| it.version) != version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Movement(at.movement))?));
    }
    put(tx, at, version + 1, text)?;
    let (_, name) = unit_named(tx.conn, at.unit)?;
    let what = format!("{}, {name}.", at.kind.word());
    tx.audit(Event::new(EventKind::MovementReviewed, Object::Movement(at.movement)).because(what))
}

fn put(tx: &mut Tx, at: Place, version: i64, text: &Text4) -> AppResult<()> {
    let values = (
        text,
        reviews::written_by.eq(&tx.actor.full_name),
        reviews::written_at.eq(tx.now.naive_utc()),
        reviews::version.eq(version),
    );
    let place = (reviews::movement_id.eq(at.movement), reviews::unit_id.eq(at.unit), reviews::kind.eq(at.kind));
    diesel::insert_into(reviews::table)
        .values((values, place))
        .on_conflict((reviews::movement_id, reviews::kind, reviews::unit_id))
        .do_update()
        .set(values)
        .execute(tx.conn)?;
    Ok(())
}

/// The leadership answers a review.
pub fn remark(tx: &mut Tx, at: Place, version: i64, remark: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::ConfirmReports)?;
    let movement = store::find(tx.conn, at.movement)?;
    let before = find(tx.conn, at)?.ok_or(AppError::NotFound)?;
    years::ops::must_not_be_ended(tx.conn, movement.content.year, "note")?;
    if before.version != version {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Movement(at.movement))?));
    }
    diesel::update(reviews::table.find((at.movement, at.kind, at.unit)))
        .set((
            reviews::remark.eq(remark),
            reviews::remarked_by.eq(&tx.actor.full_name),
            reviews::remarked_at.eq(Some(tx.now.naive_utc())),
            reviews::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    let (_, name) = unit_named(tx.conn, at.unit)?;
    let what = format!("{}, {name}: {remark}", at.kind.word());
    tx.audit(Event::new(EventKind::MovementRemarked, Object::Movement(at.movement)).because(what))
}

/// A unit's line in the list of who has reported.
#[derive(Debug, Clone, QueryableByName)]
pub struct Line {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub interim_at: Option<NaiveDateTime>,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub final_at: Option<NaiveDateTime>,
}

const LINES: &str = "SELECT s.code, s.name, i.written_at AS interim_at, f.written_at AS final_at FROM movement_units m \
     JOIN units u ON u.id = m.unit_id JOIN subjects s ON s.id = m.unit_id \
     LEFT JOIN movement_reviews i ON i.movement_id = m.movement_id AND i.kind = 'interim' AND i.unit_id = m.unit_id \
     LEFT JOIN movement_reviews f ON f.movement_id = m.movement_id AND f.kind = 'final' AND f.unit_id = m.unit_id \
     WHERE m.movement_id = ?";
const MISSING_INTERIM: &str = " AND i.written_at IS NULL";
const MISSING_FINAL: &str = " AND f.written_at IS NULL";

/// The units of a movement with what they have reported; `missing` leaves those that have not.
pub fn lines(conn: &mut Connection, id: MovementId, missing: Option<Review>) -> AppResult<Vec<Line>> {
    let query = sql(LINES).bind::<BigInt, _>(id);
    let query = match missing {
        None => query,
        Some(Review::Interim) => query.sql(MISSING_INTERIM),
        Some(Review::Final) => query.sql(MISSING_FINAL),
    };
    Ok(query.sql(" ORDER BY u.sort_order, u.id").load(conn)?)
}

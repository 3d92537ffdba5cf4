//! Reads and writes of movements themselves; of their parts in [`parts`](super::parts).

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date};

use super::ops::Seen;
use crate::db::{Connection, Tx};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::movement::{Origin, Standing, State, standing};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{dossiers, movement_units, movements, subjects, units};
use crate::sql::sql;
use crate::web::history;

/// What a movement is about, its parts aside.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = movements)]
pub struct Content {
    pub year: Year,
    pub name: String,
    pub origin: Origin,
    pub launched_by: String,
    /// The higher level's paper; of an own movement there is none.
    pub higher_document: String,
    /// The agency's own.
    pub document_number: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub aims: String,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = movements)]
pub struct Movement {
    pub id: MovementId,
    pub version: i64,
    #[diesel(embed)]
    pub content: Content,
    pub state: State,
    pub criteria_units: String,
    pub criteria_people: String,
    pub criteria_leaders: String,
    pub plan_words: String,
    /// Units were chosen one by one; else all collectives of the day of the launch take part.
    pub units_chosen: bool,
    /// Nobody noted it of movements recorded before there were launches.
    pub launched_at: Option<NaiveDateTime>,
    pub launched_name: String,
    pub cancelled_because: String,
}

impl Movement {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }

    pub fn standing(&self, today: NaiveDate) -> Standing {
        standing(self.state, self.content.starts_on, self.content.ends_on, today)
    }
}

pub fn find(conn: &mut Connection, id: MovementId) -> AppResult<Movement> {
    Ok(movements::table.find(id).select(Movement::as_select()).first(conn)?)
}

/// The newest that is no draft, or else the newest draft.
pub fn newest(conn: &mut Connection) -> AppResult<Option<MovementId>> {
    let order = (movements::state.eq(State::Draft), movements::id.desc());
    Ok(movements::table.order(order).select(movements::id).first(conn).optional()?)
}

/// A year's movements in the order in which they begin; drafts only for those who may see them.
pub fn of_year(conn: &mut Connection, year: Year, with_drafts: bool) -> AppResult<Vec<Movement>> {
    let mut query = movements::table
        .filter(movements::year.eq(year))
        .order((movements::starts_on, movements::id))
        .select(Movement::as_select())
        .into_boxed();
    if !with_drafts {
        query = query.filter(movements::state.ne(State::Draft));
    }
    Ok(query.load(conn)?)
}

/// One that no draft had which was dropped since.
fn fresh_id(conn: &mut Connection) -> QueryResult<MovementId> {
    let told = history::highest_id(conn, Object::Movement(MovementId(0)))?;
    let held: Option<i64> = movements::table.select(max(movements::id)).first(conn)?;
    Ok(MovementId(told.max(held.unwrap_or_default()) + 1))
}

pub fn insert(conn: &mut Connection, new: &Content) -> QueryResult<MovementId> {
    let id = fresh_id(conn)?;
    diesel::insert_into(movements::table)
        .values((new, movements::id.eq(id), movements::version.eq(1), movements::state.eq(State::Draft)))
        .returning(movements::id)
        .get_result(conn)
}

/// Raises the version of what was read; false when somebody else was quicker.
pub fn raise(conn: &mut Connection, seen: Seen) -> AppResult<bool> {
    let read = movements::table.find(seen.id).filter(movements::version.eq(seen.version));
    Ok(diesel::update(read).set(movements::version.eq(seen.version + 1)).execute(conn)? == 1)
}

pub fn update(conn: &mut Connection, id: MovementId, new: &Content) -> QueryResult<usize> {
    diesel::update(movements::table.find(id)).set(new).execute(conn)
}

pub fn set_criteria(conn: &mut Connection, id: MovementId, of: [&str; 3]) -> AppResult<()> {
    let [units, people, leaders] = of;
    diesel::update(movements::table.find(id))
        .set((
            movements::criteria_units.eq(units),
            movements::criteria_people.eq(people),
            movements::criteria_leaders.eq(leaders),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_plan_words(conn: &mut Connection, id: MovementId, words: &str) -> AppResult<()> {
    diesel::update(movements::table.find(id)).set(movements::plan_words.eq(words)).execute(conn)?;
    Ok(())
}

pub fn set_units_chosen(conn: &mut Connection, id: MovementId, chosen: bool) -> AppResult<()> {
    diesel::update(movements::table.find(id)).set(movements::units_chosen.eq(chosen)).execute(conn)?;
    Ok(())
}

pub fn delete(conn: &mut Connection, id: MovementId) -> AppResult<()> {
    diesel::delete(movements::table.find(id)).execute(conn)?;
    Ok(())
}

/// All collectives of a day take part: one statement, however many there are.
const ALL_UNITS: &str = "INSERT INTO movement_units (movement_id, unit_id) SELECT ?, id FROM units \
     WHERE kind IN ('division', 'affiliate') AND (founded_on IS NULL OR founded_on <= ?) \
     AND (dissolved_on IS NULL OR dissolved_on >= ?)";

pub fn add_all_units(conn: &mut Connection, id: MovementId, day: NaiveDate) -> AppResult<()> {
    diesel::delete(movement_units::table.filter(movement_units::movement_id.eq(id))).execute(conn)?;
    sql(ALL_UNITS).bind::<BigInt, _>(id).bind::<Date, _>(day).bind::<Date, _>(day).execute(conn)?;
    Ok(())
}

/// Of the units chosen those that do not exist on a day: name, and the day of their end if they had one.
pub fn gone_units(
    conn: &mut Connection,
    id: MovementId,
    day: NaiveDate,
) -> AppResult<Vec<(UnitId, String, Option<NaiveDate>)>> {
    Ok(movement_units::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(movement_units::unit_id)))
        .filter(movement_units::movement_id.eq(id))
        .filter(units::dissolved_on.lt(day).or(units::founded_on.gt(day)))
        .order((units::sort_order, units::id))
        .select((units::id, subjects::name, units::dissolved_on))
        .load(conn)?)
}

pub fn leave_out(conn: &mut Connection, id: MovementId, gone: &[UnitId]) -> AppResult<()> {
    let of_movement = movement_units::table.filter(movement_units::movement_id.eq(id));
    diesel::delete(of_movement.filter(movement_units::unit_id.eq_any(gone))).execute(conn)?;
    Ok(())
}

pub fn set_launched(tx: &mut Tx, id: MovementId) -> AppResult<()> {
    diesel::update(movements::table.find(id))
        .set((
            movements::state.eq(State::Launched),
            movements::launched_at.eq(Some(tx.now.naive_utc())),
            movements::launched_name.eq(&tx.actor.full_name),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_cancelled(conn: &mut Connection, id: MovementId, reason: &str) -> AppResult<()> {
    diesel::update(movements::table.find(id))
        .set((movements::state.eq(State::Cancelled), movements::cancelled_because.eq(reason)))
        .execute(conn)?;
    Ok(())
}

/// How many thematic commendations were proposed for it, and how many of them granted.
pub fn commended(conn: &mut Connection, id: MovementId) -> AppResult<(i64, i64)> {
    use crate::domain::dossier::State;
    let of_movement = || dossiers::table.filter(dossiers::movement_id.eq(id));
    let proposed = of_movement().filter(dossiers::state.ne_all([State::Draft, State::Withdrawn]));
    let granted = of_movement().filter(dossiers::state.eq_any([State::Decided, State::Paid]));
    Ok((proposed.count().get_result(conn)?, granted.count().get_result(conn)?))
}

//! Reads and writes of pacts themselves; of signatures and reports beside their verbs.

use chrono::NaiveDate;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::ops::Seen;
use crate::db::Connection;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::pact::{Side, State};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{movements, pacts, people, subjects, targets, units};
use crate::web::history;

/// What is recorded of a pact, its targets aside.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pacts, treat_none_as_null = true)]
pub struct Content {
    pub year: Year,
    #[diesel(column_name = unit_id)]
    pub unit: UnitId,
    #[diesel(column_name = movement_id)]
    pub movement: Option<MovementId>,
    /// What the unit promises in words.
    pub commitments: String,
    /// What the leadership and the union promise it.
    pub support: String,
}

/// Where a pact stands.
#[derive(Debug, Clone, Copy, Queryable, Selectable)]
#[diesel(table_name = pacts)]
pub struct Standing {
    pub state: State,
    /// How often it has been offered: signatures belong to one offering.
    pub edition: i64,
    /// When the last side signed; of older pacts when they were signed on paper.
    pub signed_on: Option<NaiveDate>,
    pub awaits_agency: bool,
    pub awaits_union: bool,
    pub awaits_unit: bool,
}

impl Standing {
    pub const fn awaits(self, side: Side) -> bool {
        match side {
            Side::Agency => self.awaits_agency,
            Side::Union => self.awaits_union,
            Side::Unit => self.awaits_unit,
        }
    }

    /// "Công đoàn, Đơn vị"; empty when nobody is waited for.
    pub fn awaited(self) -> String {
        let sides = Side::ALL.iter().filter(|side| self.awaits(**side));
        sides.map(|side| side.word()).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Debug, Clone)]
pub struct Pact {
    pub id: PactId,
    pub version: i64,
    pub content: Content,
    pub standing: Standing,
    pub unit_code: String,
    pub unit_name: String,
    pub movement: Option<String>,
}

impl Pact {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }
}

pub fn find(conn: &mut Connection, id: PactId) -> AppResult<Pact> {
    let (version, content, standing, unit_code, unit_name, movement) = pacts::table
        .inner_join(subjects::table.on(subjects::id.eq(pacts::unit_id)))
        .left_join(movements::table)
        .filter(pacts::id.eq(id))
        .select((
            pacts::version,
            Content::as_select(),
            Standing::as_select(),
            subjects::code,
            subjects::name,
            movements::name.nullable(),
        ))
        .first(conn)?;
    Ok(Pact { id, version, content, standing, unit_code, unit_name, movement })
}

/// A pact as lists show it.
#[derive(Debug, Clone, Queryable)]
pub struct Listed {
    pub id: PactId,
    pub version: i64,
    pub year: Year,
    pub unit: UnitId,
    pub unit_code: String,
    pub unit_name: String,
    pub standing: Standing,
    pub targets: i64,
}

/// Which pacts a list shows.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub year: Year,
    pub unit: Option<UnitId>,
    pub state: Option<State>,
    pub with_drafts: bool,
}

/// A year's pacts, of one unit or of all, in the order of units.
pub fn list(conn: &mut Connection, filter: Filter) -> AppResult<Vec<Listed>> {
    let counted = targets::table
        .filter(targets::pact_id.eq(pacts::id.nullable()))
        .select(count_star())
        .single_value()
        .assume_not_null();
    let mut query = pacts::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(pacts::unit_id)))
        .filter(pacts::year.eq(filter.year))
        .order((units::sort_order, units::id))
        .select((
            pacts::id,
            pacts::version,
            pacts::year,
            pacts::unit_id,
            subjects::code,
            subjects::name,
            Standing::as_select(),
            counted,
        ))
        .into_boxed();
    if let Some(unit) = filter.unit {
        query = query.filter(pacts::unit_id.eq(unit));
    }
    if let Some(state) = filter.state {
        query = query.filter(pacts::state.eq(state));
    }
    if !filter.with_drafts {
        query = query.filter(pacts::state.ne(State::Draft));
    }
    Ok(query.load(conn)?)
}

/// The first year in which a pact waits for a side, of one unit or of any.
pub fn year_awaiting(conn: &mut Connection, side: Side, unit: Option<UnitId>) -> AppResult<Option<Year>> {
    let mut query = pacts::table.order(pacts::year).select(pacts::year).into_boxed();
    query = match side {
        Side::Agency => query.filter(pacts::awaits_agency),
        Side::Union => query.filter(pacts::awaits_union),
        Side::Unit => query.filter(pacts::awaits_unit),
    };
    if let Some(unit) = unit {
        query = query.filter(pacts::unit_id.eq(unit));
    }
    Ok(query.first(conn).optional()?)
}

/// The newest that was offered or signed, or else the newest draft.
pub fn newest(conn: &mut Connection) -> AppResult<Option<PactId>> {
    let order = (pacts::state.eq(State::Draft), pacts::id.desc());
    Ok(pacts::table.order(order).select(pacts::id).first(conn).optional()?)
}

/// One that no draft had which was dropped since.
pub fn fresh_id(conn: &mut Connection) -> QueryResult<PactId> {
    let told = history::highest_id(conn, Object::Pact(PactId(0)))?;
    let held: Option<i64> = pacts::table.select(max(pacts::id)).first(conn)?;
    Ok(PactId(told.max(held.unwrap_or_default()) + 1))
}

pub fn insert(conn: &mut Connection, new: &Content) -> QueryResult<PactId> {
    let id = fresh_id(conn)?;
    diesel::insert_into(pacts::table)
        .values((new, pacts::id.eq(id), pacts::version.eq(1), pacts::state.eq(State::Draft)))
        .returning(pacts::id)
        .get_result(conn)
}

/// Raises the version of what was read; false when somebody else was quicker.
pub fn raise(conn: &mut Connection, seen: Seen) -> AppResult<bool> {
    let read = pacts::table.find(seen.id).filter(pacts::version.eq(seen.version));
    Ok(diesel::update(read).set(pacts::version.eq(seen.version + 1)).execute(conn)? == 1)
}

pub fn update(conn: &mut Connection, id: PactId, new: &Content) -> QueryResult<usize> {
    diesel::update(pacts::table.find(id)).set(new).execute(conn)
}

pub fn delete(conn: &mut Connection, id: PactId) -> AppResult<()> {
    diesel::delete(pacts::table.find(id)).execute(conn)?;
    Ok(())
}

/// Waits for the signatures of a new offering.
pub fn set_offered(conn: &mut Connection, id: PactId, edition: i64, with_union: bool) -> AppResult<()> {
    diesel::update(pacts::table.find(id))
        .set((
            pacts::state.eq(State::Offered),
            pacts::edition.eq(edition),
            pacts::awaits_agency.eq(true),
            pacts::awaits_union.eq(with_union),
            pacts::awaits_unit.eq(true),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_draft(conn: &mut Connection, id: PactId) -> AppResult<()> {
    diesel::update(pacts::table.find(id))
        .set((
            pacts::state.eq(State::Draft),
            pacts::signed_on.eq(None::<NaiveDate>),
            pacts::awaits_agency.eq(false),
            pacts::awaits_union.eq(false),
            pacts::awaits_unit.eq(false),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes down that a side has signed, and on the last of them that all have.
pub fn set_signed(conn: &mut Connection, id: PactId, standing: Standing, day: NaiveDate) -> AppResult<()> {
    let all = standing.awaited().is_empty();
    let (state, signed_on) = if all { (State::Signed, Some(day)) } else { (State::Offered, None) };
    diesel::update(pacts::table.find(id))
        .set((
            pacts::state.eq(state),
            pacts::signed_on.eq(signed_on),
            pacts::awaits_agency.eq(standing.awaits_agency),
            pacts::awaits_union.eq(standing.awaits_union),
            pacts::awaits_unit.eq(standing.awaits_unit),
        ))
        .execute(conn)?;
    Ok(())
}

/// What somebody is called on papers today.
pub fn position_of(conn: &mut Connection, person: Option<PersonId>) -> AppResult<String> {
    let Some(person) = person else { return Ok(String::new()) };
    Ok(people::table.find(person).select(people::position).first(conn)?)
}

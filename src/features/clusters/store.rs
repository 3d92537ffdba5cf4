//! Reads and writes of blocks themselves and of their members.

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;

use super::ops::Seen;
use crate::db::Connection;
use crate::domain::emulation_cluster::{Move, SheetState, State};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{cluster_members as members, cluster_sheets as sheets, emulation_clusters as clusters};
use crate::schema::{subjects, units};
use crate::web::history;

/// What a block is about, its members and criteria aside.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = clusters)]
pub struct Content {
    pub year: Year,
    pub name: String,
    /// The paper it rests on; may be empty.
    pub basis: String,
    /// Until when units score themselves.
    pub self_due_on: NaiveDate,
    /// Until when that is verified.
    pub verify_due_on: NaiveDate,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = clusters)]
pub struct Cluster {
    pub id: ClusterId,
    pub version: i64,
    #[diesel(embed)]
    pub content: Content,
    pub state: State,
    /// How often its table of criteria was published.
    pub edition: i64,
    /// Why the published table is being revised.
    pub revised_because: String,
}

impl Cluster {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }

    /// The edition that is being written, or else the one in force.
    pub const fn working_edition(&self) -> i64 {
        if self.state.is_prepared() { self.edition + 1 } else { self.edition }
    }

    /// There is something to rank.
    pub const fn is_published(&self) -> bool {
        self.edition > 0
    }
}

/// A unit of a block.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Member {
    pub id: UnitId,
    pub code: String,
    pub name: String,
}

pub fn find(conn: &mut Connection, id: ClusterId) -> AppResult<Cluster> {
    Ok(clusters::table.find(id).select(Cluster::as_select()).first(conn)?)
}

/// The blocks of a year by name; drafts only for those who may see them.
pub fn of_year(conn: &mut Connection, year: Year, with_drafts: bool) -> AppResult<Vec<Cluster>> {
    let mut query = clusters::table
        .filter(clusters::year.eq(year))
        .order((clusters::name, clusters::id))
        .select(Cluster::as_select())
        .into_boxed();
    if !with_drafts {
        query = query.filter(clusters::state.ne(State::Draft));
    }
    Ok(query.load(conn)?)
}

/// The units of a block in the order of lists.
pub fn members(conn: &mut Connection, id: ClusterId) -> AppResult<Vec<Member>> {
    Ok(members::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(members::unit_id)))
        .filter(members::cluster_id.eq(id))
        .order((units::sort_order, units::id))
        .select((units::id, subjects::code, subjects::name))
        .load(conn)?)
}

/// A unit of a block, with its sheet once it has one.
pub type Standing = (ClusterId, UnitId, Option<(ClusterSheetId, SheetState)>);

/// Of all blocks of a year: the block, the unit, and where its sheet stands.
pub fn members_of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Standing>> {
    let own = sheets::cluster_id.eq(members::cluster_id).and(sheets::unit_id.eq(members::unit_id));
    Ok(members::table
        .left_join(sheets::table.on(own))
        .filter(members::year.eq(year))
        .order((members::cluster_id, members::unit_id))
        .select((members::cluster_id, members::unit_id, (sheets::id, sheets::state).nullable()))
        .load(conn)?)
}

/// One that no block had which was dropped since.
fn fresh_id(conn: &mut Connection) -> QueryResult<ClusterId> {
    let told = history::highest_id(conn, Object::Cluster(ClusterId(0)))?;
    let held: Option<i64> = clusters::table.select(max(clusters::id)).first(conn)?;
    Ok(ClusterId(told.max(held.unwrap_or_default()) + 1))
}

pub fn insert(conn: &mut Connection, new: &Content) -> QueryResult<ClusterId> {
    let id = fresh_id(conn)?;
    diesel::insert_into(clusters::table)
        .values((new, clusters::id.eq(id), clusters::version.eq(1), clusters::state.eq(State::Draft)))
        .returning(clusters::id)
        .get_result(conn)
}

/// Raises the version of what was read; false when somebody else was quicker.
pub fn raise(conn: &mut Connection, seen: Seen) -> AppResult<bool> {
    let read = clusters::table.find(seen.id).filter(clusters::version.eq(seen.version));
    Ok(diesel::update(read).set(clusters::version.eq(seen.version + 1)).execute(conn)? == 1)
}

pub fn update(conn: &mut Connection, id: ClusterId, new: &Content) -> QueryResult<usize> {
    diesel::update(clusters::table.find(id)).set(new).execute(conn)
}

/// Puts these units in the place of the members.
pub fn set_members(conn: &mut Connection, id: ClusterId, year: Year, chosen: &[UnitId]) -> QueryResult<usize> {
    diesel::delete(members::table.filter(members::cluster_id.eq(id))).execute(conn)?;
    let row = |unit: &UnitId| (members::cluster_id.eq(id), members::year.eq(year), members::unit_id.eq(*unit));
    let rows: Vec<_> = chosen.iter().map(row).collect();
    diesel::insert_into(members::table).values(&rows).execute(conn)
}

/// Carries a step out, once.
pub fn save_move(conn: &mut Connection, id: ClusterId, step: Move) -> AppResult<bool> {
    let read = clusters::table.find(id).filter(clusters::state.eq(step.from()));
    Ok(diesel::update(read).set(clusters::state.eq(step.to())).execute(conn)? == 1)
}

pub fn set_edition(conn: &mut Connection, id: ClusterId, edition: i64) -> AppResult<()> {
    let columns = (clusters::edition.eq(edition), clusters::revised_because.eq(""));
    diesel::update(clusters::table.find(id)).set(columns).execute(conn)?;
    Ok(())
}

pub fn set_reason(conn: &mut Connection, id: ClusterId, reason: &str) -> AppResult<()> {
    diesel::update(clusters::table.find(id)).set(clusters::revised_because.eq(reason)).execute(conn)?;
    Ok(())
}

/// Of a draft; members and criteria go with it.
pub fn delete(conn: &mut Connection, id: ClusterId) -> AppResult<()> {
    diesel::delete(clusters::table.find(id)).execute(conn)?;
    Ok(())
}

//! Reads and writes of pacts and their targets.

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{movements, pact_targets, pacts, subjects, units};

/// What is recorded of a pact, its targets aside.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pacts, treat_none_as_null = true)]
pub struct Content {
    pub year: Year,
    pub unit_id: UnitId,
    pub movement_id: Option<MovementId>,
    pub signed_on: Option<NaiveDate>,
    pub commitments: String,
}

/// One thing that will be measured.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = pact_targets)]
pub struct Target {
    pub indicator: String,
    /// The unit in which it is counted, such as "tỷ đồng".
    pub measure: String,
    pub target: String,
    pub due_on: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct Pact {
    pub id: PactId,
    pub version: i64,
    pub content: Content,
    pub unit_code: String,
    pub unit_name: String,
    pub movement: Option<String>,
    pub targets: Vec<Target>,
}

pub fn find(conn: &mut Connection, id: PactId) -> AppResult<Pact> {
    let (version, content, unit_code, unit_name, movement) = pacts::table
        .inner_join(subjects::table.on(subjects::id.eq(pacts::unit_id)))
        .left_join(movements::table)
        .filter(pacts::id.eq(id))
        .select((pacts::version, Content::as_select(), subjects::code, subjects::name, movements::name.nullable()))
        .first(conn)?;
    let targets = pact_targets::table
        .filter(pact_targets::pact_id.eq(id))
        .order(pact_targets::ordinal)
        .select(Target::as_select())
        .load(conn)?;
    Ok(Pact { id, version, content, unit_code, unit_name, movement, targets })
}

/// A pact as lists show it.
#[derive(Debug, Clone, Queryable)]
pub struct Listed {
    pub id: PactId,
    pub year: Year,
    pub unit_code: String,
    pub unit_name: String,
    pub signed_on: Option<NaiveDate>,
    pub targets: i64,
}

/// A year's pacts, of one unit or of all, in the order of units.
pub fn of_year(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Listed>> {
    let targets = pact_targets::table
        .filter(pact_targets::pact_id.eq(pacts::id))
        .select(count_star())
        .single_value()
        .assume_not_null();
    let mut of_year = pacts::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(pacts::unit_id)))
        .filter(pacts::year.eq(year))
        .order((units::sort_order, units::id))
        .select((pacts::id, pacts::year, subjects::code, subjects::name, pacts::signed_on, targets))
        .into_boxed();
    if let Some(unit) = unit {
        of_year = of_year.filter(pacts::unit_id.eq(unit));
    }
    Ok(of_year.load(conn)?)
}

pub fn insert(conn: &mut Connection, new: &Content) -> QueryResult<PactId> {
    diesel::insert_into(pacts::table).values((new, pacts::version.eq(1))).returning(pacts::id).get_result(conn)
}

/// 0 when somebody else was quicker.
pub fn update(conn: &mut Connection, id: PactId, version: i64, new: &Content) -> QueryResult<usize> {
    diesel::update(pacts::table.find(id).filter(pacts::version.eq(version)))
        .set((new, pacts::version.eq(version + 1)))
        .execute(conn)
}

pub fn replace_targets(conn: &mut Connection, pact: PactId, targets: &[Target]) -> AppResult<()> {
    diesel::delete(pact_targets::table.filter(pact_targets::pact_id.eq(pact))).execute(conn)?;
    let row = |(ordinal, target)| (target, pact_targets::pact_id.eq(pact), pact_targets::ordinal.eq(ordinal));
    let rows: Vec<_> = (1..).zip(targets).map(row).collect();
    diesel::insert_into(pact_targets::table).values(rows).execute(conn)?;
    Ok(())
}

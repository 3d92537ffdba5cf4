//! The parts of a movement: its tasks, the units that take part, the plan of commendation.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::schema::{movement_plan_lines as plan, movement_tasks as tasks, movement_units, subjects, units};
use crate::sql::sql;

/// A concrete task: what is done, by whom, until when.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Task {
    pub content: String,
    /// Who answers for it; without it every unit that takes part.
    pub unit: Option<UnitId>,
    pub unit_code: Option<String>,
    pub unit_name: Option<String>,
    pub due_on: Option<NaiveDate>,
}

/// What is commended at the end, and how many at most.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan)]
pub struct PlanLine {
    #[diesel(column_name = award_code)]
    pub award: AwardCode,
    #[diesel(column_name = subject_kind)]
    pub kind: SubjectKind,
    pub most: i64,
}

/// A unit that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Participant {
    pub id: UnitId,
    pub code: String,
    pub name: String,
}

/// The tasks in their order.
pub fn tasks_of(conn: &mut Connection, id: MovementId) -> AppResult<Vec<Task>> {
    Ok(tasks::table
        .left_join(subjects::table.on(subjects::id.nullable().eq(tasks::unit_id)))
        .filter(tasks::movement_id.eq(id))
        .order(tasks::ordinal)
        .select((tasks::content, tasks::unit_id, subjects::code.nullable(), subjects::name.nullable(), tasks::due_on))
        .load(conn)?)
}

pub fn put_tasks(
    conn: &mut Connection,
    id: MovementId,
    new: &[(String, Option<UnitId>, Option<NaiveDate>)],
) -> AppResult<()> {
    diesel::delete(tasks::table.filter(tasks::movement_id.eq(id))).execute(conn)?;
    let rows: Vec<_> = (1i64..)
        .zip(new)
        .map(|(ordinal, (content, unit, due_on))| {
            (
                tasks::movement_id.eq(id),
                tasks::ordinal.eq(ordinal),
                tasks::content.eq(content),
                tasks::unit_id.eq(*unit),
                tasks::due_on.eq(*due_on),
            )
        })
        .collect();
    diesel::insert_into(tasks::table).values(rows).execute(conn)?;
    Ok(())
}

/// Of the tasks those whose unit does not take part.
pub fn tasks_of_others(conn: &mut Connection, id: MovementId) -> AppResult<Vec<(String, String)>> {
    let taking_part = movement_units::table
        .filter(movement_units::movement_id.eq(id))
        .filter(movement_units::unit_id.nullable().eq(tasks::unit_id));
    Ok(tasks::table
        .inner_join(subjects::table.on(subjects::id.nullable().eq(tasks::unit_id)))
        .filter(tasks::movement_id.eq(id))
        .filter(diesel::dsl::not(diesel::dsl::exists(taking_part)))
        .order(tasks::ordinal)
        .select((tasks::content, subjects::name))
        .load(conn)?)
}

/// The plan of commendation in its order.
pub fn plan_of(conn: &mut Connection, id: MovementId) -> AppResult<Vec<PlanLine>> {
    let lines = plan::table.filter(plan::movement_id.eq(id)).order(plan::ordinal);
    Ok(lines.select(PlanLine::as_select()).load(conn)?)
}

pub fn put_plan(conn: &mut Connection, id: MovementId, new: &[PlanLine]) -> AppResult<()> {
    diesel::delete(plan::table.filter(plan::movement_id.eq(id))).execute(conn)?;
    let rows: Vec<_> =
        (1i64..).zip(new).map(|(ordinal, line)| (line, plan::movement_id.eq(id), plan::ordinal.eq(ordinal))).collect();
    diesel::insert_into(plan::table).values(rows).execute(conn)?;
    Ok(())
}

/// Those that take part, or of a draft those chosen, in the order of units.
pub fn units_of(conn: &mut Connection, id: MovementId) -> AppResult<Vec<Participant>> {
    Ok(movement_units::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(movement_units::unit_id)))
        .filter(movement_units::movement_id.eq(id))
        .order((units::sort_order, units::id))
        .select((units::id, subjects::code, subjects::name))
        .load(conn)?)
}

pub fn count_units(conn: &mut Connection, id: MovementId) -> AppResult<i64> {
    Ok(movement_units::table.filter(movement_units::movement_id.eq(id)).count().get_result(conn)?)
}

pub fn takes_part(conn: &mut Connection, id: MovementId, unit: UnitId) -> AppResult<bool> {
    let found: i64 = movement_units::table.find((id, unit)).count().get_result(conn)?;
    Ok(found > 0)
}

pub fn put_units(conn: &mut Connection, id: MovementId, chosen: &[UnitId]) -> AppResult<()> {
    diesel::delete(movement_units::table.filter(movement_units::movement_id.eq(id))).execute(conn)?;
    let rows: Vec<_> =
        chosen.iter().map(|unit| (movement_units::movement_id.eq(id), movement_units::unit_id.eq(*unit))).collect();
    diesel::insert_into(movement_units::table).values(rows).execute(conn)?;
    Ok(())
}

const COPY_TASKS: &str = "INSERT INTO movement_tasks (movement_id, ordinal, content, unit_id, due_on) \
     SELECT ?, t.ordinal, t.content, u.id, date(t.due_on, ? || ' years') FROM movement_tasks t \
     LEFT JOIN units u ON u.id = t.unit_id AND (u.dissolved_on IS NULL OR u.dissolved_on >= ?) WHERE t.movement_id = ?";
const COPY_PLAN: &str = "INSERT INTO movement_plan_lines (movement_id, ordinal, award_code, subject_kind, most) \
     SELECT ?, ordinal, award_code, subject_kind, most FROM movement_plan_lines WHERE movement_id = ?";
const COPY_UNITS: &str = "INSERT INTO movement_units (movement_id, unit_id) SELECT ?, u.id FROM movement_units m \
     JOIN units u ON u.id = m.unit_id AND (u.dissolved_on IS NULL OR u.dissolved_on >= ?) WHERE m.movement_id = ?";
const COPY_WORDS: &str = "UPDATE movements SET (criteria_units, criteria_people, criteria_leaders, plan_words, units_chosen) \
     = (SELECT criteria_units, criteria_people, criteria_leaders, plan_words, units_chosen FROM movements WHERE id = ?) \
     WHERE id = ?";

/// Gives a movement the tasks, criteria, plan and chosen units of another, some years on; units that have ended since
/// are left out, and nobody answers any more for the tasks they had.
pub fn copy(
    conn: &mut Connection,
    from: MovementId,
    to: MovementId,
    years: i32,
    today: NaiveDate,
    chosen: bool,
) -> AppResult<()> {
    let tasks = sql(COPY_TASKS).bind::<BigInt, _>(to).bind::<Integer, _>(years);
    tasks.bind::<Date, _>(today).bind::<BigInt, _>(from).execute(conn)?;
    sql(COPY_PLAN).bind::<BigInt, _>(to).bind::<BigInt, _>(from).execute(conn)?;
    sql(COPY_WORDS).bind::<BigInt, _>(from).bind::<BigInt, _>(to).execute(conn)?;
    if chosen {
        let units = sql(COPY_UNITS).bind::<BigInt, _>(to).bind::<Date, _>(today);
        units.bind::<BigInt, _>(from).execute(conn)?;
    }
    Ok(())
}

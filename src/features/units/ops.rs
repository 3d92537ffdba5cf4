//! Reading and making units.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::{sort_key, text};
use crate::error::{AppResult, OnConstraint};
use crate::policy::{self, Act};
use crate::schema::{subjects, units};
use crate::web::forms::Choice;

/// A unit as lists and filters name it.
#[derive(Debug, Clone, Queryable)]
pub struct UnitName {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
}

impl UnitName {
    pub fn existed_on(&self, date: NaiveDate) -> bool {
        self.founded_on.is_none_or(|day| day <= date) && self.dissolved_on.is_none_or(|day| day >= date)
    }
}

/// All units in the order of lists, the dissolved and the outside ones too.
pub fn all(conn: &mut Connection) -> AppResult<Vec<UnitName>> {
    Ok(units::table
        .inner_join(subjects::table)
        .order((units::sort_order, units::id))
        .select((units::id, subjects::code, subjects::name, units::kind, units::founded_on, units::dissolved_on))
        .load(conn)?)
}

/// The units people work in, as choices of a filter (value = code).
pub fn choices(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    let inside = all(conn)?.into_iter().filter(|unit| unit.kind != UnitKind::External);
    Ok(inside.map(|unit| Choice::new(unit.code, unit.name)).collect())
}

pub fn by_code(conn: &mut Connection, code: &str) -> AppResult<Option<UnitId>> {
    let found = units::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(units::id);
    Ok(found.first(conn).optional()?)
}

/// A unit to be made.
#[derive(Debug, Clone)]
pub struct NewUnit {
    pub code: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<UnitId>,
    pub sort_order: i64,
    pub founded_on: Option<NaiveDate>,
}

pub fn add(tx: &mut Tx, new: &NewUnit) -> AppResult<UnitId> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let id: i64 = diesel::insert_into(subjects::table)
        .values((
            subjects::kind.eq(SubjectKind::Unit),
            subjects::code.eq(&new.code),
            subjects::name.eq(&new.name),
            subjects::folded_name.eq(text::fold(&new.name)),
            subjects::sort_key.eq(sort_key::text_key(&new.name)),
        ))
        .returning(subjects::id)
        .get_result(tx.conn)
        .on_unique("subjects.code", "code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.")?;
    let id = UnitId(id);
    diesel::insert_into(units::table)
        .values((
            units::id.eq(id),
            units::parent_id.eq(new.parent),
            units::kind.eq(new.kind),
            units::sort_order.eq(new.sort_order),
            units::founded_on.eq(new.founded_on),
        ))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::UnitAdded, Object::Unit(id)).because(&new.name))?;
    Ok(id)
}

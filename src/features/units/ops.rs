//! Reading, making and changing units, and what records of units and people share.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::text;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};
use crate::records::subjects as subject_rows;
use crate::schema::{subjects, units};
use crate::web::forms::{Choice, MOST_MATCHES, MOST_UNITS, UnitChoices};

pub use super::achievements::{Achievements, Graded, Received, YearLine, achievements_of};

/// Where people work.
const INSIDE: [UnitKind; 3] = [UnitKind::Agency, UnitKind::Division, UnitKind::Affiliate];
const SECOND_AGENCY: &str = "Đã có một đơn vị loại Cơ quan. Chọn loại khác.";

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
    /// What stands for a unit that was typed and is none, or might be several.
    fn unknown(typed: &str) -> Self {
        let kind = UnitKind::Division;
        Self { id: UnitId::NONE, code: typed.into(), name: typed.into(), kind, founded_on: None, dissolved_on: None }
    }

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

/// Some units by their ids.
pub fn named(conn: &mut Connection, ids: &[UnitId]) -> AppResult<Vec<UnitName>> {
    Ok(units::table
        .inner_join(subjects::table)
        .filter(units::id.eq_any(ids))
        .select((units::id, subjects::code, subjects::name, units::kind, units::founded_on, units::dissolved_on))
        .load(conn)?)
}

/// The units people work in, as choices of a filter or a field (value = code). Of many only those that fit what was
/// typed: its code, else the beginning of a code or a part of a name.
pub fn choices(conn: &mut Connection, typed: &str) -> AppResult<UnitChoices> {
    let is_many = store::count_inside(conn)? > MOST_UNITS as i64;
    let mut filter = store::Filter { kinds: INSIDE.to_vec(), ..store::Filter::default() };
    if is_many {
        match store::find_by_code(conn, typed) {
            Ok(unit) => return Ok(UnitChoices { shown: vec![Choice::new(unit.code, unit.name)], is_many }),
            Err(AppError::NotFound) => filter.q = text::fold(typed),
            Err(other) => return Err(other),
        }
        if filter.q.is_empty() {
            return Ok(UnitChoices { shown: Vec::new(), is_many });
        }
    }
    let most = if is_many { MOST_MATCHES as i64 } else { -1 };
    let shown = store::listed(conn, &filter, most, 0)?;
    Ok(UnitChoices { shown: shown.into_iter().map(|it| Choice::new(it.code, it.name)).collect(), is_many })
}

/// All units people work in, however many there are (value = code).
pub fn inside(conn: &mut Connection) -> AppResult<Vec<Choice>> {
    let filter = store::Filter { kinds: INSIDE.to_vec(), ..store::Filter::default() };
    let all = store::listed(conn, &filter, -1, 0)?;
    Ok(all.into_iter().map(|it| Choice::new(it.code, it.name)).collect())
}

/// The first of them in the order of lists.
pub fn first_inside(conn: &mut Connection) -> AppResult<Option<UnitName>> {
    let filter = store::Filter { kinds: INSIDE.to_vec(), ..store::Filter::default() };
    match store::listed(conn, &filter, 1, 0)?.first() {
        Some(first) => Ok(named(conn, &[first.id])?.pop()),
        None => Ok(None),
    }
}

/// The unit a filter asks for by its code, or by words that fit it alone; [`UnitId::NONE`] where nothing is named so.
pub fn asked(conn: &mut Connection, typed: &str) -> AppResult<Option<UnitId>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(unit) = by_code(conn, typed)? {
        return Ok(Some(unit));
    }
    let filter = store::Filter { q: text::fold(typed), kinds: INSIDE.to_vec(), on: None };
    let fitting = if filter.q.is_empty() { Vec::new() } else { store::listed(conn, &filter, 2, 0)? };
    Ok(Some(match fitting.as_slice() {
        [only] => only.id,
        _ => UnitId::NONE,
    }))
}

pub fn by_code(conn: &mut Connection, code: &str) -> AppResult<Option<UnitId>> {
    let found = units::table.inner_join(subjects::table).filter(subjects::code.eq(code)).select(units::id);
    Ok(found.first(conn).optional()?)
}

/// The code of a unit; empty for none.
pub fn code_of(conn: &mut Connection, unit: Option<UnitId>) -> AppResult<String> {
    let Some(unit) = unit else { return Ok(String::new()) };
    Ok(subjects::table.find(SubjectId::from(unit)).select(subjects::code).first(conn)?)
}

/// The unit whose code was typed in a field; `None` when the field was left empty.
///
/// # Errors
/// A message at the field when there is no such unit.
pub fn by_typed_code(conn: &mut Connection, field: &str, code: &str) -> AppResult<Option<UnitId>> {
    if code.is_empty() {
        return Ok(None);
    }
    match by_code(conn, code)? {
        Some(unit) => Ok(Some(unit)),
        None => Err(FieldErrors::one(field, "Không có đơn vị mang mã này. Chọn một đơn vị trong danh sách.").into()),
    }
}

/// The same with its name. Of many units what is typed may fit several or none: then it stands for a unit with nothing.
///
/// # Errors
/// `NotFound` where units are few enough to be chosen from and none has this code.
pub fn asked_by_name(conn: &mut Connection, typed: &str) -> AppResult<Option<UnitName>> {
    match asked(conn, typed)? {
        None => Ok(None),
        Some(UnitId::NONE) if store::count_inside(conn)? > MOST_UNITS as i64 => Ok(Some(UnitName::unknown(typed))),
        Some(unit) => Ok(Some(named(conn, &[unit])?.pop().ok_or(AppError::NotFound)?)),
    }
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
    let id = subject_rows::insert(tx.conn, SubjectKind::Unit, &new.code, &new.name)?;
    let id = UnitId(id.0);
    store::insert(tx.conn, id, new).on_unique("units.kind", "kind", SECOND_AGENCY)?;
    tx.audit(Event::new(EventKind::UnitAdded, Object::Unit(id)).because(&new.name))?;
    Ok(id)
}

/// What a unit shall be from now on; its code stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitChange {
    pub name: String,
    pub kind: UnitKind,
    pub sort_order: i64,
    pub parent: Option<UnitId>,
    pub founded_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
    pub successor: Option<UnitId>,
}

/// Changes a unit, or notes its end and its successor.
///
/// # Errors
/// `Fields` when the tree would close in a circle, the last day precede the first, or a successor follow
/// a unit that goes on.
pub fn change(tx: &mut Tx, id: UnitId, new: &UnitChange) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let before = store::find(tx.conn, id)?;
    check_places(tx.conn, id, new)?;
    subject_rows::rename(tx.conn, id.into(), SubjectKind::Unit, &new.name)?;
    store::update(tx.conn, id, new).on_unique("units.kind", "kind", SECOND_AGENCY)?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let unit = |unit: Option<UnitId>| unit.map_or_else(String::new, |unit| unit.to_string());
    tx.audit(
        Event::new(EventKind::UnitChanged, Object::Unit(id))
            .changed("name", &before.name, &new.name)
            .changed("kind", before.kind, new.kind)
            .changed("sort_order", before.sort_order, new.sort_order)
            .changed("parent_id", unit(before.parent_id), unit(new.parent))
            .changed("founded_on", day(before.founded_on), day(new.founded_on))
            .changed("dissolved_on", day(before.dissolved_on), day(new.dissolved_on))
            .changed("successor_id", unit(before.successor_id), unit(new.successor)),
    )
}

fn check_places(conn: &mut Connection, id: UnitId, new: &UnitChange) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if let Some(parent) = new.parent
        && store::ancestors(conn, parent)?.contains(&id)
    {
        errors.add("parent_code", "Đơn vị cấp trên lại thuộc chính đơn vị này. Chọn đơn vị cấp trên khác.");
    }
    if let (Some(founded), Some(dissolved)) = (new.founded_on, new.dissolved_on)
        && dissolved < founded
    {
        errors.add("dissolved_on", "Ngày giải thể trước ngày thành lập. Sửa một trong hai ngày.");
    }
    if new.successor == Some(id) {
        errors.add("successor_code", "Đơn vị không kế thừa chính nó. Chọn đơn vị khác.");
    } else if new.successor.is_some() && new.dissolved_on.is_none() {
        errors.add("dissolved_on", "Có đơn vị kế thừa thì phải có ngày giải thể. Nhập ngày giải thể.");
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

/// Gives a unit another name, as papers will print it from now on.
pub fn rename(tx: &mut Tx, id: UnitId, name: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let before = store::find(tx.conn, id)?.name;
    subject_rows::rename(tx.conn, id.into(), SubjectKind::Unit, name)?;
    tx.audit(Event::new(EventKind::UnitChanged, Object::Unit(id)).changed("name", before, name))
}

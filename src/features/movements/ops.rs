//! The verbs of movements: preparing, taking over for another year; launching and what follows in
//! [`launching`](super::launching).

use chrono::{Months, NaiveDate};

use super::{parts, store};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::State;
use crate::domain::target::Quantity;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::targets::ops::{self as targets, Owner, Typed};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::forms::Choice;
use crate::web::history;

pub use super::files::{attach, detach};
pub use super::launching::{Amendment, ENDS_BEFORE, amend, cancel, lacking, launch};
pub use super::parts::{Participant, PlanLine, Task, plan_of, takes_part, tasks_of, units_of};
pub use super::reviews::{Place, Text4, remark, write as write_review};
pub use super::store::{Content, Movement, find, of_year};

const SAME_NAME: &str = "Năm này đã có phong trào mang tên đó. Đặt tên khác.";

/// A movement in the version that somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub id: MovementId,
    pub version: i64,
}

/// What is saved of one part; units by their codes.
#[derive(Debug, Clone)]
pub enum Part {
    /// Content, unit, due.
    Tasks(Vec<(String, String, Option<NaiveDate>)>),
    /// Of collectives, of people, of leaders.
    Criteria([String; 3]),
    /// All collectives of the day of the launch, or those chosen.
    Units(Option<Vec<String>>),
    Plan(Vec<PlanLine>, String),
}

/// Begins a draft.
pub fn add(tx: &mut Tx, new: &Content) -> AppResult<MovementId> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    years::ops::must_exist(tx.conn, new.year)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "year")?;
    let id = store::insert(tx.conn, new).on_unique("movements.year", "name", SAME_NAME)?;
    tx.audit(Event::new(EventKind::MovementSaved, Object::Movement(id)).changed("name", "", &new.name))?;
    Ok(id)
}

/// The draft somebody has read, which from now on has a higher version.
pub(super) fn prepare(tx: &mut Tx, seen: Seen, field: &str) -> AppResult<Movement> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    take(tx, seen, State::Draft, field)
}

/// The movement in a state, in the version that was read.
pub(super) fn take(tx: &mut Tx, seen: Seen, state: State, field: &str) -> AppResult<Movement> {
    let movement = find(tx.conn, seen.id)?;
    if movement.state != state {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Movement(seen.id))?));
    }
    years::ops::must_not_be_ended(tx.conn, movement.content.year, field)?;
    if !store::raise(tx.conn, seen)? {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::Movement(seen.id))?));
    }
    Ok(movement)
}

/// Changes what a draft is about.
pub fn change(tx: &mut Tx, seen: Seen, new: &Content) -> AppResult<()> {
    let before = prepare(tx, seen, "year")?.content;
    years::ops::must_exist(tx.conn, new.year)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "year")?;
    store::update(tx.conn, seen.id, new).on_unique("movements.year", "name", SAME_NAME)?;
    tx.audit(told(EventKind::MovementSaved, seen.id, &before, new))
}

/// What has changed of its head, for the history.
pub(super) fn told(kind: EventKind, id: MovementId, before: &Content, new: &Content) -> Event {
    Event::new(kind, Object::Movement(id))
        .changed("year", before.year, new.year)
        .changed("name", &before.name, &new.name)
        .changed("origin", before.origin, new.origin)
        .changed("launched_by", &before.launched_by, &new.launched_by)
        .changed("higher_document", &before.higher_document, &new.higher_document)
        .changed("document_number", &before.document_number, &new.document_number)
        .changed("starts_on", before.starts_on, new.starts_on)
        .changed("ends_on", before.ends_on, new.ends_on)
        .changed("aims", &before.aims, &new.aims)
}

/// Saves one part of a draft.
///
/// # Errors
/// `Fields` at a unit nobody knows, or a day outside the movement.
pub fn save_part(tx: &mut Tx, seen: Seen, part: &Part) -> AppResult<()> {
    let movement = prepare(tx, seen, "part")?;
    let event = Event::new(EventKind::MovementSaved, Object::Movement(seen.id));
    let event = match part {
        Part::Tasks(tasks) => {
            put_tasks(tx, &movement, tasks)?;
            event.because(format!("{} nhiệm vụ.", tasks.len()))
        }
        Part::Criteria([units, people, leaders]) => {
            store::set_criteria(tx.conn, seen.id, [units, people, leaders])?;
            event
                .because("Tiêu chí thi đua.")
                .changed("criteria_units", &movement.criteria_units, units)
                .changed("criteria_people", &movement.criteria_people, people)
                .changed("criteria_leaders", &movement.criteria_leaders, leaders)
        }
        Part::Units(codes) => {
            let words = choose_units(tx, seen.id, codes.as_deref())?;
            event.because(words)
        }
        Part::Plan(lines, words) => {
            parts::put_plan(tx.conn, seen.id, lines)?;
            store::set_plan_words(tx.conn, seen.id, words)?;
            event.because(format!("{} mức khen thưởng.", lines.len())).changed(
                "plan_words",
                &movement.plan_words,
                words,
            )
        }
    };
    tx.audit(event)
}

fn put_tasks(tx: &mut Tx, movement: &Movement, tasks: &[(String, String, Option<NaiveDate>)]) -> AppResult<()> {
    let units = units::ops::all(tx.conn)?;
    let mut errors = FieldErrors::default();
    let mut rows = Vec::with_capacity(tasks.len());
    for (row, (content, code, due_on)) in (1..).zip(tasks) {
        let unit = units.iter().find(|unit| unit.code == *code && unit.kind.is_collective());
        if unit.is_none() && !code.is_empty() {
            errors.add(format!("unit_{row}"), "Không có đơn vị mang mã này. Chọn một đơn vị trong danh sách.");
        }
        if due_on.is_some_and(|due| due > movement.content.ends_on) {
            let end = format_date(movement.content.ends_on);
            errors.add(format!("due_{row}"), format!("Thời hạn sau ngày kết thúc phong trào ({end}). Sửa thời hạn."));
        }
        rows.push((content.clone(), unit.map(|unit| unit.id), *due_on));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    parts::put_tasks(tx.conn, movement.id, &rows)
}

fn choose_units(tx: &mut Tx, id: MovementId, codes: Option<&[String]>) -> AppResult<String> {
    let units = units::ops::all(tx.conn)?;
    let chosen = codes.unwrap_or_default();
    let found: Vec<_> = units.iter().filter(|it| it.kind.is_collective() && chosen.contains(&it.code)).collect();
    if found.len() < chosen.len() {
        return Err(FieldErrors::one("units", "Có đơn vị không có trong danh sách. Chọn lại đơn vị.").into());
    }
    if codes.is_some() && found.is_empty() {
        return Err(FieldErrors::one("units", "Chọn ít nhất một đơn vị tham gia.").into());
    }
    let ids: Vec<UnitId> = found.iter().map(|unit| unit.id).collect();
    parts::put_units(tx.conn, id, &ids)?;
    store::set_units_chosen(tx.conn, id, codes.is_some())?;
    Ok(if codes.is_some() {
        format!("{} đơn vị tham gia.", ids.len())
    } else {
        "Mọi đơn vị tham gia.".to_owned()
    })
}

/// Adds a target to a draft, or changes one.
pub fn put_target(tx: &mut Tx, seen: Seen, id: Option<TargetId>, new: &Typed) -> AppResult<()> {
    let movement = prepare(tx, seen, "indicator")?;
    let within = (movement.content.year.start(), movement.content.ends_on.max(movement.content.year.end()));
    let (before, after) = targets::put(tx, Owner::Movement(seen.id), id, new, within)?;
    let event = Event::new(EventKind::MovementSaved, Object::Movement(seen.id)).because(&after);
    tx.audit(event.changed("target", before, after))
}

/// Takes a target out of a draft.
pub fn remove_target(tx: &mut Tx, seen: Seen, id: TargetId) -> AppResult<()> {
    prepare(tx, seen, "indicator")?;
    let before = targets::remove(tx, Owner::Movement(seen.id), id)?;
    let event =
        Event::new(EventKind::MovementSaved, Object::Movement(seen.id)).because(format!("Bỏ chỉ tiêu {before}"));
    tx.audit(event.changed("target", before, ""))
}

/// Enters how far a target has come that nothing is bound to.
pub fn enter_figure(tx: &mut Tx, id: MovementId, target: TargetId, value: Quantity, on: NaiveDate) -> AppResult<()> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let movement = find(tx.conn, id)?;
    if movement.state != State::Launched {
        return Err(AppError::Illegal);
    }
    years::ops::must_not_be_ended(tx.conn, movement.content.year, "value")?;
    let target = targets::find(tx.conn, Owner::Movement(id), target)?;
    let before = targets::report(tx, &target, value, on)?;
    let what = format!("{}: {}, ngày {}.", target.content.indicator, target.content.shown(value), format_date(on));
    let event = Event::new(EventKind::MovementFigureEntered, Object::Movement(id)).because(what);
    tx.audit(event.changed("value", before, value))
}

/// Drops a draft.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let movement = prepare(tx, seen, "name")?;
    if !super::files::of(tx.conn, seen.id)?.is_empty() {
        let words = "Dự thảo còn tệp đính kèm. Bỏ các tệp trước khi bỏ dự thảo.";
        return Err(FieldErrors::one("file", words).into());
    }
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::MovementDiscarded, Object::Movement(seen.id)).because(movement.content.name))
}

/// Begins a draft for another year out of a movement: tasks, criteria, targets and plan with their days moved, and the
/// units of today. What it was launched by is the other year's own.
pub fn copy(tx: &mut Tx, from: MovementId, year: Year) -> AppResult<MovementId> {
    policy::must(tx.actor, Act::PrepareMovements)?;
    let movement = find(tx.conn, from)?;
    let years = year.0 - movement.content.year.0;
    if years == 0 {
        return Err(FieldErrors::one("year", "Chọn năm khác với năm của phong trào này.").into());
    }
    let moved = |day: NaiveDate| {
        let months = Months::new(12 * years.unsigned_abs());
        if years > 0 { day.checked_add_months(months) } else { day.checked_sub_months(months) }.unwrap_or(day)
    };
    let old = movement.content;
    let new = Content {
        year,
        name: old.name.replace(&old.year.to_string(), &year.to_string()),
        higher_document: String::new(),
        document_number: String::new(),
        starts_on: moved(old.starts_on),
        ends_on: moved(old.ends_on),
        ..old
    };
    let id = add(tx, &new)?;
    parts::copy(tx.conn, from, id, years, tx.today, movement.units_chosen)?;
    targets::copy_movement(tx.conn, from, id, years)?;
    let what = format!("Chép từ phong trào năm {}.", old.year);
    tx.audit(Event::new(EventKind::MovementSaved, Object::Movement(id)).because(what)).map(|()| id)
}

/// The launched movements of a year as choices of a form (value = id).
pub fn choices(conn: &mut Connection, year: Year) -> AppResult<Vec<Choice>> {
    let choice = |it: Movement| Choice::new(it.id.to_string(), it.content.name);
    Ok(of_year(conn, year, false)?.into_iter().filter(|it| it.state == State::Launched).map(choice).collect())
}

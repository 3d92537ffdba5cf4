//! Recording disciplines, correcting them, taking out what was entered by mistake.

use super::store;
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};

pub use super::store::{Content, Discipline, find, of_person};

const SAME_DAY: &str = "Đã ghi một kỷ luật của người này ngày đó. Sửa dòng đã có, hoặc nhập ngày khác.";

impl Content {
    /// "Khiển trách, ngày 05/09/2014".
    pub fn words(&self) -> String {
        format!("{}, ngày {}", self.kind.discipline().name, format_date(self.decided_on))
    }
}

/// # Errors
/// `Fields` at `decided_on` for a day to come or one that has its discipline already.
pub fn record(tx: &mut Tx, person: PersonId, new: &Content) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    check_day(tx, new)?;
    store::insert(tx, person, new).on_unique("disciplines.person_id", "decided_on", SAME_DAY)?;
    tx.audit(
        Event::new(EventKind::DisciplineRecorded, Object::Person(person)).because(format!("{}.", new.words())).changed(
            "decision_no",
            "",
            &new.decision_no,
        ),
    )
}

/// # Errors
/// As [`record`]; `NotFound` for somebody else's.
pub fn correct(tx: &mut Tx, person: PersonId, id: DisciplineId, new: &Content) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    check_day(tx, new)?;
    let before = find(tx.conn, person, id)?.content;
    store::update(tx, id, new).on_unique("disciplines.person_id", "decided_on", SAME_DAY)?;
    tx.audit(
        Event::new(EventKind::DisciplineCorrected, Object::Person(person))
            .because(format!("{}.", new.words()))
            .changed("decided_on", before.decided_on, new.decided_on)
            .changed("kind", before.kind, new.kind)
            .changed("decision_no", before.decision_no, &new.decision_no),
    )
}

/// Takes out a discipline that was entered by mistake. What stood there, and why it went, stays in the history.
///
/// # Errors
/// `NotFound` for somebody else's.
pub fn remove(tx: &mut Tx, person: PersonId, id: DisciplineId, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    let before = find(tx.conn, person, id)?.content;
    store::delete(tx.conn, id)?;
    tx.audit(
        Event::new(EventKind::DisciplineRemoved, Object::Person(person))
            .because(format!("{}. Lý do: {reason}", before.words()))
            .changed("decided_on", before.decided_on, "")
            .changed("kind", before.kind, "")
            .changed("decision_no", before.decision_no, ""),
    )
}

fn check_day(tx: &Tx, new: &Content) -> AppResult<()> {
    if new.decided_on > tx.today {
        return Err(FieldErrors::one("decided_on", NOT_YET).into());
    }
    Ok(())
}

pub(super) const NOT_YET: &str = "Ngày quyết định chưa đến. Nhập ngày ghi trên quyết định.";

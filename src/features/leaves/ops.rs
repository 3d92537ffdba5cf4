//! Recording leaves, correcting them, taking out what was entered by mistake. Nobody is away twice on one day: the
//! days of two leaves that overlap would be counted double.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};

pub use super::store::{Content, Leave, find, of_person};

impl Content {
    /// "Nghỉ thai sản từ 05/03/2014 đến 04/09/2014".
    pub fn words(&self) -> String {
        let from = format_date(self.from_date);
        match self.to_date {
            Some(to) => format!("{} từ {from} đến {}", self.kind, format_date(to)),
            None => format!("{} từ {from}, chưa ghi ngày hết nghỉ", self.kind),
        }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        let last = |it: &Self| it.to_date.unwrap_or(NaiveDate::MAX);
        self.from_date <= last(other) && other.from_date <= last(self)
    }

    /// What is said to whoever enters a leave over this one.
    pub(super) fn stands_in_the_way(&self) -> String {
        format!("Trùng ngày với lần nghỉ đã ghi ({}). Sửa ngày của một trong hai lần.", self.words())
    }
}

/// # Errors
/// `Fields` at `from_date` when another leave of the person has some of the same days.
pub fn record(tx: &mut Tx, person: PersonId, new: &Content) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    must_be_free(tx.conn, person, new, None)?;
    store::insert(tx, person, new)?;
    tx.audit(Event::new(EventKind::LeaveRecorded, Object::Person(person)).because(format!("{}.", new.words())))
}

/// # Errors
/// As [`record`]; `NotFound` for somebody else's.
pub fn correct(tx: &mut Tx, person: PersonId, id: LeaveId, new: &Content) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    let before = find(tx.conn, person, id)?.content;
    must_be_free(tx.conn, person, new, Some(id))?;
    store::update(tx, id, new)?;
    tx.audit(
        Event::new(EventKind::LeaveCorrected, Object::Person(person))
            .because(format!("{}.", new.words()))
            .changed("from_date", before.from_date, new.from_date)
            .changed("to_date", day(before.to_date), day(new.to_date))
            .changed("kind", before.kind, new.kind),
    )
}

/// Takes out a leave that was entered by mistake. What stood there, and why it went, stays in the history.
///
/// # Errors
/// `NotFound` for somebody else's.
pub fn remove(tx: &mut Tx, person: PersonId, id: LeaveId, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepDisciplinesAndLeaves)?;
    let before = find(tx.conn, person, id)?.content;
    store::delete(tx.conn, id)?;
    tx.audit(
        Event::new(EventKind::LeaveRemoved, Object::Person(person))
            .because(format!("{}. Lý do: {reason}", before.words()))
            .changed("from_date", before.from_date, "")
            .changed("to_date", day(before.to_date), "")
            .changed("kind", before.kind, ""),
    )
}

fn must_be_free(conn: &mut Connection, person: PersonId, new: &Content, itself: Option<LeaveId>) -> AppResult<()> {
    let others = of_person(conn, person)?.into_iter().filter(|it| Some(it.id) != itself);
    match others.map(|it| it.content).find(|other| other.overlaps(new)) {
        Some(other) => Err(FieldErrors::one("from_date", other.stands_in_the_way()).into()),
        None => Ok(()),
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::leave::LeaveKind;

    fn leave(from: &str, to: Option<&str>) -> Content {
        let day = |text: &str| text.parse().unwrap();
        Content { from_date: day(from), to_date: to.map(day), kind: LeaveKind::Sick }
    }

    #[test]
    fn leaves_that_share_a_day_overlap() {
        let spring = leave("2014-03-01", Some("2014-03-10"));
        for (from, to, shares) in [
            ("2014-03-10", Some("2014-03-12"), true),
            ("2014-03-11", Some("2014-03-12"), false),
            ("2014-02-01", Some("2014-02-28"), false),
            ("2014-02-01", None, true),
            ("2014-03-11", None, false),
        ] {
            let other = leave(from, to);
            assert_eq!(spring.overlaps(&other), shares, "{from} {to:?}");
            assert_eq!(other.overlaps(&spring), shares, "{from} {to:?}");
        }
    }
}

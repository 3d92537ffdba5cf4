//! Reads and writes of councils and of who sits in them.

use chrono::NaiveDate;
use diesel::dsl::{max, min};
use diesel::prelude::*;

use super::ops::{Change, Correction, Council, Member, NewCouncil};
use crate::db::{Connection, Tx};
use crate::domain::council::{CouncilKind, Seat, Term};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::{council_seats as seats, councils, people, subjects};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

type Columns =
    (councils::id, councils::kind, councils::decision_no, councils::decided_on, councils::starts_on, councils::ends_on);
const COLUMNS: Columns =
    (councils::id, councils::kind, councils::decision_no, councils::decided_on, councils::starts_on, councils::ends_on);

pub fn find(conn: &mut Connection, id: CouncilId) -> AppResult<Council> {
    Ok(councils::table.find(id).select(COLUMNS).first(conn)?)
}

/// All, the newest first.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Council>> {
    Ok(councils::table.order((councils::starts_on.desc(), councils::id.desc())).select(COLUMNS).load(conn)?)
}

/// All of a kind, the newest first.
pub fn of_kind(conn: &mut Connection, kind: CouncilKind) -> AppResult<Vec<Council>> {
    let of_kind = councils::table.filter(councils::kind.eq(kind));
    Ok(of_kind.order((councils::starts_on.desc(), councils::id.desc())).select(COLUMNS).load(conn)?)
}

/// Those of a kind that work on a day, the newest first: one at most, but of counting boards any number.
pub fn in_force(conn: &mut Connection, kind: CouncilKind, day: NaiveDate) -> AppResult<Vec<Council>> {
    Ok(councils::table
        .filter(councils::kind.eq(kind))
        .filter(councils::starts_on.le(day))
        .filter(councils::ends_on.is_null().or(councils::ends_on.ge(day)))
        .order((councils::starts_on.desc(), councils::id.desc()))
        .select(COLUMNS)
        .load(conn)?)
}

pub fn insert(tx: &mut Tx, new: &NewCouncil) -> AppResult<CouncilId> {
    Ok(diesel::insert_into(councils::table)
        .values((
            councils::kind.eq(new.kind),
            councils::decision_no.eq(&new.decision_no),
            councils::decided_on.eq(new.decided_on),
            councils::starts_on.eq(new.term.first),
            councils::ends_on.eq(new.term.last),
            councils::created_by.eq(tx.actor.account),
        ))
        .returning(councils::id)
        .get_result(tx.conn)?)
}

pub fn update(conn: &mut Connection, id: CouncilId, new: &Correction) -> AppResult<()> {
    diesel::update(councils::table.find(id))
        .set((
            councils::decision_no.eq(&new.decision_no),
            councils::decided_on.eq(new.decided_on),
            councils::starts_on.eq(new.starts_on),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_end(conn: &mut Connection, id: CouncilId, last: Option<NaiveDate>) -> AppResult<()> {
    diesel::update(councils::table.find(id)).set(councils::ends_on.eq(last)).execute(conn)?;
    Ok(())
}

/// Who sits in a council on a day, by seat and given name; position and unit are those of today.
pub fn members_on(conn: &mut Connection, id: CouncilId, day: NaiveDate) -> AppResult<Vec<Member>> {
    let mut members: Vec<Member> = seats::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(seats::person_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
        .filter(seats::council_id.eq(id))
        .filter(seats::starts_on.le(day))
        .filter(seats::ends_on.is_null().or(seats::ends_on.ge(day)))
        .order((subjects::sort_key, subjects::code))
        .select((
            seats::person_id,
            subjects::code,
            subjects::name,
            people::position,
            unit_subjects.field(subjects::name),
            people::unit_id,
            seats::seat,
            seats::votes,
        ))
        .load(conn)?;
    members.sort_by_key(|it| it.seat);
    Ok(members)
}

/// A seat with whoever has or had it.
#[derive(Debug, Clone, Queryable)]
pub struct Sitting {
    pub id: CouncilSeatId,
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit_name: String,
    /// The last day on the staff.
    pub left_on: Option<NaiveDate>,
    pub seat: Seat,
    pub votes: bool,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub entered_on: NaiveDate,
}

impl Sitting {
    pub const fn term(&self) -> Term {
        Term { first: self.starts_on, last: self.ends_on }
    }
}

/// All seats of a council, those that are over too, by seat and given name.
pub fn sittings(conn: &mut Connection, id: CouncilId) -> AppResult<Vec<Sitting>> {
    let mut found: Vec<Sitting> = seats::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(seats::person_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
        .filter(seats::council_id.eq(id))
        .order((subjects::sort_key, subjects::code, seats::starts_on))
        .select((
            seats::id,
            seats::person_id,
            subjects::code,
            subjects::name,
            people::position,
            unit_subjects.field(subjects::name),
            people::left_on,
            seats::seat,
            seats::votes,
            seats::starts_on,
            seats::ends_on,
            seats::entered_on,
        ))
        .load(conn)?;
    found.sort_by_key(|it| it.seat);
    Ok(found)
}

/// From when to when there are seats, of all councils.
pub fn seat_terms(conn: &mut Connection) -> AppResult<Vec<(CouncilId, NaiveDate, Option<NaiveDate>)>> {
    Ok(seats::table.select((seats::council_id, seats::starts_on, seats::ends_on)).load(conn)?)
}

/// The day on which the first began to sit in it.
pub fn first_seat_from(conn: &mut Connection, id: CouncilId) -> AppResult<Option<NaiveDate>> {
    Ok(seats::table.filter(seats::council_id.eq(id)).select(min(seats::starts_on)).first(conn)?)
}

/// The day on which the last began to sit in it.
pub fn last_seat_from(conn: &mut Connection, id: CouncilId) -> AppResult<Option<NaiveDate>> {
    Ok(seats::table.filter(seats::council_id.eq(id)).select(max(seats::starts_on)).first(conn)?)
}

pub fn insert_seat(
    tx: &mut Tx,
    id: CouncilId,
    person: PersonId,
    new: Change,
    last: Option<NaiveDate>,
) -> AppResult<()> {
    diesel::insert_into(seats::table)
        .values((
            seats::council_id.eq(id),
            seats::person_id.eq(person),
            seats::seat.eq(new.seat),
            seats::votes.eq(new.votes),
            seats::starts_on.eq(new.from),
            seats::ends_on.eq(last),
            seats::entered_on.eq(tx.today),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn end_seat(conn: &mut Connection, id: CouncilSeatId, last: Option<NaiveDate>) -> AppResult<()> {
    diesel::update(seats::table.find(id)).set(seats::ends_on.eq(last)).execute(conn)?;
    Ok(())
}

pub fn delete_seat(conn: &mut Connection, id: CouncilSeatId) -> AppResult<()> {
    diesel::delete(seats::table.find(id)).execute(conn)?;
    Ok(())
}

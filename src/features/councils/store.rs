//! Reads and writes of councils and of who sits in them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{Council, Member};
use crate::db::Connection;
use crate::domain::council::CouncilKind;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::schema::{council_seats as seats, councils, people, subjects};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

const COUNCIL: (
    councils::id,
    councils::kind,
    councils::decision_no,
    councils::decided_on,
    councils::starts_on,
    councils::ends_on,
) = (councils::id, councils::kind, councils::decision_no, councils::decided_on, councils::starts_on, councils::ends_on);

pub fn find(conn: &mut Connection, id: CouncilId) -> AppResult<Council> {
    Ok(councils::table.find(id).select(COUNCIL).first(conn)?)
}

/// Those of a kind that work on a day, the newest first: one at most, but of counting boards any number.
pub fn in_force(conn: &mut Connection, kind: CouncilKind, day: NaiveDate) -> AppResult<Vec<Council>> {
    Ok(councils::table
        .filter(councils::kind.eq(kind))
        .filter(councils::starts_on.le(day))
        .filter(councils::ends_on.is_null().or(councils::ends_on.ge(day)))
        .order((councils::starts_on.desc(), councils::id.desc()))
        .select(COUNCIL)
        .load(conn)?)
}

/// All of a kind, the newest first.
pub fn all_of(conn: &mut Connection, kind: CouncilKind) -> AppResult<Vec<Council>> {
    let of_kind = councils::table.filter(councils::kind.eq(kind));
    Ok(of_kind.order((councils::starts_on.desc(), councils::id.desc())).select(COUNCIL).load(conn)?)
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

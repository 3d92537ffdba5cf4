//! Reads and writes of meetings, their members, agenda and conflicts. Ballots have a store of their own.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::concluding::Decided;
use super::ops::Call;
use crate::db::{Connection, Tx};
use crate::domain::council::Seat;
use crate::domain::council_meeting::{State, Way};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    accounts, council_meeting_amendments as amendments, council_meeting_items as items,
    council_meeting_members as members, council_meetings as meetings, people, subjects,
};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A meeting as it stands in its table.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = meetings)]
pub struct Row {
    pub id: CouncilMeetingId,
    pub year: Year,
    pub council_id: CouncilId,
    pub board_id: Option<CouncilId>,
    pub held_on: NaiveDate,
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub state: State,
    pub votes_on_own: bool,
    pub spares_own_unit: bool,
    pub counts_recused: bool,
    pub opinions: String,
    pub conclusion: String,
    pub minutes_no: String,
    pub result_id: Option<CouncilResultId>,
}

pub fn find(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Row> {
    Ok(meetings::table.find(id).select(Row::as_select()).first(conn)?)
}

/// A member and how he takes part.
#[derive(Debug, Clone, Queryable)]
pub struct Member {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub seat: Seat,
    pub way: Way,
    pub reason: String,
}

/// All members, the chair first.
pub fn members_of(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<Member>> {
    let mut found: Vec<Member> = members::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(members::person_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
        .filter(members::meeting_id.eq(id))
        .order((subjects::sort_key, subjects::code))
        .select((
            members::person_id,
            subjects::code,
            subjects::name,
            people::position,
            people::unit_id,
            unit_subjects.field(subjects::name),
            members::seat,
            members::way,
            members::reason,
        ))
        .load(conn)?;
    found.sort_by_key(|it| it.seat);
    Ok(found)
}

/// Minutes written after the signed ones.
#[derive(Debug, Clone, Queryable)]
pub struct Amendment {
    pub minutes_no: String,
    pub written_on: NaiveDate,
    pub content: String,
}

pub fn amendments_of(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<Amendment>> {
    Ok(amendments::table
        .filter(amendments::meeting_id.eq(id))
        .order(amendments::id)
        .select((amendments::minutes_no, amendments::written_on, amendments::content))
        .load(conn)?)
}

/// The newest that was concluded, or else the newest of all.
pub fn newest(conn: &mut Connection) -> AppResult<Option<CouncilMeetingId>> {
    let order = (meetings::state.eq(State::Concluded).desc(), meetings::held_on.desc(), meetings::id.desc());
    Ok(meetings::table.order(order).select(meetings::id).first(conn).optional()?)
}

/// The meetings of a year, newest first, each with the number of its lines.
pub fn list(conn: &mut Connection, year: Year) -> AppResult<Vec<(Row, i64)>> {
    let lines = items::table.filter(items::meeting_id.eq(meetings::id)).count().single_value().assume_not_null();
    Ok(meetings::table
        .filter(meetings::year.eq(year))
        .order((meetings::held_on.desc(), meetings::id.desc()))
        .select((Row::as_select(), lines))
        .load(conn)?)
}

/// Which of these people have an account that is not locked.
pub fn with_account(conn: &mut Connection, people: &[PersonId]) -> AppResult<Vec<PersonId>> {
    let found: Vec<Option<PersonId>> = accounts::table
        .filter(accounts::person_id.eq_any(people))
        .filter(accounts::locked_at.is_null())
        .select(accounts::person_id)
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

pub fn insert(tx: &mut Tx, new: &Call) -> AppResult<CouncilMeetingId> {
    Ok(diesel::insert_into(meetings::table)
        .values((
            (
                meetings::year.eq(new.year),
                meetings::council_id.eq(new.council),
                meetings::board_id.eq(new.board),
                meetings::held_on.eq(new.held_on),
                meetings::begun_at.eq(&new.begun_at),
                meetings::ended_at.eq(""),
                meetings::place.eq(&new.place),
                meetings::state.eq(State::Preparing),
            ),
            (
                meetings::votes_on_own.eq(new.votes_on_own),
                meetings::spares_own_unit.eq(new.spares_own_unit),
                meetings::counts_recused.eq(new.counts_recused),
                meetings::opinions.eq(""),
                meetings::conclusion.eq(""),
                meetings::minutes_no.eq(""),
                meetings::created_by.eq(tx.actor.account),
                meetings::since.eq(tx.now.naive_utc()),
            ),
        ))
        .returning(meetings::id)
        .get_result(tx.conn)?)
}

pub fn update(conn: &mut Connection, id: CouncilMeetingId, new: &Call) -> AppResult<()> {
    diesel::update(meetings::table.find(id))
        .set((
            meetings::board_id.eq(new.board),
            meetings::held_on.eq(new.held_on),
            meetings::begun_at.eq(&new.begun_at),
            meetings::place.eq(&new.place),
            meetings::votes_on_own.eq(new.votes_on_own),
            meetings::spares_own_unit.eq(new.spares_own_unit),
            meetings::counts_recused.eq(new.counts_recused),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether the state was still what was read.
pub fn save_state(tx: &mut Tx, id: CouncilMeetingId, from: State, to: State) -> AppResult<bool> {
    let rows = diesel::update(meetings::table.find(id).filter(meetings::state.eq(from)))
        .set((meetings::state.eq(to), meetings::since.eq(tx.now.naive_utc())))
        .execute(tx.conn)?;
    Ok(rows == 1)
}

pub fn insert_members(conn: &mut Connection, id: CouncilMeetingId, all: &[(PersonId, Seat, Way)]) -> AppResult<()> {
    let row = |(person, seat, way): &(PersonId, Seat, Way)| {
        (
            members::meeting_id.eq(id),
            members::person_id.eq(*person),
            members::seat.eq(*seat),
            members::way.eq(*way),
            members::reason.eq(""),
        )
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    diesel::insert_into(members::table).values(rows).execute(conn)?;
    Ok(())
}

pub fn delete_members(conn: &mut Connection, id: CouncilMeetingId, gone: &[PersonId]) -> AppResult<()> {
    diesel::delete(members::table.filter(members::meeting_id.eq(id)).filter(members::person_id.eq_any(gone)))
        .execute(conn)?;
    Ok(())
}

pub fn set_way(conn: &mut Connection, id: CouncilMeetingId, person: PersonId, way: Way, reason: &str) -> AppResult<()> {
    diesel::update(members::table.find((id, person)))
        .set((members::way.eq(way), members::reason.eq(reason)))
        .execute(conn)?;
    Ok(())
}

/// A meeting that was called by mistake, before anybody voted.
pub fn delete(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<()> {
    diesel::delete(items::table.filter(items::meeting_id.eq(id))).execute(conn)?;
    diesel::delete(members::table.filter(members::meeting_id.eq(id))).execute(conn)?;
    diesel::delete(meetings::table.find(id)).execute(conn)?;
    Ok(())
}

pub fn insert_amendment(
    conn: &mut Connection,
    id: CouncilMeetingId,
    minutes_no: &str,
    written_on: NaiveDate,
    content: &str,
) -> AppResult<()> {
    diesel::insert_into(amendments::table)
        .values((
            amendments::meeting_id.eq(id),
            amendments::minutes_no.eq(minutes_no),
            amendments::written_on.eq(written_on),
            amendments::content.eq(content),
        ))
        .execute(conn)?;
    Ok(())
}

/// What the conclusion of a meeting writes on it and its lines.
pub fn conclude(
    tx: &mut Tx,
    id: CouncilMeetingId,
    result: CouncilResultId,
    said: &super::ops::Conclusion,
    lines: &[Decided],
) -> AppResult<()> {
    diesel::update(meetings::table.find(id))
        .set((
            meetings::state.eq(State::Concluded),
            meetings::since.eq(tx.now.naive_utc()),
            meetings::result_id.eq(result),
            meetings::minutes_no.eq(&said.minutes_no),
            meetings::ended_at.eq(&said.ended_at),
            meetings::opinions.eq(&said.opinions),
            meetings::conclusion.eq(&said.conclusion),
        ))
        .execute(tx.conn)?;
    for it in lines {
        diesel::update(items::table.find((id, it.line.item.dossier)))
            .set((items::passed.eq(it.passed), items::reason.eq(&it.reason)))
            .execute(tx.conn)?;
    }
    Ok(())
}

//! Reads and writes of unit meetings.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use super::ops::{Attendee, Line, Listed, Meeting, Minutes, New, NewLine, Seen, State};
use crate::db::{Connection, Tx};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    audit_entries, registrations, subjects, unit_meeting_attendance as attendance, unit_meeting_lines as lines,
    unit_meetings as meetings,
};
use crate::sql::sql;

type Head = (UnitMeetingId, Year, UnitId, NaiveDate, String, Option<PersonId>, Option<PersonId>);
type Body = (String, String, State, i64);

/// The meeting, whoever asks: the policy comes after.
pub fn find(conn: &mut Connection, id: UnitMeetingId) -> AppResult<Meeting> {
    let (head, body, (unit_code, unit_name)): (Head, Body, (String, String)) = meetings::table
        .inner_join(subjects::table.on(subjects::id.eq(meetings::unit_id)))
        .filter(meetings::id.eq(id))
        .select((
            (
                meetings::id,
                meetings::year,
                meetings::unit_id,
                meetings::held_on,
                meetings::place,
                meetings::chair_id,
                meetings::secretary_id,
            ),
            (meetings::opinions, meetings::conclusion, meetings::state, meetings::version),
            (subjects::code, subjects::name),
        ))
        .first(conn)?;
    let (id, year, unit, held_on, place, chair, secretary) = head;
    let (opinions, conclusion, state, version) = body;
    Ok(Meeting {
        id,
        year,
        unit,
        unit_code,
        unit_name,
        held_on,
        place,
        chair,
        secretary,
        opinions,
        conclusion,
        state,
        version,
    })
}

const LISTED: &str = "SELECT m.id, us.code AS unit_code, us.name AS unit_name, m.held_on, m.place, m.state, \
     (SELECT COUNT(*) FROM unit_meeting_lines l WHERE l.meeting_id = m.id) AS lines, \
     (SELECT COUNT(*) FROM unit_meeting_lines l WHERE l.meeting_id = m.id AND l.dossier_id IS NOT NULL) AS proposed \
     FROM unit_meetings m JOIN units u ON u.id = m.unit_id JOIN subjects us ON us.id = u.id WHERE m.year = ?";

/// The newest meeting of all units.
pub fn newest(conn: &mut Connection) -> AppResult<Option<UnitMeetingId>> {
    Ok(meetings::table
        .order((meetings::held_on.desc(), meetings::id.desc()))
        .select(meetings::id)
        .first(conn)
        .optional()?)
}

/// The meetings of a year, of one unit or of all, unit by unit and the newest first.
pub fn of_year(conn: &mut Connection, year: Year, unit: Option<UnitId>) -> AppResult<Vec<Listed>> {
    let mut query = sql(LISTED).bind::<BigInt, _>(year);
    if let Some(unit) = unit {
        query = query.sql(" AND m.unit_id = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.sql(" ORDER BY u.sort_order, u.id, m.held_on DESC, m.id DESC").load(conn)?)
}

#[derive(QueryableByName)]
struct Member {
    #[diesel(sql_type = BigInt)]
    id: PersonId,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    position: String,
}

const MEMBERS: &str = "SELECT s.id, s.code, s.name, m.position FROM memberships m JOIN subjects s ON s.id = m.person_id \
     WHERE m.unit_id = ? AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?) ORDER BY s.sort_key, s.id";

/// The unit's people on a day, all present.
pub fn members(conn: &mut Connection, unit: UnitId, day: NaiveDate) -> AppResult<Vec<Attendee>> {
    let members: Vec<Member> =
        sql(MEMBERS).bind::<BigInt, _>(unit).bind::<Date, _>(day).bind::<Date, _>(day).load(conn)?;
    let present = |it: Member| Attendee {
        person: it.id,
        code: it.code,
        name: it.name,
        position: it.position,
        is_present: true,
        reason: String::new(),
    };
    Ok(members.into_iter().map(present).collect())
}

/// Who was there and who was not, as stored, with the position of that day.
pub fn attendance_of(conn: &mut Connection, meeting: &Meeting) -> AppResult<Vec<Attendee>> {
    let kept: Vec<(PersonId, bool, String)> = attendance::table
        .filter(attendance::meeting_id.eq(meeting.id))
        .select((attendance::person_id, attendance::present, attendance::reason))
        .load(conn)?;
    let mut kept: HashMap<PersonId, (bool, String)> =
        kept.into_iter().map(|(person, present, reason)| (person, (present, reason))).collect();
    let mut members = members(conn, meeting.unit, meeting.held_on)?;
    members.retain_mut(|member| match kept.remove(&member.person) {
        Some((is_present, reason)) => {
            (member.is_present, member.reason) = (is_present, reason);
            true
        }
        None => false,
    });
    members.append(&mut moved_since(conn, kept)?);
    Ok(members)
}

/// Whoever was entered, and by a later correction no longer belonged to the unit on that day.
fn moved_since(conn: &mut Connection, kept: HashMap<PersonId, (bool, String)>) -> AppResult<Vec<Attendee>> {
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<SubjectId> = kept.keys().map(|person| SubjectId::from(*person)).collect();
    let names: Vec<(SubjectId, String, String)> = subjects::table
        .filter(subjects::id.eq_any(ids))
        .order((subjects::sort_key, subjects::id))
        .select((subjects::id, subjects::code, subjects::name))
        .load(conn)?;
    let attendee = |(id, code, name): (SubjectId, String, String)| {
        let (is_present, reason) = kept.get(&PersonId(id.0)).cloned().unwrap_or((true, String::new()));
        Attendee { person: PersonId(id.0), code, name, position: String::new(), is_present, reason }
    };
    Ok(names.into_iter().map(attendee).collect())
}

/// What was voted on: the collective first, then people by name.
pub fn lines_of(conn: &mut Connection, id: UnitMeetingId) -> AppResult<Vec<Line>> {
    Ok(lines::table
        .inner_join(subjects::table)
        .filter(lines::meeting_id.eq(id))
        .order((subjects::kind.desc(), subjects::sort_key, subjects::id, lines::id))
        .select((
            lines::id,
            lines::subject_id,
            subjects::code,
            subjects::name,
            subjects::kind,
            lines::award_code,
            lines::registration_id,
            lines::agree,
            lines::disagree,
            lines::dossier_id,
        ))
        .load(conn)?)
}

/// The accepted registrations of subjects in a year.
pub fn accepted(
    conn: &mut Connection,
    year: Year,
    of: &[SubjectId],
) -> AppResult<HashMap<(SubjectId, AwardCode), RegistrationId>> {
    let accepted: Vec<(SubjectId, AwardCode, RegistrationId)> = registrations::table
        .filter(registrations::year.eq(year))
        .filter(registrations::subject_id.eq_any(of))
        .filter(registrations::state.eq(registration::State::Accepted))
        .order(registrations::id)
        .select((registrations::subject_id, registrations::award_code, registrations::id))
        .load(conn)?;
    Ok(accepted.into_iter().map(|(subject, award, id)| ((subject, award), id)).collect())
}

/// What closed meetings of a unit have voted on in a year.
pub fn voted(conn: &mut Connection, year: Year, unit: UnitId) -> AppResult<Vec<(SubjectId, AwardCode)>> {
    Ok(lines::table
        .inner_join(meetings::table)
        .filter(meetings::year.eq(year))
        .filter(meetings::unit_id.eq(unit))
        .filter(meetings::state.eq(State::Closed))
        .select((lines::subject_id, lines::award_code))
        .load(conn)?)
}

/// A number that no meeting had before: SQLite would give that of one taken back again, with its history.
fn next_id(conn: &mut Connection) -> QueryResult<UnitMeetingId> {
    let (kind, _) = Object::UnitMeeting(UnitMeetingId(0)).key();
    let told: Option<i64> = audit_entries::table
        .filter(audit_entries::object_kind.eq(kind))
        .select(max(audit_entries::object_id))
        .first(conn)?;
    Ok(UnitMeetingId(told.unwrap_or_default() + 1))
}

pub fn insert(tx: &mut Tx, new: &New, unit: UnitId, chair: Option<PersonId>) -> QueryResult<UnitMeetingId> {
    let id = next_id(tx.conn)?;
    diesel::insert_into(meetings::table)
        .values((
            meetings::id.eq(id),
            meetings::year.eq(new.year),
            meetings::unit_id.eq(unit),
            meetings::held_on.eq(new.held_on),
            meetings::place.eq(&new.place),
            meetings::chair_id.eq(chair),
            meetings::opinions.eq(""),
            meetings::conclusion.eq(""),
            meetings::state.eq(State::Open),
            meetings::version.eq(1),
            meetings::created_by.eq(tx.actor.account),
        ))
        .returning(meetings::id)
        .get_result(tx.conn)
}

/// False when somebody else was quicker, or it has been closed.
pub fn update(
    tx: &mut Tx,
    seen: Seen,
    new: &Minutes,
    chair: Option<PersonId>,
    secretary: Option<PersonId>,
) -> AppResult<bool> {
    let rows = diesel::update(
        meetings::table
            .find(seen.id)
            .filter(meetings::version.eq(seen.version))
            .filter(meetings::state.eq(State::Open)),
    )
    .set((
        meetings::held_on.eq(new.held_on),
        meetings::place.eq(&new.place),
        meetings::chair_id.eq(chair),
        meetings::secretary_id.eq(secretary),
        meetings::opinions.eq(&new.opinions),
        meetings::conclusion.eq(&new.conclusion),
        meetings::version.eq(meetings::version + 1),
    ))
    .execute(tx.conn)?;
    Ok(rows == 1)
}

pub fn close(tx: &mut Tx, seen: Seen) -> AppResult<bool> {
    let rows = diesel::update(
        meetings::table
            .find(seen.id)
            .filter(meetings::version.eq(seen.version))
            .filter(meetings::state.eq(State::Open)),
    )
    .set((
        meetings::state.eq(State::Closed),
        meetings::closed_at.eq(Some(tx.now.naive_utc())),
        meetings::version.eq(meetings::version + 1),
    ))
    .execute(tx.conn)?;
    Ok(rows == 1)
}

/// Attendance and lines go with it.
pub fn delete(tx: &mut Tx, seen: Seen) -> AppResult<bool> {
    Ok(diesel::delete(
        meetings::table
            .find(seen.id)
            .filter(meetings::version.eq(seen.version))
            .filter(meetings::state.eq(State::Open)),
    )
    .execute(tx.conn)?
        == 1)
}

pub fn put_attendance(tx: &mut Tx, id: UnitMeetingId, attendees: &[Attendee]) -> AppResult<()> {
    diesel::delete(attendance::table.filter(attendance::meeting_id.eq(id))).execute(tx.conn)?;
    let row = |it: &Attendee| {
        (
            attendance::meeting_id.eq(id),
            attendance::person_id.eq(it.person),
            attendance::present.eq(it.is_present),
            attendance::reason.eq(it.reason.clone()),
        )
    };
    let rows: Vec<_> = attendees.iter().map(row).collect();
    diesel::insert_into(attendance::table).values(rows).execute(tx.conn)?;
    Ok(())
}

pub fn put_lines(tx: &mut Tx, id: UnitMeetingId, new: &[NewLine]) -> AppResult<()> {
    diesel::delete(lines::table.filter(lines::meeting_id.eq(id))).execute(tx.conn)?;
    let row = |it: &NewLine| {
        (
            lines::meeting_id.eq(id),
            lines::subject_id.eq(it.subject),
            lines::award_code.eq(it.award),
            lines::registration_id.eq(it.registration),
            lines::agree.eq(it.agree),
            lines::disagree.eq(it.disagree),
        )
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    diesel::insert_into(lines::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// The dossier that came of a line.
pub fn set_dossier(conn: &mut Connection, line: i64, dossier: DossierId) -> AppResult<()> {
    diesel::update(lines::table.find(line)).set(lines::dossier_id.eq(dossier)).execute(conn)?;
    Ok(())
}

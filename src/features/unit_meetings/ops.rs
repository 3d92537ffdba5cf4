//! The verbs of unit meetings: recording one, changing it, taking it back; closing it in [`closing`](super::closing).

use std::collections::{HashMap, HashSet};

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::units::ops::UnitName;
use crate::features::{account, units, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::closing::{Becomes, becomes, close, missing};
pub use super::meeting::*;
pub use super::store::{attendance_of, find, lines_of, members, of_year};

/// Records that a unit has met: all its people are taken as present, and what they registered as proposed.
///
/// # Errors
/// `Fields` when the unit has nobody on that day, or another meeting that is not closed.
pub fn record(tx: &mut Tx, new: &New) -> AppResult<UnitMeetingId> {
    let unit = units::ops::all(tx.conn)?.into_iter().find(|unit| unit.code == new.unit_code);
    let unit = unit
        .filter(|unit| unit.kind != UnitKind::External)
        .ok_or_else(|| FieldErrors::one("unit_code", "Không có đơn vị này. Chọn một đơn vị trong danh sách."))?;
    policy::must(tx.actor, Act::HoldUnitMeeting(unit.id))?;
    years::ops::must_be_open(tx.conn, new.year, "held_on")?;
    check_day(tx, new.year, new.held_on)?;
    let attendees = members(tx.conn, unit.id, new.held_on)?;
    if attendees.is_empty() {
        let words = format!("{} chưa có ai vào ngày này. Nhập ngày khác.", unit.name);
        return Err(FieldErrors::one("held_on", words).into());
    }
    let heads = account::ops::heads_of(tx.conn, unit.id)?;
    let chair = attendees.iter().map(|it| it.person).find(|person| heads.contains(person));
    let there = format!("{} còn một cuộc họp chưa chốt. Chốt hoặc bỏ cuộc họp đó trước.", unit.name);
    let id = store::insert(tx, new, unit.id, chair).on_unique("unit_meetings.year", "unit_code", &there)?;
    store::put_attendance(tx, id, &attendees)?;
    let lines = proposals(tx.conn, new.year, &unit, &attendees)?;
    store::put_lines(tx, id, &lines)?;
    tx.audit(Event::new(EventKind::UnitMeetingRecorded, Object::UnitMeeting(id)).because(&unit.name)).map(|()| id)
}

/// What the unit and its people registered and no closed meeting has voted on.
fn proposals(conn: &mut Connection, year: Year, unit: &UnitName, of: &[Attendee]) -> AppResult<Vec<NewLine>> {
    let mut subjects: Vec<SubjectId> = of.iter().map(|it| it.person.into()).collect();
    subjects.push(unit.id.into());
    let voted: HashSet<_> = store::voted(conn, year, unit.id)?.into_iter().collect();
    let mut registered: Vec<_> = store::accepted(conn, year, &subjects)?.into_iter().collect();
    registered.retain(|(key, _)| !voted.contains(key));
    registered.sort_by_key(|(_, id)| *id);
    let line = |((subject, award), registration): ((SubjectId, AwardCode), RegistrationId)| NewLine {
        subject,
        award,
        registration: Some(registration),
        agree: 0,
        disagree: 0,
    };
    Ok(registered.into_iter().map(line).collect())
}

/// Nobody has met tomorrow, nor before the year began.
fn check_day(tx: &Tx, year: Year, held_on: chrono::NaiveDate) -> AppResult<()> {
    if held_on > tx.today {
        let today = format_date(tx.today);
        return Err(FieldErrors::one("held_on", format!("Ngày họp sau hôm nay ({today}). Nhập ngày đã họp.")).into());
    }
    if held_on < year.start() {
        let words = format!("Ngày họp trước năm thi đua {year}. Kiểm tra lại ngày.");
        return Err(FieldErrors::one("held_on", words).into());
    }
    Ok(())
}

/// Saves what was typed of a meeting that is not closed.
///
/// # Errors
/// `Fields` at whatever contradicts the unit or the number of those present.
pub fn change(tx: &mut Tx, seen: Seen, new: &Minutes) -> AppResult<()> {
    let before = find_open(tx, seen)?;
    check_day(tx, before.year, new.held_on)?;
    let mut errors = FieldErrors::default();
    let mut attendees = members(tx.conn, before.unit, new.held_on)?;
    mark_absent(&mut attendees, new, &mut errors);
    let chair = seat(&attendees, "chair", &new.chair_code, new.held_on, &mut errors);
    let secretary = seat(&attendees, "secretary", &new.secretary_code, new.held_on, &mut errors);
    if chair.is_some() && chair == secretary {
        errors.add("secretary", "Thư ký phải khác chủ trì. Chọn người khác.");
    }
    let lines = checked_lines(tx, &before, &attendees, new, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    if !store::update(tx, seen, new, chair, secretary)? {
        return Err(stale(tx, seen.id));
    }
    store::put_attendance(tx, seen.id, &attendees)?;
    store::put_lines(tx, seen.id, &lines)?;
    tx.audit(
        Event::new(EventKind::UnitMeetingChanged, Object::UnitMeeting(seen.id))
            .because(format!("Có mặt {}/{}, {} đề nghị.", present(&attendees), attendees.len(), lines.len()))
            .changed("held_on", before.held_on, new.held_on)
            .changed("place", &before.place, &new.place)
            .changed("conclusion", &before.conclusion, &new.conclusion),
    )
}

fn mark_absent(attendees: &mut [Attendee], new: &Minutes, errors: &mut FieldErrors) {
    let day = format_date(new.held_on);
    for (code, reason) in &new.absent {
        match attendees.iter_mut().find(|it| it.code == *code) {
            Some(attendee) => {
                attendee.is_present = false;
                attendee.reason.clone_from(reason);
            }
            None => errors.add("attendance", format!("{code} không thuộc đơn vị vào ngày {day}. Bỏ dấu vắng.")),
        }
    }
}

/// Who chairs or writes: one of those present.
fn seat(
    attendees: &[Attendee],
    field: &str,
    code: &str,
    day: chrono::NaiveDate,
    errors: &mut FieldErrors,
) -> Option<PersonId> {
    if code.is_empty() {
        return None;
    }
    match attendees.iter().find(|it| it.code == code) {
        Some(it) if it.is_present => Some(it.person),
        Some(it) => {
            errors.add(field, format!("{} vắng mặt. Chọn người có mặt.", it.name));
            None
        }
        None => {
            errors.add(field, format!("{code} không thuộc đơn vị vào ngày {}. Chọn người khác.", format_date(day)));
            None
        }
    }
}

fn checked_lines(
    tx: &mut Tx,
    meeting: &Meeting,
    attendees: &[Attendee],
    new: &Minutes,
    errors: &mut FieldErrors,
) -> AppResult<Vec<NewLine>> {
    let mut subjects: HashMap<&str, (SubjectId, SubjectKind)> =
        attendees.iter().map(|it| (it.code.as_str(), (it.person.into(), SubjectKind::Person))).collect();
    subjects.insert(&meeting.unit_code, (meeting.unit.into(), SubjectKind::Unit));
    let ids: Vec<SubjectId> = subjects.values().map(|(id, _)| *id).collect();
    let registered = store::accepted(tx.conn, meeting.year, &ids)?;
    let (there, day) = (present(attendees), format_date(new.held_on));
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    for line in &new.lines {
        let row = line.row;
        let Some((subject, kind)) = subjects.get(line.subject_code.as_str()).copied() else {
            let words = format!("{} không thuộc đơn vị vào ngày {day}. Chọn người khác.", line.subject_code);
            errors.add(format!("code_{row}"), words);
            continue;
        };
        if !line.award.award().takes(kind) {
            let whom = if kind == SubjectKind::Person { "tập thể" } else { "cá nhân" };
            errors.add(format!("award_{row}"), format!("Danh hiệu này dành cho {whom}. Chọn danh hiệu khác."));
        }
        if !seen.insert((subject, line.award)) {
            errors.add(format!("award_{row}"), "Dòng này trùng với một dòng ở trên. Bỏ một dòng.");
        }
        let votes = line.agree + line.disagree;
        if votes > there {
            let words = format!("Có {votes} phiếu mà chỉ {there} người có mặt. Sửa số phiếu hoặc số có mặt.");
            errors.add(format!("agree_{row}"), words);
        }
        lines.push(NewLine {
            subject,
            award: line.award,
            registration: registered.get(&(subject, line.award)).copied(),
            agree: line.agree,
            disagree: line.disagree,
        });
    }
    Ok(lines)
}

/// Takes back a meeting that was recorded by mistake and is not closed.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let before = find_open(tx, seen)?;
    if !store::delete(tx, seen)? {
        return Err(stale(tx, seen.id));
    }
    let words = format!("{}, họp ngày {}.", before.unit_name, format_date(before.held_on));
    tx.audit(Event::new(EventKind::UnitMeetingDiscarded, Object::UnitMeeting(seen.id)).because(words))
}

/// The meeting, unless it has changed since it was read, or is closed.
pub(super) fn find_open(tx: &mut Tx, seen: Seen) -> AppResult<Meeting> {
    let meeting = find(tx.conn, seen.id)?;
    policy::must_see(tx.actor, Act::SeeUnitRecord(meeting.unit))?;
    policy::must(tx.actor, Act::HoldUnitMeeting(meeting.unit))?;
    if meeting.state == State::Closed {
        return Err(AppError::Illegal);
    }
    if meeting.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    years::ops::must_be_open(tx.conn, meeting.year, "held_on")?;
    Ok(meeting)
}

pub(super) fn stale(tx: &mut Tx, id: UnitMeetingId) -> AppError {
    match history::last_act(tx.conn, Object::UnitMeeting(id)) {
        Ok(words) => AppError::Stale(words),
        Err(error) => error,
    }
}

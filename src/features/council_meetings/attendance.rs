//! Who sits in a meeting and how he takes part.

use chrono::NaiveDate;

use super::meeting::Meeting;
use super::ops::{Seen, must, object};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::council::Seat;
use crate::domain::council_meeting::Way;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::councils::ops as councils;
use crate::policy::MeetingAct;

/// The members of a council on a day who vote.
pub fn seated(conn: &mut Connection, council: CouncilId, on: NaiveDate) -> AppResult<Vec<(PersonId, Seat)>> {
    let members = councils::members_on(conn, council, on)?;
    Ok(members.into_iter().filter(|it| it.votes).map(|it| (it.person, it.seat)).collect())
}

/// Gives members their place: on the screen where they have an account.
pub fn seat(conn: &mut Connection, id: CouncilMeetingId, seated: &[(PersonId, Seat)]) -> AppResult<()> {
    let people: Vec<PersonId> = seated.iter().map(|(person, _)| *person).collect();
    let with_account = store::with_account(conn, &people)?;
    let way = |person| if with_account.contains(&person) { Way::Screen } else { Way::Paper };
    let rows: Vec<_> = seated.iter().map(|(person, seat)| (*person, *seat, way(*person))).collect();
    store::insert_members(conn, id, &rows)
}

/// How each member takes part, and why one is absent. Whoever joined or left the council since it was called, joins or
/// leaves the meeting.
///
/// # Errors
/// `Fields` at `way_…` where somebody without an account is to vote on the screen.
pub fn attend(tx: &mut Tx, seen: Seen, ways: &[(PersonId, Way, String)]) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Prepare)?;
    let people: Vec<PersonId> = ways.iter().map(|(person, ..)| *person).collect();
    let with_account = store::with_account(tx.conn, &people)?;
    let mut errors = FieldErrors::default();
    let mut changed = Vec::new();
    for (person, way, reason) in ways {
        let member = meeting.member(*person)?;
        if *way == Way::Screen && !with_account.contains(person) {
            errors.add(format!("way_{person}"), format!("{} chưa có tài khoản. Chọn Bỏ phiếu giấy.", member.name));
        }
        store::set_way(tx.conn, seen.id, *person, *way, reason)?;
        if member.way != *way {
            changed.push(format!("{}: {}", member.name, way.word().to_lowercase()));
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    changed.extend(follow_council(tx.conn, &meeting)?);
    tx.audit(Event::new(EventKind::CouncilAttendanceChanged, object(seen.id)).because(changed.join("; ")))
}

/// Takes out whoever left the council and seats whoever joined it; what changed, in words.
fn follow_council(conn: &mut Connection, meeting: &Meeting) -> AppResult<Vec<String>> {
    let (mut gone, mut changed) = (Vec::new(), Vec::new());
    for member in meeting.members.iter().filter(|it| !meeting.seated.contains(&(it.person, it.seat))) {
        gone.push(member.person);
        changed.push(format!("{} thôi là {}", member.name, member.seat.word().to_lowercase()));
    }
    let is_new = |it: &&(PersonId, Seat)| !meeting.members.iter().any(|member| (member.person, member.seat) == **it);
    let new: Vec<(PersonId, Seat)> = meeting.seated.iter().filter(is_new).copied().collect();
    store::delete_members(conn, meeting.row.id, &gone)?;
    seat(conn, meeting.row.id, &new)?;
    if !new.is_empty() {
        changed.push(format!("thêm {} thành viên theo danh sách Hội đồng", new.len()));
    }
    Ok(changed)
}

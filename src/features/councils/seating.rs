//! Who sits in a council: seating somebody, giving him another seat, ending a seat. Seats that are over are kept; what
//! was entered by mistake may be taken out on the day it was entered, before anything is built on it.

use chrono::NaiveDate;

use super::ops::{Council, Seen, day, must, object};
use super::store::{self, Sitting};
use crate::db::Tx;
use crate::domain::council::{CouncilKind, Seat, Term};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::people;

/// Somebody to sit in a council, by code or full name as typed.
#[derive(Debug, Clone)]
pub struct Seating {
    pub member: String,
    pub seat: Seat,
    pub votes: bool,
    pub from: NaiveDate,
}

/// Another seat for somebody who sits there.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    pub seat: Seat,
    pub votes: bool,
    pub from: NaiveDate,
}

/// Seats somebody from a day on.
///
/// # Errors
/// `Fields` where nobody is meant or he was not on the staff that day, where he sits there already or the one seat is
/// taken, and for a day on which the council does not work.
pub fn seat(tx: &mut Tx, seen: Seen, new: &Seating) -> AppResult<()> {
    let council = must(tx, seen)?;
    let mut errors = FieldErrors::default();
    let person = people::ops::meant(tx.conn, "member", &new.member, new.from, &mut errors)?;
    if let Some(person) = person
        && people::ops::membership_on(tx.conn, person, new.from)?.is_none()
    {
        let day = format_date(new.from);
        errors.add("member", format!("Ngày {day} người này không công tác ở cơ quan. Sửa người hoặc ngày."));
    }
    let term = Term { first: new.from, last: None };
    let sittings = store::sittings(tx.conn, seen.id)?;
    check_place(&council, new.seat, new.votes, term, "starts_on", &mut errors);
    check_others(council.kind, &sittings, None, (person, new.seat, term), ["member", "seat"], &mut errors);
    let person = errors.or(person)?;
    store::insert_seat(tx, seen.id, person, Change { seat: new.seat, votes: new.votes, from: new.from }, None)?;
    let code = people::ops::code_of(tx.conn, person)?;
    let what = words(council.kind, &code, new.seat, new.votes);
    tx.audit(
        Event::new(EventKind::CouncilSeatGiven, object(seen.id))
            .because(format!("{what}, từ {}", format_date(new.from))),
    )
}

/// Gives somebody another seat from a day on; the one he had ends the day before.
///
/// # Errors
/// As [`seat`]; `Fields` also where nothing changes, or his seat begins only then or was over.
pub fn change(tx: &mut Tx, seen: Seen, id: CouncilSeatId, new: Change) -> AppResult<()> {
    let council = must(tx, seen)?;
    let sittings = store::sittings(tx.conn, seen.id)?;
    let sitting = of(&sittings, id)?;
    let mut errors = FieldErrors::default();
    let began = format_date(sitting.starts_on);
    if new.from <= sitting.starts_on {
        errors.add("starts_on", format!("Đổi vị trí phải sau ngày bắt đầu ({began}). Nhập ngày sau."));
    } else if sitting.term().is_over_on(new.from) {
        errors.add("starts_on", "Ngày đó người này đã thôi tham gia. Nhập ngày trước, hoặc cử lại.");
    }
    if (sitting.seat, sitting.votes) == (new.seat, new.votes) {
        errors.add("seat", "Vị trí chưa đổi. Chọn vị trí khác.");
    }
    let term = Term { first: new.from, last: sitting.ends_on };
    check_place(&council, new.seat, new.votes, term, "starts_on", &mut errors);
    let meant = (Some(sitting.person), new.seat, term);
    check_others(council.kind, &sittings, Some(id), meant, ["starts_on", "seat"], &mut errors);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::end_seat(tx.conn, id, new.from.pred_opt())?;
    store::insert_seat(tx, seen.id, sitting.person, new, sitting.ends_on)?;
    let what = words(council.kind, &sitting.code, new.seat, new.votes);
    tx.audit(
        Event::new(EventKind::CouncilSeatChanged, object(seen.id))
            .because(format!("{what}, từ {}", format_date(new.from)))
            .changed("seat", sitting.seat.word_in(council.kind), new.seat.word_in(council.kind))
            .changed("votes", sitting.votes, new.votes),
    )
}

/// Says which was somebody's last day in the council; `None` takes back a last day that was entered wrongly.
///
/// # Errors
/// `Fields` for a day before he began or outside the council's term, or where he would then sit there twice.
pub fn end_seat(tx: &mut Tx, seen: Seen, id: CouncilSeatId, last: Option<NaiveDate>) -> AppResult<()> {
    let council = must(tx, seen)?;
    let sittings = store::sittings(tx.conn, seen.id)?;
    let sitting = of(&sittings, id)?;
    let term = Term { last, ..sitting.term() };
    let mut errors = FieldErrors::default();
    let began = format_date(sitting.starts_on);
    match last {
        None if sitting.ends_on.is_none() => {
            errors.add("last_day", "Chưa nhập ngày cuối tham gia. Nhập ngày/tháng/năm.");
        }
        Some(day) if day < sitting.starts_on => {
            errors.add("last_day", format!("Ngày cuối trước ngày bắt đầu ({began}). Nhập ngày sau."));
        }
        Some(day) if !council.term().holds(day) => errors.add("last_day", outside(&council)),
        _ => {
            let meant = (Some(sitting.person), sitting.seat, term);
            check_others(council.kind, &sittings, Some(id), meant, ["last_day"; 2], &mut errors);
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::end_seat(tx.conn, id, last)?;
    let what = words(council.kind, &sitting.code, sitting.seat, sitting.votes);
    tx.audit(Event::new(EventKind::CouncilSeatEnded, object(seen.id)).because(what).changed(
        "ends_on",
        day(sitting.ends_on),
        day(last),
    ))
}

/// Takes out a seat that was entered by mistake today.
///
/// # Errors
/// `Illegal` on a later day: then it is ended, and stays.
pub fn remove(tx: &mut Tx, seen: Seen, id: CouncilSeatId) -> AppResult<()> {
    let council = must(tx, seen)?;
    let sittings = store::sittings(tx.conn, seen.id)?;
    let sitting = of(&sittings, id)?;
    if sitting.entered_on != tx.today {
        return Err(AppError::Illegal);
    }
    store::delete_seat(tx.conn, id)?;
    let what = words(council.kind, &sitting.code, sitting.seat, sitting.votes);
    tx.audit(Event::new(EventKind::CouncilSeatRemoved, object(seen.id)).because(what))
}

/// That the council has such a seat, and works then.
fn check_place(council: &Council, seat: Seat, votes: bool, term: Term, field: &str, errors: &mut FieldErrors) {
    if !council.kind.seats().contains(&seat) {
        errors.add("seat", format!("{} không có vị trí này. Chọn vị trí khác.", council.kind));
    }
    if !votes && seat != Seat::Secretary {
        errors.add("records_only", "Chỉ Ủy viên thư ký có thể không biểu quyết. Bỏ đánh dấu, hoặc chọn vị trí đó.");
    }
    if !council.term().holds(term.first) {
        errors.add(field, outside(council));
    }
}

fn outside(council: &Council) -> String {
    format!("Ngày ngoài thời gian hoạt động của hội đồng ({}). Nhập ngày khác.", council.term().words())
}

/// That nobody sits twice at a time, and two never on the one seat; told at the field of the person and that of the seat.
fn check_others(
    kind: CouncilKind,
    sittings: &[Sitting],
    except: Option<CouncilSeatId>,
    (person, seat, term): (Option<PersonId>, Seat, Term),
    [at_person, at_seat]: [&str; 2],
    errors: &mut FieldErrors,
) {
    let others = || sittings.iter().filter(|it| Some(it.id) != except && it.term().overlaps(term));
    if let Some(same) = others().find(|it| Some(it.person) == person) {
        let (name, seat, days) = (&same.name, same.seat.word_in(kind), same.term().words());
        errors.add(at_person, format!("{name} đã là {seat} ({days}). Đổi vị trí ở dòng của người đó."));
    }
    if let Some(taken) = others().find(|it| kind.has_one(seat) && it.seat == seat && Some(it.person) != person) {
        let (name, seat) = (&taken.name, seat.word_in(kind));
        errors.add(at_seat, format!("Đã có {seat}: {name}. Ghi ngày thôi tham gia của người đó trước."));
    }
}

fn of(sittings: &[Sitting], id: CouncilSeatId) -> AppResult<&Sitting> {
    sittings.iter().find(|it| it.id == id).ok_or(AppError::NotFound)
}

/// "VP-010, Ủy viên thư ký, không biểu quyết".
fn words(kind: CouncilKind, code: &str, seat: Seat, votes: bool) -> String {
    format!("{code}, {}{}", seat.word_in(kind), if votes { "" } else { ", không biểu quyết" })
}

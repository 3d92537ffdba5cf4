//! What stands in somebody's calendar: the days of the year, what he is to read and to mend, and how much waits for
//! his agreement until when. Nobody else's name.

use chrono::NaiveDate;

use super::store;
use crate::db::Connection;
use crate::domain::ics::DayEvent;
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::{conferences, years};
use crate::policy::{self, Act, Actor};
use crate::web::waiting::{Pile, Waiting};

/// All of them, in a fixed number of reads.
pub fn of(conn: &mut Connection, actor: &Actor, today: NaiveDate) -> AppResult<Vec<DayEvent>> {
    let mut events = Vec::new();
    if policy::may(actor, Act::SeeResults) {
        let year = years::ops::current(conn, today)?;
        events.extend(of_year(conn, year)?);
    }
    if let Some(person) = actor.person {
        let (unit, is_head) = (actor.unit.unwrap_or(UnitId::NONE), actor.is(Role::UnitHead));
        for (id, kind, number, day) in store::to_read(conn, person, unit, is_head)? {
            let name = format!("{} {number}", kind.word());
            events.push(event(format!("document-{id}"), day, format!("Hạn đọc văn bản: {}", name.trim_end())));
        }
    }
    events.extend(waiting(&Waiting::of(conn, actor, today)?));
    events.sort_by_key(|event| event.day);
    Ok(events)
}

fn event(uid: String, day: NaiveDate, summary: String) -> DayEvent {
    DayEvent { uid: format!("{uid}@thidua"), day, summary }
}

/// Registration, the agency's other days, and the conferences.
fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<DayEvent>> {
    let dates = match years::ops::dates(conn, year) {
        Ok(dates) => dates,
        Err(AppError::NotFound) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let mut events = Vec::new();
    if let Some(day) = dates.registration_opens_on {
        events.push(event(format!("opens-{year}"), day, format!("Bắt đầu đăng ký thi đua năm {year}")));
    }
    let due = dates.registration_due_on;
    events.push(event(format!("register-{year}"), due, format!("Hạn đăng ký thi đua năm {year}")));
    for date in years::ops::key_dates(&dates) {
        if let Some(day) = date.due_on {
            events.push(event(format!("date-{year}-{}", date.code), day, date.text.to_owned()));
        }
    }
    for it in conferences::ops::of_year(conn, year)? {
        events.push(event(format!("conference-{}", it.id), it.held_on.unwrap_or(it.planned_on), it.title));
    }
    Ok(events)
}

/// One event for each pile with a day: the first that is due in it.
fn waiting(w: &Waiting) -> Vec<DayEvent> {
    let piles: [(&str, Pile, &str); 9] = [
        ("registrations-returned", w.registrations_returned, "Sửa {} đăng ký được trả lại"),
        ("dossiers-returned", w.dossiers_returned, "Sửa {} hồ sơ được trả lại"),
        ("initiatives-returned", w.initiatives_returned, "Sửa {} sáng kiến được trả lại"),
        ("registrations-to-agree", w.registrations_to_agree, "Duyệt {} đăng ký của đơn vị"),
        ("dossiers-to-agree", w.dossiers_to_agree, "Duyệt {} hồ sơ của đơn vị"),
        ("initiatives-to-agree", w.initiatives_to_agree, "Xác nhận {} sáng kiến của đơn vị"),
        ("registrations-to-verify", w.registrations_to_verify, "Thẩm định {} đăng ký"),
        ("dossiers-to-verify", w.dossiers_to_verify, "Thẩm định {} hồ sơ"),
        ("initiatives-to-verify", w.initiatives_to_verify, "Ghi kết quả {} sáng kiến"),
    ];
    let of_pile = |(code, pile, words): (&str, Pile, &str)| {
        let day = pile.due.filter(|_| pile.count > 0)?;
        Some(event(format!("waiting-{code}"), day, words.replace("{}", &pile.count.to_string())))
    };
    piles.into_iter().filter_map(of_pile).collect()
}

//! Where each person belonged, and as what, from day to day: an unbroken row of memberships, of which the last
//! is repeated beside the person for lists and rights.
//!
//! A transfer is recorded on its first day or later, never ahead: rights follow the unit that stands beside the
//! person, and nobody would be there to change it when the day comes. A last day may be noted ahead.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::NewPerson;
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::schema::{memberships, people};

/// Where a person belonged on a day, and as what.
#[derive(Debug, Clone, Queryable)]
pub struct Membership {
    pub unit: UnitId,
    pub position: String,
}

/// The membership of a day; `None` before joining and after leaving.
pub fn membership_on(conn: &mut Connection, person: PersonId, day: NaiveDate) -> AppResult<Option<Membership>> {
    Ok(memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)))
        .order(memberships::from_date.desc())
        .select((memberships::unit_id, memberships::position))
        .first(conn)
        .optional()?)
}

/// A new unit, a new position, or both, from a day on.
#[derive(Debug, Clone)]
pub struct Transfer {
    pub unit: UnitId,
    pub position: String,
    pub from: NaiveDate,
}

/// Ends the open membership the day before and begins a new one; the same day again corrects what was entered.
///
/// # Errors
/// `Fields` when the day is to come, lies before the last membership, or after the last day of service.
pub fn transfer(tx: &mut Tx, id: PersonId, to: &Transfer) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let person = store::find(tx.conn, id)?;
    let last = last_of(tx.conn, id)?;
    check_transfer(tx.today, &last, person.left_on, to)?;
    if to.from == last.from {
        let same = memberships::table.find(last.id);
        let corrected = (memberships::unit_id.eq(to.unit), memberships::position.eq(&to.position));
        diesel::update(same).set(corrected).execute(tx.conn)?;
    } else {
        end(tx.conn, last.id, to.from.pred_opt())?;
        insert(tx.conn, id, to, person.left_on)?;
    }
    diesel::update(people::table.find(id))
        .set((people::unit_id.eq(to.unit), people::position.eq(&to.position)))
        .execute(tx.conn)?;
    tx.audit(
        Event::new(EventKind::PersonTransferred, Object::Person(id))
            .because(format!("Từ ngày {}.", date::format_date(to.from)))
            .changed("unit_id", last.unit, to.unit)
            .changed("position", &last.position, &to.position),
    )
}

/// Notes the last day of service; `None` takes back a last day that was noted wrongly.
///
/// # Errors
/// `Fields` when the last membership begins only after that day, or there is no last day to take back.
pub fn leave(tx: &mut Tx, id: PersonId, last_day: Option<NaiveDate>) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepPeople)?;
    let person = store::find(tx.conn, id)?;
    let last = last_of(tx.conn, id)?;
    if last_day.is_none() && person.left_on.is_none() {
        return Err(FieldErrors::one("left_on", "Chưa nhập ngày nghỉ. Nhập ngày/tháng/năm, ví dụ 05/09/2014.").into());
    }
    if last_day.is_some_and(|day| day < last.from) {
        let from = date::format_date(last.from);
        let message = format!("Ngày nghỉ trước ngày bắt đầu chức vụ hiện tại ({from}). Nhập ngày từ đó trở đi.");
        return Err(FieldErrors::one("left_on", message).into());
    }
    end(tx.conn, last.id, last_day)?;
    diesel::update(people::table.find(id)).set(people::left_on.eq(last_day)).execute(tx.conn)?;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    tx.audit(Event::new(EventKind::PersonLeft, Object::Person(id)).changed(
        "left_on",
        day(person.left_on),
        day(last_day),
    ))
}

/// The first membership, which begins with the person.
pub(super) fn begin(conn: &mut Connection, id: PersonId, new: &NewPerson) -> AppResult<()> {
    let first = Transfer { unit: new.unit, position: new.position.clone(), from: new.joined_on };
    insert(conn, id, &first, new.left_on)
}

/// Moves the beginning of the first membership with the first day of service.
pub(super) fn begin_on(conn: &mut Connection, id: PersonId, before: NaiveDate, day: NaiveDate) -> AppResult<()> {
    let first = memberships::table.filter(memberships::person_id.eq(id)).filter(memberships::from_date.eq(before));
    let until: Option<NaiveDate> = first.select(memberships::to_date).first(conn).optional()?.flatten();
    if let Some(until) = until.filter(|until| *until < day) {
        let until = date::format_date(until);
        let message = format!("Ngày vào sau khi chức vụ đầu tiên đã kết thúc ({until}). Nhập ngày trước đó.");
        return Err(FieldErrors::one("joined_on", message).into());
    }
    diesel::update(first).set(memberships::from_date.eq(day)).execute(conn)?;
    Ok(())
}

#[derive(Queryable)]
struct Last {
    id: MembershipId,
    unit: UnitId,
    position: String,
    from: NaiveDate,
}

fn last_of(conn: &mut Connection, id: PersonId) -> AppResult<Last> {
    Ok(memberships::table
        .filter(memberships::person_id.eq(id))
        .order(memberships::from_date.desc())
        .select((memberships::id, memberships::unit_id, memberships::position, memberships::from_date))
        .first(conn)?)
}

fn check_transfer(today: NaiveDate, last: &Last, left_on: Option<NaiveDate>, to: &Transfer) -> AppResult<()> {
    let message = if to.from > today {
        "Ngày này chưa đến. Ghi điều động từ ngày có hiệu lực trở đi.".to_owned()
    } else if to.from < last.from {
        let from = date::format_date(last.from);
        format!("Chức vụ hiện tại bắt đầu từ {from}. Nhập ngày từ đó trở đi.")
    } else if let Some(left_on) = left_on.filter(|left_on| *left_on < to.from) {
        format!("Cán bộ đã nghỉ từ sau ngày {}. Sửa ngày nghỉ trước khi điều động.", date::format_date(left_on))
    } else if to.from != last.from && to.unit == last.unit && to.position == last.position {
        return Err(
            FieldErrors::one("position", "Đơn vị và chức vụ như cũ. Chọn đơn vị khác hoặc nhập chức vụ mới.").into()
        );
    } else {
        return Ok(());
    };
    Err(FieldErrors::one("from_date", message).into())
}

fn insert(conn: &mut Connection, id: PersonId, it: &Transfer, until: Option<NaiveDate>) -> AppResult<()> {
    diesel::insert_into(memberships::table)
        .values((
            memberships::person_id.eq(id),
            memberships::unit_id.eq(it.unit),
            memberships::position.eq(&it.position),
            memberships::from_date.eq(it.from),
            memberships::to_date.eq(until),
        ))
        .execute(conn)?;
    Ok(())
}

fn end(conn: &mut Connection, id: MembershipId, day: Option<NaiveDate>) -> AppResult<()> {
    diesel::update(memberships::table.find(id)).set(memberships::to_date.eq(day)).execute(conn)?;
    Ok(())
}

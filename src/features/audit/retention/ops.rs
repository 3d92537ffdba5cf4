//! Setting the time, and forgetting what is older.

use std::ops::RangeInclusive;

use chrono::{Months, NaiveDateTime};
use diesel::prelude::*;

use crate::audit_chain::{self, Seal};
use crate::db::{Connection, Db, Tx};
use crate::domain::date::format_date_time;
use crate::domain::event::{ACCESS, Event, EventKind, Object};
use crate::domain::number::format_whole;
use crate::error::AppResult;
use crate::policy::{self, Act, Actor};
use crate::schema::{audit_entries as entry, forgotten_audit_entries as forgotten, retention as row};
use crate::web::history;

/// In months; the shortest is written in the database too.
pub const BOUNDS: RangeInclusive<i64> = 12..=120;
const USUAL_MONTHS: i64 = 24;
/// So many are forgotten at once, so that nobody waits for it.
const AT_ONCE: i64 = 2_000;

/// How many months access is kept.
pub fn access_months(conn: &mut Connection) -> AppResult<i64> {
    Ok(row::table.select(row::access_months).first(conn).optional()?.unwrap_or(USUAL_MONTHS))
}

/// Sets the time, in the version that was read.
pub fn change(tx: &mut Tx, seen: i64, months: i64) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    history::must_be_at(tx.conn, Object::Retention, seen)?;
    let before = access_months(tx.conn)?;
    diesel::replace_into(row::table).values((row::id.eq(1), row::access_months.eq(months))).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::RetentionChanged, Object::Retention).changed("access_months", before, months))
}

/// Forgets all that is older than what was set. Its place in the chain stays.
pub fn forget(db: &Db) -> AppResult<()> {
    while db.read_now(|conn| Ok(!old(conn, db.clock.now().naive_utc())?.is_empty()))? {
        db.write_now(&Actor::machine(), forget_some)?;
    }
    Ok(())
}

fn forget_some(tx: &mut Tx) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    let old = old(tx.conn, tx.now.naive_utc())?;
    let rows: Vec<(i64, NaiveDateTime, String)> = entry::table
        .filter(entry::id.eq_any(&old))
        .order(entry::id)
        .select((entry::id, entry::at, entry::hash))
        .load(tx.conn)?;
    let forgotten_by = audit_chain::head(tx.conn)?.id + 1;
    let mut seal = Seal::default();
    for (id, at, hash) in &rows {
        seal.add(*id, hash);
        let link = (forgotten::id.eq(id), forgotten::at.eq(at), forgotten::hash.eq(hash));
        diesel::insert_into(forgotten::table)
            .values((link, forgotten::forgotten_by.eq(forgotten_by)))
            .execute(tx.conn)?;
    }
    diesel::delete(entry::table.filter(entry::id.eq_any(&old))).execute(tx.conn)?;
    let until = rows.iter().map(|(_, at, _)| *at).max();
    let until = until.map_or_else(String::new, |at| format_date_time(at.and_utc()));
    let said = format!("{} dòng, đến lúc {until}.", format_whole(old.len() as i64));
    let event = Event::new(EventKind::AccessForgotten, Object::Retention).because(said);
    tx.audit(event.changed(audit_chain::FORGOTTEN, "", seal.close()))
}

/// The first of those that are too old.
fn old(conn: &mut Connection, now: NaiveDateTime) -> AppResult<Vec<i64>> {
    let months = u32::try_from(access_months(conn)?).unwrap_or(u32::MAX);
    let Some(limit) = now.checked_sub_months(Months::new(months)) else { return Ok(Vec::new()) };
    // A year by the clock of the history, should that of the machine have been set ahead; and the last entry carries on.
    let last: Option<(i64, NaiveDateTime)> =
        entry::table.order(entry::id.desc()).select((entry::id, entry::at)).first(conn).optional()?;
    let Some((last, at)) = last else { return Ok(Vec::new()) };
    let year = at.checked_sub_months(Months::new(12)).unwrap_or(NaiveDateTime::MIN);
    Ok(entry::table
        .filter(entry::at.lt(limit.min(year)))
        .filter(entry::id.lt(last))
        .filter(entry::event.eq_any(ACCESS))
        .order((entry::at, entry::id))
        .select(entry::id)
        .limit(AT_ONCE)
        .load(conn)?)
}

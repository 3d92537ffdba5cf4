//! Recording a higher level, and taking the record back.

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::InitiativeId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::initiatives::ops::{Found, Recognition, Seen, find_seen};
use crate::features::initiatives::told;
use crate::policy::{self, Act};

pub use super::store::{Content, Raise};

/// The recognitions by higher levels, the newest first, also those taken back.
pub fn of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Raise>> {
    store::of(conn, id)
}

/// Records that a higher level recognised it. From then on it counts at that level.
///
/// # Errors
/// `Fields` at `level` when it is not above the level in force, at `decided_on` when the day has not come or lies
/// before the recognition in force.
pub fn raise(tx: &mut Tx, seen: Seen, new: &Content) -> AppResult<()> {
    let it = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RaiseInitiative(&it.facts))?;
    let before = recognition(&it)?;
    check(tx, before, new)?;
    store::insert(tx, it.id, before, new)?;
    let after = Recognition { level: new.level, decision_no: new.decision_no.clone(), recognised_on: new.decided_on };
    put_in_force(tx, seen, EventKind::InitiativeRaised, before, &after, "")?;
    told::all_authors(tx, &it, &format!("đã được công nhận {}", new.level.word().to_lowercase()))
}

/// Takes back the highest record, entered by mistake or revoked by the higher level. The level before it comes back.
///
/// # Errors
/// `NotFound` when no higher level is in force.
pub fn withdraw(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let it = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RaiseInitiative(&it.facts))?;
    let last = store::of(tx.conn, it.id)?.into_iter().find(Raise::is_in_force).ok_or(AppError::NotFound)?;
    let before = recognition(&it)?;
    store::withdraw(tx, last.id, reason)?;
    put_in_force(tx, seen, EventKind::InitiativeRaiseWithdrawn, before, &last.before, reason)?;
    let level = last.content.level.word().to_lowercase();
    told::all_authors(tx, &it, &format!("không còn ghi nhận công nhận {level}: {reason}"))
}

fn recognition(it: &Found) -> AppResult<&Recognition> {
    it.recognition.as_ref().ok_or(AppError::NotFound)
}

fn check(tx: &Tx, before: &Recognition, new: &Content) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if new.level <= before.level {
        let level = before.level.word().to_lowercase();
        errors.add("level", format!("Sáng kiến đã được công nhận {level}. Chọn cấp cao hơn."));
    }
    let today = format_date(tx.today);
    if new.decided_on > tx.today {
        errors.add("decided_on", format!("Ngày quyết định chưa tới. Nhập ngày không sau hôm nay, {today}."));
    } else if new.decided_on < before.recognised_on {
        let day = format_date(before.recognised_on);
        let said = format!("Sáng kiến được công nhận {} ngày {day}. Nhập ngày từ đó trở đi.", before.level);
        errors.add("decided_on", said);
    }
    Ok(errors.or(Some(()))?)
}

fn put_in_force(
    tx: &mut Tx,
    seen: Seen,
    kind: EventKind,
    before: &Recognition,
    after: &Recognition,
    reason: &str,
) -> AppResult<()> {
    store::put_in_force(tx, seen, after)?;
    let words = if reason.is_empty() { after.to_string() } else { format!("{reason} Trở lại: {after}") };
    let day = |day: NaiveDate| day.to_string();
    tx.audit(
        Event::new(kind, Object::Initiative(seen.id))
            .because(words)
            .changed("level", before.level, after.level)
            .changed("decision_no", &before.decision_no, &after.decision_no)
            .changed("recognised_on", day(before.recognised_on), day(after.recognised_on)),
    )
}

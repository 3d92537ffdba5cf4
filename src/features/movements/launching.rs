//! Launching a movement, once, and what a leader may do with it afterwards: amend it with a reason, cancel it.

use chrono::NaiveDate;

use super::ops::{Content, Movement, Seen, find, take, told};
use super::{parts, store};
use crate::db::{Connection, Tx};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::movement::State;
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{notices, years};
use crate::policy::{self, Act};

/// What a draft still lacks before it can be launched: field, and what to do.
pub fn lacking(conn: &mut Connection, movement: &Movement) -> AppResult<FieldErrors> {
    let mut lacking = FieldErrors::default();
    if movement.content.aims.is_empty() {
        lacking.add("aims", "Chưa có mục tiêu. Ghi mục tiêu ở phần Nội dung chung.");
    }
    if parts::tasks_of(conn, movement.id)?.is_empty() {
        lacking.add("tasks", "Chưa có nhiệm vụ cụ thể. Ghi ít nhất một nhiệm vụ.");
    }
    Ok(lacking)
}

/// Launches a movement, once: every unit of the day, or every chosen one, takes part from now on.
///
/// # Errors
/// `Stale`, saying who launched it, the second time. `Fields` when a part is missing, its time is over, or a chosen unit
/// has ended since; `leave_out` goes on without those.
pub fn launch(tx: &mut Tx, seen: Seen, leave_out: bool) -> AppResult<()> {
    policy::must(tx.actor, Act::LaunchMovements)?;
    let movement = find(tx.conn, seen.id)?;
    if movement.state != State::Draft {
        return Err(AppError::Stale(launched_words(&movement)));
    }
    years::ops::must_be_open(tx.conn, movement.content.year, "launch")?;
    take(tx, seen, State::Draft, "launch")?;
    let mut errors = lacking(tx.conn, &movement)?;
    if movement.content.ends_on < tx.today {
        let end = format_date(movement.content.ends_on);
        errors.add("launch", format!("Phong trào kết thúc ngày {end}, đã qua. Sửa thời gian trước khi phát động."));
    }
    settle_units(tx, &movement, leave_out, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    store::set_launched(tx, seen.id)?;
    let units = parts::count_units(tx.conn, seen.id)?;
    let what = format!("{}, {units} đơn vị tham gia.", movement.content.name);
    let told = format!("Phát động phong trào: {}.", movement.content.name);
    notices::ops::tell(tx, Audience::Everyone, told, Object::Movement(seen.id))?;
    tx.audit(Event::new(EventKind::MovementLaunched, Object::Movement(seen.id)).because(what))
}

/// "Đồng chí Trần Văn A vừa phát động phong trào lúc 08:10 15/01/2014."
fn launched_words(movement: &Movement) -> String {
    match (movement.state, movement.launched_at) {
        (State::Cancelled, _) => format!("Phong trào đã hủy: {}.", movement.cancelled_because),
        (_, Some(at)) => {
            let at = format_date_time(at.and_utc());
            format!("Đồng chí {} đã phát động phong trào này lúc {at}.", movement.launched_name)
        }
        (_, None) => "Phong trào này đã được phát động.".to_owned(),
    }
}

/// Who takes part: those chosen that still exist, or all of today.
fn settle_units(tx: &mut Tx, movement: &Movement, leave_out: bool, errors: &mut FieldErrors) -> AppResult<()> {
    if !movement.units_chosen {
        store::add_all_units(tx.conn, movement.id, tx.today)?;
    }
    let gone = store::gone_units(tx.conn, movement.id, tx.today)?;
    if !gone.is_empty() && leave_out {
        let ids: Vec<UnitId> = gone.iter().map(|(id, ..)| *id).collect();
        store::leave_out(tx.conn, movement.id, &ids)?;
    } else {
        for (_, name, dissolved_on) in &gone {
            let words = match dissolved_on {
                Some(day) => format!("{name} đã giải thể ngày {}.", format_date(*day)),
                None => format!("{name} chưa thành lập."),
            };
            errors.add("leave_out", format!("{words} Đánh dấu bỏ đơn vị này khi phát động, hoặc sửa danh sách."));
        }
    }
    if parts::count_units(tx.conn, movement.id)? == 0 {
        errors.add("units", "Không còn đơn vị nào tham gia. Chọn lại đơn vị.");
    } else if gone.is_empty() || leave_out {
        for (content, unit) in parts::tasks_of_others(tx.conn, movement.id)? {
            errors.add("tasks", format!("Nhiệm vụ “{content}” giao cho {unit}, không tham gia. Sửa nhiệm vụ."));
        }
    }
    Ok(())
}

/// What a leader changes of a launched movement.
#[derive(Debug, Clone)]
pub struct Amendment {
    pub document_number: String,
    pub ends_on: NaiveDate,
    pub aims: String,
    pub reason: String,
}

/// Changes a launched movement, with the reason.
///
/// # Errors
/// `Fields` when it would end before it begins, or nothing would change.
pub fn amend(tx: &mut Tx, seen: Seen, new: &Amendment) -> AppResult<()> {
    policy::must(tx.actor, Act::LaunchMovements)?;
    let before = take(tx, seen, State::Launched, "ends_on")?.content;
    let content = Content {
        document_number: new.document_number.clone(),
        ends_on: new.ends_on,
        aims: new.aims.clone(),
        ..before.clone()
    };
    if content.ends_on < content.starts_on {
        return Err(FieldErrors::one("ends_on", ENDS_BEFORE).into());
    }
    if content == before {
        return Err(FieldErrors::one("ends_on", "Chưa có gì thay đổi. Sửa nội dung cần điều chỉnh.").into());
    }
    store::update(tx.conn, seen.id, &content)?;
    let mut what = Vec::new();
    if content.ends_on != before.ends_on {
        what.push(format!("Kết thúc {} thay cho {}.", format_date(content.ends_on), format_date(before.ends_on)));
    }
    if content.document_number != before.document_number {
        what.push(format!("Văn bản {}.", content.document_number));
    }
    if content.aims != before.aims {
        what.push("Sửa mục tiêu.".to_owned());
    }
    what.push(format!("Lý do: {}", new.reason));
    tx.audit(told(EventKind::MovementAmended, seen.id, &before, &content).because(what.join(" ")))
}

pub const ENDS_BEFORE: &str = "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.";

/// Cancels a movement that was launched by mistake; it stays on the list.
pub fn cancel(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::LaunchMovements)?;
    take(tx, seen, State::Launched, "note")?;
    store::set_cancelled(tx.conn, seen.id, reason)?;
    let told = format!("Đã hủy phong trào: {}.", find(tx.conn, seen.id)?.content.name);
    notices::ops::tell(tx, Audience::Everyone, told, Object::Movement(seen.id))?;
    tx.audit(Event::new(EventKind::MovementCancelled, Object::Movement(seen.id)).because(reason))
}

//! The verbs of publicity periods; those of objections are in [`objections`](super::objections).

use chrono::NaiveDate;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::publicity::State;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::{Ripeness, Seen as SeenDossier};
use crate::features::holidays::ops::{Reckoned, reckon};
use crate::features::{dossiers, holidays, notices, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::objections::{Answer, NewObjection, SeenObjection, answer, raise};
pub use super::store::{Line, Listed, Period, find, lines_of, list};

/// A list that is to be shown.
#[derive(Debug, Clone)]
pub struct Opening {
    pub year: Year,
    pub working_days: u32,
    /// Where else it hangs, such as the notice board.
    pub place: String,
    pub dossiers: Vec<SeenDossier>,
}

/// The period somebody has read, at the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: PublicityId,
    pub version: i64,
}

/// Shows the names from today; objections can be raised until the end of the last working day.
///
/// # Errors
/// `Fields` where the days are fewer than the regulation asks for or nothing is chosen, `Stale` where a dossier has
/// changed since it was read.
pub fn open(tx: &mut Tx, new: &Opening) -> AppResult<PublicityId> {
    policy::must(tx.actor, Act::KeepPublicity)?;
    years::ops::must_not_be_ended(tx.conn, new.year, "working_days")?;
    let reckoned = judge(tx.conn, tx.today, new)?;
    let id = store::insert(tx, new, reckoned.last_day)?;
    let note = format!("Niêm yết đến hết ngày {}", format_date(reckoned.last_day));
    for seen in &new.dossiers {
        let found = dossiers::ops::find(tx.conn, seen.id)?;
        if found.year != new.year {
            let words = format!("{}: hồ sơ của năm khác. Bỏ dòng này.", found.subject_name);
            return Err(FieldErrors::one("lines", words).into());
        }
        dossiers::ops::mark_published(tx, *seen, &note)?;
        store::insert_line(tx.conn, id, seen.id, found.award)?;
    }
    let last_day = format_date(reckoned.last_day);
    let told =
        format!("Niêm yết danh sách đề nghị khen thưởng năm {}, nhận kiến nghị đến hết ngày {last_day}.", new.year);
    notices::ops::tell(tx, Audience::Everyone, told, Object::Publicity(id))?;
    let note = format!("{} hồ sơ, {} ngày làm việc. {note}", new.dossiers.len(), new.working_days);
    tx.audit(Event::new(EventKind::PublicityOpened, Object::Publicity(id)).because(note)).map(|()| id)
}

/// The last day it would be shown, if it may be opened so.
pub fn judge(conn: &mut Connection, today: NaiveDate, new: &Opening) -> AppResult<Reckoned> {
    let asked = Ripeness::on(conn, today)?.publicity_days;
    if i64::from(new.working_days) < asked {
        let words = format!("Quy chế đang áp dụng quy định niêm yết ít nhất {asked} ngày làm việc. Nhập từ {asked}.");
        return Err(FieldErrors::one("working_days", words).into());
    }
    if new.dossiers.is_empty() {
        return Err(FieldErrors::one("lines", "Chọn ít nhất một hồ sơ để niêm yết.").into());
    }
    holidays::ops::reckon(conn, today, new.working_days)
}

/// Shows it for some working days more, while it runs.
pub fn extend(tx: &mut Tx, seen: Seen, working_days: u32, reason: &str) -> AppResult<()> {
    let period = find_open(tx, seen)?;
    let ends_on = reckon(tx.conn, period.ends_on, working_days)?.last_day;
    store::set_ends_on(tx.conn, seen.id, ends_on, period.working_days + i64::from(working_days))?;
    let told = format!("Danh sách niêm yết năm {} được kéo dài đến hết ngày {}.", period.year, format_date(ends_on));
    notices::ops::tell(tx, Audience::Everyone, told, Object::Publicity(seen.id))?;
    tx.audit(Event::new(EventKind::PublicityExtended, Object::Publicity(seen.id)).because(reason).changed(
        "ends_on",
        period.ends_on,
        ends_on,
    ))
}

/// What the minutes of the end say.
#[derive(Debug, Clone)]
pub struct Minutes {
    pub number: String,
    pub conclusion: String,
}

/// Ends it with its minutes: from now on what stands on the list can be decided or sent up.
///
/// # Errors
/// `Fields` at `minutes_no` before the last day has passed, or while an objection has no answer.
pub fn close(tx: &mut Tx, seen: Seen, minutes: &Minutes) -> AppResult<()> {
    let period = find_open(tx, seen)?;
    if let Some(why) = why_not_closed(tx.conn, &period, tx.today)? {
        return Err(FieldErrors::one("minutes_no", why).into());
    }
    store::close(tx, seen.id, minutes)?;
    let note = format!(
        "Biên bản {}, niêm yết từ {} đến hết {}",
        minutes.number,
        format_date(period.opened_on),
        format_date(period.ends_on)
    );
    for line in lines_of(tx.conn, seen.id)? {
        dossiers::ops::mark_publicity_closed(tx, line.dossier, &note)?;
    }
    tx.audit(Event::new(EventKind::PublicityClosed, Object::Publicity(seen.id)).because(&minutes.number).changed(
        "state",
        State::Open,
        State::Closed,
    ))
}

/// Why it cannot be ended yet.
pub fn why_not_closed(conn: &mut Connection, period: &Period, today: NaiveDate) -> AppResult<Option<String>> {
    if today <= period.ends_on {
        let last = format_date(period.ends_on);
        return Ok(Some(format!("Đợt niêm yết còn đến hết ngày {last}. Kết thúc từ ngày hôm sau.")));
    }
    let open = store::open_objections(conn, period.id)?;
    Ok((open > 0).then(|| format!("Còn {open} kiến nghị chưa trả lời. Trả lời hết rồi kết thúc.")))
}

/// One that still runs, in the version that was read.
pub(super) fn find_open(tx: &mut Tx, seen: Seen) -> AppResult<Period> {
    policy::must(tx.actor, Act::KeepPublicity)?;
    let period = find(tx.conn, seen.id)?;
    history::must_be_at(tx.conn, Object::Publicity(seen.id), seen.version)?;
    if period.state != State::Open {
        return Err(AppError::Illegal);
    }
    years::ops::must_not_be_ended(tx.conn, period.year, "minutes_no")?;
    Ok(period)
}

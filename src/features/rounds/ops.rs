//! Whether the round takes a registration, and the verbs of extensions: more time for a person, or for a unit with
//! all its people.

use chrono::NaiveDate;

use super::store::{self, Extendable};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::{notices, years};
use crate::policy::{self, Act};

pub use super::ledger::{Line as LedgerLine, of_subjects as outcomes_of};
pub use super::store::{Extension, extension, extensions};

/// More time to register.
#[derive(Debug, Clone)]
pub struct Granting {
    pub year: Year,
    pub subject_code: String,
    pub until: NaiveDate,
    pub reason: String,
}

/// Refuses a registration outside the round, unless the subject or its unit was given more time.
///
/// # Errors
/// `Fields` at `award_code`.
pub fn must_take(tx: &mut Tx, year: Year, subject: SubjectId, unit: UnitId) -> AppResult<()> {
    let found = years::ops::must_be_open(tx.conn, year, "award_code")?;
    if let Some(opens) = found.registration_opens_on.filter(|opens| tx.today < *opens) {
        let words = format!("Chưa đến ngày bắt đầu đăng ký năm {year} ({}). Đợi đến ngày đó.", format_date(opens));
        return Err(FieldErrors::one("award_code", words).into());
    }
    if is_in_time(tx.conn, year, subject, unit, tx.today)? {
        return Ok(());
    }
    let due = format_date(found.registration_due_on);
    let words = format!("Đã hết hạn đăng ký năm {year} ({due}). Hỏi thường trực hội đồng.");
    Err(FieldErrors::one("award_code", words).into())
}

/// Refuses to take back what was sent once the round has ended.
///
/// # Errors
/// `Fields` at `award_code`.
pub fn must_let_go(tx: &mut Tx, year: Year, subject: SubjectId, unit: UnitId) -> AppResult<()> {
    if is_in_time(tx.conn, year, subject, unit, tx.today)? {
        return Ok(());
    }
    let due = format_date(years::ops::find(tx.conn, year)?.registration_due_on);
    let words = format!("Đã hết hạn đăng ký năm {year} ({due}), không rút được nữa. Hỏi thường trực hội đồng.");
    Err(FieldErrors::one("award_code", words).into())
}

/// Before the last day to register, or within the time given beyond it.
pub fn is_in_time(
    conn: &mut Connection,
    year: Year,
    subject: SubjectId,
    unit: UnitId,
    today: NaiveDate,
) -> AppResult<bool> {
    if today <= years::ops::find(conn, year)?.registration_due_on {
        return Ok(true);
    }
    Ok(store::extended_until(conn, year, [subject, unit.into()])?.is_some_and(|until| today <= until))
}

/// Gives a person, or a unit with all its people, more time to register. What has lapsed makes room for it.
///
/// # Errors
/// `Fields` when the day gives nobody more time, or there is more time already.
pub fn grant(tx: &mut Tx, new: &Granting) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let year = years::ops::must_be_open(tx.conn, new.year, "until")?;
    let subject = subject_of(tx, &new.subject_code)?;
    let first = tx.today.max(year.registration_due_on.succ_opt().unwrap_or(tx.today));
    let last = new.year.next().end();
    if !(first..=last).contains(&new.until) {
        let words = format!("Ngày gia hạn phải từ {} đến {}.", format_date(first), format_date(last));
        return Err(FieldErrors::one("until", words).into());
    }
    store::end_lapsed(tx, new.year, subject.id)?;
    let there = format!("{} đang được gia hạn. Thu hồi lần gia hạn đó trước.", subject.name);
    let id = store::insert(tx, new, subject.id).on_unique("registration_extensions.year", "subject_code", &there)?;
    let words = format!("Hạn đăng ký thi đua năm {} được gia hạn đến hết ngày {}.", new.year, format_date(new.until));
    notices::ops::tell(tx, Audience::of_subject(subject.kind, subject.id), words, Object::RegistrationExtension(id))?;
    let event = Event::new(EventKind::RegistrationExtended, Object::RegistrationExtension(id)).because(&new.reason);
    tx.audit(event.changed("subject_code", "", &new.subject_code).changed("until", "", new.until))
}

fn subject_of(tx: &mut Tx, code: &str) -> AppResult<Extendable> {
    let found = store::extendable(tx.conn, code, tx.today)?;
    let subject = found
        .ok_or_else(|| FieldErrors::one("subject_code", "Không có cán bộ hoặc đơn vị mang mã này. Kiểm tra lại mã."))?;
    if subject.unit_kind == UnitKind::External {
        let words = "Đơn vị ngoài cơ quan không đăng ký thi đua ở đây. Chọn mã khác.";
        return Err(FieldErrors::one("subject_code", words).into());
    }
    Ok(subject)
}

/// Takes the time back, with the reason.
///
/// # Errors
/// `Illegal` when it was taken back already.
pub fn withdraw(tx: &mut Tx, id: RegistrationExtensionId, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let before = store::extension(tx.conn, id)?;
    years::ops::must_not_be_ended(tx.conn, before.year, "note")?;
    if before.withdrawn_on.is_some() {
        return Err(AppError::Illegal);
    }
    store::end(tx, id, reason)?;
    let event = Event::new(EventKind::RegistrationExtensionWithdrawn, Object::RegistrationExtension(id));
    tx.audit(event.because(reason).changed("until", before.until, ""))
}

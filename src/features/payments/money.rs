//! Money after it was paid: an amount that was entered wrongly, and what comes back of what was taken back.

use chrono::NaiveDate;

use super::ops::{Payable, payable};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::event::Object;
use crate::domain::ids::DossierId;
use crate::domain::money::Dong;
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::{Seen, award_name};
use crate::features::funds::ops::{BonusEntry, Voucher};
use crate::features::{dossiers, funds, notices};
use crate::policy::{self, Act};
use crate::web::history;

/// What was really paid.
#[derive(Debug, Clone)]
pub struct Correction {
    pub amount: Dong,
    pub on: NaiveDate,
    pub document_no: String,
    pub reason: String,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Recovery {
    pub amount: Dong,
    pub on: NaiveDate,
    pub document_no: String,
    pub note: String,
}

/// A dossier with its money, in a state in which this can be done with it.
///
/// # Errors
/// `NotFound`, `Illegal` in another state, `Stale` when somebody was quicker.
fn as_seen(conn: &mut Connection, seen: Seen, state: State) -> AppResult<Payable> {
    let found = of(conn, seen.id)?;
    if found.row.version != seen.version {
        return Err(AppError::Stale(history::last_act(conn, Object::Dossier(seen.id))?));
    }
    if found.row.state != state { Err(AppError::Illegal) } else { Ok(found) }
}

/// A dossier that was granted or paid, with its money.
pub fn of(conn: &mut Connection, id: DossierId) -> AppResult<Payable> {
    let row = store::one(conn, id)?;
    payable(conn, vec![row])?.pop().ok_or(AppError::NotFound)
}

/// Puts right what was entered as paid; the difference goes out of the fund or comes back into it.
///
/// # Errors
/// `Fields` at the day, or at an amount that is the same or that the fund does not hold.
pub fn correct(tx: &mut Tx, seen: Seen, it: &Correction) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterPayments)?;
    let found = as_seen(tx.conn, seen, State::Paid)?;
    let was = found.row.paid_amount.unwrap_or_default();
    let mut errors = wrong_day(tx, &found, it.on, "corrected_on");
    if it.amount == was {
        errors.add("amount", format!("Đã ghi {was} đồng. Nhập số tiền khác, hoặc quay lại."));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let source = match found.money.source {
        Some(source) => source,
        None => funds::ops::open_sources(tx.conn)?.first().ok_or(AppError::NotFound)?.id,
    };
    let voucher = Voucher { source, on: it.on, document_no: it.document_no.clone() };
    let difference = BonusEntry {
        dossier: seen.id,
        amount: it.amount - was,
        content: format!("Sửa tiền thưởng theo Quyết định {}", found.row.decision_no),
    };
    funds::ops::correct_bonus(tx, &voucher, &difference, &it.reason)?;
    let note = format!("Từ {was} đồng thành {} đồng. {}", it.amount, it.reason);
    dossiers::ops::mark_paid_corrected(tx, seen, it.amount.amount(), &note)
}

/// Enters what came back, some of it or all, and tells whoever gave it back.
///
/// # Errors
/// `Fields` at the day, or at an amount above what is still due.
pub fn recover(tx: &mut Tx, seen: Seen, it: &Recovery) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterPayments)?;
    let found = as_seen(tx.conn, seen, State::Revoked)?;
    let due = found.money.outstanding();
    let Some(source) = found.money.source.filter(|_| due > Dong::ZERO) else { return Err(AppError::Illegal) };
    let mut errors = wrong_day(tx, &found, it.on, "recovered_on");
    if it.amount > due {
        errors.add("amount", format!("Còn phải thu hồi {due} đồng. Nhập số tiền không quá số này."));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let row = &found.row;
    let by = row.revoked.as_ref().map_or("", |(_, number)| number);
    let voucher = Voucher { source, on: it.on, document_no: it.document_no.clone() };
    let content = format!("Thu hồi tiền thưởng theo Quyết định {by}");
    funds::ops::recover(tx, &voucher, &BonusEntry { dossier: seen.id, amount: it.amount, content }, &it.note)?;
    let left = due - it.amount;
    let note = format!("{} đồng, ngày {}, còn phải thu {left} đồng. {}", it.amount, format_date(it.on), it.note);
    dossiers::ops::mark_recovered(tx, seen, note.trim_end())?;
    let told = format!(
        "Đã ghi thu hồi {} đồng tiền thưởng {} năm {}; còn phải nộp {left} đồng.",
        it.amount,
        award_name(row.award, row.year),
        row.year
    );
    let audience = Audience::of_subject(row.kind, row.subject);
    notices::ops::tell(tx, audience, told, Object::Dossier(seen.id))
}

fn wrong_day(tx: &Tx, found: &Payable, on: NaiveDate, field: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if on > tx.today {
        errors.add(field, "Ngày không được sau hôm nay.");
    } else if let Some(paid_on) = found.row.paid_on.filter(|paid_on| on < *paid_on) {
        errors.add(field, format!("Ngày trước ngày đã chi ({}). Kiểm tra lại ngày.", format_date(paid_on)));
    }
    errors
}

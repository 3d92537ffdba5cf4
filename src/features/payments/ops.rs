//! The verb of payments, and what it will do, which the check page asks beforehand.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Row};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::money::Dong;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::decisions::ops::{LineBonus, bonuses_of_dossiers};
use crate::features::dossiers;
use crate::features::dossiers::ops::Seen;
use crate::policy::{self, Act, Actor};
use crate::web::history;

/// What was paid on a day.
#[derive(Debug, Clone)]
pub struct NewPayment {
    pub paid_on: NaiveDate,
    pub lines: Vec<Paid>,
}

/// The bonus paid with one dossier, in the version that was read.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    pub dossier: Seen,
    pub amount: Dong,
}

/// A dossier of the list with what the law of the day of its decision gives.
#[derive(Debug, Clone)]
pub struct Payable {
    pub row: Row,
    pub bonus: LineBonus,
}

/// What will be entered of a payment, and what will not.
#[derive(Debug, Default)]
pub struct Judged {
    pub lines: Vec<(Payable, Dong)>,
    /// Dossiers that have changed since they were read, and who did what.
    pub left: Vec<(String, String)>,
}

/// What came of several payments at once.
#[derive(Debug, Default)]
pub struct Done {
    pub done: Vec<String>,
    pub left: Vec<(String, String)>,
}

/// Adds to each row what is to be paid.
pub fn payable(conn: &mut Connection, rows: Vec<Row>) -> AppResult<Vec<Payable>> {
    let mut decisions: Vec<DecisionId> = rows.iter().map(|row| row.decision).collect();
    decisions.sort_unstable();
    decisions.dedup();
    let mut bonuses = bonuses_of_dossiers(conn, &decisions)?;
    let with_bonus = |row: Row| Payable { bonus: bonuses.remove(&row.id).unwrap_or_default(), row };
    Ok(rows.into_iter().map(with_bonus).collect())
}

/// Enters what was paid, line by line: one that has changed since it was read is left and said.
///
/// # Errors
/// `Fields` as [`judge`] has them: then nothing is entered.
pub fn pay(tx: &mut Tx, new: &NewPayment) -> AppResult<Done> {
    let Judged { lines, left } = judge(tx.conn, tx.actor, tx.today, new)?;
    let mut done = Done { done: Vec::with_capacity(lines.len()), left };
    for (payable, amount) in lines {
        dossiers::ops::mark_paid(tx, payable.row.seen(), new.paid_on, amount.amount())?;
        done.done.push(payable.row.subject_name);
    }
    Ok(done)
}

/// What entering it will do.
///
/// # Errors
/// `Fields` at the day or at an amount.
pub fn judge(conn: &mut Connection, actor: &Actor, today: NaiveDate, new: &NewPayment) -> AppResult<Judged> {
    policy::must(actor, Act::EnterPayments)?;
    let paid: HashMap<DossierId, Paid> = new.lines.iter().map(|line| (line.dossier.id, *line)).collect();
    let ids: Vec<DossierId> = paid.keys().copied().collect();
    let rows = store::find(conn, &ids)?;
    if rows.len() < ids.len() {
        return Err(AppError::NotFound);
    }
    let mut errors = FieldErrors::default();
    if new.paid_on > today {
        errors.add("paid_on", "Ngày chi không được sau hôm nay.");
    }
    let mut judged = Judged::default();
    for payable in payable(conn, rows)? {
        let row = &payable.row;
        let Some(line) = paid.get(&row.id) else { continue };
        if row.state != State::Decided || row.version != line.dossier.version {
            let why = history::last_act(conn, Object::Dossier(row.id))?;
            judged.left.push((row.subject_name.clone(), why));
            continue;
        }
        if new.paid_on < row.decided_on && errors.of("paid_on").is_empty() {
            let (number, day) = (&row.decision_no, format_date(row.decided_on));
            errors.add("paid_on", format!("Ngày chi trước ngày của Quyết định {number} ({day}). Kiểm tra lại ngày."));
        }
        if line.amount == Dong::ZERO && payable.bonus.amount != Some(Dong::ZERO) {
            let words = format!("{}: nhập số tiền lớn hơn 0, hoặc bỏ chọn dòng này.", row.subject_name);
            errors.add(format!("amount_{}", row.id), words);
        }
        judged.lines.push((payable, line.amount));
    }
    if errors.is_empty() { Ok(judged) } else { Err(errors.into()) }
}

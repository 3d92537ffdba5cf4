//! Entering bonuses as paid, and what it will do, which the check page asks beforehand.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Row};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::event::Object;
use crate::domain::fund::{Entry, EntryKind};
use crate::domain::ids::*;
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::decisions::ops::{LineBonus, bonuses_of_dossiers};
use crate::features::dossiers::ops::Seen;
use crate::features::funds::ops::{BonusEntry, OfDossier, Source, Voucher};
use crate::features::{dossiers, funds};
use crate::policy::{self, Act, Actor};
use crate::web::history;

/// What was paid on a day.
#[derive(Debug, Clone)]
pub struct NewPayment {
    pub paid_on: NaiveDate,
    /// The first open source where none was chosen.
    pub source: Option<FundSourceId>,
    /// Of the voucher; often empty.
    pub document_no: String,
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
    /// What has gone out and come back with it.
    pub money: OfDossier,
}

impl Payable {
    /// What was paid, or what is to be.
    pub fn amount(&self) -> Option<Dong> {
        self.row.paid_amount.or(self.bonus.amount)
    }
}

/// What will be entered of a payment, and what will not.
#[derive(Debug, Default)]
pub struct Judged {
    pub lines: Vec<(Payable, Dong)>,
    /// Dossiers that have changed since they were read, and who did what.
    pub left: Vec<(String, String)>,
    /// From where it is paid, and what is left there: "… còn 12.000.000 đồng sau lần chi này."
    pub source: Option<Source>,
    pub fund: String,
    /// Nobody keeps the register of that year, so that nothing was checked.
    pub is_unchecked: bool,
}

/// What came of several payments at once.
#[derive(Debug, Default)]
pub struct Done {
    pub done: Vec<String>,
    pub left: Vec<(String, String)>,
}

/// So many rows fit on a page; of more all of their year are asked for.
const FEW: usize = 500;

/// Adds to each row what is to be paid, and what was.
pub fn payable(conn: &mut Connection, rows: Vec<Row>) -> AppResult<Vec<Payable>> {
    let mut decisions: Vec<DecisionId> = rows.iter().map(|row| row.decision).collect();
    decisions.sort_unstable();
    decisions.dedup();
    let mut bonuses = bonuses_of_dossiers(conn, &decisions)?;
    let mut money = match rows.first() {
        // Rows that many are always of one year.
        Some(first) if rows.len() > FEW => funds::ops::of_year(conn, first.year)?,
        _ => funds::ops::of_dossiers(conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?,
    };
    let with_bonus = |row: Row| Payable {
        bonus: bonuses.remove(&row.id).unwrap_or_default(),
        money: money.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(with_bonus).collect())
}

/// Enters what was paid, line by line: one that has changed since it was read is left and said.
///
/// # Errors
/// `Fields` as [`judge`] has them: then nothing is entered.
pub fn pay(tx: &mut Tx, new: &NewPayment) -> AppResult<Done> {
    let Judged { lines, left, source, .. } = judge(tx.conn, tx.actor, tx.today, new)?;
    if let Some(source) = source {
        let voucher = Voucher { source: source.id, on: new.paid_on, document_no: new.document_no.clone() };
        let entries: Vec<BonusEntry> = lines.iter().map(|(it, amount)| entry(&it.row, *amount)).collect();
        funds::ops::pay_bonuses(tx, &voucher, &entries)?;
    }
    let mut done = Done { done: Vec::with_capacity(lines.len()), left };
    for (payable, amount) in lines {
        dossiers::ops::mark_paid(tx, payable.row.seen(), new.paid_on, amount.amount())?;
        done.done.push(payable.row.subject_name);
    }
    Ok(done)
}

fn entry(row: &Row, amount: Dong) -> BonusEntry {
    BonusEntry {
        dossier: row.id,
        amount,
        content: format!("Chi tiền thưởng theo Quyết định {} ngày {}", row.decision_no, format_date(row.decided_on)),
    }
}

/// What entering it will do.
///
/// # Errors
/// `Fields` at the day, at the source that does not hold so much, or at an amount.
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
    if !errors.is_empty() {
        return Err(errors.into());
    }
    judge_fund(conn, new, &mut judged)?;
    Ok(judged)
}

/// Whether the fund of the source and of the year of the day holds so much.
fn judge_fund(conn: &mut Connection, new: &NewPayment, judged: &mut Judged) -> AppResult<()> {
    let source = match new.source {
        Some(id) => funds::ops::open_source(conn, id)?,
        None => funds::ops::open_sources(conn)?.into_iter().next().ok_or(AppError::NotFound)?,
    };
    let year = Year::of(new.paid_on);
    let amount: Dong = judged.lines.iter().map(|(_, amount)| *amount).sum();
    let ledger = funds::ops::ledger(conn, source.id, year)?;
    let entry = Entry { kind: EntryKind::Bonus, on: new.paid_on, amount };
    if let Err(short) = ledger.admits(entry) {
        return Err(FieldErrors::one("source", funds::ops::not_covered(&source, year, short)).into());
    }
    judged.is_unchecked = !ledger.is_open();
    judged.fund = if judged.is_unchecked {
        not_kept(&source, year)
    } else {
        let left = ledger.totals().balance - amount;
        format!("{} năm {year} còn {left} đồng sau lần chi này.", source.name)
    };
    judged.source = Some(source);
    Ok(())
}

/// That nobody keeps a register, which stops nobody.
pub fn not_kept(source: &Source, year: Year) -> String {
    format!("Chưa mở sổ quỹ năm {year} của {}: chi thưởng vẫn ghi được, số dư chưa được kiểm tra.", source.name)
}

//! The verbs of the register, and what payments ask of it.

use chrono::NaiveDate;

use super::store::{self, NewRow};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::fund::{Entry, EntryKind, Ledger, Short, Side};
use crate::domain::ids::*;
use crate::domain::money::Dong;
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::notices;
use crate::policy::{self, Act};

pub use super::store::{OfDossier, Source, of_dossiers, of_year, sources};

/// An entry made by hand: a plan, a receipt, another payment, an override.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub source: FundSourceId,
    pub year: Year,
    pub kind: EntryKind,
    pub on: NaiveDate,
    pub document_no: String,
    pub content: String,
    pub note: String,
    pub amount: Dong,
}

/// What takes an entry back.
#[derive(Debug, Clone)]
pub struct Reversal {
    pub on: NaiveDate,
    pub document_no: String,
    pub reason: String,
}

/// Money that goes to, or comes back from, whoever a dossier's bonus is paid to.
#[derive(Debug, Clone)]
pub struct BonusEntry {
    pub dossier: DossierId,
    pub amount: Dong,
    pub content: String,
}

/// When, by which voucher and from which source.
#[derive(Debug, Clone)]
pub struct Voucher {
    pub source: FundSourceId,
    pub on: NaiveDate,
    pub document_no: String,
}

/// Who may make entries of a kind.
pub const fn act_of(kind: EntryKind) -> Act<'static> {
    match kind {
        EntryKind::Plan => Act::PlanFund,
        EntryKind::Override => Act::OverrideFund,
        EntryKind::Receipt | EntryKind::Payment | EntryKind::Bonus | EntryKind::Recovery => Act::EnterFund,
    }
}

/// The register of a source and year.
pub fn ledger(conn: &mut Connection, source: FundSourceId, year: Year) -> AppResult<Ledger> {
    Ok(Ledger::of(store::entries(conn, source, year)?))
}

/// Those from which money can be paid.
pub fn open_sources(conn: &mut Connection) -> AppResult<Vec<Source>> {
    Ok(sources(conn)?.into_iter().filter(|source| source.closed_on.is_none()).collect())
}

/// The source of what is entered now.
///
/// # Errors
/// `Fields` at `source` where there is none or it is closed.
pub fn open_source(conn: &mut Connection, id: FundSourceId) -> AppResult<Source> {
    let found = open_sources(conn)?.into_iter().find(|source| source.id == id);
    found.ok_or_else(|| FieldErrors::one("source", "Chọn một nguồn chi trong danh sách.").into())
}

/// Enters a line of the register.
///
/// # Errors
/// `Fields` at the source, the day, or the amount where the fund does not cover it.
pub fn enter(tx: &mut Tx, new: &NewEntry) -> AppResult<()> {
    policy::must(tx.actor, act_of(new.kind))?;
    let source = open_source(tx.conn, new.source)?;
    if new.on > tx.today {
        return Err(FieldErrors::one("entered_on", "Ngày chứng từ không được sau hôm nay.").into());
    }
    must_cover(tx.conn, &source, new.year, entry_of(new), "amount")?;
    store::insert(tx, &[row_of(new)])?;
    let kind = match new.kind {
        EntryKind::Plan => EventKind::FundPlanned,
        EntryKind::Override => EventKind::FundOverridden,
        EntryKind::Receipt => EventKind::FundReceived,
        EntryKind::Payment => EventKind::FundPaid,
        EntryKind::Bonus | EntryKind::Recovery => return Err(AppError::Illegal),
    };
    let words = format!("{}: {} đồng. {}.", source.name, new.amount, new.content.trim_end_matches('.'));
    if new.kind == EntryKind::Override {
        let told = format!("Quỹ khen thưởng năm {}: được chi vượt {} đồng ({}).", new.year, new.amount, source.name);
        notices::ops::tell(tx, Audience::Role(Role::Accountant), told, Object::Fund(new.year))?;
    }
    tx.audit(Event::new(kind, Object::Fund(new.year)).because(words))
}

const fn entry_of(new: &NewEntry) -> Entry {
    Entry { kind: new.kind, on: new.on, amount: new.amount }
}

fn row_of(new: &NewEntry) -> NewRow {
    NewRow {
        source_id: new.source,
        year: new.year,
        kind: new.kind,
        entered_on: new.on,
        document_no: new.document_no.clone(),
        content: new.content.clone(),
        note: new.note.clone(),
        amount: new.amount,
        dossier_id: None,
        reverses_id: None,
    }
}

/// Takes an entry back by another that stands against it.
///
/// # Errors
/// `Fields` at the day, or at the reason where money was spent that rests on it; `Illegal` for a bonus, which is
/// corrected among the payments, and for what was taken back before.
pub fn reverse(tx: &mut Tx, id: FundEntryId, it: &Reversal) -> AppResult<()> {
    let wrong = store::find(tx.conn, id)?;
    policy::must(tx.actor, act_of(wrong.kind))?;
    if !is_reversible(tx.conn, &wrong)? {
        return Err(AppError::Illegal);
    }
    let mut errors = FieldErrors::default();
    if it.on > tx.today {
        errors.add("entered_on", "Ngày chứng từ không được sau hôm nay.");
    } else if it.on < wrong.entered_on {
        let day = format_date(wrong.entered_on);
        errors.add("entered_on", format!("Ngày chứng từ trước ngày của bút toán sai ({day}). Kiểm tra lại ngày."));
    } else if wrong.kind.side() != Side::Beside && Year::of(it.on) != wrong.year {
        errors.add("entered_on", format!("Bút toán đảo ghi trong sổ năm {}. Nhập một ngày của năm đó.", wrong.year));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let source = sources(tx.conn)?.into_iter().find(|source| source.id == wrong.source).ok_or(AppError::NotFound)?;
    let against = Entry { kind: wrong.kind, on: it.on, amount: -wrong.amount };
    must_cover(tx.conn, &source, wrong.year, against, "reason")?;
    let row = NewRow {
        source_id: wrong.source,
        year: wrong.year,
        kind: wrong.kind,
        entered_on: it.on,
        document_no: it.document_no.clone(),
        content: format!("Đảo bút toán ngày {}: {}", format_date(wrong.entered_on), wrong.content),
        note: it.reason.clone(),
        amount: -wrong.amount,
        dossier_id: store::dossier_of(tx.conn, id)?,
        reverses_id: Some(id),
    };
    let dossier = row.dossier_id;
    store::insert(tx, &[row])?;
    let words = format!("{}, {} đồng: {}. Lý do: {}", wrong.kind, wrong.amount, wrong.content, it.reason);
    if let Some(dossier) = dossier {
        tx.audit(Event::new(EventKind::FundReversed, Object::Dossier(dossier)).because(words.clone()))?;
    }
    tx.audit(Event::new(EventKind::FundReversed, Object::Fund(wrong.year)).because(words))
}

/// Whether an entry can be taken back now.
pub fn is_reversible(conn: &mut Connection, row: &store::Row) -> AppResult<bool> {
    Ok(row.kind.is_reversible() && row.reverses.is_none() && !store::is_reversed(conn, row.id)?)
}

/// Refuses what the fund does not cover, and says how to go on.
///
/// # Errors
/// `Fields` at `field`.
pub fn must_cover(conn: &mut Connection, source: &Source, year: Year, new: Entry, field: &str) -> AppResult<()> {
    let short = ledger(conn, source.id, year)?.admits(new);
    short.map_err(|short| FieldErrors::one(field, not_covered(source, year, short)).into())
}

/// What is missing, and who can help.
pub fn not_covered(source: &Source, year: Year, short: Short) -> String {
    format!(
        "{} năm {year} còn chi được {} đồng, cần {} đồng, thiếu {} đồng. Ghi khoản thu còn thiếu vào Quỹ khen thưởng, hoặc \
         đề nghị thủ trưởng cơ quan cho chi vượt tại mục đó.",
        source.name,
        short.room.max(Dong::ZERO),
        short.needed,
        short.missing(),
    )
}

/// Lines of bonuses paid by one voucher; the fund covers them all or none is entered.
///
/// # Errors
/// `Fields` at `source`.
pub fn pay_bonuses(tx: &mut Tx, voucher: &Voucher, bonuses: &[BonusEntry]) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterPayments)?;
    let source = open_source(tx.conn, voucher.source)?;
    let amount: Dong = bonuses.iter().map(|it| it.amount).sum();
    let entry = Entry { kind: EntryKind::Bonus, on: voucher.on, amount };
    must_cover(tx.conn, &source, Year::of(voucher.on), entry, "source")?;
    let due = bonuses.iter().filter(|it| !it.amount.is_zero());
    let rows: Vec<NewRow> = due.map(|it| bonus_row(voucher, EntryKind::Bonus, it, "")).collect();
    if !rows.is_empty() {
        store::insert(tx, &rows)?;
    }
    Ok(())
}

/// The difference between what was entered as paid and what is right; below zero where less was paid.
///
/// # Errors
/// `Fields` at `amount` where the fund does not cover it.
pub fn correct_bonus(tx: &mut Tx, voucher: &Voucher, difference: &BonusEntry, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterPayments)?;
    let source = sources(tx.conn)?.into_iter().find(|it| it.id == voucher.source).ok_or(AppError::NotFound)?;
    let entry = Entry { kind: EntryKind::Bonus, on: voucher.on, amount: difference.amount };
    must_cover(tx.conn, &source, Year::of(voucher.on), entry, "amount")?;
    store::insert(tx, &[bonus_row(voucher, EntryKind::Bonus, difference, reason)])?;
    Ok(())
}

/// What was paid for something that was taken back comes into the fund again.
pub fn recover(tx: &mut Tx, voucher: &Voucher, it: &BonusEntry, note: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterPayments)?;
    store::insert(tx, &[bonus_row(voucher, EntryKind::Recovery, it, note)])?;
    Ok(())
}

fn bonus_row(voucher: &Voucher, kind: EntryKind, it: &BonusEntry, note: &str) -> NewRow {
    NewRow {
        source_id: voucher.source,
        year: Year::of(voucher.on),
        kind,
        entered_on: voucher.on,
        document_no: voucher.document_no.clone(),
        content: it.content.clone(),
        note: note.to_owned(),
        amount: it.amount,
        dossier_id: Some(it.dossier),
        reverses_id: None,
    }
}

/// Adds a source.
///
/// # Errors
/// `Fields` at `name` where there is one of that name.
pub fn add_source(tx: &mut Tx, name: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::PlanFund)?;
    let there = format!("Đã có nguồn chi “{name}”. Nhập tên khác.");
    store::insert_source(tx.conn, name).on_unique("fund_sources.name", "name", &there)?;
    tx.audit(Event::new(EventKind::FundSourceAdded, Object::Fund(Year::of(tx.today))).because(name))
}

/// Takes a source out of the choices; its registers stay.
///
/// # Errors
/// `Illegal` for the last one that is open.
pub fn close_source(tx: &mut Tx, id: FundSourceId) -> AppResult<()> {
    policy::must(tx.actor, Act::PlanFund)?;
    let open = open_sources(tx.conn)?;
    let source = open.iter().find(|source| source.id == id);
    let Some(source) = source.filter(|_| open.len() > 1) else { return Err(AppError::Illegal) };
    store::close_source(tx.conn, id, tx.today)?;
    tx.audit(Event::new(EventKind::FundSourceClosed, Object::Fund(Year::of(tx.today))).because(source.name.clone()))
}

//! What can be done with revenue: enter a month, assign an estimate, say a word about a month; and the
//! reads and single rows that imports and exports need.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;

use super::closing::must_be_unlocked;
use super::kept::{self, Change, Version};
use super::sparing::must_be_spared;
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::Dong;
use crate::domain::revenue::{Actual, AssignedBy, Estimate, Figure, InForce, Period};
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::bulletin::{Bulletin, Cells, bulletin, last_month};
pub use super::closing::{ClosingRow, close_month, closed_months, reopen_month};
pub use super::pictures::Pictures;
pub use super::standings::{Standings, standings};

pub use super::store::{Note, actuals_of, all_actuals, all_estimates};

/// The field that stands for the table of amounts as a whole.
pub const FIGURES: &str = "figures";
const IMPORTED: &str = "Nhập từ tệp";
const UNDONE: &str = "Hoàn tác lần nhập từ tệp";
const CLOSED: &str = "đã kết thúc, không sửa số liệu được nữa.";

/// Amounts by leaf line; a line left out was not entered, which is not zero.
pub type Amounts = BTreeMap<RevenueLineCode, Dong>;

/// What the accountant enters for one month.
#[derive(Debug, Clone)]
pub struct MonthEntry {
    pub period: Period,
    /// Empty for the lines' own figures, else the unit that answers for so much of them.
    pub unit_code: String,
    pub amounts: Amounts,
    pub note: String,
    /// Why figures that were there are changed; kept beside the old ones.
    pub reason: String,
    /// [`fingerprint`] of what the form was filled with.
    pub seen: String,
}

/// Puts a month's figures in the place of those entered before, which are kept as older versions.
///
/// # Errors
/// At the field: a month to come, a closed month or year, shares beyond their line, a correction without a
/// note, or somebody else having entered the month meanwhile.
pub fn enter_month(tx: &mut Tx, entry: &MonthEntry) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    let period = entry.period;
    must_be_open(tx.conn, period.year)?;
    must_have_begun(period, tx.today)?;
    must_be_unlocked(tx.conn, period, "month")?;
    let unit = answering_unit(tx.conn, &entry.unit_code)?;
    let before = store::actuals_of_month(tx.conn, period)?;
    if fingerprint(&before, unit) != entry.seen {
        let words = entered_meanwhile(tx.conn, period.year)?;
        let words = format!("{words} Số của đồng chí chưa được lưu. Đối chiếu rồi lưu lại để ghi đè.");
        return Err(FieldErrors::one(FIGURES, words).into());
    }
    let change = |(line, amount)| Change { period, line, unit, amount };
    let changes: Vec<Change> = changed(&amounts_of(&before, unit), &entry.amounts).into_iter().map(change).collect();
    kept::enter(tx, &changes, &entry.reason)?;
    let after = store::actuals_of_month(tx.conn, period)?;
    shares_within_lines(&figures(&after))?;
    explained(entry)?;
    replace_note(tx, period, &entry.note)?;
    let said = said_of(period, &entry.unit_code, &entry.reason);
    let event = Event::new(EventKind::RevenueEntered, Object::Year(period.year)).because(said);
    tx.audit(told(event, &amounts_of(&before, unit), &entry.amounts))
}

/// An estimate as the accountant enters it from one decision.
#[derive(Debug, Clone)]
pub struct Assignment {
    pub year: Year,
    pub assigned_by: AssignedBy,
    pub assigned_on: NaiveDate,
    /// Empty for the lines' own estimates, else the unit that answers for so much of them.
    pub unit_code: String,
    pub amounts: Amounts,
}

/// Stores the estimates of one decision, in the place of what was entered for the same day, which is kept as an older
/// version.
///
/// # Errors
/// At the field: a closed year, a day to come or outside the year's budget cycle, closed months that would stand against
/// another estimate, shares beyond their line.
pub fn assign_estimate(tx: &mut Tx, new: &Assignment) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    must_be_open(tx.conn, new.year)?;
    must_be_assignable(new.year, new.assigned_on, tx.today)?;
    let unit = answering_unit(tx.conn, &new.unit_code)?;
    let Assignment { year, assigned_by, assigned_on, .. } = *new;
    let known = store::estimates_up_to(tx.conn, year, assigned_by, assigned_on)?;
    let before: Amounts = known
        .iter()
        .filter(|known| known.assigned_on == assigned_on && known.unit == unit)
        .map(|known| (known.line, known.amount))
        .collect();
    let version = Version { year, assigned_by, assigned_on, unit };
    let changes = changed(&before, &new.amounts);
    must_be_spared(tx.conn, version, &changes, "assigned_on")?;
    kept::assign(tx, version, &changes, "")?;
    let after = store::estimates_up_to(tx.conn, year, assigned_by, assigned_on)?;
    shares_within_lines(&InForce::on(assigned_on, &after).figures())?;
    let what = format!("{} ngày {}", assigned_by.word(), format_date(assigned_on));
    let event = Event::new(EventKind::EstimateAssigned, Object::Year(year)).because(what);
    tx.audit(told(event, &before, &new.amounts))
}

/// Says something about a month's figures, in the place of what was said before; nothing removes it.
pub fn note(tx: &mut Tx, period: Period, body: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    years::ops::must_not_be_ended(tx.conn, period.year, "note")?;
    replace_note(tx, period, body)
}

/// Stores one figure and says whether it replaced another, which is kept as an older version. The year is opened where it is new; past
/// and closed years are welcome, because an import is how history comes in. Audits nothing itself:
/// the import that carries many rows writes one entry with their totals ([`total_of`]) and asks
/// [`beyond_lines`] when all rows are in.
///
/// # Errors
/// At `line_code` and `month`: a line that is a sum of others, a month to come, one that is closed.
pub fn put_actual(tx: &mut Tx, actual: &Actual) -> AppResult<bool> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    must_be_leaf(actual.line)?;
    must_have_begun(actual.period(), tx.today)?;
    years::ops::ensure(tx, actual.year)?;
    years::ops::must_not_be_ended(tx.conn, actual.year, "year")?;
    let (period, amount) = (actual.period(), Some(actual.amount));
    put(tx, Change { period, line: actual.line, unit: actual.unit, amount }, IMPORTED)
}

/// Takes out one figure that an import had brought.
///
/// # Errors
/// At `undo`: a closed month.
pub fn remove_actual(tx: &mut Tx, period: Period, line: RevenueLineCode, unit: Option<UnitId>) -> AppResult<bool> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    must_be_unlocked(tx.conn, period, "undo")?;
    put(tx, Change { period, line, unit, amount: None }, UNDONE)
}

/// What stands already is no change, and so is welcome in a closed month too.
fn put(tx: &mut Tx, change: Change, reason: &str) -> AppResult<bool> {
    let before = kept::figure(tx.conn, &change)?;
    if before != change.amount {
        must_be_unlocked(tx.conn, change.period, "month")?;
        kept::enter(tx, &[change], reason)?;
    }
    Ok(before.is_some())
}

/// Stores one estimate and says whether it replaced another; otherwise as [`put_actual`].
///
/// # Errors
/// At `line_code`, `amount` and `assigned_on`: a line that is a sum of others, a negative amount, closed months that would
/// stand against another estimate.
pub fn put_estimate(tx: &mut Tx, estimate: &Estimate) -> AppResult<bool> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    must_be_leaf(estimate.line)?;
    if estimate.amount < Dong::ZERO {
        return Err(FieldErrors::one("amount", NEGATIVE_ESTIMATE).into());
    }
    years::ops::ensure(tx, estimate.year)?;
    years::ops::must_not_be_ended(tx.conn, estimate.year, "year")?;
    let Estimate { year, assigned_by, assigned_on, unit, .. } = *estimate;
    let version = Version { year, assigned_by, assigned_on, unit };
    put_version(tx, version, (estimate.line, Some(estimate.amount)), ("assigned_on", IMPORTED))
}

/// Takes out one estimate that an import had brought.
///
/// # Errors
/// At `undo`: closed months that would stand against another estimate.
pub fn remove_estimate(tx: &mut Tx, version: Version, line: RevenueLineCode) -> AppResult<bool> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    put_version(tx, version, (line, None), ("undo", UNDONE))
}

fn put_version(
    tx: &mut Tx,
    version: Version,
    change: kept::EstimateChange,
    (field, reason): (&str, &str),
) -> AppResult<bool> {
    let before = kept::estimate(tx.conn, version, change.0)?;
    if before != change.1 {
        must_be_spared(tx.conn, version, &[change], field)?;
        kept::assign(tx, version, &[change], reason)?;
    }
    Ok(before.is_some())
}

pub const NEGATIVE_ESTIMATE: &str = "Dự toán không thể âm. Nhập số từ 0 trở lên.";

/// A line of which units answer for more than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond {
    pub line: RevenueLineCode,
    /// The month of a figure; of an estimate who assigned it and when.
    pub of: BeyondOf,
    pub figure: Figure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeyondOf {
    Month(i32),
    Estimate(AssignedBy, NaiveDate),
}

/// Where the units of a year answer for more than the line, in figures and estimates: asked once all
/// rows of an import are in, since a line may come before or after its shares.
pub fn beyond_lines(conn: &mut Connection, year: Year) -> AppResult<Vec<Beyond>> {
    let mut months: BTreeMap<(i32, RevenueLineCode), Figure> = BTreeMap::new();
    for actual in store::actuals_of(conn, &[year])? {
        months.entry((actual.month, actual.line)).or_default().add(actual.unit, actual.amount);
    }
    let exceeded = months.into_iter().filter(|(_, figure)| figure.is_exceeded());
    let mut beyond: Vec<Beyond> =
        exceeded.map(|((month, line), figure)| Beyond { line, of: BeyondOf::Month(month), figure }).collect();
    for &assigned_by in AssignedBy::ALL {
        let estimates = store::estimates_up_to(conn, year, assigned_by, year.end())?;
        for day in InForce::days(&estimates) {
            let figures = InForce::on(day, &estimates).figures();
            let of = BeyondOf::Estimate(assigned_by, day);
            let exceeded = figures.into_iter().filter(|(_, figure)| figure.is_exceeded());
            beyond.extend(exceeded.map(|(line, figure)| Beyond { line, of, figure }));
        }
    }
    Ok(beyond)
}

/// What has come in over a whole year, for the audit entry of an import.
pub fn total_of(conn: &mut Connection, year: Year) -> AppResult<Dong> {
    let actuals = store::actuals_of(conn, &[year])?;
    let course = crate::domain::revenue::Course::of(year, &actuals, None);
    let total = course.by_line(12, &InForce::default()).remove(&RevenueLineCode::total());
    Ok(total.and_then(|total| total.cumulative).unwrap_or_default())
}

/// What a form was filled with, in short: differs when anybody has entered other figures since.
pub fn fingerprint(month: &[Actual], unit: Option<UnitId>) -> String {
    let mut hasher = DefaultHasher::new();
    for (line, amount) in amounts_of(month, unit) {
        (line.code(), amount).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

/// The same of a whole month, lines and units.
pub fn fingerprint_of_all(month: &[Actual]) -> String {
    let mut figures: Vec<_> = month.iter().map(|actual| (actual.line.code(), actual.unit, actual.amount)).collect();
    figures.sort();
    let mut hasher = DefaultHasher::new();
    figures.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What was added, altered (the new amount) or taken out (no amount).
fn changed(before: &Amounts, after: &Amounts) -> Vec<(RevenueLineCode, Option<Dong>)> {
    let now = |line| (line, after.get(&line).copied());
    RevenueLineCode::leaves_of_total().map(now).filter(|(line, amount)| before.get(line).copied() != *amount).collect()
}

/// The amounts a form for the lines, or for one unit, is filled with.
pub(super) fn amounts_of(month: &[Actual], unit: Option<UnitId>) -> Amounts {
    let wanted = month.iter().filter(|actual| actual.unit == unit && actual.line.is_of_total());
    wanted.map(|actual| (actual.line, actual.amount)).collect()
}

/// The amounts of each line of a month, its own and its units'.
pub(super) fn figures(month: &[Actual]) -> BTreeMap<RevenueLineCode, Figure> {
    let mut figures: BTreeMap<RevenueLineCode, Figure> = BTreeMap::new();
    for actual in month {
        figures.entry(actual.line).or_default().add(actual.unit, actual.amount);
    }
    figures
}

fn replace_note(tx: &mut Tx, period: Period, body: &str) -> AppResult<()> {
    let notes = store::notes(tx.conn, period)?;
    let of_month = notes.into_iter().filter(|note| note.month == period.month);
    let before = of_month.map(|note| note.body).collect::<Vec<_>>().join("\n");
    if before == body {
        return Ok(());
    }
    store::replace_note(tx.conn, period, body, &tx.actor.full_name, tx.now.naive_utc())?;
    let event = Event::new(EventKind::RevenueNoted, Object::Year(period.year)).because(period.to_string());
    tx.audit(event.changed("note", before, body))
}

fn must_be_open(conn: &mut Connection, year: Year) -> AppResult<()> {
    if years::ops::find(conn, year)?.state == years::ops::State::Closed {
        return Err(FieldErrors::one(FIGURES, format!("Năm {year} {CLOSED}")).into());
    }
    Ok(())
}

fn must_have_begun(period: Period, today: NaiveDate) -> AppResult<()> {
    if period.is_after(today) {
        let now = Period::of(today);
        return Err(FieldErrors::one("month", format!("Chưa đến {period}. Chọn đến {now}.")).into());
    }
    Ok(())
}

fn must_be_leaf(line: RevenueLineCode) -> AppResult<()> {
    if line.is_leaf() {
        return Ok(());
    }
    let message = format!("{} là dòng cộng. Nhập số cho các khoản nằm dưới dòng này.", line.code());
    Err(FieldErrors::one("line_code", message).into())
}

/// Estimates of a year are assigned from the autumn before to its last day.
///
/// # Errors
/// `Fields` at `assigned_on`.
pub fn must_be_assignable(year: Year, assigned_on: NaiveDate, today: NaiveDate) -> AppResult<()> {
    let (first, last) = (year.previous().start(), year.end().min(today));
    if (first..=last).contains(&assigned_on) {
        return Ok(());
    }
    let message = format!("Ngày giao phải từ {} đến {}.", format_date(first), format_date(last));
    Err(FieldErrors::one("assigned_on", message).into())
}

fn answering_unit(conn: &mut Connection, code: &str) -> AppResult<Option<UnitId>> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = units::ops::by_code(conn, code)?;
    found.map(Some).ok_or_else(|| FieldErrors::one("unit", "Chọn một đơn vị trong danh sách.").into())
}

/// Who was quicker.
pub(super) fn entered_meanwhile(conn: &mut Connection, year: Year) -> AppResult<String> {
    history::last_act(conn, Object::Year(year))
}

fn shares_within_lines(figures: &BTreeMap<RevenueLineCode, Figure>) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for (line, figure) in figures.iter().filter(|(line, figure)| line.is_of_total() && figure.is_exceeded()) {
        let (of_line, of_units) = (figure.line.unwrap_or_default(), figure.units.unwrap_or_default());
        let message = format!(
            "{}: các đơn vị chịu trách nhiệm {of_units} đồng, vượt số của khoản thu là {of_line} đồng. Sửa một trong hai.",
            line.title()
        );
        errors.add(line.code(), message);
    }
    errors.or(Some(()))
}

/// A correction lowers what was reported before, so a reader must find out why.
fn explained(entry: &MonthEntry) -> Result<(), FieldErrors> {
    let has_correction = entry.amounts.values().any(|amount| *amount < Dong::ZERO);
    if has_correction && entry.note.is_empty() {
        return Err(FieldErrors::one("note", "Có số âm trong tháng. Ghi chú lý do điều chỉnh."));
    }
    Ok(())
}

fn said_of(period: Period, unit_code: &str, reason: &str) -> String {
    let of_unit = if unit_code.is_empty() { String::new() } else { format!(", phần của {unit_code}") };
    let because = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("{period}{of_unit}{because}")
}

/// Adds the old and new total and each changed line.
fn told(event: Event, before: &Amounts, after: &Amounts) -> Event {
    let event = event.changed("total", before.values().sum::<Dong>(), after.values().sum::<Dong>());
    let shown = |amounts: &Amounts, line| amounts.get(&line).map_or_else(String::new, |amount| amount.format());
    RevenueLineCode::leaves_of_total()
        .fold(event, |event, line| event.changed(line.code(), shown(before, line), shown(after, line)))
}

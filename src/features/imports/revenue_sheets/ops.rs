//! What can be done with a revenue sheet: keep it, say how it is to be read and what its names mean, store it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::comparison::{Comparison, Entry, Stored};
use super::estimates::{self, Asked};
use super::layout::{self, Layout};
use super::reading::{Manner, Notation};
use super::store::{self, Chosen, Sheet};
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{RevenueLineCode, catalogue};
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::revenue::sheet::{Meaning, Measure};
use crate::domain::revenue::{AssignedBy, Period};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::imports::ops as imports;
use crate::features::revenue;
use crate::policy::{self, Act, Actor};
use crate::sheets::{Value, read_grids};

/// The table that sheets are stored in.
const TABLE: &str = "revenue_actuals";

/// Keeps a file to be looked at before anything is stored. `source` is the agency that reported.
///
/// # Errors
/// `Fields` at `kind` and `file` when the agency is not named, or the file holds no such report.
pub fn keep(tx: &mut Tx, source: &str, file_name: &str, bytes: &[u8]) -> AppResult<RevenueSheetId> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let file_name = imports::plain_name(file_name);
    let mut errors = FieldErrors::default();
    if source.is_empty() {
        errors.add("kind", "Chưa ghi cơ quan lập bảng. Ghi tên, ví dụ Cục Thuế tỉnh.");
    }
    if file_name.is_empty() {
        errors.add("file", "Chưa chọn tệp. Chọn tệp Excel hoặc CSV cần nhập.");
    } else if let Err(message) = readable(bytes, &file_name) {
        errors.add("file", message);
    }
    errors.or(Some(()))?;
    let id = store::insert(tx, account, source, &file_name, bytes)?;
    let note = format!("Bảng số thu của {source}: {file_name}.");
    tx.audit(Event::new(EventKind::ImportStaged, Object::RevenueSheet(id)).because(note))?;
    Ok(id)
}

const NO_HEADINGS: &str = "Không tìm thấy dòng tên cột trong tệp. Bảng cần một cột tên khoản thu (Nội dung, Chỉ tiêu hoặc Khoản thu) và một cột số (Thực hiện, Ước thực hiện hoặc Lũy kế).";

fn readable(bytes: &[u8], file_name: &str) -> Result<(), String> {
    let grids = read_grids(bytes, file_name, Some(imports::MOST_ROWS)).map_err(|error| imports::in_one(&error))?;
    layout::find(&grids, &catalogue().revenue_forms).map(|_| ()).ok_or_else(|| NO_HEADINGS.to_owned())
}

/// How a sheet is read: what somebody has chosen, else what the sheet says.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub year: Option<Year>,
    pub month: Option<i32>,
    pub measure: Option<Measure>,
    pub money: Option<MoneyUnit>,
    /// The first column is 0.
    pub column: Option<u32>,
    pub notation: Notation,
}

/// A waiting sheet with everything its page says.
#[derive(Debug)]
pub struct Opened {
    pub sheet: Sheet,
    pub layout: Layout,
    pub settings: Settings,
    /// Why there is no comparison yet.
    pub lacking: FieldErrors,
    pub comparison: Option<Comparison>,
}

/// One that this account may look at.
pub fn find(conn: &mut Connection, actor: &Actor, id: RevenueSheetId) -> AppResult<Sheet> {
    policy::must(actor, Act::EnterRevenue)?;
    store::find(conn, actor.account.ok_or(AppError::Denied)?, id)
}

/// A waiting sheet against what is stored now.
pub fn open(conn: &mut Connection, today: NaiveDate, sheet: Sheet) -> AppResult<Opened> {
    let bytes = store::content(conn, sheet.id)?;
    let broken = || FieldErrors::one("file", NO_HEADINGS);
    let grids = read_grids(&bytes, &sheet.file_name, Some(imports::MOST_ROWS)).map_err(|_| broken())?;
    let (grid, layout) = layout::find(&grids, &catalogue().revenue_forms).ok_or_else(broken)?;
    let settings = settings_of(&layout, &sheet.chosen);
    let lacking = lacking(&settings, today);
    let comparison = match complete(&settings).filter(|_| lacking.is_empty()) {
        None => None,
        Some((manner, (period, measure))) => {
            let stored = stored(conn, period)?;
            Some(Comparison::of(grid, &layout, manner, (period, measure), &stored))
        }
    };
    Ok(Opened { sheet, layout, settings, lacking, comparison })
}

fn settings_of(layout: &Layout, chosen: &Chosen) -> Settings {
    let said = layout.said;
    // What the sheet says of its months counts as a whole: a month chosen by hand does not keep the sheet's way of counting.
    let (month, measure) = match chosen.month {
        Some(month) => (Some(month), chosen.measure),
        None => (said.month, chosen.measure.or(said.measure)),
    };
    let year = chosen.year.or(said.year);
    let period = year.zip(month).map(|(year, month)| Period { year, month });
    let known = |column: &u32| layout.amounts.iter().any(|amount| amount.column == *column);
    Settings {
        year,
        month,
        measure,
        money: chosen.money.or(said.money),
        column: chosen.column.filter(known).or_else(|| layout.amount_column(measure, period)),
        notation: chosen.notation,
    }
}

fn complete(settings: &Settings) -> Option<(Manner, (Period, Measure))> {
    let Settings { year, month, measure, money, column, notation } = *settings;
    let period = Period { year: year?, month: month? };
    Some((Manner { column: column?, money: money?, notation }, (period, measure?)))
}

fn lacking(settings: &Settings, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let mut need = |is_there: bool, field: &str, message: &str| {
        if !is_there {
            errors.add(field, message);
        }
    };
    need(settings.year.is_some(), "year", "Tệp không ghi rõ năm. Nhập năm của số liệu.");
    need(settings.month.is_some(), "month", "Tệp không ghi rõ tháng. Chọn tháng cuối của kỳ.");
    need(settings.measure.is_some(), "measure", "Tệp không ghi rõ số trong tháng hay lũy kế. Chọn cách tính.");
    need(settings.money.is_some(), "money", "Tệp không ghi rõ đơn vị tính. Chọn đơn vị tiền.");
    need(settings.column.is_some(), "column", "Tệp có nhiều cột số liệu. Chọn cột cần lấy.");
    let Some((year, month)) = settings.year.zip(settings.month) else { return errors };
    let period = Period { year, month };
    if period.is_after(today) {
        errors.add("month", format!("Chưa đến {period}. Chọn đến {}.", Period::of(today)));
    }
    if settings.measure.is_some_and(|measure| !measure.can_end_with(month)) {
        errors.add("measure", "Quý kết thúc ở tháng 3, 6, 9 hoặc 12. Sửa tháng hoặc cách tính.");
    }
    errors
}

fn stored(conn: &mut Connection, period: Period) -> AppResult<Stored> {
    let estimates = revenue::ops::all_estimates(conn)?.into_iter().map(|(estimate, _)| estimate);
    let of_province = estimates.filter(|it| it.year == period.year && it.assigned_by == AssignedBy::Province);
    Ok(Stored {
        estimates: of_province.collect(),
        actuals: revenue::ops::actuals_of(conn, &[period.year])?,
        names: store::names(conn)?,
        origins: store::origins(conn, period)?,
    })
}

/// Says how a waiting sheet is to be read.
pub fn choose(tx: &mut Tx, id: RevenueSheetId, chosen: &Chosen) -> AppResult<()> {
    let sheet = waiting(tx, id)?;
    let before = opened(tx, sheet)?.settings;
    store::set_chosen(tx, id, chosen)?;
    let sheet = waiting(tx, id)?;
    let after = opened(tx, sheet)?;
    after.lacking.or(Some(()))?;
    let shown = |settings: &Settings| {
        let period = settings.year.zip(settings.month).map(|(year, month)| Period { year, month }.to_string());
        [period, settings.measure.map(|it| it.word().to_owned()), settings.money.map(|it| it.name().to_owned())]
            .map(Option::unwrap_or_default)
            .join(", ")
    };
    let event = Event::new(EventKind::SheetSettingsChanged, Object::RevenueSheet(id));
    tx.audit(event.changed("settings", shown(&before), shown(&after.settings)))
}

/// What the names of some rows mean, by the row's number; `None`: rows of that name are left out.
pub type Answered = Vec<(u32, Option<RevenueLineCode>)>;

/// Remembers what names of a waiting sheet mean, for this one and all that follow.
///
/// # Errors
/// `Fields` at `row_…` when the row bears no name that is asked for any more.
pub fn name_rows(tx: &mut Tx, id: RevenueSheetId, answered: &Answered) -> AppResult<()> {
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let sheet = waiting(tx, id)?;
    let opened = opened(tx, sheet)?;
    let comparison = opened.comparison.ok_or(AppError::Fields(opened.lacking))?;
    let mut said = Vec::new();
    for (number, line) in answered {
        let at = comparison.rows.iter().position(|row| row.number == *number);
        let is_asked = |at: &usize| comparison.unknown.contains(at) || comparison.alone.contains(at);
        let Some(at) = at.filter(is_asked) else {
            return Err(
                FieldErrors::one(format!("row_{number}"), "Tên ở dòng này đã có người chọn. Xem lại bảng.").into()
            );
        };
        let name = &comparison.rows[at].name;
        store::put_name(tx, account, name, comparison.name_above(at), *line)?;
        said.push(format!("“{name}” là {}", line.map_or("dòng bỏ qua", |line| line.code())));
    }
    tx.audit(Event::new(EventKind::LineNamed, Object::RevenueSheet(id)).because(said.join("; ") + "."))
}

/// Forgets what a name means: it is asked for again.
pub fn forget(tx: &mut Tx, id: RevenueLineNameId) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterRevenue)?;
    let known = store::line_name(tx.conn, id)?;
    store::delete_name(tx, id)?;
    let meant = known.line.map_or("bỏ qua", |line| line.code());
    let event = Event::new(EventKind::LineNameForgotten, Object::RevenueLineName(id)).because(known.name);
    tx.audit(event.changed("line_code", meant, ""))
}

/// Throws a waiting sheet away.
pub fn discard(tx: &mut Tx, id: RevenueSheetId) -> AppResult<()> {
    let sheet = waiting(tx, id)?;
    store::delete(tx, id)?;
    tx.audit(Event::new(EventKind::SheetDiscarded, Object::RevenueSheet(id)).because(sheet.file_name))
}

/// What becomes of lines for whose month another figure is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Differing {
    Replace,
    Keep,
    /// Only these are replaced.
    Chosen(BTreeSet<RevenueLineCode>),
}

#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// `None` where nothing was chosen.
    pub differing: Option<Differing>,
    /// Lines that earlier months have no figure of get all of the rest in the sheet's month.
    pub whole: bool,
    /// Why figures are negative.
    pub reason: String,
    pub estimates: Asked,
}

/// Stores a waiting sheet: all its lines or none, and the estimates that were asked for.
///
/// # Errors
/// `Fields` where something is not settled yet; `Stale` when it is stored already.
pub fn confirm(tx: &mut Tx, id: RevenueSheetId, answers: &Answers) -> AppResult<ImportId> {
    let sheet = waiting(tx, id)?;
    let opened = opened(tx, sheet)?;
    let comparison = opened.comparison.ok_or(AppError::Fields(opened.lacking))?;
    settled(&comparison)?;
    let taken = estimates::taken(&comparison, &answers.estimates)?;
    let entries = stored_entries(&comparison, answers, !taken.is_empty())?;
    let period = comparison.period;
    let file_name = &opened.sheet.file_name;
    let of_estimates = estimates::store(tx, file_name, period.year, &taken)?;
    let rows: Vec<Vec<Value>> = entries.iter().map(|entry| table_row(period, entry)).collect();
    let name_of = |row: usize| entries.get(row).map_or_else(String::new, |entry| entry.line.title());
    let table = imports::table(TABLE).ok_or(AppError::NotFound)?;
    let import = match (rows.is_empty(), of_estimates) {
        // Nothing but estimates: theirs is the import.
        (true, Some(import)) => import,
        _ => imports::store_rows(tx, table, file_name, &rows, name_of)?,
    };
    let Settings { year, month, measure, money, column, notation } = opened.settings;
    store::set_chosen(tx, id, &Chosen { year, month, measure, money, column, notation })?;
    // A reason is only told of figures.
    let reason = if entries.is_empty() { "" } else { answers.reason.as_str() };
    store::set_stored(tx, id, (import, of_estimates), reason, &entries)?;
    if !reason.is_empty() {
        let before = store::note_of(tx.conn, period)?;
        let note = if before.is_empty() { reason.to_owned() } else { format!("{before}\n{reason}") };
        revenue::ops::note(tx, period, &note)?;
    }
    Ok(import)
}

fn settled(comparison: &Comparison) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if !comparison.unknown.is_empty() {
        errors.add("rows", format!("Còn {} tên khoản thu chưa chọn. Chọn hết rồi nhập.", comparison.unknown.len()));
    }
    if !comparison.faults.is_empty() {
        errors.add("rows", format!("Còn {} ô có lỗi. Sửa trong tệp rồi tải lên lại.", comparison.faults.len()));
    }
    errors.or(Some(()))
}

/// The lines to be stored, by what was answered.
fn stored_entries<'c>(
    comparison: &'c Comparison,
    answers: &Answers,
    has_estimates: bool,
) -> Result<Vec<&'c Entry>, FieldErrors> {
    let mut errors = FieldErrors::default();
    if answers.differing.is_none() && comparison.differing().next().is_some() {
        errors.add("differing", "Có khoản thu đã lưu số khác. Chọn thay hay giữ số đã có.");
    }
    let is_stored = |entry: &&Entry| {
        entry.is_new()
            || entry.differs()
                && match &answers.differing {
                    Some(Differing::Replace) => true,
                    Some(Differing::Chosen(lines)) => lines.contains(&entry.line),
                    Some(Differing::Keep) | None => false,
                }
    };
    let entries: Vec<&Entry> = comparison.entries.iter().filter(is_stored).collect();
    if entries.iter().any(|entry| !entry.share.missing.is_empty()) && !answers.whole {
        errors.add(
            "whole",
            "Có khoản thu thiếu số các tháng trước. Nhập các tháng đó trước, hoặc chọn ghi cả phần còn lại vào tháng này.",
        );
    }
    if entries.iter().any(|entry| entry.share.amount < Dong::ZERO) && answers.reason.is_empty() {
        errors.add("reason", "Có số âm trong tháng. Ghi lý do điều chỉnh.");
    }
    if entries.is_empty() && !has_estimates && errors.is_empty() {
        errors.add("differing", "Không còn dòng nào để nhập.");
    }
    errors.or(Some(entries))
}

fn table_row(period: Period, entry: &Entry) -> Vec<Value> {
    let (year, month) = (period.year.0.into(), period.month.into());
    vec![year, month, entry.line.code().into(), Value::Empty, entry.share.amount.into()]
}

/// The actor's own sheet, as long as it waits.
fn waiting(tx: &mut Tx, id: RevenueSheetId) -> AppResult<Sheet> {
    let sheet = find(tx.conn, tx.actor, id)?;
    match &sheet.stored {
        None => Ok(sheet),
        Some(stored) => {
            let when = crate::domain::date::format_date_time(stored.at.and_utc());
            Err(AppError::Stale(format!("Bảng này đã được {} nhập lúc {when}.", sheet.sent_by)))
        }
    }
}

fn opened(tx: &mut Tx, sheet: Sheet) -> AppResult<Opened> {
    let today = tx.today;
    open(tx.conn, today, sheet)
}

/// What a row's figure is for, on the page.
pub(super) fn line_of(meaning: Meaning) -> Option<RevenueLineCode> {
    match meaning {
        Meaning::Line(line) => Some(line),
        Meaning::LeftOut | Meaning::Unknown => None,
    }
}

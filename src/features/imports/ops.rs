//! Importing and exporting tables.

use chrono::NaiveDate;

use super::changes::Changes;
use super::store::{self, Import, State};
use super::{revenue_sheets, tables, undo};
use crate::db::{Connection, Tx};
use crate::domain::date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::text;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Actor};
use crate::records::Table;
use crate::sheets::{Fault, SheetError, Value, write_csv};

/// How many rows an import has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub replaced: usize,
    /// Rows that were stored already, just so.
    pub same: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "thêm {} dòng, thay {} dòng, giữ nguyên {} dòng", self.added, self.replaced, self.same)
    }
}

/// What a file would do, without doing it.
///
/// # Errors
/// `Fields` with one entry for each faulty cell, or with what is wrong with the whole file.
pub fn dry_run(
    conn: &mut Connection,
    today: NaiveDate,
    table: &'static Table,
    bytes: &[u8],
    file_name: &str,
) -> AppResult<Counts> {
    faultless(Changes::read(conn, today, table, bytes, file_name, None)?).map(|changes| counts(&changes))
}

/// Stores a file at once, without preview or undo: for the command line and the sample department.
///
/// # Errors
/// As [`dry_run`]; then nothing may be committed.
pub fn store_file(tx: &mut Tx, table: &'static Table, bytes: &[u8], file_name: &str) -> AppResult<Counts> {
    policy::must(tx.actor, table.act)?;
    let changes = faultless(Changes::read(tx.conn, tx.today, table, bytes, file_name, None)?)?;
    store_all(tx, &changes)?;
    let counts = counts(&changes);
    tx.audit(stored_event(Object::Installation, &changes, file_name))?;
    Ok(counts)
}

/// The rows one file may have on the web (SECURITY.md F4).
pub const MOST_ROWS: usize = 5_000;

/// Keeps a file to be looked at before anything is stored.
///
/// # Errors
/// `Fields` at `file` when the file as a whole cannot be this table. Faulty cells are left to the preview.
pub fn stage(tx: &mut Tx, table: &'static Table, file_name: &str, bytes: &[u8]) -> AppResult<ImportId> {
    policy::must(tx.actor, table.act)?;
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let file_name = plain_name(file_name);
    if file_name.is_empty() {
        return Err(FieldErrors::one("file", "Chưa chọn tệp. Chọn tệp Excel hoặc CSV cần nhập.").into());
    }
    if let Err(error) = Changes::read(tx.conn, tx.today, table, bytes, &file_name, Some(MOST_ROWS))? {
        return Err(FieldErrors::one("file", in_one(&error)).into());
    }
    let id = store::stage(tx, account, table, &file_name, bytes)?;
    tx.audit(
        Event::new(EventKind::ImportStaged, Object::Import(id)).because(format!("{}: {file_name}.", table.title)),
    )?;
    Ok(id)
}

/// Stores rows that were read from a file of another layout, as an import that is listed and taken back like any other.
/// `name_of` says which row is meant where one is refused.
///
/// # Errors
/// `Fields` at `rows` with what is wrong with each.
pub(super) fn store_rows(
    tx: &mut Tx,
    table: &'static Table,
    file_name: &str,
    rows: &[Vec<Value>],
    name_of: impl Fn(usize) -> String,
) -> AppResult<ImportId> {
    policy::must(tx.actor, table.act)?;
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    let csv = write_csv(table.format, rows);
    let changes = Changes::read(tx.conn, tx.today, table, &csv, "rows.csv", None)?
        .map_err(|error| AppError::Unexpected(error.into()))?;
    let refused = |faults: &[Fault]| {
        let mut errors = FieldErrors::default();
        for fault in faults {
            // The first line of what was written is its headings.
            let row = (fault.row as usize).saturating_sub(2);
            errors.add("rows", format!("{}: {}", name_of(row), fault.message));
        }
        AppError::from(errors)
    };
    if !changes.faults.is_empty() {
        return Err(refused(&changes.faults));
    }
    let id = store::insert(tx, account, table, file_name, &csv)?;
    let faults = changes.store(tx)?;
    if !faults.is_empty() {
        return Err(refused(&faults));
    }
    let way_back = undo::written(tx.conn, &changes)?;
    store::set_stored(tx, id, &changes, &way_back)?;
    tx.audit(stored_event(Object::Import(id), &changes, file_name))?;
    Ok(id)
}

/// A staged file against the register as it stands now.
pub(super) fn preview(conn: &mut Connection, today: NaiveDate, import: &Import) -> AppResult<Changes> {
    let bytes = store::content(conn, import.id)?;
    let read = Changes::read(conn, today, import.table, &bytes, &import.file_name, Some(MOST_ROWS))?;
    read.map_err(|error| FieldErrors::one("file", in_one(&error)).into())
}

/// An import of the actor's own.
pub(super) fn find(conn: &mut Connection, actor: &Actor, id: ImportId) -> AppResult<Import> {
    let import = store::find(conn, actor.account, id)?;
    policy::must(actor, import.table.act)?;
    Ok(import)
}

/// Stores a staged file: all rows or none.
///
/// # Errors
/// `Stale` when it is stored already; `Fields` when a cell is faulty, as it stands by now.
pub fn confirm(tx: &mut Tx, id: ImportId) -> AppResult<()> {
    let import = find(tx.conn, tx.actor, id)?;
    if let Some(stored_at) = import.stored_at {
        let when = date::format_date_time(stored_at.and_utc());
        return Err(AppError::Stale(format!("Tệp này đã được nhập lúc {when}.")));
    }
    let changes = preview(tx.conn, tx.today, &import)?;
    if !changes.faults.is_empty() {
        return Err(as_fields(&changes.faults).into());
    }
    store_all(tx, &changes)?;
    let way_back = undo::written(tx.conn, &changes)?;
    store::set_stored(tx, id, &changes, &way_back)?;
    tx.audit(stored_event(Object::Import(id), &changes, &import.file_name))
}

/// Takes a stored import back.
///
/// # Errors
/// `Illegal` when it was undone already; `Fields` with the reason when the day is over, or something was
/// built on its rows.
pub fn undo(tx: &mut Tx, id: ImportId) -> AppResult<()> {
    let import = find(tx.conn, tx.actor, id)?;
    if import.state != State::Stored {
        return Err(AppError::Illegal);
    }
    if !import.can_be_undone(tx.now.naive_utc()) {
        let late = "Không hoàn tác được. Đã quá 24 giờ từ khi nhập. Sửa trực tiếp dòng cần đổi.";
        return Err(FieldErrors::one("undo", late).into());
    }
    take_back(tx, id)
}

/// Takes a stored import back, however long ago it was.
///
/// # Errors
/// As [`undo`], the day aside.
pub(super) fn take_back(tx: &mut Tx, id: ImportId) -> AppResult<()> {
    let import = find(tx.conn, tx.actor, id)?;
    if import.state != State::Stored {
        return Err(AppError::Illegal);
    }
    let way_back = store::undo(tx.conn, id)?;
    undo::carry_out(tx, import.table, &way_back)?;
    store::set_undone(tx, id)?;
    let note = format!("{} ({}).", import.table.title, import.file_name);
    tx.audit(Event::new(EventKind::ImportUndone, Object::Import(id)).because(note))?;
    revenue_sheets::take_back_rest(tx, id)
}

/// Takes an import back that belongs to another, unless that was done before.
///
/// # Errors
/// As [`take_back`].
pub(super) fn take_back_if_stored(tx: &mut Tx, id: ImportId) -> AppResult<()> {
    if find(tx.conn, tx.actor, id)?.state != State::Stored {
        return Ok(());
    }
    take_back(tx, id)
}

/// All rows of a table, ready to be written.
pub fn all(conn: &mut Connection, table: &Table) -> AppResult<Vec<Vec<Value>>> {
    (table.all)(conn)
}

/// The table of a KIND.
pub fn table(kind: &str) -> Option<&'static Table> {
    tables::table(kind)
}

/// Every KIND, in an order in which an empty department can be filled.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    tables::TABLES.iter().map(|table| table.format.name)
}

fn counts(changes: &Changes) -> Counts {
    Counts { added: changes.added(), replaced: changes.replaced(), same: changes.same }
}

/// The history's entry, of money with the sums before and after.
fn stored_event(object: Object, changes: &Changes, file_name: &str) -> Event {
    let note = format!("{} ({file_name}): {}.", changes.table.title, counts(changes));
    let event = Event::new(EventKind::ImportStored, object).because(note);
    match changes.sums() {
        Some((before, after)) => event.changed("amount", before.amount(), after.amount()),
        None => event,
    }
}

fn store_all(tx: &mut Tx, changes: &Changes) -> AppResult<()> {
    match &changes.store(tx)?[..] {
        [] => Ok(()),
        faults => Err(as_fields(faults).into()),
    }
}

/// The last part of what a browser says, which may be a whole path, without what cannot be printed.
pub(super) fn plain_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    text::clean_line(last).unwrap_or_default().chars().take(200).collect()
}

/// Why a file was refused as a whole, in one text.
pub(super) fn in_one(error: &SheetError) -> String {
    let cells = error.faults().iter().map(|fault| format!(" {fault}"));
    format!("{error}{}", cells.collect::<String>())
}

fn faultless(read: Result<Changes, SheetError>) -> AppResult<Changes> {
    match read {
        Ok(changes) if changes.faults.is_empty() => Ok(changes),
        Ok(changes) => Err(as_fields(&changes.faults).into()),
        Err(error) => Err(of_file(&error)),
    }
}

/// Cell and column take the place of the field: "D7 (Ngày sinh)".
fn as_fields(faults: &[Fault]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for fault in faults {
        let place = format!("{} ({})", fault.address, fault.column);
        let typed = if fault.typed.is_empty() { String::new() } else { format!("“{}” ", fault.typed) };
        errors.add(place, format!("{typed}{}", fault.message));
    }
    errors
}

fn of_file(error: &SheetError) -> AppError {
    match error.faults() {
        [] => FieldErrors::one("file", error.to_string()).into(),
        faults => as_fields(faults).into(),
    }
}

//! Importing and exporting tables.

use chrono::NaiveDate;

use super::changes::Changes;
use super::tables;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy;
use crate::records::Table;
use crate::sheets::{Fault, SheetError, Value};

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
    store(tx, &changes)?;
    let counts = counts(&changes);
    tx.audit(Event::new(EventKind::ImportStored, Object::Installation).because(note(table, file_name, counts)))?;
    Ok(counts)
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

fn note(table: &Table, file_name: &str, counts: Counts) -> String {
    format!("{} ({file_name}): {counts}.", table.title)
}

fn store(tx: &mut Tx, changes: &Changes) -> AppResult<()> {
    match &changes.store(tx)?[..] {
        [] => Ok(()),
        faults => Err(as_fields(faults).into()),
    }
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

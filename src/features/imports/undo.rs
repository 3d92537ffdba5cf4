//! The way back from an import: what its rows were before and after, kept in the very form in which
//! tables are exported and imported.

use serde::{Deserialize, Serialize};

use super::changes::{Changes, Values, key_of_row, stored};
use crate::db::{Connection, Tx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::records::Table;
use crate::sheets::{Sheet, read_sheet, write_csv};

/// CSV of the table's own format.
#[derive(Debug, Serialize, Deserialize)]
struct Undo {
    /// The rows that the import has added, as they stood right after it.
    added: String,
    /// The rows that it has replaced, as they stood right after it …
    replaced: String,
    /// … and before.
    before: String,
}

/// What leads back from changes that have just been stored.
pub fn written(conn: &mut Connection, changes: &Changes) -> AppResult<String> {
    let after = stored(conn, changes.table)?;
    let now = |is_wanted: fn(&Option<Values>) -> bool| {
        let rows = changes.rows.iter().filter(|change| is_wanted(&change.before));
        let rows: Vec<Values> =
            rows.filter_map(|change| after.get(&key_of_row(changes.table, &change.row)).cloned()).collect();
        csv(changes.table, &rows)
    };
    let before: Vec<Values> = changes.rows.iter().filter_map(|change| change.before.clone()).collect();
    let undo =
        Undo { added: now(Option::is_none), replaced: now(Option::is_some), before: csv(changes.table, &before) };
    serde_json::to_string(&undo).map_err(|error| AppError::Unexpected(error.into()))
}

/// Takes an import back: removes what it added, restores what it replaced.
///
/// # Errors
/// `Fields` at `undo` with the reason when something was built on its rows or has changed them since.
pub fn carry_out(tx: &mut Tx, table: &'static Table, written: &str) -> AppResult<()> {
    let undo: Undo = serde_json::from_str(written).map_err(|error| AppError::Unexpected(error.into()))?;
    let [added, replaced, before] = [&undo.added, &undo.replaced, &undo.before].map(|csv| sheet(table, csv));
    let (added, replaced, before) = (added?, replaced?, before?);
    must_be_as_left(tx.conn, table, [&added, &replaced])?;
    (table.remove)(tx, &added.rows).map_err(built_upon)?;
    match (table.store)(tx, &before)?.first() {
        None => Ok(()),
        Some(fault) => Err(refused(format!("Không trả lại được dòng cũ: {}", fault.message))),
    }
}

fn must_be_as_left(conn: &mut Connection, table: &Table, sheets: [&Sheet; 2]) -> AppResult<()> {
    let now = stored(conn, table)?;
    for row in sheets.into_iter().flat_map(|sheet| &sheet.rows) {
        let key = key_of_row(table, row);
        if !now.get(&key).is_some_and(|values| values.iter().eq(row.values())) {
            let first = row.cells().first().map_or("", |cell| cell.typed.as_str());
            return Err(refused(format!(
                "Dữ liệu đã được sửa sau khi nhập (dòng {first}…). Sửa trực tiếp dòng cần đổi."
            )));
        }
    }
    Ok(())
}

/// A broken foreign key, or a table that says no itself.
fn built_upon(error: AppError) -> AppError {
    use diesel::result::{DatabaseErrorKind, Error};
    let is_key = |error: &Error| matches!(error, Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _));
    match error {
        AppError::Illegal => refused(BUILT_UPON.to_owned()),
        AppError::Unexpected(source) if source.downcast_ref().is_some_and(is_key) => refused(BUILT_UPON.to_owned()),
        other => other,
    }
}

const BUILT_UPON: &str =
    "Đã có dữ liệu khác dựa trên các dòng này. Xóa dữ liệu đó trước, hoặc sửa trực tiếp từng dòng.";

fn refused(reason: String) -> AppError {
    FieldErrors::one("undo", format!("Không hoàn tác được. {reason}")).into()
}

fn csv(table: &Table, rows: &[Values]) -> String {
    String::from_utf8_lossy(&write_csv(table.format, rows)).into_owned()
}

fn sheet(table: &'static Table, csv: &str) -> AppResult<Sheet> {
    read_sheet(csv.as_bytes(), "undo.csv", table.format, None).map_err(|error| AppError::Unexpected(error.into()))
}

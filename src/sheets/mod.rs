//! Tables as files: the one place that reads and writes CSV and XLSX, for every list a page offers
//! and every kind of import. Bytes in, values out; no database, no web.
//!
//! A [`TableFormat`] names the columns. [`read_sheet`] gives typed rows and *all* faults with their
//! cell addresses; [`write_csv`] and [`write_xlsx`] write what it reads back unchanged.

mod cell;
mod csv;
mod fault;
mod format;
mod grid;
mod heading;
pub mod package;
mod raw;
mod row;
mod words;
mod xlsx_read;
mod xlsx_write;

use std::path::Path;
use std::sync::Arc;

pub use self::csv::write_csv;
pub use self::fault::{Fault, SheetError};
pub use self::format::{Column, Kind, Need, TableFormat, Words, Written};
pub use self::grid::{Grid, Merged, read_grids};
pub use self::raw::{Nature, RawCell, RawRow};
pub use self::row::{Cell, Row, Sheet, Value};
pub use self::xlsx_write::{WriteError, write_xlsx};

pub use self::fault::address;
use self::heading::Layout;

/// Reads a CSV or XLSX file as the given table. `row_limit` counts rows that hold something, the
/// headings aside; `None` sets no limit.
///
/// # Errors
/// When the file as a whole cannot be this table. What is wrong with single cells comes back in
/// [`Sheet::faults`].
pub fn read_sheet(
    bytes: &[u8],
    file_name: &str,
    format: &'static TableFormat,
    row_limit: Option<usize>,
) -> Result<Sheet, SheetError> {
    let rows = match ending(bytes, file_name)? {
        Ending::Csv => csv::read(bytes, format, row_limit)?,
        Ending::Xlsx => xlsx_read::read(bytes, format, row_limit)?,
    };
    let (first, rows) = rows.split_first().ok_or(SheetError::Empty)?;
    let layout = Arc::new(heading::read(first, format)?);
    let mut sheet = Sheet { rows: Vec::new(), faults: Vec::new(), layout: Arc::clone(&layout) };
    for raw in rows.iter().filter(|raw| raw.cells.iter().any(|cell| !layout.ignores(cell.column))) {
        match read_row(raw, &layout) {
            Ok(row) => sheet.rows.push(row),
            Err(faults) => sheet.faults.extend(faults),
        }
    }
    Ok(sheet)
}

enum Ending {
    Csv,
    Xlsx,
}

/// By the name of the file; its first bytes must agree.
fn ending(bytes: &[u8], file_name: &str) -> Result<Ending, SheetError> {
    const PACKAGE: &[u8] = b"PK\x03\x04";
    /// Excel before 2007, and any Excel file with a password.
    const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(SheetError::OldOrProtected);
    }
    let extension = Path::new(file_name).extension().unwrap_or_default().to_ascii_lowercase();
    match (extension.to_str(), bytes.starts_with(PACKAGE)) {
        (Some("csv" | "tsv" | "txt"), false) => Ok(Ending::Csv),
        (Some("xlsx"), true) => Ok(Ending::Xlsx),
        (Some("csv" | "tsv" | "txt" | "xlsx"), _) if !bytes.is_empty() => Err(SheetError::EndingDisagrees),
        (Some("xlsx"), _) => Err(SheetError::Empty),
        _ => Err(SheetError::UnknownEnding),
    }
}

/// Called by the readers after each row, so that a huge file is refused before all of it is in memory.
fn check_row_limit(rows_with_heading: usize, row_limit: Option<usize>) -> Result<(), SheetError> {
    match row_limit {
        Some(limit) if rows_with_heading > limit.saturating_add(1) => Err(SheetError::TooManyRows { limit }),
        _ => Ok(()),
    }
}

/// # Errors
/// Every fault of the row, from left to right.
fn read_row(raw: &RawRow, layout: &Arc<Layout>) -> Result<Row, Vec<Fault>> {
    let columns = layout.format.columns;
    let empty = Cell { typed: String::new(), value: Value::Empty };
    let mut cells = vec![empty; columns.len()];
    let mut faults: Vec<(u32, Fault)> = Vec::new();
    let mut refuse = |at: u32, heading: &str, typed: &str, message: String| {
        let fault = Fault {
            row: raw.number,
            column: heading.to_owned(),
            address: address(at, raw.number),
            typed: typed.to_owned(),
            message,
        };
        faults.push((at, fault));
    };
    for cell in raw.cells.iter().filter(|cell| !layout.ignores(cell.column)) {
        let Some((position, place)) = layout.find(cell.column) else {
            let message = "Ô này nằm ở cột không có tên. Xóa ô hoặc đặt tên cho cột.".to_owned();
            refuse(cell.column, "", &cell.typed, message);
            continue;
        };
        cells[position].typed.clone_from(&cell.typed);
        match cell::read(cell, &columns[position], place) {
            Ok(value) => cells[position].value = value,
            Err(message) => refuse(cell.column, columns[position].heading, &cell.typed, message),
        }
    }
    for ((column, place), cell) in columns.iter().zip(&layout.places).zip(&cells) {
        if let (Need::Required, Some(place), "") = (column.need, place, cell.typed.as_str()) {
            let message = "Ô này còn trống. Nhập giá trị cho ô.".to_owned();
            refuse(place.column, column.heading, "", message);
        }
    }
    if faults.is_empty() {
        return Ok(Row { number: raw.number, cells, layout: Arc::clone(layout) });
    }
    faults.sort_by_key(|(at, _)| *at);
    Err(faults.into_iter().map(|(_, fault)| fault).collect())
}

#[cfg(test)]
mod tests;

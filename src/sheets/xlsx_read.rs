//! XLSX in: cell by cell, so that neither a far-away cell nor a long sheet fills the memory.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fault::SheetError;
use super::format::TableFormat;
use super::grid::{Grid, Merged};
use super::package;
use super::raw::{Nature, RawCell, RawRow};
use crate::domain::{date, number};

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// So many sheets of one file are looked at.
const MOST_SHEETS: usize = 20;

/// Reads the sheet named after the table, else the first one; of formulas their last values.
pub(super) fn read(bytes: &[u8], format: &TableFormat, row_limit: Option<usize>) -> Result<Vec<RawRow>, SheetError> {
    let mut workbook = open(bytes)?;
    let name = sheet_name(&workbook, format).ok_or(SheetError::Unreadable)?;
    rows(&mut workbook, &name, row_limit)
}

/// Reads every sheet as it lies there, with its merged cells.
pub(super) fn read_all(bytes: &[u8], row_limit: Option<usize>) -> Result<Vec<Grid>, SheetError> {
    let mut workbook = open(bytes)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
    let mut grids = Vec::with_capacity(names.len());
    for name in names {
        let regions = workbook.merge_cells_by_sheet_name(&name).map_err(|_| SheetError::Unreadable)?;
        let merged = |region: calamine::Dimensions| Merged {
            rows: region.start.0.saturating_add(1)..=region.end.0.saturating_add(1),
            columns: region.start.1..=region.end.1,
        };
        let merged = regions.into_iter().map(merged).collect();
        let rows = rows(&mut workbook, &name, row_limit)?;
        grids.push(Grid { name, rows, merged });
    }
    Ok(grids)
}

fn open(bytes: &[u8]) -> Result<Workbook<'_>, SheetError> {
    package::inspect(bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetError::Unreadable)
}

fn rows(workbook: &mut Workbook<'_>, name: &str, row_limit: Option<usize>) -> Result<Vec<RawRow>, SheetError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| SheetError::Unreadable)?;
    let mut rows: Vec<RawRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| SheetError::Unreadable)? {
        let (row, column) = cell.get_position();
        let Some((typed, nature)) = content(cell.get_value()) else {
            continue;
        };
        let number = row.saturating_add(1);
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(RawRow { number, cells: Vec::new() });
            super::check_row_limit(rows.len(), row_limit)?;
        }
        if let Some(last) = rows.last_mut() {
            last.cells.push(RawCell { column, typed, nature });
        }
    }
    Ok(rows)
}

fn sheet_name<R: std::io::Read + std::io::Seek>(workbook: &Xlsx<R>, format: &TableFormat) -> Option<String> {
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let mut sheets = workbook.sheets_metadata().iter().filter(is_table);
    let named = sheets.clone().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(format.name));
    named.or_else(|| sheets.next()).map(|sheet| sheet.name.clone())
}

fn content(value: &DataRef<'_>) -> Option<(String, Nature)> {
    let (typed, nature) = match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DurationIso(text) => (text.clone(), Nature::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Nature::Text),
        DataRef::Int(whole) => (whole.to_string(), Nature::Number),
        DataRef::Float(float) => (typed_number(*float), Nature::Number),
        DataRef::Bool(yes) => (if *yes { "Có" } else { "Không" }.to_owned(), Nature::Text),
        DataRef::DateTime(moment) => (typed_date(moment), Nature::Date),
        DataRef::DateTimeIso(moment) => (day_of(moment), Nature::Date),
        DataRef::Error(error) => (error.to_string(), Nature::Error),
    };
    (!typed.trim().is_empty()).then_some((typed, nature))
}

/// Excel keeps 15 significant digits; beyond them lies only the noise of binary fractions.
fn typed_number(float: f64) -> String {
    match Decimal::from_scientific(&format!("{float:.14e}")) {
        Ok(decimal) => number::plain_decimal_comma(decimal.normalize()),
        Err(_) => float.to_string(),
    }
}

/// The day as one types it; a time of day without a day as it is, for the date parser to refuse.
fn typed_date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()) {
        Some(date) if moment.is_datetime() && moment.as_f64() >= 1.0 => date::format_date(date),
        _ => format!("{hour:02}:{minute:02}"),
    }
}

fn day_of(moment: &str) -> String {
    moment.split('T').next().unwrap_or(moment).to_owned()
}

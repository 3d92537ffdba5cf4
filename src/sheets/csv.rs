//! CSV: UTF-8, with commas, semicolons or tabs when read; with a byte-order mark and commas when
//! written, so that Excel opens it without asking.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::fault::SheetError;
use super::format::{Kind, TableFormat, Written};
use super::heading;
use super::raw::{Nature, RawCell, RawRow};
use super::row::Value;
use super::words;
use crate::domain::number;

const BYTE_ORDER_MARK: &str = "\u{feff}";
const SEPARATORS: [u8; 3] = *b"\t;,";

pub(super) fn read(bytes: &[u8], format: &TableFormat, row_limit: Option<usize>) -> Result<Vec<RawRow>, SheetError> {
    let text = text_of(bytes)?;
    rows(text, separator(text, format), row_limit)
}

/// Reads a file whose headings nobody has fixed: the separator that makes the most columns is the right one.
pub(super) fn read_any(bytes: &[u8], row_limit: Option<usize>) -> Result<Vec<RawRow>, SheetError> {
    const LOOKED_AT: usize = 60;
    let text = text_of(bytes)?;
    let columns = |separator: &u8| {
        let records = reader(text, *separator).into_records().take(LOOKED_AT).filter_map(Result::ok);
        records.map(|record| record.len()).sum::<usize>()
    };
    rows(text, SEPARATORS.into_iter().max_by_key(columns).unwrap_or(b','), row_limit)
}

fn text_of(bytes: &[u8]) -> Result<&str, SheetError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SheetError::NotUtf8)?;
    if text.contains('\0') {
        return Err(SheetError::NotUtf8);
    }
    Ok(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
}

fn rows(text: &str, separator: u8, row_limit: Option<usize>) -> Result<Vec<RawRow>, SheetError> {
    let mut reader = reader(text, separator);
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let (mut number, mut lines_before) = (0, reader.position().line());
    while reader.read_record(&mut record).map_err(|_| SheetError::Unreadable)? {
        // The reader skips blank lines; a spreadsheet counts them. Inside a cell line breaks are no rows.
        let lines = reader.position().line();
        let inside: usize = record.iter().map(|field| field.matches('\n').count()).sum();
        let skipped = (lines - lines_before).saturating_sub(1 + inside as u64);
        number += 1 + u32::try_from(skipped).unwrap_or(u32::MAX);
        lines_before = lines;

        let cells = cells(&record);
        if cells.is_empty() {
            continue;
        }
        rows.push(RawRow { number, cells });
        super::check_row_limit(rows.len(), row_limit)?;
    }
    refuse_open_quote(text, &rows)?;
    Ok(rows)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The separator with which most of the headings are understood; among equals the one that makes
/// more columns, then the comma. A heading may hold a comma itself.
fn separator(text: &str, format: &TableFormat) -> u8 {
    let score = |separator: &u8| {
        let mut record = StringRecord::new();
        match reader(text, *separator).read_record(&mut record) {
            Ok(true) => (record.iter().filter(|field| heading::is_known(field, format)).count(), record.len()),
            _ => (0, 0),
        }
    };
    SEPARATORS.into_iter().max_by_key(score).unwrap_or(b',')
}

fn cells(record: &StringRecord) -> Vec<RawCell> {
    let cells = (0..).zip(record).map(|(column, field)| RawCell {
        column,
        typed: unguarded(field).to_owned(),
        nature: Nature::Text,
    });
    cells.filter(|cell| !cell.typed.trim().is_empty()).collect()
}

/// A quote that is never closed swallows every row after it, which must not pass in silence.
fn refuse_open_quote(text: &str, rows: &[RawRow]) -> Result<(), SheetError> {
    if text.matches('"').count().is_multiple_of(2) {
        return Ok(());
    }
    let long = rows.iter().rev().find(|row| row.cells.iter().any(|cell| cell.typed.contains(['\n', '"'])));
    Err(SheetError::OpenQuote { row: long.or(rows.last()).map_or(1, |row| row.number) })
}

/// Writes the rows with the keys as headings: dates as `yyyy-MM-dd`, đồng as plain digits, other
/// numbers with a decimal comma, yes and no as `true` and `false`.
///
/// Each row has one value for each column of the format. A text that a spreadsheet would take for
/// a formula gets an apostrophe in front, which the reader here takes off again.
#[must_use]
pub fn write_csv(format: &TableFormat, rows: &[Vec<Value>]) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let headings = format.columns.iter().map(|column| column.key.to_owned()).collect();
    let records = rows
        .iter()
        .map(|row| format.columns.iter().zip(row).map(|(column, value)| field(&column.kind, value)).collect());
    for record in std::iter::once(headings).chain(records) {
        let record: Vec<String> = record;
        writer.write_record(record).expect("memory takes every write, and all rows have the format's columns");
    }
    writer.into_inner().expect("memory takes every write")
}

fn field(kind: &Kind, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => guarded(text),
        Value::Date(date) => date.format("%Y-%m-%d").to_string(),
        Value::Whole(whole) => whole.to_string(),
        Value::Decimal(decimal) => number::plain_decimal_comma(*decimal),
        Value::Money(dong) => dong.amount().to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Word(code) => words::shown(kind, code, |written| written == Written::Vietnamese).into_owned(),
    }
}

/// Whether a spreadsheet might run the text as a formula (SECURITY.md F5), or has been kept from it.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

fn guarded(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(text) if looks_like_formula(text) => text,
        _ => field,
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;

//! A sheet as it lies there, for layouts that others have made: titles above, headings of several rows, merged cells.

use std::ops::RangeInclusive;

use super::fault::SheetError;
use super::raw::{RawCell, RawRow};
use super::{Ending, csv, ending, xlsx_read};

/// One sheet of a file.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Empty in CSV.
    pub name: String,
    /// Only rows that hold something, from top to bottom.
    pub rows: Vec<RawRow>,
    pub merged: Vec<Merged>,
}

/// Cells merged into one, which holds what the first of them holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// As a spreadsheet numbers its rows.
    pub rows: RangeInclusive<u32>,
    /// The first column is 0.
    pub columns: RangeInclusive<u32>,
}

impl Grid {
    /// The very cell, `None` when it is empty or lies inside a merged one.
    pub fn cell(&self, row: u32, column: u32) -> Option<&RawCell> {
        let at = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.rows[at].cells.iter().find(|cell| cell.column == column)
    }

    /// What one sees at a place: the words of the merged cell it lies in, else its own; empty when there are none.
    pub fn seen(&self, row: u32, column: u32) -> &str {
        let (row, column) = match self.merged_at(row, column) {
            Some(merged) => (*merged.rows.start(), *merged.columns.start()),
            None => (row, column),
        };
        self.cell(row, column).map_or("", |cell| cell.typed.trim())
    }

    /// The merged cell a place lies in.
    pub fn merged_at(&self, row: u32, column: u32) -> Option<&Merged> {
        self.merged.iter().find(|merged| merged.rows.contains(&row) && merged.columns.contains(&column))
    }

    /// One past the last column that holds something in these rows.
    pub fn width(&self, rows: RangeInclusive<u32>) -> u32 {
        let rows = self.rows.iter().filter(|row| rows.contains(&row.number));
        rows.flat_map(|row| &row.cells).map(|cell| cell.column.saturating_add(1)).max().unwrap_or_default()
    }
}

/// Reads every sheet of an XLSX file, or the one of a CSV file. `row_limit` counts the rows of each that hold something.
///
/// # Errors
/// When it is neither, or cannot be read.
pub fn read_grids(bytes: &[u8], file_name: &str, row_limit: Option<usize>) -> Result<Vec<Grid>, SheetError> {
    let grids = match ending(bytes, file_name)? {
        Ending::Csv => vec![Grid { name: String::new(), rows: csv::read_any(bytes, row_limit)?, merged: Vec::new() }],
        Ending::Xlsx => xlsx_read::read_all(bytes, row_limit)?,
    };
    if grids.iter().all(|grid| grid.rows.is_empty()) { Err(SheetError::Empty) } else { Ok(grids) }
}

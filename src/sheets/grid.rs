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

/// Headings have at most so many rows, and a longer text is cut.
const HEADING_ROWS: u32 = 4;
const LONGEST_HEADING: usize = 120;

/// Where headings begin, those who read a layout find themselves; the rest is alike in all.
impl Grid {
    /// The last row of the headings that begin in a row: as far as the merged cell of the named column reaches, else
    /// the rows that say something elsewhere while this column is empty.
    pub fn last_heading_row(&self, first: u32, column: u32) -> u32 {
        if let Some(merged) = self.merged_at(first, column) {
            return *merged.rows.end();
        }
        let rows = self.rows.iter().filter(|row| (first + 1..first + HEADING_ROWS).contains(&row.number));
        let is_heading = |row: &&RawRow| {
            let words = |cell: &RawCell| cell.typed.chars().filter(|c| c.is_alphabetic()).count() > 2;
            self.seen(row.number, column).is_empty() && row.cells.iter().any(words)
        };
        rows.take_while(is_heading).last().map_or(first, |row| row.number)
    }

    /// All that stands above a column in these rows, from top to bottom, each once: "Thực hiện – Lũy kế".
    pub fn heading(&self, rows: RangeInclusive<u32>, column: u32) -> String {
        let mut parts: Vec<String> = Vec::new();
        for row in rows {
            let words = self.seen(row, column).split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() && !parts.contains(&words) {
                parts.push(words);
            }
        }
        parts.join(" – ").chars().take(LONGEST_HEADING).collect()
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

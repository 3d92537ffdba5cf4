//! What the CSV and the XLSX reader have in common: rows of cells as they would look when typed.

/// Only cells that hold something, from left to right.
#[derive(Clone, Debug)]
pub struct RawRow {
    /// As a spreadsheet numbers its rows; the first one is 1.
    pub number: u32,
    pub cells: Vec<RawCell>,
}

#[derive(Clone, Debug)]
pub struct RawCell {
    /// The first column is 0.
    pub column: u32,
    /// A real number or date is put the way a Vietnamese user types it, so that one parser reads all.
    pub typed: String,
    pub nature: Nature,
}

/// What a spreadsheet says a cell is. In CSV everything is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Text,
    Number,
    Date,
    /// The error a formula ended in, such as `#N/A`.
    Error,
}

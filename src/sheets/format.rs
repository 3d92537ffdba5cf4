//! What a table looks like from outside: its name, its columns and what a cell of each may hold.

use std::ops::RangeInclusive;

/// One table that is read or written as CSV and XLSX.
#[derive(Debug)]
pub struct TableFormat {
    /// The KIND of the command line, also the name of the sheet (at most 31 letters).
    pub name: &'static str,
    /// In the order in which they are written.
    pub columns: &'static [Column],
}

impl TableFormat {
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

#[derive(Debug)]
pub struct Column {
    /// The heading in CSV, and the name of the same field in forms.
    pub key: &'static str,
    /// The Vietnamese heading in XLSX. Both headings are understood in either file.
    pub heading: &'static str,
    pub kind: Kind,
    pub need: Need,
}

impl Column {
    #[must_use]
    pub const fn required(key: &'static str, heading: &'static str, kind: Kind) -> Self {
        Self { key, heading, kind, need: Need::Required }
    }

    #[must_use]
    pub const fn optional(key: &'static str, heading: &'static str, kind: Kind) -> Self {
        Self { key, heading, kind, need: Need::Optional }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The column must be there and every cell of it filled.
    Required,
    /// The column may be left out and its cells left empty.
    Optional,
}

/// What the cells of a column hold.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One line of text; line breaks and runs of blanks become one blank.
    Line,
    /// Text that keeps its line breaks.
    Paragraphs,
    Date,
    /// A whole number within the range, shown without separators (a year is not "2.014").
    Whole(RangeInclusive<i64>),
    Decimal,
    /// Whole đồng; the heading of a file may name a greater unit, as in `amount (triệu đồng)`.
    Money,
    YesNo,
    /// One of a fixed list, typed as its code or its Vietnamese word in any case.
    Word(Words, Written),
}

impl Kind {
    /// A calendar year. The bounds only catch slips of the finger such as 204 or 20144.
    pub const YEAR: Self = Self::Whole(1900..=2199);
    pub const MONTH: Self = Self::Whole(1..=12);
    /// Zero or more, such as a number of people or a place in an order.
    pub const COUNT: Self = Self::Whole(0..=i64::MAX);
}

/// The pairs (code, Vietnamese word) of a fixed list. A function, so that the list can be made
/// from the one that rules the rest of the program instead of being repeated.
pub type Words = fn() -> Vec<(&'static str, &'static str)>;

/// Which of its two names a fixed word gets in a written file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The code in both, such as the grade `HTXSNV`.
    Code,
    /// The Vietnamese word in both, such as the gender "Nữ".
    Vietnamese,
    /// The code in CSV, in XLSX the Vietnamese word that also stands on the screen, such as a state.
    AsOnScreen,
}

//! Typed rows: what is read from a file, and the values that are written to one.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fault::{Fault, address};
use super::format::Kind;
use super::heading::Layout;
use crate::domain::money::Dong;

/// The content of one cell, the same when read and when written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Empty,
    Text(String),
    Date(NaiveDate),
    Whole(i64),
    Decimal(Decimal),
    Money(Dong),
    YesNo(bool),
    /// The code of a fixed word.
    Word(&'static str),
}

/// `None` is an empty cell, so that optional fields need no `match` where rows are written.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

macro_rules! value_from {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

value_from!(
    String => Text, &str => Text, NaiveDate => Date, i32 => Whole, i64 => Whole,
    Decimal => Decimal, Dong => Money, bool => YesNo,
);

/// What a file holds: the rows without fault, and the faults of all others.
///
/// A check that another row of the file may satisfy (a unit that stands further down) has to wait
/// until `faults` is empty, because rows with faults are missing from `rows`.
#[derive(Debug)]
pub struct Sheet {
    pub rows: Vec<Row>,
    /// From top to bottom, in each row from left to right.
    pub faults: Vec<Fault>,
    pub(super) layout: Arc<Layout>,
}

impl Sheet {
    /// Whether the file has this optional column at all, empty or not.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.layout.format.position(key).is_some_and(|position| self.layout.places[position].is_some())
    }
}

#[derive(Clone, Debug)]
pub struct Cell {
    /// As the user typed it; real numbers and dates the way one types them here.
    pub typed: String,
    pub value: Value,
}

/// One row in which every required cell is filled and every cell fits its column.
///
/// Cells are asked for by the key of their column. Each kind has two accessors: `date` for a
/// required column, `date_if` for an optional one. Asking for a column the format does not have, or
/// as a kind it is not, is a slip in the program that the first row ever read brings to light: it panics.
#[derive(Clone, Debug)]
pub struct Row {
    /// As a spreadsheet numbers its rows; the first one is 1.
    pub number: u32,
    pub(super) cells: Vec<Cell>,
    pub(super) layout: Arc<Layout>,
}

macro_rules! accessors {
    ($($required:ident, $optional:ident => $variant:ident($type:ty);)*) => {$(
        /// The value of a required column.
        #[must_use]
        pub fn $required(&self, key: &str) -> $type {
            self.$optional(key).unwrap_or_else(|| self.not_this(key, stringify!($variant)))
        }

        /// The value of an optional column; `None` when the cell is empty or the column left out.
        #[must_use]
        pub fn $optional(&self, key: &str) -> Option<$type> {
            match &self.cell(key).value {
                Value::Empty => None,
                Value::$variant(value) => Some(*value),
                _ => self.not_this(key, stringify!($variant)),
            }
        }
    )*};
}

impl Row {
    /// One for each column of the format, in its order.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The text of a column; empty when the cell is.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.text_if(key).unwrap_or_default()
    }

    /// The text of an optional column; `None` when the cell is empty or the column left out.
    #[must_use]
    pub fn text_if(&self, key: &str) -> Option<&str> {
        match &self.cell(key).value {
            Value::Empty => None,
            Value::Text(text) => Some(text),
            _ => self.not_this(key, "Text"),
        }
    }

    accessors! {
        date, date_if => Date(NaiveDate);
        decimal, decimal_if => Decimal(Decimal);
        money, money_if => Money(Dong);
        yes_no, yes_no_if => YesNo(bool);
        word, word_if => Word(&'static str);
    }

    /// The number of a required column, as any type wide enough for the range of the column.
    #[must_use]
    pub fn whole<T: TryFrom<i64>>(&self, key: &str) -> T {
        self.whole_if(key).unwrap_or_else(|| self.not_this(key, "Whole"))
    }

    /// The number of an optional column; `None` when the cell is empty or the column left out.
    #[must_use]
    pub fn whole_if<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        match self.cell(key).value {
            Value::Empty => None,
            Value::Whole(whole) => Some(T::try_from(whole).unwrap_or_else(|_| self.not_this(key, "Whole"))),
            _ => self.not_this(key, "Whole"),
        }
    }

    /// Gives the columns that the file does not have the values of the row it replaces.
    pub fn complete_from(&mut self, replaced: &[Value]) {
        for ((cell, place), value) in self.cells.iter_mut().zip(&self.layout.places).zip(replaced) {
            if place.is_none() {
                cell.value = value.clone();
            }
        }
    }

    /// One value for each column of the format.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.cells.iter().map(|cell| &cell.value)
    }

    /// The value of a column, whatever its kind.
    #[must_use]
    pub fn value(&self, key: &str) -> &Value {
        &self.cell(key).value
    }

    /// A fault that only the importer can find, such as a unit that does not exist.
    #[must_use]
    pub fn fault(&self, key: &str, message: impl Into<String>) -> Fault {
        let position = self.position(key);
        let place = self.layout.places[position];
        Fault {
            row: self.number,
            column: self.layout.format.columns[position].heading.to_owned(),
            address: place.map_or_else(|| self.number.to_string(), |place| address(place.column, self.number)),
            typed: self.cells[position].typed.clone(),
            message: message.into(),
        }
    }

    fn cell(&self, key: &str) -> &Cell {
        &self.cells[self.position(key)]
    }

    fn position(&self, key: &str) -> usize {
        let format = self.layout.format;
        format.position(key).unwrap_or_else(|| panic!("the table {} has no column {key}", format.name))
    }

    fn not_this(&self, key: &str, asked: &str) -> ! {
        let column = &self.layout.format.columns[self.position(key)];
        let kind: &Kind = &column.kind;
        panic!("{asked} asked of {}.{key}, which is {:?} {kind:?}", self.layout.format.name, column.need)
    }
}

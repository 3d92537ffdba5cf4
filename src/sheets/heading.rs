//! The heading row: which column of the file is which column of the format.

use super::fault::{Fault, SheetError, address};
use super::format::{Column, Kind, Need, TableFormat};
use super::raw::RawRow;
use crate::domain::money::MoneyUnit;
use crate::domain::text::fold;

/// Where the columns of a format stand in one file.
#[derive(Debug)]
pub(super) struct Layout {
    pub format: &'static TableFormat,
    /// For each column of the format.
    pub places: Vec<Option<Place>>,
    /// Columns of the file that begin with `_`: notes of the user, passed over.
    ignored: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The first column is 0.
    pub column: u32,
    /// Stated by the heading; đồng when it says nothing.
    pub unit: MoneyUnit,
}

impl Layout {
    /// The position in the format, and the place, of a column of the file.
    pub fn find(&self, column: u32) -> Option<(usize, Place)> {
        let places = self.places.iter().enumerate();
        let mut found = places.filter_map(|(position, place)| Some((position, (*place)?)));
        found.find(|(_, place)| place.column == column)
    }

    pub fn ignores(&self, column: u32) -> bool {
        self.ignored.contains(&column)
    }
}

/// Whether a heading belongs to the format.
pub(super) fn is_known(heading: &str, format: &TableFormat) -> bool {
    find(heading, format).is_some()
}

/// # Errors
/// [`SheetError::Headings`] with every unknown, repeated and missing column.
pub(super) fn read(row: &RawRow, format: &'static TableFormat) -> Result<Layout, SheetError> {
    let mut layout = Layout { format, places: vec![None; format.columns.len()], ignored: Vec::new() };
    let mut faults = Vec::new();
    for cell in &row.cells {
        let fault = |message: String| Fault {
            row: row.number,
            column: cell.typed.clone(),
            address: address(cell.column, row.number),
            typed: cell.typed.clone(),
            message,
        };
        match find(&cell.typed, format) {
            Some((position, unit)) => match layout.places[position] {
                None => layout.places[position] = Some(Place { column: cell.column, unit }),
                Some(first) => faults.push(fault(format!(
                    "Cột này đã có ở ô {}. Bỏ một trong hai cột.",
                    address(first.column, row.number)
                ))),
            },
            None if cell.typed.trim_start().starts_with('_') => layout.ignored.push(cell.column),
            None => faults
                .push(fault("Bảng không có cột này. Sửa tên, xóa cột, hoặc đặt dấu _ trước tên để bỏ qua.".to_owned())),
        }
    }
    faults.extend(missing(&layout, row.number));
    if faults.is_empty() { Ok(layout) } else { Err(SheetError::Headings(faults)) }
}

fn missing(layout: &Layout, row: u32) -> impl Iterator<Item = Fault> {
    let columns = layout.format.columns.iter().zip(&layout.places);
    columns.filter(|(column, place)| place.is_none() && column.need == Need::Required).map(move |(column, _)| Fault {
        row,
        column: column.heading.to_owned(),
        address: row.to_string(),
        typed: String::new(),
        message: format!("Thiếu cột này. Thêm cột “{}” (hoặc {}).", column.heading, column.key),
    })
}

/// By key or Vietnamese heading, whatever the case and with or without marks; for money also with
/// a unit in brackets behind it.
fn find(heading: &str, format: &TableFormat) -> Option<(usize, MoneyUnit)> {
    let folded = fold(heading);
    let named = |name: &str, column: &Column| name == column.key || name == fold(column.heading);
    if let Some(position) = format.columns.iter().position(|column| named(&folded, column)) {
        return Some((position, MoneyUnit::Dong));
    }
    let (name, unit) = folded.strip_suffix(')')?.rsplit_once('(')?;
    let unit = MoneyUnit::ALL.into_iter().find(|known| fold(known.name()) == unit.trim())?;
    let is_money = |column: &Column| matches!(column.kind, Kind::Money) && named(name.trim_end(), column);
    Some((format.columns.iter().position(is_money)?, unit))
}

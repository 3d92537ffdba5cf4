//! What a file would change: each row is new, replaces one, or leaves it as it is.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::db::{Connection, Tx};
use crate::domain::money::Dong;
use crate::error::AppResult;
use crate::records::Table;
use crate::sheets::{Column, Fault, Kind, Row, Sheet, SheetError, Value, read_sheet};

/// The values of a row, one for each column of its table.
pub type Values = Vec<Value>;
/// The values of the key columns.
type Key = Vec<Value>;

/// A row of the file and what it replaces.
#[derive(Debug)]
pub struct Change {
    pub before: Option<Values>,
    pub row: Row,
}

/// A file against the register as it stands.
#[derive(Debug)]
pub struct Changes {
    pub table: &'static Table,
    /// Rows that add or replace something; of faulty files those without fault.
    pub rows: Vec<Change>,
    /// Rows that say what is stored already.
    pub same: usize,
    /// Rows that repeat the key of an earlier one.
    pub repeated: usize,
    /// From top to bottom.
    pub faults: Vec<Fault>,
    sheet: Sheet,
}

impl Changes {
    /// Compares a file with the register.
    ///
    /// # Errors
    /// The inner one when the file as a whole cannot be this table.
    pub fn read(
        conn: &mut Connection,
        today: NaiveDate,
        table: &'static Table,
        bytes: &[u8],
        file_name: &str,
        row_limit: Option<usize>,
    ) -> AppResult<Result<Self, SheetError>> {
        let mut sheet = match read_sheet(bytes, file_name, table.format, row_limit) {
            Ok(sheet) => sheet,
            Err(error) => return Ok(Err(error)),
        };
        let stored = stored(conn, table)?;
        let mut first_rows: HashMap<Key, u32> = HashMap::new();
        let (mut rows, mut same, mut repeated) = (Vec::new(), 0, 0);
        for mut row in std::mem::take(&mut sheet.rows) {
            let key = key_of_row(table, &row);
            if let Some(first) = first_rows.get(&key) {
                sheet.faults.push(row.fault(table.key[0], format!("Trùng với dòng {first}. Giữ lại một dòng.")));
                repeated += 1;
                continue;
            }
            let before = stored.get(&key);
            first_rows.insert(key, row.number);
            if let Some(before) = before {
                row.complete_from(before);
            }
            if before.is_some_and(|before| before.iter().eq(row.values())) {
                same += 1;
            } else {
                rows.push(Change { before: before.cloned(), row });
            }
        }
        sheet.rows = rows.iter().map(|change| change.row.clone()).collect();
        let mut faults = (table.check)(conn, &sheet, today)?;
        faults.extend(sheet.faults.iter().cloned());
        faults.sort_by_key(|fault| fault.row);
        rows.retain(|change| faults.binary_search_by_key(&change.row.number, |fault| fault.row).is_err());
        Ok(Ok(Self { table, rows, same, repeated, faults, sheet }))
    }

    pub fn added(&self) -> usize {
        self.rows.len() - self.replaced()
    }

    pub fn replaced(&self) -> usize {
        self.rows.iter().filter(|change| change.before.is_some()).count()
    }

    /// Rows with at least one fault.
    pub fn faulty_rows(&self) -> usize {
        let mut rows: Vec<u32> = self.faults.iter().map(|fault| fault.row).collect();
        rows.dedup();
        rows.len()
    }

    /// Of a table of money: the sums of what is replaced and of what comes in.
    pub fn sums(&self) -> Option<(Dong, Dong)> {
        let is_money = |column: &Column| matches!(column.kind, Kind::Money);
        let at = self.table.format.columns.iter().position(is_money)?;
        let money = |value: Option<&Value>| match value {
            Some(Value::Money(amount)) => *amount,
            _ => Dong::ZERO,
        };
        let before = self.rows.iter().filter_map(|change| change.before.as_ref()).map(|values| money(values.get(at)));
        let after = self.rows.iter().map(|change| money(change.row.values().nth(at)));
        Some((before.sum(), after.sum()))
    }

    /// Stores every row, in a transaction that must be given up when there are faults after all.
    pub fn store(&self, tx: &mut Tx) -> AppResult<Vec<Fault>> {
        (self.table.store)(tx, &self.sheet)
    }
}

/// The whole table by key.
pub fn stored(conn: &mut Connection, table: &Table) -> AppResult<HashMap<Key, Values>> {
    let positions: Vec<usize> = (0..)
        .zip(table.format.columns)
        .filter(|(_, column)| table.key.contains(&column.key))
        .map(|(at, _)| at)
        .collect();
    let key = |values: &Values| positions.iter().map(|at| values[*at].clone()).collect();
    Ok((table.all)(conn)?.into_iter().map(|values| (key(&values), values)).collect())
}

/// In the order of the columns, as [`stored`] has it.
pub fn key_of_row(table: &Table, row: &Row) -> Key {
    let columns = table.format.columns.iter().filter(|column| table.key.contains(&column.key));
    columns.map(|column| row.value(column.key).clone()).collect()
}

//! Reading rows into records while gathering everything that is wrong with them.

use crate::sheets::{Fault, Row, Sheet};

/// What a sheet holds: the records that can be stored, and what is wrong with the other rows.
#[derive(Debug)]
pub struct Reading<R> {
    pub records: Vec<R>,
    pub faults: Vec<Fault>,
}

/// Checks on one row; each adds its sentence at the cell.
pub struct RowCheck<'a> {
    pub row: &'a Row,
    faults: &'a mut Vec<Fault>,
}

impl RowCheck<'_> {
    pub fn refuse(&mut self, key: &str, message: impl Into<String>) {
        self.faults.push(self.row.fault(key, message));
    }

    pub fn refuse_if(&mut self, is_wrong: bool, key: &str, message: impl Into<String>) {
        if is_wrong {
            self.refuse(key, message);
        }
    }

    /// What was found, or the message at the cell.
    pub fn need<T>(&mut self, key: &str, found: Option<T>, message: impl FnOnce() -> String) -> Option<T> {
        if found.is_none() {
            self.refuse(key, message());
        }
        found
    }

    /// An optional cell: `Some(None)` when it is empty, `None` when what it says was not found.
    pub fn find_if<T>(
        &mut self,
        key: &str,
        find: impl FnOnce(&str) -> Option<T>,
        message: impl FnOnce(&str) -> String,
    ) -> Option<Option<T>> {
        match self.row.text_if(key) {
            None => Some(None),
            Some(text) => self.need(key, find(text), || message(text)).map(Some),
        }
    }
}

/// Reads each row. A row whose checks found something gives no record.
pub fn read_rows<R>(sheet: &Sheet, mut read: impl FnMut(&mut RowCheck) -> Option<R>) -> Reading<R> {
    let mut reading = Reading { records: Vec::with_capacity(sheet.rows.len()), faults: Vec::new() };
    for row in &sheet.rows {
        let faults_before = reading.faults.len();
        let record = read(&mut RowCheck { row, faults: &mut reading.faults });
        if reading.faults.len() == faults_before {
            reading.records.extend(record);
        }
    }
    reading
}

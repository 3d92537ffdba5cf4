//! What every table that can be imported and exported (CONTRACT.md §3) has in common. A feature says
//! in its `records.rs` which columns its table has, how a row is read, stored, removed and listed;
//! `features/imports` does the rest for all of them alike.

pub mod belonging;
pub mod checks;
pub mod codes;
pub mod subjects;

pub use self::belonging::Belongings;
pub use self::checks::{Reading, RowCheck, read_rows};
pub use self::codes::Codes;

use chrono::NaiveDate;

use crate::db::{Connection, Tx};
use crate::domain::law::AwardCode;
use crate::error::AppResult;
use crate::policy::Act;
use crate::sheets::{Fault, Kind, Row, Sheet, TableFormat, Value};

/// A year of emulation, as far as the register goes back.
pub const YEAR: Kind = Kind::Whole(1945..=2199);

/// The awards of the catalogue as fixed words: the code, or today's name.
pub fn award_words() -> Vec<(&'static str, &'static str)> {
    AwardCode::all().map(|code| (code.code(), code.award().name_on(NaiveDate::MAX))).collect()
}

/// One table as its feature describes it.
pub trait Records {
    /// A row that can be stored as it stands.
    type Record;

    const FORMAT: &'static TableFormat;
    /// The columns by which a row of a file finds the row it replaces.
    const KEY: &'static [&'static str];
    /// Whoever may do this may import the table.
    const ACT: Act<'static>;

    /// Reads the rows and finds every fault that only the register can tell. Rows that stay as they are
    /// have been taken out of the sheet.
    fn read(conn: &mut Connection, sheet: &Sheet, today: NaiveDate) -> AppResult<Reading<Self::Record>>;

    /// Stores the records: adds them, or updates those of the same key.
    fn put(tx: &mut Tx, records: Vec<Self::Record>) -> AppResult<()>;

    /// Takes rows out again that an import has added. Fails with a database error where something else
    /// was built on them.
    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()>;

    /// All rows as they are exported, such that importing them changes nothing.
    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>>;
}

/// A table of any feature, as the registry of imports holds it.
#[derive(Debug)]
pub struct Table {
    pub format: &'static TableFormat,
    pub key: &'static [&'static str],
    pub act: Act<'static>,
    /// What the table is called on a page: "Cán bộ".
    pub title: &'static str,
    pub check: fn(&mut Connection, &Sheet, NaiveDate) -> AppResult<Vec<Fault>>,
    pub store: fn(&mut Tx, &Sheet) -> AppResult<Vec<Fault>>,
    pub remove: fn(&mut Tx, &[Row]) -> AppResult<()>,
    pub all: fn(&mut Connection) -> AppResult<Vec<Vec<Value>>>,
}

impl Table {
    pub const fn of<R: Records>(title: &'static str) -> Self {
        Self {
            format: R::FORMAT,
            key: R::KEY,
            act: R::ACT,
            title,
            check: check::<R>,
            store: store::<R>,
            remove: R::remove,
            all: R::all,
        }
    }
}

fn check<R: Records>(conn: &mut Connection, sheet: &Sheet, today: NaiveDate) -> AppResult<Vec<Fault>> {
    Ok(R::read(conn, sheet, today)?.faults)
}

/// Stores all rows, or none and answers why.
fn store<R: Records>(tx: &mut Tx, sheet: &Sheet) -> AppResult<Vec<Fault>> {
    let reading = R::read(tx.conn, sheet, tx.today)?;
    if reading.faults.is_empty() {
        R::put(tx, reading.records)?;
    }
    Ok(reading.faults)
}

//! Leaves as a table to import and export.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::form::TURNED;
use super::ops::Content;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::leave::LeaveKind;
use crate::error::AppResult;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, read_rows};
use crate::schema::{leaves, people, subjects};
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "leaves",
    columns: &[
        Column::required("person_code", "Mã cán bộ", Kind::Line),
        Column::required("from_date", "Từ ngày", Kind::Date),
        Column::optional("to_date", "Đến ngày", Kind::Date),
        Column::required("kind", "Loại", Kind::Word(|| LeaveKind::WORDS.to_vec(), Written::Code)),
    ],
};

/// A leave of a file and the number of its row.
#[derive(Debug)]
pub struct LeaveRecord {
    row: u32,
    person: PersonId,
    content: Content,
}

/// The leaves of each person by their first day.
type Calendar = HashMap<PersonId, BTreeMap<NaiveDate, Content>>;

/// The table `leaves`.
pub struct Leaves;

impl Records for Leaves {
    type Record = LeaveRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["person_code", "from_date"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<LeaveRecord>> {
        let codes = Codes::load(conn)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes));
        // A row missing for other faults may be just the one that shortens an earlier leave.
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            reading.faults = overlaps(calendar(conn)?, &reading.records, &sheet.rows);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<LeaveRecord>) -> AppResult<()> {
        let by = leaves::entered_by.eq(tx.actor.account);
        for LeaveRecord { person, content, .. } in &records {
            diesel::insert_into(leaves::table)
                .values((leaves::person_id.eq(person), content, by))
                .on_conflict((leaves::person_id, leaves::from_date))
                .do_update()
                .set((content, by))
                .execute(tx.conn)?;
        }
        Ok(())
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let Some(person) = codes.person(row.text("person_code")) else { continue };
            let of_person = leaves::table.filter(leaves::person_id.eq(person));
            diesel::delete(of_person.filter(leaves::from_date.eq(row.date("from_date")))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let rows: Vec<(String, Content)> = leaves::table
            .inner_join(people::table.inner_join(subjects::table))
            .order((subjects::code, leaves::from_date))
            .select((subjects::code, Content::as_select()))
            .load(conn)?;
        Ok(rows.into_iter().map(|(person, it)| values(&person, it)).collect())
    }
}

/// The row of a person's leave.
pub(super) fn values(person: &str, it: Content) -> Vec<Value> {
    vec![person.into(), it.from_date.into(), it.to_date.into(), Value::Word(it.kind.code())]
}

fn read(check: &mut RowCheck, codes: &Codes) -> Option<LeaveRecord> {
    let row = check.row;
    let person = codes.need_person(check, "person_code");
    let (from_date, to_date) = (row.date("from_date"), row.date_if("to_date"));
    check.refuse_if(to_date.is_some_and(|to| to < from_date), "to_date", TURNED);
    let content = Content { from_date, to_date, kind: LeaveKind::from_code(row.word("kind"))? };
    Some(LeaveRecord { row: row.number, person: person?, content })
}

fn calendar(conn: &mut Connection) -> AppResult<Calendar> {
    let stored: Vec<(PersonId, Content)> =
        leaves::table.select((leaves::person_id, Content::as_select())).load(conn)?;
    let mut calendar = Calendar::new();
    for (person, content) in stored {
        calendar.entry(person).or_default().insert(content.from_date, content);
    }
    Ok(calendar)
}

/// Nobody is away twice on one day, counting what is stored and what the file brings.
fn overlaps(mut calendar: Calendar, records: &[LeaveRecord], rows: &[Row]) -> Vec<Fault> {
    for record in records {
        calendar.entry(record.person).or_default().insert(record.content.from_date, record.content.clone());
    }
    let rows: HashMap<u32, &Row> = rows.iter().map(|row| (row.number, row)).collect();
    let fault = |record: &LeaveRecord| {
        let others = calendar.get(&record.person)?.values().filter(|it| it.from_date != record.content.from_date);
        let other = others.into_iter().find(|other| other.overlaps(&record.content))?;
        Some(rows.get(&record.row)?.fault("from_date", other.stands_in_the_way()))
    };
    records.iter().filter_map(fault).collect()
}

//! The table `memberships`: where everybody belonged, and as what, from day to day.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, codes, read_rows};
use crate::schema::{memberships, people, subjects};
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value};

static FORMAT: TableFormat = TableFormat {
    name: "memberships",
    columns: &[
        Column::required("person_code", "Mã cán bộ", Kind::Line),
        Column::required("from_date", "Từ ngày", Kind::Date),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("position", "Chức vụ", Kind::Line),
        Column::optional("to_date", "Đến ngày", Kind::Date),
    ],
};

#[derive(Debug)]
pub struct MembershipRecord {
    row: u32,
    person: PersonId,
    from_date: NaiveDate,
    unit: UnitId,
    position: String,
    to_date: Option<NaiveDate>,
}

/// The table `memberships`.
pub struct Memberships;

/// Last day of each membership by its first day, of everybody.
type Spans = HashMap<PersonId, BTreeMap<NaiveDate, Option<NaiveDate>>>;

impl Records for Memberships {
    type Record = MembershipRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["person_code", "from_date"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, today: NaiveDate) -> AppResult<Reading<MembershipRecord>> {
        let codes = Codes::load(conn)?;
        let mut reading = read_rows(sheet, |check| read(check, &codes, today));
        // A row missing for other faults may be just the one that ends an earlier membership.
        if reading.faults.is_empty() && sheet.faults.is_empty() {
            reading.faults = overlaps(spans(conn)?, &reading.records, &sheet.rows);
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, mut records: Vec<MembershipRecord>) -> AppResult<()> {
        // The database lets one membership be open: what ends is stored before what goes on.
        records.sort_by_key(|record| record.to_date.is_none());
        for record in &records {
            diesel::insert_into(memberships::table)
                .values((
                    memberships::person_id.eq(record.person),
                    memberships::from_date.eq(record.from_date),
                    memberships::unit_id.eq(record.unit),
                    memberships::position.eq(&record.position),
                    memberships::to_date.eq(record.to_date),
                ))
                .on_conflict((memberships::person_id, memberships::from_date))
                .do_update()
                .set((
                    memberships::unit_id.eq(record.unit),
                    memberships::position.eq(&record.position),
                    memberships::to_date.eq(record.to_date),
                ))
                .execute(tx.conn)?;
        }
        let people: HashSet<PersonId> = records.iter().map(|record| record.person).collect();
        people.into_iter().try_for_each(|person| follow_memberships(tx.conn, person))
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        let mut people = HashSet::new();
        for row in rows {
            let Some(person) = codes.person(row.text("person_code")) else { continue };
            let of_person = memberships::table.filter(memberships::person_id.eq(person));
            diesel::delete(of_person.filter(memberships::from_date.eq(row.date("from_date")))).execute(tx.conn)?;
            people.insert(person);
        }
        people.into_iter().try_for_each(|person| follow_memberships(tx.conn, person))
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored = (String, NaiveDate, i64, String, Option<NaiveDate>);
        let codes = codes::by_id(conn)?;
        let rows: Vec<Stored> = memberships::table
            .inner_join(subjects::table.on(subjects::id.eq(memberships::person_id)))
            .order((subjects::code, memberships::from_date))
            .select((
                subjects::code,
                memberships::from_date,
                memberships::unit_id,
                memberships::position,
                memberships::to_date,
            ))
            .load(conn)?;
        let row = |(person, from, unit, position, to): Stored| {
            vec![person.into(), from.into(), codes.get(&unit).map(String::as_str).into(), position.into(), to.into()]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

fn read(check: &mut RowCheck, codes: &Codes, today: NaiveDate) -> Option<MembershipRecord> {
    let row = check.row;
    let person = codes.need_person(check, "person_code");
    let unit = codes.need_inner_unit(check, "unit_code");
    let (from_date, to_date) = (row.date("from_date"), row.date_if("to_date"));
    // Rights follow the last membership at once, so none may be entered ahead.
    check.refuse_if(from_date > today, "from_date", "Chưa đến ngày này. Nhập khi quá trình mới đã bắt đầu.");
    let is_turned = to_date.is_some_and(|to| to < from_date);
    check.refuse_if(is_turned, "to_date", "Đến ngày trước từ ngày. Sửa một trong hai ngày.");
    Some(MembershipRecord {
        row: row.number,
        person: person?,
        from_date,
        unit: unit?,
        position: row.text("position").to_owned(),
        to_date,
    })
}

fn spans(conn: &mut Connection) -> AppResult<Spans> {
    let rows: Vec<(PersonId, NaiveDate, Option<NaiveDate>)> =
        memberships::table.select((memberships::person_id, memberships::from_date, memberships::to_date)).load(conn)?;
    let mut spans = Spans::new();
    for (person, from, to) in rows {
        spans.entry(person).or_default().insert(from, to);
    }
    Ok(spans)
}

/// Nobody belongs to two units on one day, counting what is stored and what the file brings.
fn overlaps(mut spans: Spans, records: &[MembershipRecord], rows: &[Row]) -> Vec<Fault> {
    for record in records {
        spans.entry(record.person).or_default().insert(record.from_date, record.to_date);
    }
    let rows: HashMap<u32, &Row> = rows.iter().map(|row| (row.number, row)).collect();
    let fault = |record: &MembershipRecord| {
        let of_person = spans.get(&record.person)?;
        let row = rows.get(&record.row)?;
        let before = of_person.range(..record.from_date).next_back();
        if let Some((from, to)) = before.filter(|(_, to)| to.is_none_or(|to| to >= record.from_date)) {
            let from = format_date(*from);
            let end = to.map_or_else(|| "chưa ghi ngày kết thúc".to_owned(), |to| format!("đến {}", format_date(to)));
            return Some(row.fault(
                "from_date",
                format!("Chồng lên quá trình từ {from} ({end}). Sửa ngày của một trong hai dòng."),
            ));
        }
        let (next, _) = of_person.range(record.from_date..).nth(1)?;
        let next_words = format_date(*next);
        record
            .to_date
            .is_none_or(|to| to >= *next)
            .then(|| row.fault("to_date", format!("Quá trình sau bắt đầu {next_words}. Ghi đến ngày trước ngày đó.")))
    };
    records.iter().filter_map(fault).collect()
}

/// Unit, position, first and last day of a person repeat the memberships.
fn follow_memberships(conn: &mut Connection, person: PersonId) -> AppResult<()> {
    let all: Vec<(UnitId, String, NaiveDate, Option<NaiveDate>)> = memberships::table
        .filter(memberships::person_id.eq(person))
        .order(memberships::from_date)
        .select((memberships::unit_id, memberships::position, memberships::from_date, memberships::to_date))
        .load(conn)?;
    let ([first, ..], [.., last]) = (&all[..], &all[..]) else {
        return Err(AppError::Illegal);
    };
    diesel::update(people::table.find(person))
        .set((
            people::unit_id.eq(last.0),
            people::position.eq(&last.1),
            people::joined_on.eq(first.2),
            people::left_on.eq(last.3),
        ))
        .execute(conn)?;
    Ok(())
}

//! Registrations as a table to import and export.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::date;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::{settings, years};
use crate::policy::Act;
use crate::records::{Belongings, Codes, Reading, Records, RowCheck, YEAR, award_words, read_rows};
use crate::schema::{registrations, subjects};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "registrations",
    columns: &[
        Column::required("year", "Năm", YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Word(award_words, Written::Code)),
        Column::optional("registered_on", "Ngày đăng ký", Kind::Date),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("note", "Ghi chú", Kind::Paragraphs),
    ],
};

#[derive(Debug)]
pub struct RegistrationRecord {
    id: Option<RegistrationId>,
    year: Year,
    subject: SubjectId,
    unit: UnitId,
    award: AwardCode,
    registered_on: Option<NaiveDate>,
    state: State,
    note: String,
    sort_key: Vec<u8>,
}

/// The table `registrations`. Of several of the same key, all but one of them withdrawn or rejected, the
/// file shows the one that counts: the live one, else the last.
pub struct Registrations;

impl Records for Registrations {
    type Record = RegistrationRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "subject_code", "award_code"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<RegistrationRecord>> {
        let (codes, belongings) = (Codes::load(conn)?, Belongings::load(conn)?);
        let counting = counting(conn)?;
        Ok(read_rows(sheet, |check| read(check, &codes, &belongings, &counting)))
    }

    fn put(tx: &mut Tx, records: Vec<RegistrationRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.year))?;
        years::ops::must_none_be_ended(tx.conn, records.iter().map(|record| record.year), "year")?;
        let review_days = settings::ops::agency(tx.conn).map_or(0, |agency| agency.review_days);
        let due = tx.today.checked_add_signed(chrono::Duration::days(review_days));
        records.iter().try_for_each(|record| store(tx, record, due))
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        let codes = Codes::load(tx.conn)?;
        let counting = counting(tx.conn)?;
        for row in rows {
            let key = codes.get(row.text("subject_code")).and_then(|subject| key_of(row, subject.id));
            if let Some(id) = key.and_then(|key| counting.get(&key)) {
                diesel::delete(registrations::table.find(id)).execute(tx.conn)?;
            }
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored = (RegistrationId, Year, String, AwardCode, Option<NaiveDate>, State, String, String);
        let mut counting: Vec<RegistrationId> = counting(conn)?.into_values().collect();
        counting.sort_unstable();
        let rows: Vec<Stored> = registrations::table
            .inner_join(subjects::table)
            .order((registrations::year, registrations::award_code, subjects::code, registrations::id))
            .select((
                registrations::id,
                registrations::year,
                subjects::code,
                registrations::award_code,
                registrations::registered_on,
                registrations::state,
                registrations::note,
                registrations::reason,
            ))
            .load(conn)?;
        let row = |(id, year, code, award, registered_on, state, note, reason): Stored| {
            counting.binary_search(&id).is_ok().then(|| {
                let said = Some(if has_reason(state) { reason } else { note }).filter(|said| !said.is_empty());
                vec![
                    year.0.into(),
                    code.into(),
                    Value::Word(award.code()),
                    registered_on.into(),
                    Value::Word(state.code()),
                    said.into(),
                ]
            })
        };
        Ok(rows.into_iter().filter_map(row).collect())
    }
}

/// In these states the note of a file is the reason that was given for them.
const fn has_reason(state: State) -> bool {
    matches!(state, State::NotAwarded | State::Rejected | State::Returned)
}

type Key = (Year, SubjectId, AwardCode);

/// The registration that counts for each key.
fn counting(conn: &mut Connection) -> AppResult<HashMap<Key, RegistrationId>> {
    type Stored = (RegistrationId, Year, SubjectId, AwardCode, State);
    let rows: Vec<Stored> = registrations::table
        .order(registrations::id)
        .select((
            registrations::id,
            registrations::year,
            registrations::subject_id,
            registrations::award_code,
            registrations::state,
        ))
        .load(conn)?;
    let mut counting: HashMap<Key, (RegistrationId, bool)> = HashMap::new();
    for (id, year, subject, award, state) in rows {
        let is_live = !matches!(state, State::Withdrawn | State::Rejected);
        let kept = counting.entry((year, subject, award)).or_insert((id, is_live));
        if is_live || !kept.1 {
            *kept = (id, is_live);
        }
    }
    Ok(counting.into_iter().map(|(key, (id, _))| (key, id)).collect())
}

fn key_of(row: &Row, subject: SubjectId) -> Option<Key> {
    Some((Year(row.whole("year")), subject, AwardCode::from_code(row.word("award_code"))?))
}

fn read(
    check: &mut RowCheck,
    codes: &Codes,
    belongings: &Belongings,
    counting: &HashMap<Key, RegistrationId>,
) -> Option<RegistrationRecord> {
    let row = check.row;
    let (award, state) = (AwardCode::from_code(row.word("award_code"))?, State::from_code(row.word("state"))?);
    let subject = codes.need_subject(check, "subject_code");
    if let Some(subject) = subject.filter(|subject| !award.award().takes(subject.kind())) {
        let receivers = if subject.unit().is_some() { "tập thể" } else { "cá nhân" };
        check.refuse("award_code", format!("Danh hiệu, hình thức này không dành cho {receivers}. Sửa mã."));
    }
    let registered_on = row.date_if("registered_on");
    let may_lack_day = matches!(state, State::Draft | State::Withdrawn);
    check.refuse_if(
        registered_on.is_none() && !may_lack_day,
        "registered_on",
        "Chỉ đăng ký còn nháp mới chưa có ngày. Nhập ngày đăng ký.",
    );
    let subject = subject?;
    let year = Year(row.whole("year"));
    let (unit, _) = belongings.on(subject, registered_on.unwrap_or(year.start()))?;
    Some(RegistrationRecord {
        id: counting.get(&(year, subject.id, award)).copied(),
        year,
        subject: subject.id,
        unit,
        award,
        registered_on,
        state,
        note: row.text("note").to_owned(),
        sort_key: subject.sort_key.clone(),
    })
}

/// A step that somebody has yet to take is due as if it came in today.
fn store(tx: &mut Tx, record: &RegistrationRecord, due: Option<NaiveDate>) -> AppResult<()> {
    let (note, reason) = if has_reason(record.state) { ("", &*record.note) } else { (&*record.note, "") };
    let is_waiting = matches!(record.state, State::Filed | State::UnitReviewed);
    let said = (
        registrations::unit_id.eq(record.unit),
        registrations::state.eq(record.state),
        registrations::registered_on.eq(record.registered_on),
        registrations::reason.eq(reason),
        registrations::since.eq(record.registered_on.map_or(tx.now.naive_utc(), start_of)),
        registrations::due_on.eq(due.filter(|_| is_waiting)),
    );
    match record.id {
        Some(id) => diesel::update(registrations::table.find(id))
            .set((
                said,
                registrations::version.eq(registrations::version + 1),
                (!has_reason(record.state)).then_some(registrations::note.eq(note)),
            ))
            .execute(tx.conn)?,
        None => diesel::insert_into(registrations::table)
            .values((
                said,
                registrations::year.eq(record.year),
                registrations::subject_id.eq(record.subject),
                registrations::award_code.eq(record.award),
                registrations::version.eq(1),
                registrations::pledge.eq(""),
                registrations::planned_initiative.eq(""),
                registrations::note.eq(note),
                registrations::on_behalf.eq(false),
                registrations::sort_key.eq(&record.sort_key),
            ))
            .execute(tx.conn)?,
    };
    Ok(())
}

/// Midnight in Viet Nam, as it is stored.
fn start_of(day: NaiveDate) -> NaiveDateTime {
    date::from_local(day.and_time(NaiveTime::MIN)).naive_utc()
}

//! Awards as a table to import and export: certificates of earlier years, decisions of higher levels.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::decision;
use crate::domain::ids::*;
use crate::domain::law::{AuthorityCode, AwardCode, Level};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Belongings, Codes, Reading, Records, RowCheck, YEAR, award_words, read_rows};
use crate::schema::{awards, decision_lines, decisions, subjects};
use crate::sheets::{Column, Fault, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "awards",
    columns: &[
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Word(award_words, Written::Code)),
        Column::required("year", "Năm", YEAR),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("authority", "Cơ quan quyết định", Kind::Line),
        Column::optional("achievement", "Thành tích", Kind::Paragraphs),
        Column::optional("revoked_on", "Ngày thu hồi", Kind::Date),
        Column::optional("revoked_by", "Số QĐ thu hồi", Kind::Line),
    ],
};

/// What makes a decision one: a number is given once a year by each authority.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct DecisionKey {
    authority: String,
    year: i32,
    number: String,
}

#[derive(Debug)]
pub struct AwardRecord {
    row: u32,
    id: Option<AwardId>,
    subject: SubjectId,
    award: AwardCode,
    year: Year,
    decision: DecisionKey,
    decided_on: NaiveDate,
    unit: UnitId,
    position: String,
    achievement: String,
    revoked_on: Option<NaiveDate>,
    revoked_by: String,
    sort_key: Vec<u8>,
}

/// The table `awards`.
pub struct Awards;

impl Records for Awards {
    type Record = AwardRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["subject_code", "award_code", "year", "decision_no"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<AwardRecord>> {
        let surroundings = Surroundings::load(conn)?;
        let mut days = surroundings.decided_on();
        let mut reading = read_rows(sheet, |check| surroundings.read(check, &mut days));
        let twice = surroundings.yearly_twice(&reading.records, sheet);
        reading.faults.extend(twice);
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<AwardRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.year))?;
        years::ops::must_none_be_ended(tx.conn, records.iter().map(|record| record.year), "year")?;
        let mut known: HashMap<DecisionKey, DecisionId> =
            decisions_of(tx.conn)?.into_iter().map(|(key, (id, _))| (key, id)).collect();
        for record in &records {
            let decision = match known.get(&record.decision) {
                Some(id) => *id,
                None => insert_decision(tx, record)?,
            };
            known.insert(record.decision.clone(), decision);
            store(tx.conn, record, decision)?;
        }
        remove_empty_decisions(tx.conn)
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        let codes = Codes::load(tx.conn)?;
        let stored = stored(tx.conn)?;
        for row in rows {
            let Some(key) = codes.get(row.text("subject_code")).and_then(|subject| key_of(row, subject.id)) else {
                continue;
            };
            if let Some(found) = stored.get(&key) {
                diesel::delete(awards::table.find(found.id)).execute(tx.conn)?;
            }
        }
        remove_empty_decisions(tx.conn)
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored =
            ((String, AwardCode, Year, Option<String>, Option<NaiveDate>, String), (String, Option<NaiveDate>, String));
        let rows: Vec<Stored> = awards::table
            .inner_join(subjects::table)
            .inner_join(decisions::table)
            .order((awards::year, decisions::decided_on, awards::decision_id, awards::award_code, subjects::code))
            .select((
                (
                    subjects::code,
                    awards::award_code,
                    awards::year,
                    decisions::number,
                    decisions::decided_on,
                    decisions::authority,
                ),
                (awards::achievement, awards::revoked_on, awards::revoked_by),
            ))
            .load(conn)?;
        let row =
            |((code, award, year, number, decided_on, authority), (achievement, revoked_on, revoked_by)): Stored| {
                vec![
                    code.into(),
                    Value::Word(award.code()),
                    year.0.into(),
                    number.into(),
                    decided_on.into(),
                    authority.into(),
                    filled(achievement),
                    revoked_on.into(),
                    filled(revoked_by),
                ]
            };
        Ok(rows.into_iter().map(row).collect())
    }
}

fn filled(text: String) -> Value {
    Some(text).filter(|text| !text.is_empty()).into()
}

type Key = (SubjectId, AwardCode, Year, String);

/// An award in the register, as far as a file can change it.
struct Held {
    id: AwardId,
    is_in_force: bool,
}

fn stored(conn: &mut Connection) -> AppResult<HashMap<Key, Held>> {
    type Stored = (AwardId, SubjectId, AwardCode, Year, Option<String>, Option<NaiveDate>);
    let rows: Vec<Stored> = awards::table
        .inner_join(decisions::table)
        .select((
            awards::id,
            awards::subject_id,
            awards::award_code,
            awards::year,
            decisions::number,
            awards::revoked_on,
        ))
        .load(conn)?;
    let held = |(id, subject, award, year, number, revoked_on): Stored| {
        ((subject, award, year, number.unwrap_or_default()), Held { id, is_in_force: revoked_on.is_none() })
    };
    Ok(rows.into_iter().map(held).collect())
}

fn key_of(row: &Row, subject: SubjectId) -> Option<Key> {
    let award = AwardCode::from_code(row.word("award_code"))?;
    Some((subject, award, Year(row.whole("year")), row.text("decision_no").to_owned()))
}

fn decisions_of(conn: &mut Connection) -> AppResult<HashMap<DecisionKey, (DecisionId, NaiveDate)>> {
    let rows: Vec<(DecisionId, String, Option<String>, Option<NaiveDate>)> = decisions::table
        .select((decisions::id, decisions::authority, decisions::number, decisions::decided_on))
        .load(conn)?;
    let known = |(id, authority, number, decided_on): (_, String, Option<String>, Option<NaiveDate>)| {
        let (number, decided_on) = (number?, decided_on?);
        Some((DecisionKey { authority, year: decided_on.year(), number }, (id, decided_on)))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// What the register says about the subjects and decisions of a file.
struct Surroundings {
    codes: Codes,
    belongings: Belongings,
    stored: HashMap<Key, Held>,
    decisions: HashMap<DecisionKey, (DecisionId, NaiveDate)>,
}

impl Surroundings {
    fn load(conn: &mut Connection) -> AppResult<Self> {
        Ok(Self {
            codes: Codes::load(conn)?,
            belongings: Belongings::load(conn)?,
            stored: stored(conn)?,
            decisions: decisions_of(conn)?,
        })
    }

    /// The day of each decision, to which the rows of the file must keep.
    fn decided_on(&self) -> HashMap<DecisionKey, NaiveDate> {
        self.decisions.iter().map(|(key, (_, day))| (key.clone(), *day)).collect()
    }

    fn read(&self, check: &mut RowCheck, days: &mut HashMap<DecisionKey, NaiveDate>) -> Option<AwardRecord> {
        let row = check.row;
        let award = AwardCode::from_code(row.word("award_code"))?;
        let subject = self.codes.need_subject(check, "subject_code");
        let is_taken = subject.is_none_or(|subject| award.award().takes(subject.kind()));
        let receivers =
            if subject.is_some_and(|subject| subject.unit().is_some()) { "tập thể" } else { "cá nhân" };
        check.refuse_if(
            !is_taken,
            "award_code",
            format!("Danh hiệu, hình thức này không dành cho {receivers}. Sửa mã."),
        );
        let decided_on = row.date("decided_on");
        let decision = authority(check).map(|authority| DecisionKey {
            authority,
            year: decided_on.year(),
            number: row.text("decision_no").to_owned(),
        });
        if let Some(key) = &decision {
            let known = *days.entry(key.clone()).or_insert(decided_on);
            let differs = format!(
                "Quyết định {} năm {} đã ghi ngày {}. Sửa ngày hoặc số quyết định.",
                key.number,
                key.year,
                format_date(known)
            );
            check.refuse_if(known != decided_on, "decided_on", differs);
        }
        let (revoked_on, revoked_by) = (row.date_if("revoked_on"), row.text("revoked_by"));
        check.refuse_if(
            revoked_on.is_some_and(|day| day < decided_on),
            "revoked_on",
            "Ngày thu hồi trước ngày quyết định. Sửa một trong hai ngày.",
        );
        let lacks_day = revoked_on.is_none() && !revoked_by.is_empty();
        check.refuse_if(lacks_day, "revoked_on", "Có số quyết định thu hồi nhưng thiếu ngày. Nhập ngày thu hồi.");
        let subject = subject?;
        let (unit, position) = self.belongings.on(subject, decided_on)?;
        Some(AwardRecord {
            row: row.number,
            id: self.stored.get(&key_of(row, subject.id)?).map(|held| held.id),
            subject: subject.id,
            award,
            year: Year(row.whole("year")),
            decision: decision?,
            decided_on,
            unit,
            position: position.to_owned(),
            achievement: row.text("achievement").to_owned(),
            revoked_on,
            revoked_by: revoked_by.to_owned(),
            sort_key: subject.sort_key.clone(),
        })
    }

    /// A yearly title stands once for a year, revoked ones aside.
    fn yearly_twice(&self, records: &[AwardRecord], sheet: &Sheet) -> Vec<Fault> {
        let replaced: BTreeSet<AwardId> = records.iter().filter_map(|record| record.id).collect();
        let still_held = self.stored.iter().filter(|(_, held)| held.is_in_force && !replaced.contains(&held.id));
        let mut held: HashMap<(SubjectId, AwardCode, Year), String> =
            still_held.map(|((subject, award, year, number), _)| ((*subject, *award, *year), number.clone())).collect();
        let rows: HashMap<u32, &Row> = sheet.rows.iter().map(|row| (row.number, row)).collect();
        let mut faults = Vec::new();
        for record in records.iter().filter(|record| record.award.award().is_yearly() && record.revoked_on.is_none()) {
            let number = record.decision.number.clone();
            let earlier = held.insert((record.subject, record.award, record.year), number);
            if let (Some(earlier), Some(row)) = (earlier, rows.get(&record.row)) {
                let message =
                    format!("Danh hiệu này của năm {} đã có theo quyết định {earlier}. Xóa một dòng.", record.year);
                faults.push(row.fault("award_code", message));
            }
        }
        faults
    }
}

/// The code of an authority the catalogue knows, else its name as the paper has it.
fn authority(check: &mut RowCheck) -> Option<String> {
    let written = check.row.text("authority").to_owned();
    match AuthorityCode::from_name_or_code(&written) {
        Some(known) => Some(known.code().to_owned()),
        None => check.need("authority", Some(written).filter(|name| name.contains(' ')), || {
            "Không có cơ quan mang mã này. Sửa mã, hoặc ghi tên đầy đủ của cơ quan.".to_owned()
        }),
    }
}

fn insert_decision(tx: &mut Tx, record: &AwardRecord) -> AppResult<DecisionId> {
    let authority = AuthorityCode::from_code(&record.decision.authority);
    let is_own = authority.is_some_and(|code| code.authority().level == Level::Base);
    Ok(diesel::insert_into(decisions::table)
        .values((
            decisions::authority.eq(&record.decision.authority),
            decisions::own.eq(is_own),
            decisions::year.eq(record.year),
            decisions::abstract_line.eq(""),
            decisions::state.eq(decision::State::Issued),
            decisions::version.eq(1),
            decisions::number.eq(&record.decision.number),
            decisions::decided_on.eq(record.decided_on),
            decisions::signer_name.eq(""),
            decisions::signer_position.eq(""),
            decisions::since.eq(tx.now.naive_utc()),
        ))
        .returning(decisions::id)
        .get_result(tx.conn)?)
}

fn store(conn: &mut Connection, record: &AwardRecord, decision: DecisionId) -> AppResult<()> {
    let said = (
        awards::decision_id.eq(decision),
        awards::unit_id.eq(record.unit),
        awards::position.eq(&record.position),
        awards::achievement.eq(&record.achievement),
        awards::revoked_on.eq(record.revoked_on),
        awards::revoked_by.eq(&record.revoked_by),
    );
    match record.id {
        Some(id) => diesel::update(awards::table.find(id)).set(said).execute(conn)?,
        None => diesel::insert_into(awards::table)
            .values((
                awards::subject_id.eq(record.subject),
                awards::award_code.eq(record.award),
                awards::year.eq(record.year),
                awards::yearly.eq(record.award.award().is_yearly()),
                awards::sort_key.eq(&record.sort_key),
                said,
            ))
            .execute(conn)?,
    };
    Ok(())
}

/// Decisions that imports have made (nobody's account did) and that grant nothing any more.
fn remove_empty_decisions(conn: &mut Connection) -> AppResult<()> {
    let is_empty = diesel::dsl::not(diesel::dsl::exists(
        awards::table.filter(awards::decision_id.eq(decisions::id)).select(awards::id),
    ));
    let has_no_lines = diesel::dsl::not(diesel::dsl::exists(
        decision_lines::table.filter(decision_lines::decision_id.eq(decisions::id)).select(decision_lines::id),
    ));
    let imported = decisions::table.filter(decisions::created_by.is_null());
    let issued = imported.filter(decisions::state.eq(decision::State::Issued));
    diesel::delete(issued.filter(is_empty).filter(has_no_lines)).execute(conn)?;
    Ok(())
}

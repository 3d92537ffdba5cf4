//! Initiatives as a table to import and export.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::similarity;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative::{Level, State, WHOLE};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::{settings, years};
use crate::policy::Act;
use crate::records::codes::Subject;
use crate::records::{Belongings, Codes, Reading, Records, RowCheck, YEAR, read_rows};
use crate::schema::{initiative_authors, initiatives, subjects};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "initiatives",
    columns: &[
        Column::required("code", "Mã sáng kiến", Kind::Line),
        Column::required("year", "Năm", YEAR),
        Column::required("title", "Tên", Kind::Line),
        Column::optional("field", "Lĩnh vực", Kind::Line),
        Column::optional("authors", "Tác giả", Kind::Line),
        Column::optional("summary", "Tóm tắt", Kind::Paragraphs),
        Column::optional("level", "Cấp công nhận", Kind::Word(|| Level::WORDS.to_vec(), Written::Code)),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
        Column::optional("recognised_on", "Ngày công nhận", Kind::Date),
    ],
};

#[derive(Debug)]
pub struct InitiativeRecord {
    id: Option<InitiativeId>,
    code: String,
    year: Year,
    unit: Option<UnitId>,
    title: String,
    field: String,
    /// With the share of the work, in percent.
    authors: Vec<(PersonId, i32)>,
    summary: String,
    recognition: Option<(Level, NaiveDate)>,
    decision_no: String,
}

/// The table `initiatives`.
pub struct Initiatives;

impl Records for Initiatives {
    type Record = InitiativeRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["code"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<InitiativeRecord>> {
        let (codes, belongings) = (Codes::load(conn)?, Belongings::load(conn)?);
        let known: Vec<(String, InitiativeId)> =
            initiatives::table.select((initiatives::code, initiatives::id)).load(conn)?;
        let known = known.into_iter().collect();
        Ok(read_rows(sheet, |check| read(check, &codes, &belongings, &known)))
    }

    fn put(tx: &mut Tx, records: Vec<InitiativeRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.year))?;
        years::ops::must_none_be_ended(tx.conn, records.iter().map(|record| record.year), "year")?;
        records.iter().try_for_each(|record| store(tx, record))?;
        similarity::index_missing(tx.conn)
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        for row in rows {
            diesel::delete(initiatives::table.filter(initiatives::code.eq(row.text("code")))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored =
            ((InitiativeId, String, Year, String, String), (String, Option<Level>, String, Option<NaiveDate>));
        let authors = authors_as_written(conn)?;
        let rows: Vec<Stored> = initiatives::table
            .order((initiatives::year, initiatives::code))
            .select((
                (initiatives::id, initiatives::code, initiatives::year, initiatives::title, initiatives::field),
                (initiatives::summary, initiatives::level, initiatives::decision_no, initiatives::recognised_on),
            ))
            .load(conn)?;
        let row = |((id, code, year, title, field), (summary, level, decision_no, recognised_on)): Stored| {
            let filled = |text: String| Value::from(Some(text).filter(|text| !text.is_empty()));
            vec![
                code.into(),
                year.0.into(),
                title.into(),
                filled(field),
                authors.get(&id).cloned().into(),
                filled(summary),
                level.map_or(Value::Empty, |level| Value::Word(level.code())),
                filled(decision_no),
                recognised_on.into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// `CODE:60;CODE:40` for each initiative, in the order of the authors.
fn authors_as_written(conn: &mut Connection) -> AppResult<HashMap<InitiativeId, String>> {
    let rows: Vec<(InitiativeId, String, i32)> = initiative_authors::table
        .inner_join(subjects::table.on(subjects::id.eq(initiative_authors::person_id)))
        .order((initiative_authors::initiative_id, initiative_authors::ordinal))
        .select((initiative_authors::initiative_id, subjects::code, initiative_authors::percent))
        .load(conn)?;
    let mut written: HashMap<InitiativeId, String> = HashMap::new();
    for (id, code, percent) in rows {
        let list = written.entry(id).or_default();
        let separator = if list.is_empty() { "" } else { ";" };
        list.push_str(&format!("{separator}{code}:{percent}"));
    }
    Ok(written)
}

fn read(
    check: &mut RowCheck,
    codes: &Codes,
    belongings: &Belongings,
    known: &HashMap<String, InitiativeId>,
) -> Option<InitiativeRecord> {
    let row = check.row;
    let authors = authors(check, codes);
    let recognition = recognition(check);
    if let Some(authors) = &authors {
        let total: i32 = authors.iter().map(|(_, percent)| percent).sum();
        // A draft may still lack authors; whatever names some says who did all of it.
        let is_whole = total == WHOLE || (authors.is_empty() && recognition.is_none());
        check.refuse_if(
            !is_whole,
            "authors",
            format!("Tỷ lệ đóng góp cộng lại là {total}%, phải đủ {WHOLE}%. Sửa tỷ lệ."),
        );
    }
    let (authors, year) = (authors?, Year(row.whole("year")));
    let day = recognition.map_or(year.end(), |(_, day)| day);
    Some(InitiativeRecord {
        id: known.get(row.text("code")).copied(),
        code: row.text("code").to_owned(),
        year,
        unit: authors.first().and_then(|(author, _)| Some(belongings.on(author, day)?.0)),
        title: row.text("title").to_owned(),
        field: row.text("field").to_owned(),
        authors: authors.into_iter().filter_map(|(author, percent)| Some((author.person()?, percent))).collect(),
        summary: row.text("summary").to_owned(),
        recognition,
        decision_no: row.text("decision_no").to_owned(),
    })
}

/// `None` when the cell is faulty.
fn authors<'c>(check: &mut RowCheck, codes: &'c Codes) -> Option<Vec<(&'c Subject, i32)>> {
    let written = check.row.text("authors").to_owned();
    let (mut authors, mut seen) = (Vec::new(), BTreeSet::new());
    for part in written.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (code, percent) = part.rsplit_once(':').unwrap_or((part, ""));
        let code = code.trim();
        let percent = percent.trim().trim_end_matches('%').parse().ok().filter(|percent| (1..=WHOLE).contains(percent));
        let percent = check.need("authors", percent, || {
            format!("Ghi mã và tỷ lệ của từng tác giả, ví dụ {code}:60. Tỷ lệ từ 1 đến {WHOLE}.")
        })?;
        let author = codes.get(code).filter(|subject| subject.unit_kind.is_none());
        let author = check.need("authors", author, || {
            format!("Không có cán bộ nào mang mã {code}. Sửa mã, hoặc nhập danh sách cán bộ trước.")
        })?;
        check.need("authors", seen.insert(author.id).then_some(()), || {
            format!("Tác giả {code} ghi hai lần. Cộng tỷ lệ vào một chỗ.")
        })?;
        authors.push((author, percent));
    }
    Some(authors)
}

/// Level and day of recognition, which come together.
fn recognition(check: &mut RowCheck) -> Option<(Level, NaiveDate)> {
    let row = check.row;
    let level = row.word_if("level").and_then(Level::from_code);
    match (level, row.date_if("recognised_on")) {
        (Some(level), Some(day)) => return Some((level, day)),
        (Some(_), None) => check.refuse("recognised_on", "Đã công nhận thì cần ngày. Nhập ngày công nhận."),
        (None, Some(_)) => check.refuse("level", "Có ngày công nhận nhưng thiếu cấp. Nhập cấp công nhận."),
        (None, None) => {
            let has_number = row.text_if("decision_no").is_some();
            check.refuse_if(has_number, "level", "Có số quyết định nhưng thiếu cấp. Nhập cấp công nhận.");
        }
    }
    None
}

/// What a file cannot say follows from recognition and year: recognised; else of a past year rejected, of
/// the running one a draft. One that is already on its way stays where it is.
fn state_after(before: Option<State>, record: &InitiativeRecord, this_year: Year) -> State {
    match before {
        _ if record.recognition.is_some() => State::Recognised,
        Some(state) if state != State::Recognised => state,
        _ if record.year < this_year => State::Rejected,
        _ => State::Draft,
    }
}

fn store(tx: &mut Tx, record: &InitiativeRecord) -> AppResult<()> {
    let before = match record.id {
        Some(id) => Some(initiatives::table.find(id).select(initiatives::state).first(tx.conn)?),
        None => None,
    };
    let unit = match record.unit {
        Some(unit) => unit,
        None => settings::ops::agency(tx.conn)?.unit_id,
    };
    let said = (
        initiatives::year.eq(record.year),
        initiatives::unit_id.eq(unit),
        initiatives::title.eq(&record.title),
        initiatives::folded_title.eq(text::fold(&record.title)),
        initiatives::field.eq(&record.field),
        initiatives::summary.eq(&record.summary),
        initiatives::state.eq(state_after(before, record, Year::of(tx.today))),
        initiatives::level.eq(record.recognition.map(|(level, _)| level)),
        initiatives::decision_no.eq(&record.decision_no),
        initiatives::recognised_on.eq(record.recognition.map(|(_, day)| day)),
    );
    let id = match record.id {
        Some(id) => {
            similarity::forget(tx.conn, id)?;
            diesel::update(initiatives::table.find(id))
                .set((said, initiatives::version.eq(initiatives::version + 1)))
                .execute(tx.conn)?;
            diesel::delete(initiative_authors::table.filter(initiative_authors::initiative_id.eq(id)))
                .execute(tx.conn)?;
            id
        }
        None => diesel::insert_into(initiatives::table)
            .values((
                said,
                initiatives::code.eq(&record.code),
                initiatives::version.eq(1),
                initiatives::reason.eq(""),
                initiatives::since.eq(tx.now.naive_utc()),
            ))
            .returning(initiatives::id)
            .get_result(tx.conn)?,
    };
    for (ordinal, (person, percent)) in (1..).zip(&record.authors) {
        diesel::insert_into(initiative_authors::table)
            .values((
                initiative_authors::initiative_id.eq(id),
                initiative_authors::person_id.eq(person),
                initiative_authors::percent.eq(percent),
                initiative_authors::ordinal.eq(ordinal),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

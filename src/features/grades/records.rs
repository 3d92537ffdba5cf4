//! Grades as a table to import and export.

use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::standing::{Given, Standing};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::GradeCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::years;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, YEAR, read_rows};
use crate::schema::{grades, subjects};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "grades",
    columns: &[
        Column::required("year", "Năm", YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::optional("grade", "Xếp loại", Kind::Word(grade_words, Written::Code)),
        Column::optional("score", "Điểm", Kind::Decimal),
    ],
};

fn grade_words() -> Vec<(&'static str, &'static str)> {
    GradeCode::all().map(|code| (code.code(), code.grade().name_on(NaiveDate::MAX))).collect()
}

#[derive(Debug)]
pub struct GradeRecord {
    year: Year,
    subject: SubjectId,
    grade: GradeCode,
    score_hundredths: Option<i64>,
}

/// The table `grades`.
pub struct Grades;

impl Records for Grades {
    type Record = GradeRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["year", "subject_code"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<GradeRecord>> {
        let codes = Codes::load(conn)?;
        let given: Vec<_> = sheet.rows.iter().filter_map(|row| given(sheet, row, &codes)).collect();
        let standing = Standing::load(conn, &codes, &given)?;
        Ok(read_rows(sheet, |check| read(check, sheet, &codes, &standing)))
    }

    fn put(tx: &mut Tx, records: Vec<GradeRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.year))?;
        years::ops::must_none_be_ended(tx.conn, records.iter().map(|record| record.year), "year")?;
        for record in &records {
            let said = (grades::grade.eq(record.grade), grades::score_hundredths.eq(record.score_hundredths));
            diesel::insert_into(grades::table)
                .values((grades::year.eq(record.year), grades::subject_id.eq(record.subject), said))
                .on_conflict((grades::subject_id, grades::year))
                .do_update()
                .set(said)
                .execute(tx.conn)?;
        }
        Ok(())
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        years::ops::must_none_be_ended(tx.conn, rows.iter().map(|row| Year(row.whole("year"))), "year")?;
        let codes = Codes::load(tx.conn)?;
        for row in rows {
            let Some(subject) = codes.get(row.text("subject_code")) else { continue };
            let of_year = grades::table.filter(grades::year.eq(Year(row.whole("year"))));
            diesel::delete(of_year.filter(grades::subject_id.eq(subject.id))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let rows: Vec<(Year, String, GradeCode, Option<i64>)> = grades::table
            .inner_join(subjects::table)
            .order((grades::year, subjects::code))
            .select((grades::year, subjects::code, grades::grade, grades::score_hundredths))
            .load(conn)?;
        let row = |(year, code, grade, score): (Year, String, GradeCode, Option<i64>)| {
            let score = score.map(|hundredths| Decimal::new(hundredths, 2).normalize());
            vec![year.0.into(), code.into(), Value::Word(grade.code()), score.into()]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// What a row gives; `None` where it names nobody. Without a column of grades they follow the scores also where there
/// was a grade before.
fn given(sheet: &Sheet, row: &Row, codes: &Codes) -> Option<Given> {
    let grade = row.word_if("grade").filter(|_| sheet.has("grade") || row.decimal_if("score").is_none());
    Some(Given {
        year: Year(row.whole("year")),
        subject: codes.get(row.text("subject_code"))?.id,
        grade: grade.and_then(GradeCode::from_code),
        score: row.decimal_if("score").and_then(hundredths),
    })
}

fn read(check: &mut RowCheck, sheet: &Sheet, codes: &Codes, standing: &Standing) -> Option<GradeRecord> {
    let row = check.row;
    codes.need_subject(check, "subject_code")?;
    let given = given(sheet, row, codes)?;
    if row.decimal_if("score").is_some() && given.score.is_none() {
        check.refuse("score", "Điểm từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy.");
        return None;
    }
    match standing.settle(&given) {
        Ok(Some((grade, score_hundredths))) => {
            Some(GradeRecord { year: given.year, subject: given.subject, grade, score_hundredths })
        }
        Ok(None) => {
            check.refuse("grade", "Ô này còn trống. Nhập giá trị cho ô.");
            None
        }
        Err(refusal) => {
            check.refuse("grade", refusal.to_string());
            None
        }
    }
}

/// A score of 0 to 100 in hundredths; `None` beyond these or with more than two decimals.
pub(super) fn hundredths(score: Decimal) -> Option<i64> {
    let is_score = score >= Decimal::ZERO && score <= Decimal::ONE_HUNDRED && score.normalize().scale() <= 2;
    is_score.then(|| (score * Decimal::ONE_HUNDRED).to_i64()).flatten()
}

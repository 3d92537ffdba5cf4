//! Grades as a table to import and export.

use chrono::NaiveDate;
use diesel::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

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
        Column::required("grade", "Xếp loại", Kind::Word(grade_words, Written::Code)),
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
        Ok(read_rows(sheet, |check| read(check, &codes)))
    }

    fn put(tx: &mut Tx, records: Vec<GradeRecord>) -> AppResult<()> {
        years::ops::ensure_all(tx, records.iter().map(|record| record.year))?;
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

fn read(check: &mut RowCheck, codes: &Codes) -> Option<GradeRecord> {
    let row = check.row;
    let subject = codes.need_subject(check, "subject_code").map(|subject| subject.id);
    let score = match row.decimal_if("score") {
        None => Some(None),
        Some(score) => check
            .need("score", hundredths(score), || "Điểm từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy.".to_owned())
            .map(Some),
    };
    Some(GradeRecord {
        year: Year(row.whole("year")),
        subject: subject?,
        grade: GradeCode::from_code(row.word("grade"))?,
        score_hundredths: score?,
    })
}

/// A score of 0 to 100 in hundredths; `None` beyond these or with more than two decimals.
pub(super) fn hundredths(score: Decimal) -> Option<i64> {
    let is_score = score >= Decimal::ZERO && score <= Decimal::ONE_HUNDRED && score.normalize().scale() <= 2;
    is_score.then(|| (score * Decimal::ONE_HUNDRED).to_i64()).flatten()
}

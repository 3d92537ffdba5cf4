//! Disciplines as a table to import and export.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{Content, NOT_YET};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::DisciplineCode;
use crate::error::AppResult;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, read_rows};
use crate::schema::{disciplines, people, subjects};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "disciplines",
    columns: &[
        Column::required("person_code", "Mã cán bộ", Kind::Line),
        Column::required("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("kind", "Hình thức", Kind::Word(kinds, Written::Code)),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
    ],
};

fn kinds() -> Vec<(&'static str, &'static str)> {
    DisciplineCode::all().map(|code| (code.code(), code.discipline().name.as_str())).collect()
}

/// The table `disciplines`.
pub struct Disciplines;

impl Records for Disciplines {
    type Record = (PersonId, Content);
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["person_code", "decided_on"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, today: NaiveDate) -> AppResult<Reading<Self::Record>> {
        let codes = Codes::load(conn)?;
        Ok(read_rows(sheet, |check| read(check, &codes, today)))
    }

    fn put(tx: &mut Tx, records: Vec<Self::Record>) -> AppResult<()> {
        let by = disciplines::entered_by.eq(tx.actor.account);
        for (person, content) in &records {
            diesel::insert_into(disciplines::table)
                .values((disciplines::person_id.eq(person), content, by))
                .on_conflict((disciplines::person_id, disciplines::decided_on))
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
            let of_person = disciplines::table.filter(disciplines::person_id.eq(person));
            diesel::delete(of_person.filter(disciplines::decided_on.eq(row.date("decided_on")))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        let rows: Vec<(String, Content)> = disciplines::table
            .inner_join(people::table.inner_join(subjects::table))
            .order((subjects::code, disciplines::decided_on))
            .select((subjects::code, Content::as_select()))
            .load(conn)?;
        Ok(rows.into_iter().map(|(person, it)| values(&person, it)).collect())
    }
}

/// The row of a person's discipline.
pub(super) fn values(person: &str, it: Content) -> Vec<Value> {
    let number = Some(it.decision_no).filter(|number| !number.is_empty());
    vec![person.into(), it.decided_on.into(), Value::Word(it.kind.code()), number.into()]
}

fn read(check: &mut RowCheck, codes: &Codes, today: NaiveDate) -> Option<(PersonId, Content)> {
    let row = check.row;
    let person = codes.need_person(check, "person_code");
    check.refuse_if(row.date("decided_on") > today, "decided_on", NOT_YET);
    let content = Content {
        decided_on: row.date("decided_on"),
        kind: DisciplineCode::from_code(row.word("kind"))?,
        decision_no: row.text("decision_no").to_owned(),
    };
    Some((person?, content))
}

//! Units as a table to import and export.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::error::AppResult;
use crate::policy::Act;
use crate::records::{Codes, Reading, Records, RowCheck, codes, read_rows, subjects as subject_rows};
use crate::schema::{subjects, units};
use crate::sheets::{Column, Kind, Row, Sheet, TableFormat, Value, Written};

static FORMAT: TableFormat = TableFormat {
    name: "units",
    columns: &[
        Column::required("code", "Mã đơn vị", Kind::Line),
        Column::required("name", "Tên đơn vị", Kind::Line),
        Column::optional("parent_code", "Mã đơn vị cấp trên", Kind::Line),
        Column::required("kind", "Loại", Kind::Word(|| UnitKind::WORDS.to_vec(), Written::Vietnamese)),
        Column::optional("sort_order", "Thứ tự", Kind::COUNT),
        Column::optional("founded_on", "Ngày thành lập", Kind::Date),
        Column::optional("dissolved_on", "Ngày giải thể", Kind::Date),
        Column::optional("successor_code", "Đơn vị kế thừa", Kind::Line),
    ],
};

/// One unit; parent and successor may stand further down in the same file.
#[derive(Debug)]
pub struct UnitRecord {
    id: Option<UnitId>,
    code: String,
    name: String,
    parent_code: Option<String>,
    kind: UnitKind,
    /// Without one the unit comes last.
    sort_order: Option<i64>,
    founded_on: Option<NaiveDate>,
    dissolved_on: Option<NaiveDate>,
    successor_code: Option<String>,
}

/// The table `units`.
pub struct Units;

impl Records for Units {
    type Record = UnitRecord;
    const FORMAT: &'static TableFormat = &FORMAT;
    const KEY: &'static [&'static str] = &["code"];
    const ACT: Act<'static> = Act::ImportRegisters;

    fn read(conn: &mut Connection, sheet: &Sheet, _today: NaiveDate) -> AppResult<Reading<UnitRecord>> {
        let surroundings = Surroundings::load(conn, sheet)?;
        let mut reading = read_rows(sheet, |check| surroundings.read(check));
        if reading.faults.is_empty() {
            let parents = surroundings.parents_after(&reading.records);
            let circles = sheet.rows.iter().filter(|row| goes_in_a_circle(row.text("code"), &parents));
            reading.faults.extend(circles.map(|row| {
                row.fault("parent_code", "Đơn vị cấp trên lại thuộc chính đơn vị này. Chọn đơn vị cấp trên khác.")
            }));
        }
        Ok(reading)
    }

    fn put(tx: &mut Tx, records: Vec<UnitRecord>) -> AppResult<()> {
        for record in &records {
            match record.id {
                Some(id) => update(tx.conn, id, record)?,
                None => insert(tx.conn, record)?,
            }
        }
        let codes = Codes::load(tx.conn)?;
        for record in &records {
            let unit = |code: &Option<String>| code.as_deref().and_then(|code| codes.unit(code));
            diesel::update(units::table.filter(units::id.nullable().eq(codes.unit(&record.code))))
                .set((
                    units::parent_id.eq(unit(&record.parent_code)),
                    units::successor_id.eq(unit(&record.successor_code)),
                ))
                .execute(tx.conn)?;
        }
        Ok(())
    }

    fn remove(tx: &mut Tx, rows: &[Row]) -> AppResult<()> {
        let codes = Codes::load(tx.conn)?;
        let ids: Vec<UnitId> = rows.iter().filter_map(|row| codes.unit(row.text("code"))).collect();
        for id in &ids {
            diesel::update(units::table.find(id))
                .set((units::parent_id.eq(None::<UnitId>), units::successor_id.eq(None::<UnitId>)))
                .execute(tx.conn)?;
        }
        for id in &ids {
            diesel::delete(subjects::table.find(SubjectId::from(*id))).execute(tx.conn)?;
        }
        Ok(())
    }

    fn all(conn: &mut Connection) -> AppResult<Vec<Vec<Value>>> {
        type Stored =
            ((String, String, Option<i64>, UnitKind, i64), (Option<NaiveDate>, Option<NaiveDate>, Option<i64>));
        let codes = codes::by_id(conn)?;
        let code = |id: Option<i64>| id.and_then(|id| codes.get(&id)).map(String::as_str);
        let rows: Vec<Stored> = units::table
            .inner_join(subjects::table)
            .order((units::sort_order, units::id))
            .select((
                (subjects::code, subjects::name, units::parent_id, units::kind, units::sort_order),
                (units::founded_on, units::dissolved_on, units::successor_id),
            ))
            .load(conn)?;
        let row = |((own_code, name, parent, kind, order), (founded, dissolved, successor)): Stored| {
            vec![
                own_code.into(),
                name.into(),
                code(parent).into(),
                Value::Word(kind.code()),
                order.into(),
                founded.into(),
                dissolved.into(),
                code(successor).into(),
            ]
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// What the register and the file itself say about the units around a row.
struct Surroundings {
    codes: Codes,
    agency: Option<UnitId>,
    /// Codes of the file; `None` while rows are missing from it for other faults.
    in_file: Option<HashSet<String>>,
    parents: HashMap<String, String>,
}

impl Surroundings {
    fn load(conn: &mut Connection, sheet: &Sheet) -> AppResult<Self> {
        let by_id = codes::by_id(conn)?;
        let links: Vec<(i64, Option<i64>)> = units::table.select((units::id, units::parent_id)).load(conn)?;
        let code = |id: i64| by_id.get(&id).cloned();
        let in_file = || sheet.rows.iter().map(|row| row.text("code").to_owned()).collect();
        Ok(Self {
            codes: Codes::load(conn)?,
            agency: units::table.filter(units::kind.eq(UnitKind::Agency)).select(units::id).first(conn).optional()?,
            in_file: sheet.faults.is_empty().then(in_file),
            parents: links.into_iter().filter_map(|(id, parent)| Some((code(id)?, code(parent?)?))).collect(),
        })
    }

    fn read(&self, check: &mut RowCheck) -> Option<UnitRecord> {
        let row = check.row;
        let (code, kind) = (row.text("code"), UnitKind::from_code(row.word("kind"))?);
        let known = self.codes.get(code);
        let id = known.and_then(|subject| subject.unit());
        check.refuse_if(known.is_some() && id.is_none(), "code", "Mã này là của một cán bộ. Chọn mã khác.");
        let is_agency = self.agency.is_some() && self.agency == id;
        check.refuse_if(
            kind == UnitKind::Agency && self.agency.is_some() && !is_agency,
            "kind",
            "Đã có một đơn vị là Cơ quan. Chọn Phòng, Đơn vị trực thuộc hoặc Ngoài cơ quan.",
        );
        check.refuse_if(is_agency && kind != UnitKind::Agency, "kind", "Đây là chính cơ quan. Giữ loại Cơ quan.");
        let (founded_on, dissolved_on) = (row.date_if("founded_on"), row.date_if("dissolved_on"));
        let is_turned = matches!((founded_on, dissolved_on), (Some(from), Some(to)) if to < from);
        check.refuse_if(is_turned, "dissolved_on", "Ngày giải thể trước ngày thành lập. Sửa một trong hai ngày.");
        check.refuse_if(
            kind == UnitKind::Agency && row.text_if("parent_code").is_some(),
            "parent_code",
            "Cơ quan không thuộc đơn vị nào trong danh sách. Xóa ô này.",
        );
        for key in ["parent_code", "successor_code"] {
            let other = row.text(key);
            check.refuse_if(
                !other.is_empty() && other == code,
                key,
                "Đây là mã của chính đơn vị này. Chọn đơn vị khác.",
            );
            check.refuse_if(!self.will_exist(other), key, format!("Không có đơn vị nào mang mã {other}. Sửa mã."));
        }
        Some(UnitRecord {
            id,
            code: code.to_owned(),
            name: row.text("name").to_owned(),
            parent_code: row.text_if("parent_code").map(str::to_owned),
            kind,
            sort_order: row.whole_if("sort_order"),
            founded_on,
            dissolved_on,
            successor_code: row.text_if("successor_code").map(str::to_owned),
        })
    }

    fn will_exist(&self, code: &str) -> bool {
        code.is_empty()
            || self.codes.unit(code).is_some()
            || self.in_file.as_ref().is_none_or(|in_file| in_file.contains(code))
    }

    fn parents_after(&self, records: &[UnitRecord]) -> HashMap<String, String> {
        let mut parents = self.parents.clone();
        for record in records {
            match &record.parent_code {
                Some(parent) => parents.insert(record.code.clone(), parent.clone()),
                None => parents.remove(&record.code),
            };
        }
        parents
    }
}

fn goes_in_a_circle(code: &str, parents: &HashMap<String, String>) -> bool {
    let mut above = parents.get(code);
    for _ in 0..=parents.len() {
        match above {
            None => return false,
            Some(parent) if parent == code => return true,
            Some(parent) => above = parents.get(parent),
        }
    }
    true
}

fn insert(conn: &mut Connection, record: &UnitRecord) -> AppResult<()> {
    let id = subject_rows::insert(conn, SubjectKind::Unit, &record.code, &record.name)?;
    let sort_order = match record.sort_order {
        Some(order) => order,
        None => units::table.select(max(units::sort_order)).first::<Option<i64>>(conn)?.map_or(0, |last| last + 1),
    };
    diesel::insert_into(units::table)
        .values((
            units::id.eq(UnitId(id.0)),
            units::kind.eq(record.kind),
            units::sort_order.eq(sort_order),
            units::founded_on.eq(record.founded_on),
            units::dissolved_on.eq(record.dissolved_on),
        ))
        .execute(conn)?;
    Ok(())
}

fn update(conn: &mut Connection, id: UnitId, record: &UnitRecord) -> AppResult<()> {
    subject_rows::rename(conn, id.into(), SubjectKind::Unit, &record.name)?;
    diesel::update(units::table.find(id))
        .set((
            units::kind.eq(record.kind),
            record.sort_order.map(|order| units::sort_order.eq(order)),
            units::founded_on.eq(record.founded_on),
            units::dissolved_on.eq(record.dissolved_on),
        ))
        .execute(conn)?;
    Ok(())
}

//! What is typed to add or change a unit.

use serde::Deserialize;

use super::ops::{NewUnit, UnitChange, by_typed_code};
use super::store::Unit;
use crate::db::Connection;
use crate::domain::date;
use crate::domain::ids::UnitId;
use crate::domain::subject::{UnitKind, parse_code};
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Check, LINE};

const LAST_PLACE: i64 = 9_999;

/// A unit as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct UnitForm {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub sort_order: String,
    #[serde(default)]
    pub parent_code: String,
    #[serde(default)]
    pub founded_on: String,
    #[serde(default)]
    pub dissolved_on: String,
    #[serde(default)]
    pub successor_code: String,
    /// Of the unit that was read; empty for a new one.
    #[serde(default)]
    pub version: i64,
}

/// A unit as accepted, other units still by their codes.
#[derive(Debug, Clone)]
pub struct TypedUnit {
    pub code: String,
    parent_code: String,
    successor_code: String,
    data: UnitChange,
}

impl UnitForm {
    /// What the edit form shows at first.
    pub fn of(unit: &Unit, code_of: impl Fn(UnitId) -> String, version: i64) -> Self {
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, date::format_date);
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.code().to_owned(),
            sort_order: unit.sort_order.to_string(),
            parent_code: unit.parent_id.map_or_else(String::new, &code_of),
            founded_on: day(unit.founded_on),
            dissolved_on: day(unit.dissolved_on),
            successor_code: unit.successor_id.map_or_else(String::new, &code_of),
            version,
        }
    }

    pub fn parse(&self) -> Result<TypedUnit, FieldErrors> {
        let mut check = Check::new();
        let code =
            check.choice("code", parse_code(&self.code), "Nhập mã đơn vị: chữ không dấu, số, gạch nối, ví dụ QLNS.");
        let name = check.line("name", &self.name, LINE, "Nhập tên đơn vị.");
        let kind = check.choice("kind", UnitKind::from_code(&self.kind), "Chọn loại đơn vị.");
        let sort_order = check.whole("sort_order", &self.sort_order, "Thứ tự", 0..=LAST_PLACE);
        let founded_on = check.optional_date("founded_on", &self.founded_on, "Ngày thành lập");
        let dissolved_on = check.optional_date("dissolved_on", &self.dissolved_on, "Ngày giải thể");
        check.finish(|| {
            let data = UnitChange {
                name,
                kind: kind?,
                sort_order: sort_order?,
                parent: None,
                founded_on,
                dissolved_on,
                successor: None,
            };
            Some(TypedUnit {
                code: code?,
                parent_code: self.parent_code.trim().to_owned(),
                successor_code: self.successor_code.trim().to_owned(),
                data,
            })
        })
    }
}

impl TypedUnit {
    /// The unit to make.
    pub fn found(self, conn: &mut Connection) -> AppResult<NewUnit> {
        let parent = by_typed_code(conn, "parent_code", &self.parent_code)?;
        let UnitChange { name, kind, sort_order, founded_on, .. } = self.data;
        Ok(NewUnit { code: self.code, name, kind, parent, sort_order, founded_on })
    }

    /// The change to make.
    pub fn changed(self, conn: &mut Connection) -> AppResult<UnitChange> {
        Ok(UnitChange {
            parent: by_typed_code(conn, "parent_code", &self.parent_code)?,
            successor: by_typed_code(conn, "successor_code", &self.successor_code)?,
            ..self.data
        })
    }
}

//! Codes of people and units, looked up once for a whole file.

use std::collections::HashMap;

use diesel::prelude::*;

use super::RowCheck;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::error::AppResult;
use crate::schema::{subjects, units};

/// Whoever a code names.
#[derive(Debug, Clone, Queryable)]
pub struct Subject {
    pub id: SubjectId,
    pub code: String,
    pub sort_key: Vec<u8>,
    /// `None` for a person.
    pub unit_kind: Option<UnitKind>,
}

impl Subject {
    pub fn kind(&self) -> SubjectKind {
        if self.unit_kind.is_some() { SubjectKind::Unit } else { SubjectKind::Person }
    }

    /// Set when the subject is a unit.
    pub fn unit(&self) -> Option<UnitId> {
        self.unit_kind.map(|_| UnitId(self.id.0))
    }

    /// Set when the subject is a person.
    pub fn person(&self) -> Option<PersonId> {
        self.unit_kind.is_none().then_some(PersonId(self.id.0))
    }
}

/// Every subject by its code.
#[derive(Debug)]
pub struct Codes(HashMap<String, Subject>);

impl Codes {
    pub fn load(conn: &mut Connection) -> AppResult<Self> {
        let all: Vec<Subject> = subjects::table
            .left_join(units::table)
            .select((subjects::id, subjects::code, subjects::sort_key, units::kind.nullable()))
            .load(conn)?;
        Ok(Self(all.into_iter().map(|subject| (subject.code.clone(), subject)).collect()))
    }

    pub fn get(&self, code: &str) -> Option<&Subject> {
        self.0.get(code)
    }

    /// Everybody and every unit, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Subject> {
        self.0.values()
    }

    pub fn person(&self, code: &str) -> Option<PersonId> {
        self.get(code)?.person()
    }

    pub fn unit(&self, code: &str) -> Option<UnitId> {
        self.get(code)?.unit()
    }

    /// The subject a required cell names.
    pub fn need_subject(&self, check: &mut RowCheck, key: &str) -> Option<&Subject> {
        let code = check.row.text(key).to_owned();
        check.need(key, self.get(&code), || no_subject(&code))
    }

    /// The person a required cell names.
    pub fn need_person(&self, check: &mut RowCheck, key: &str) -> Option<PersonId> {
        let code = check.row.text(key).to_owned();
        check.need(key, self.person(&code), || no_person(&code))
    }

    /// The unit a required cell names, in which people work.
    pub fn need_inner_unit(&self, check: &mut RowCheck, key: &str) -> Option<UnitId> {
        let code = check.row.text(key).to_owned();
        let found = self.get(&code).filter(|subject| subject.unit_kind.is_some());
        let unit = check.need(key, found, || no_unit(&code))?;
        let is_outside = unit.unit_kind == Some(UnitKind::External);
        check.refuse_if(
            is_outside,
            key,
            "Đơn vị ngoài cơ quan chỉ để theo dõi thu ngân sách. Chọn phòng hoặc đơn vị của cơ quan.",
        );
        unit.unit()
    }

    /// The unit an optional cell names.
    pub fn unit_if(&self, check: &mut RowCheck, key: &str) -> Option<Option<UnitId>> {
        check.find_if(key, |code| self.unit(code), no_unit)
    }
}

fn no_subject(code: &str) -> String {
    format!("Không có cán bộ hay đơn vị nào mang mã {code}. Sửa mã, hoặc nhập danh sách cán bộ, đơn vị trước.")
}

pub(super) fn no_person(code: &str) -> String {
    format!("Không có cán bộ nào mang mã {code}. Sửa mã, hoặc nhập danh sách cán bộ trước.")
}

fn no_unit(code: &str) -> String {
    format!("Không có đơn vị nào mang mã {code}. Sửa mã, hoặc nhập danh sách đơn vị trước.")
}

/// The codes of all subjects by id, for writing rows.
pub fn by_id(conn: &mut Connection) -> AppResult<HashMap<i64, String>> {
    let all: Vec<(i64, String)> = subjects::table.select((subjects::id, subjects::code)).load(conn)?;
    Ok(all.into_iter().collect())
}

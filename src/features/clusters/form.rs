//! What is typed about a block: its head, and the reason of an act on it.

use serde::Deserialize;

use super::ops::{Cluster, Content, Member, Seen, TypedCluster};
use crate::domain::date;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ClusterForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub basis: String,
    #[serde(default)]
    pub self_due: String,
    #[serde(default)]
    pub verify_due: String,
    #[serde(default)]
    pub units: Vec<String>,
}

impl ClusterForm {
    pub fn of(it: Cluster, members: Vec<Member>) -> Self {
        let content = it.content;
        Self {
            version: it.version,
            year: content.year.to_string(),
            name: content.name,
            basis: content.basis,
            self_due: date::format_date(content.self_due_on),
            verify_due: date::format_date(content.verify_due_on),
            units: members.into_iter().map(|unit| unit.code).collect(),
        }
    }

    pub fn parse(&self) -> Result<TypedCluster, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Chọn năm thi đua.");
        let name = check.line("name", &self.name, LINE, "Nhập tên khối, ví dụ Khối các phòng, đơn vị thuộc Sở.");
        let basis = check.optional_line("basis", &self.basis, LINE);
        let self_due_on = check.date("self_due", &self.self_due, "Hạn tự chấm");
        let verify_due_on = check.date("verify_due", &self.verify_due, "Hạn thẩm định");
        if let (Some(own), Some(verified)) = (self_due_on, verify_due_on)
            && verified < own
        {
            check.errors.add("verify_due", "Hạn thẩm định phải từ hạn tự chấm trở đi.");
        }
        let mut units = self.units.clone();
        units.sort_unstable();
        units.dedup();
        check.finish(|| {
            let content =
                Content { year: year?, name, basis, self_due_on: self_due_on?, verify_due_on: verify_due_on? };
            Some(TypedCluster { content, units })
        })
    }
}

/// A reason or a remark, with the version that was read.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub note: String,
}

impl ActForm {
    pub const fn seen(&self, id: ClusterId) -> Seen {
        Seen { id, version: self.version }
    }

    /// What must be said; `missing` asks for it, and is empty where nothing need be said.
    pub fn parse(&self, missing: &str) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let note = match missing {
            "" => check.optional_text("note", &self.note, 1_000),
            missing => check.text("note", &self.note, 1_000, missing),
        };
        check.finish(|| Some(note))
    }
}

/// Whose table of criteria is taken over.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CopyForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub from: String,
}

impl CopyForm {
    pub fn parse(&self) -> Result<ClusterId, FieldErrors> {
        let mut check = Check::new();
        let from = self.from.parse().ok().map(ClusterId);
        let from = check.choice("from", from, "Chọn bảng tiêu chí để chép.");
        check.finish(|| from)
    }
}

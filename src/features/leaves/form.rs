//! What is typed of a leave.

use serde::Deserialize;

use super::ops::Content;
use crate::domain::date;
use crate::domain::leave::LeaveKind;
use crate::error::FieldErrors;
use crate::web::forms::Check;

/// Also said of the cell of a file.
pub(super) const TURNED: &str = "Ngày hết nghỉ trước ngày bắt đầu. Sửa một trong hai ngày.";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct LeaveForm {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub from_date: String,
    #[serde(default)]
    pub to_date: String,
    /// Of the person's record that was read.
    #[serde(default)]
    pub version: i64,
}

impl LeaveForm {
    pub fn of(it: &Content, version: i64) -> Self {
        Self {
            kind: it.kind.code().to_owned(),
            from_date: date::format_date(it.from_date),
            to_date: it.to_date.map_or_else(String::new, date::format_date),
            version,
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let kind = check.choice("kind", LeaveKind::from_code(&self.kind), "Chọn loại nghỉ.");
        let from_date = check.date("from_date", &self.from_date, "Ngày bắt đầu nghỉ");
        let to_date = check.optional_date("to_date", &self.to_date, "Ngày hết nghỉ");
        if from_date.zip(to_date).is_some_and(|(from, to)| to < from) {
            check.errors.add("to_date", TURNED);
        }
        check.finish(|| Some(Content { from_date: from_date?, to_date, kind: kind? }))
    }
}

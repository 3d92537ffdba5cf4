//! What is typed about a movement.

use serde::Deserialize;

use super::ops::{Content, Movement};
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct MovementForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub launched_by: String,
    #[serde(default)]
    pub document_number: String,
    #[serde(default)]
    pub starts_on: String,
    #[serde(default)]
    pub ends_on: String,
    #[serde(default)]
    pub aims: String,
    #[serde(default)]
    pub version: i64,
}

impl MovementForm {
    pub fn of(it: Movement) -> Self {
        let content = it.content;
        Self {
            year: content.year.to_string(),
            name: content.name,
            launched_by: content.launched_by,
            document_number: content.document_number,
            starts_on: date::format_date(content.starts_on),
            ends_on: date::format_date(content.ends_on),
            aims: content.aims,
            version: it.version,
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Chọn năm thi đua.");
        let name = check.line("name", &self.name, LINE, "Nhập tên phong trào.");
        let launched_by = check.line("launched_by", &self.launched_by, LINE, "Nhập cơ quan hoặc người phát động.");
        let document_number = check.optional_line("document_number", &self.document_number, 60);
        let starts_on = check.date("starts_on", &self.starts_on, "Ngày bắt đầu");
        let ends_on = check.date("ends_on", &self.ends_on, "Ngày kết thúc");
        if let (Some(starts_on), Some(ends_on)) = (starts_on, ends_on)
            && ends_on < starts_on
        {
            check.errors.add("ends_on", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.");
        }
        let aims = check.optional_text("aims", &self.aims, TEXT);
        check.finish(|| {
            Some(Content {
                year: year?,
                name,
                launched_by,
                document_number,
                starts_on: starts_on?,
                ends_on: ends_on?,
                aims,
            })
        })
    }
}

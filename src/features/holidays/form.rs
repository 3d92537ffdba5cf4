//! What is typed of a holiday.

use serde::Deserialize;

use super::ops::Holiday;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// The two kinds of days in the table.
pub const OFF: &str = "off";
pub const WORKED: &str = "worked";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct HolidayForm {
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub kind: String,
}

impl HolidayForm {
    pub fn parse(&self) -> Result<Holiday, FieldErrors> {
        let mut check = Check::new();
        let day = check.date("day", &self.day, "Ngày");
        let name = check.line("name", &self.name, LINE, "Nhập tên ngày, ví dụ Quốc khánh.");
        let is_worked = match self.kind.as_str() {
            OFF => Some(false),
            WORKED => Some(true),
            _ => None,
        };
        let is_worked = check.choice("kind", is_worked, "Chọn nghỉ hoặc làm bù.");
        check.finish(|| Some(Holiday { day: day?, name, is_worked: is_worked? }))
    }
}

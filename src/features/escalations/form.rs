//! What is typed to draft a proposal and to send it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::Draft;
use crate::domain::ids::DossierId;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct DraftForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub recipient: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub lines: Vec<i64>,
    #[serde(default)]
    pub version: i64,
}

impl DraftForm {
    pub fn parse(&self) -> Result<Draft, FieldErrors> {
        let mut check = Check::new();
        let recipient = check.line("recipient", &self.recipient, LINE, "Nhập nơi gửi, ví dụ UBND tỉnh Thái Nguyên.");
        let summary = check.optional_text("summary", &self.summary, TEXT);
        if self.lines.is_empty() {
            check.errors.add("lines", "Chọn ít nhất một hồ sơ trong danh sách.");
        }
        let year = check.choice("lines", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang này.");
        let lines = self.lines.iter().copied().map(DossierId).collect();
        check.finish(|| Some(Draft { year: year?, recipient, summary, lines }))
    }
}

/// Number and day of the signed paper.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SubmissionForm {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub submitted_on: String,
    #[serde(default)]
    pub version: i64,
}

impl SubmissionForm {
    pub fn parse(&self) -> Result<(String, NaiveDate), FieldErrors> {
        let mut check = Check::new();
        let number = check.line("number", &self.number, 40, "Nhập số tờ trình, ví dụ 25.");
        let submitted_on = check.date("submitted_on", &self.submitted_on, "Ngày của tờ trình");
        check.finish(|| Some((number, submitted_on?)))
    }
}

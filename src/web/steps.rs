//! A step on what somebody has read: agree, return, refuse, take out.

use serde::Deserialize;

use super::forms::Check;
use crate::error::FieldErrors;

/// The version makes sure that it has not changed since it was read.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct StepForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub reason: Vec<String>,
    #[serde(default)]
    pub note: String,
}

impl StepForm {
    /// The reason, which a return or a refusal must have: those chosen of `common`, offered as check
    /// boxes, and what was typed.
    pub fn parse_reason(&self, common: &[&str]) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let note = check.optional_text("note", &self.note, 1_000);
        let mut parts: Vec<String> =
            common.iter().filter(|reason| self.has_chosen(reason)).map(|reason| (*reason).into()).collect();
        if !note.is_empty() {
            parts.push(note);
        }
        let reason = parts.join(" ");
        if reason.is_empty() && check.errors.is_empty() {
            check.errors.add("note", "Nêu lý do để người gửi biết cần sửa gì.");
        }
        check.finish(|| Some(reason))
    }

    pub fn has_chosen(&self, reason: &str) -> bool {
        self.reason.iter().any(|given| given == reason)
    }
}

/// Why something that was entered by mistake is taken out.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RemovalForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub note: String,
}

impl RemovalForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        self.parse_as("Nêu lý do xóa, ví dụ ghi nhầm người.")
    }

    /// The reason of another step that must have one; `missing` says what to do.
    pub fn parse_as(&self, missing: &str) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let reason = check.text("note", &self.note, 1_000, missing);
        check.finish(|| Some(reason))
    }
}

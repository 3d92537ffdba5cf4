//! What is typed to confirm an entry, and why a confirmation is taken back.

use serde::Deserialize;

use super::ops::Seen;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ConfirmationForm {
    #[serde(default)]
    pub document: String,
    #[serde(default)]
    pub note: String,
}

impl ConfirmationForm {
    pub fn parse(&self) -> Result<Seen, FieldErrors> {
        let mut check = Check::new();
        let missing = "Nhập số văn bản và điều khoản đã xem, ví dụ Điều 10 Nghị định 91/2017/NĐ-CP.";
        let document = check.line("document", &self.document, LINE, missing);
        let note = check.optional_text("note", &self.note, 1_000);
        check.finish(|| Some(Seen { document, note }))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct WithdrawalForm {
    #[serde(default)]
    pub reason: String,
}

impl WithdrawalForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do rút xác nhận.");
        check.finish(|| Some(reason))
    }
}

//! What is typed to give more time, and to take it back.

use serde::Deserialize;

use super::ops::Granting;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Check;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ExtensionForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub subject_code: String,
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub reason: String,
}

impl ExtensionForm {
    pub fn parse(&self) -> Result<Granting, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("until", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang gia hạn.");
        let missing = "Nhập mã cán bộ hoặc mã đơn vị được gia hạn.";
        let subject_code = check.line("subject_code", &self.subject_code, 40, missing).to_uppercase();
        let until = check.date("until", &self.until, "Ngày gia hạn");
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do gia hạn, ví dụ mới chuyển công tác về.");
        check.finish(|| Some(Granting { year: year?, subject_code, until: until?, reason }))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct WithdrawalForm {
    #[serde(default)]
    pub note: String,
}

impl WithdrawalForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let reason = check.text("note", &self.note, 1_000, "Nêu lý do thu hồi, ví dụ gia hạn nhầm người.");
        check.finish(|| Some(reason))
    }
}

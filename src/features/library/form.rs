//! What a unit types of its use of an initiative.

use serde::Deserialize;

use super::ops::Use;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TEXT};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct UseForm {
    #[serde(default)]
    pub used_from: String,
    #[serde(default)]
    pub effect: String,
}

impl UseForm {
    pub fn parse(&self) -> Result<Use, FieldErrors> {
        let mut check = Check::new();
        let used_from = check.date("used_from", &self.used_from, "Ngày bắt đầu áp dụng");
        let missing = "Ghi hiệu quả tại đơn vị, ví dụ giảm 2 ngày làm báo cáo tháng.";
        let effect = check.text("effect", &self.effect, TEXT, missing);
        check.finish(|| Some(Use { used_from: used_from?, effect }))
    }
}

/// Why a unit takes its confirmation back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct WithdrawalForm {
    #[serde(default)]
    pub reason: String,
}

impl WithdrawalForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do thu lại xác nhận.");
        check.finish(|| Some(reason))
    }
}

//! What is typed of a recognition by a higher level.

use serde::Deserialize;

use super::ops::Content;
use crate::domain::date;
use crate::domain::initiative::Level;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

const DECISION_NO: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct LevelForm {
    /// Of the initiative that was read.
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub level: String,
    #[serde(default)]
    pub decision_no: String,
    #[serde(default)]
    pub decided_on: String,
    #[serde(default)]
    pub authority: String,
    #[serde(default)]
    pub confirmed_by: String,
    #[serde(default)]
    pub confirmed_on: String,
    #[serde(default)]
    pub effect: String,
}

impl LevelForm {
    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let level = Level::from_code(&self.level).filter(|level| *level != Level::Base);
        let level = check.choice("level", level, "Chọn cấp tỉnh hoặc toàn quốc.");
        let number = "Nhập số quyết định, ví dụ 1245/QĐ-UBND.";
        let decision_no = check.line("decision_no", &self.decision_no, DECISION_NO, number);
        let decided_on = check.date("decided_on", &self.decided_on, "Ngày quyết định");
        let authority = check.line("authority", &self.authority, LINE, "Nhập cấp ra quyết định.");
        let confirmed_by = check.line("confirmed_by", &self.confirmed_by, LINE, "Nhập nơi xác nhận hiệu quả áp dụng.");
        let confirmed_on = check.date("confirmed_on", &self.confirmed_on, "Ngày xác nhận");
        let effect = check.text("effect", &self.effect, TEXT, "Ghi nội dung xác nhận hiệu quả áp dụng.");
        if let (Some(confirmed), Some(decided)) = (confirmed_on, decided_on)
            && confirmed > decided
        {
            let decided = date::format_date(decided);
            let said = format!("Xác nhận phải có trước khi ra quyết định ngày {decided}. Sửa một trong hai ngày.");
            check.errors.add("confirmed_on", said);
        }
        check.finish(|| {
            Some(Content {
                level: level?,
                decision_no,
                decided_on: decided_on?,
                authority,
                confirmed_by,
                confirmed_on: confirmed_on?,
                effect,
            })
        })
    }
}

/// Why a record of a higher level is taken back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct WithdrawalForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub reason: String,
}

impl WithdrawalForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let reason = check.text("reason", &self.reason, 1_000, "Nêu lý do thu lại, ví dụ ghi nhầm số quyết định.");
        check.finish(|| Some(reason))
    }
}

//! What is typed to register.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::Registering;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Check;

const PLEDGE: usize = 1_000;

/// A registration as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RegistrationForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub subject_code: String,
    #[serde(default)]
    pub award_code: String,
    #[serde(default)]
    pub planned_initiative: String,
    #[serde(default)]
    pub pledge: String,
    #[serde(default)]
    pub version: i64,
    /// Set by the button "Lưu nháp".
    #[serde(default)]
    pub draft: String,
}

impl RegistrationForm {
    pub fn parse(&self) -> Result<Registering, FieldErrors> {
        let mut check = Check::new();
        let subject_code =
            check.line("subject_code", &self.subject_code, 40, "Chọn người hoặc đơn vị đăng ký.").to_uppercase();
        let award = check.choice(
            "award_code",
            AwardCode::from_code(&self.award_code),
            "Chưa chọn danh hiệu. Chọn một danh hiệu trong danh sách.",
        );
        let planned_initiative = check.optional_line("planned_initiative", &self.planned_initiative, 200);
        let pledge = check.optional_text("pledge", &self.pledge, PLEDGE);
        let year = check.choice("award_code", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang đăng ký.");
        check.finish(|| Some(Registering { year: year?, subject_code, award: award?, planned_initiative, pledge }))
    }

    pub fn is_draft(&self) -> bool {
        !self.draft.is_empty()
    }
}

/// Another day of receipt, with the reason.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ReceiptForm {
    #[serde(default)]
    pub received_on: String,
    #[serde(default)]
    pub receipt_reason: String,
}

impl ReceiptForm {
    pub fn parse(&self, today: NaiveDate) -> Result<(NaiveDate, String), FieldErrors> {
        let mut check = Check::new();
        let received_on = check.date("received_on", &self.received_on, "Ngày nhận hồ sơ");
        if received_on.is_some_and(|day| day > today) {
            check.errors.add("received_on", "Ngày nhận hồ sơ không được sau hôm nay.");
        }
        let reason = check.text("receipt_reason", &self.receipt_reason, 1_000, "Nêu lý do sửa ngày nhận hồ sơ.");
        check.finish(|| Some((received_on?, reason)))
    }
}

/// Reasons that are often given, offered as check boxes.
pub const COMMON_REASONS: &[&str] =
    &["Chỉ tiêu cam kết chưa đo được.", "Danh hiệu chưa phù hợp.", "Thiếu tên sáng kiến dự kiến."];

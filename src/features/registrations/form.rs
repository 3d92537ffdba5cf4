//! What is typed to register.

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

/// Reasons that are often given, offered as check boxes.
pub const COMMON_REASONS: &[&str] =
    &["Chỉ tiêu cam kết chưa đo được.", "Danh hiệu chưa phù hợp.", "Thiếu tên sáng kiến dự kiến."];

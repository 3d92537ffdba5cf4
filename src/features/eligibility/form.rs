//! What is typed to judge a criterion.

use serde::Deserialize;

use super::ops::Judging;
use crate::domain::ids::SubjectId;
use crate::domain::law::{AwardCode, ClauseType};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Check;

/// One finding of a person.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct JudgementForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub award: String,
    #[serde(default)]
    pub clause: String,
    #[serde(default)]
    pub met: String,
    #[serde(default, rename = "judgement_note")]
    pub note: String,
}

impl JudgementForm {
    pub fn parse(&self, subject: SubjectId) -> Result<Judging, FieldErrors> {
        let mut check = Check::new();
        let clause = ClauseType::from_code(&self.clause).filter(|clause| clause.is_human());
        let clause = check.choice("clause", clause, "Chọn tiêu chí cần đánh giá.");
        let met = match self.met.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        let met = check.choice("met", met, "Chọn Đạt hoặc Chưa đạt.");
        let note = check.optional_text("judgement_note", &self.note, 1_000);
        if met == Some(false) && note.is_empty() && check.errors.of("judgement_note").is_empty() {
            check.errors.add("judgement_note", "Nêu căn cứ khi đánh giá chưa đạt.");
        }
        let year = check.choice("clause", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang này.");
        let award = AwardCode::from_code(&self.award);
        let award = check.choice("clause", award, "Danh hiệu chưa đúng. Mở lại trang này.");
        check.finish(|| Some(Judging { subject, award: award?, year: year?, clause: clause?, met: met?, note }))
    }
}

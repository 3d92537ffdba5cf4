//! What is typed of a discipline, and why one is taken out.

use serde::Deserialize;

use super::ops::Content;
use crate::domain::date;
use crate::domain::law::DisciplineCode;
use crate::error::FieldErrors;
use crate::web::forms::Check;

const NUMBER: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct DisciplineForm {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub decided_on: String,
    #[serde(default)]
    pub decision_no: String,
    /// Of the person's record that was read.
    #[serde(default)]
    pub version: i64,
}

impl DisciplineForm {
    pub fn of(it: &Content, version: i64) -> Self {
        Self {
            kind: it.kind.code().to_owned(),
            decided_on: date::format_date(it.decided_on),
            decision_no: it.decision_no.clone(),
            version,
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let kind = check.choice("kind", DisciplineCode::from_code(&self.kind), "Chọn hình thức kỷ luật.");
        let decided_on = check.date("decided_on", &self.decided_on, "Ngày quyết định");
        let decision_no = check.optional_line("decision_no", &self.decision_no, NUMBER);
        check.finish(|| Some(Content { decided_on: decided_on?, kind: kind?, decision_no }))
    }
}

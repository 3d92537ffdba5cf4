//! What is typed to ask for a correction, and to answer one.

use serde::Deserialize;

use crate::error::FieldErrors;
use crate::web::forms::Check;

/// Longest request and longest answer, in characters.
pub const LONGEST: usize = 1_000;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct CorrectionForm {
    #[serde(default)]
    pub words: String,
}

impl CorrectionForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let words = check.text("words", &self.words, LONGEST, "Ghi rõ dữ liệu nào sai và đúng là gì.");
        check.finish(|| Some(words))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AnswerForm {
    #[serde(default)]
    pub answer: String,
}

impl AnswerForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let answer = check.text("answer", &self.answer, LONGEST, "Ghi đã sửa gì, hoặc vì sao không sửa.");
        check.finish(|| Some(answer))
    }
}

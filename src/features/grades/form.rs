//! What is typed on the page of one unit's grades: three fields a row, all rows at once.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::ops::Entry;
use super::records::hundredths;
use super::shares::Shares;
use crate::domain::law::GradeCode;
use crate::domain::number;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};

const SCORE: &str = "Điểm từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy.";

/// The rows as typed: the fields of one row stand at the same place of the three lists.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GradesForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    subject_code: Vec<String>,
    #[serde(default)]
    grade: Vec<String>,
    #[serde(default)]
    score: Vec<String>,
}

impl GradesForm {
    /// # Errors
    /// `Fields` at `grade-CODE` and `score-CODE`; `BadRequest` when the rows do not fit together.
    pub fn parse(&self) -> AppResult<Vec<Entry>> {
        let rows = self.subject_code.len();
        if self.year.is_empty() || self.unit.is_empty() || self.grade.len() != rows || self.score.len() != rows {
            return Err(AppError::BadRequest("Biểu mẫu gửi lên thiếu trường. Mở lại trang rồi nhập lại."));
        }
        let mut errors = FieldErrors::default();
        let by_score = Year::parse(&self.year).is_some_and(|year| Shares::of(year).are_by_score());
        let row = |(code, grade, score)| entry(&mut errors, by_score, code, grade, score);
        let entries = self.rows().map(row).collect();
        if errors.is_empty() { Ok(entries) } else { Err(errors.into()) }
    }

    /// Grade and score typed for a code.
    pub fn typed(&self, code: &str) -> Option<(&str, &str)> {
        self.rows().find(|(row, ..)| *row == code).map(|(_, grade, score)| (grade, score))
    }

    fn rows(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let typed = self.grade.iter().zip(&self.score);
        self.subject_code
            .iter()
            .zip(typed)
            .map(|(code, (grade, score))| (code.as_str(), grade.as_str(), score.as_str()))
    }
}

/// One row; what is wrong is gathered at its fields. In a year that is graded by score a score may be enough.
fn entry(errors: &mut FieldErrors, by_score: bool, code: &str, grade: &str, score: &str) -> Entry {
    let (typed, score) = (grade, score.trim());
    let grade = GradeCode::from_code(typed);
    if grade.is_none() && (!typed.is_empty() || (!score.is_empty() && !by_score)) {
        errors.add(format!("grade-{code}"), format!("Chọn xếp loại của {code}."));
    }
    let points = if score.is_empty() { None } else { number::parse_decimal(score).ok().and_then(hundredths) };
    if points.is_none() && !score.is_empty() {
        errors.add(format!("score-{code}"), format!("{code}: {SCORE}"));
    }
    Entry { subject_code: code.to_owned(), grade, score: points }
}

/// A stored score as it is typed: "95,5".
pub fn score_words(score_hundredths: i64) -> String {
    number::plain_decimal_comma(Decimal::new(score_hundredths, 2).normalize())
}

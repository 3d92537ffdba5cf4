//! What is typed: which report is to be written, and its paragraphs.

use serde::Deserialize;

use super::ops::Texts;
use super::parts::Content;
use crate::domain::report::Kind;
use crate::domain::revenue::Period;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

/// Longest paragraph, in characters.
pub const LONGEST: usize = 10_000;

/// Which report, as in the address of the list and in the form that begins one.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub month: String,
    #[serde(default)]
    pub unit: String,
}

/// A report to be begun; its unit by the code that was typed.
#[derive(Debug, Clone)]
pub struct New {
    pub kind: Kind,
    pub year: Year,
    pub month: i32,
    pub unit: String,
}

impl Asked {
    /// # Errors
    /// At the field: a kind, year or month that there is not.
    pub fn parse(&self) -> Result<New, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Chọn năm thi đua trong danh sách.");
        let kind = check.choice("kind", Kind::from_code(&self.kind), "Chọn loại báo cáo trong danh sách.");
        let month = match kind.and_then(Kind::last_month) {
            Some(month) => Some(month),
            None => check.choice("month", Period::parse_month(&self.month), "Chọn tháng từ 1 đến 12."),
        };
        check.finish(|| Some(New { kind: kind?, year: year?, month: month?, unit: self.unit.clone() }))
    }
}

/// What was typed of each paragraph; one whose field was not sent stays as it is.
///
/// # Errors
/// At the paragraph: too long.
pub fn parse(content: &Content, typed: &TypedFields) -> Result<Texts, FieldErrors> {
    let mut check = Check::new();
    let mut texts = Texts::new();
    let paragraphs = content.parts.iter().filter(|part| part.text().is_some() && typed.has(&part.key));
    for part in paragraphs {
        texts.insert(part.key.clone(), check.optional_text(&part.key, typed.of(&part.key), LONGEST));
    }
    check.finish(|| Some(texts))
}

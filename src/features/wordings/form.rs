//! What is typed of a paper's texts: a field a passage, by its code.

use std::collections::HashMap;

use super::ops::Texts;
use crate::domain::wording::{PaperKind, original, read};
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

/// Longest text of a passage, in characters.
pub const LONGEST: usize = 2_000;

/// What was typed of each passage; one whose field was not sent stays as it is.
///
/// # Errors
/// At the passage: too long, empty where the paper needs it, an unknown place for data, a brace without its other half.
pub fn parse(kind: PaperKind, typed: &TypedFields) -> Result<Texts, FieldErrors> {
    let paper = original(kind);
    let mut check = Check::new();
    let mut texts = HashMap::new();
    for it in paper.passages.iter().filter(|it| typed.has(it.passage.code())) {
        let field = it.passage.code();
        let text = if it.is_optional {
            check.optional_text(field, typed.of(field), LONGEST)
        } else {
            let missing = "Văn bản cần đoạn này. Nhập nội dung, hoặc lấy lại mẫu gốc.";
            check.text(field, typed.of(field), LONGEST, missing)
        };
        if check.errors.of(field).is_empty()
            && let Err(fault) = read(&text, &paper.allowed(it.passage))
        {
            check.errors.add(field, fault.to_string());
        }
        texts.insert(it.passage, text);
    }
    check.finish(|| Some(texts))
}

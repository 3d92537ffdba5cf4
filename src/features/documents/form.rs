//! What is typed of a document.

use serde::Deserialize;

use super::ops::Writing;
use super::store::{Document, Unit};
use crate::domain::date::format_date;
use crate::domain::document::{Kind, Readers};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// Longest text of a document, in characters.
pub const CONTENT: usize = 20_000;
/// Longest line of what it is about.
const ABSTRACT: usize = 400;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct DocumentForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub replaces: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub issued_on: String,
    #[serde(default)]
    pub agency: String,
    #[serde(default)]
    pub abstract_line: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub conference: String,
    #[serde(default)]
    pub readers: String,
    #[serde(default)]
    pub units: Vec<String>,
    #[serde(default)]
    pub due_on: String,
}

impl DocumentForm {
    pub fn filled(it: &Document, units: Vec<Unit>) -> Self {
        Self {
            version: it.version,
            year: it.year.to_string(),
            replaces: it.replaces.map_or_else(String::new, |id| id.to_string()),
            kind: it.kind.code().to_owned(),
            number: it.number.clone(),
            issued_on: format_date(it.issued_on),
            agency: it.agency.clone(),
            abstract_line: it.abstract_line.clone(),
            content: it.content.clone(),
            conference: it.conference.map_or_else(String::new, |id| id.to_string()),
            readers: it.readers.code().to_owned(),
            units: units.into_iter().map(|unit| unit.code).collect(),
            due_on: it.due_on.map_or_else(String::new, format_date),
        }
    }

    pub fn parse(&self) -> Result<Writing, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("kind", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang văn bản.");
        let kind = check.choice("kind", Kind::from_code(&self.kind), "Chọn loại văn bản.");
        let number = check.optional_line("number", &self.number, 40);
        let issued_on = check.date("issued_on", &self.issued_on, "Ngày văn bản");
        let agency = check.line("agency", &self.agency, LINE, "Nhập cơ quan ban hành.");
        let abstract_line = check.line("abstract_line", &self.abstract_line, ABSTRACT, "Nhập trích yếu.");
        let content = check.optional_text("content", &self.content, CONTENT);
        let conference = typed_id(&mut check, "conference", &self.conference, "Chọn hội nghị trong danh sách.");
        let readers = check.choice("readers", Readers::from_code(&self.readers), "Chọn ai cần đọc.");
        let due_on = check.optional_date("due_on", &self.due_on, "Hạn đọc");
        let replaces = typed_id(&mut check, "kind", &self.replaces, "Văn bản bị thay thế chưa rõ. Mở lại văn bản đó.");
        let mut units = self.units.clone();
        units.sort();
        units.dedup();
        check.finish(|| {
            Some(Writing {
                year: year?,
                kind: kind?,
                number,
                issued_on: issued_on?,
                agency,
                abstract_line,
                content,
                readers: readers?,
                units,
                due_on,
                conference: conference.map(ConferenceId),
                replaces: replaces.map(DocumentId),
            })
        })
    }
}

fn typed_id(check: &mut Check, field: &str, typed: &str, missing: &str) -> Option<i64> {
    if typed.trim().is_empty() {
        return None;
    }
    check.choice(field, typed.trim().parse().ok(), missing)
}

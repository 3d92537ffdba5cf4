//! What is typed of an initiative, and of its recognition.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ops::{Recognition, Recording};
use super::shares::Share;
use crate::domain::initiative::{Level, WHOLE};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

/// Authors a form has room for.
pub const MOST_AUTHORS: usize = 6;
const DECISION_NO: usize = 60;

/// An initiative as typed. The rows of authors are `author_code_1`, `percent_1`, `author_code_2`, …
#[derive(Debug, Clone, Default, Deserialize)]
pub struct InitiativeForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub field: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub first_used_on: String,
    #[serde(default)]
    pub version: i64,
    /// Set by the button "Lưu nháp".
    #[serde(default)]
    pub draft: String,
    /// Set by the button "Kiểm tra trùng".
    #[serde(default)]
    pub check: String,
    /// The rows of authors, by the names of their fields.
    #[serde(flatten)]
    pub rows: BTreeMap<String, String>,
}

/// One row of authors: the code or full name, and the share, as typed.
pub struct AuthorRow {
    pub number: usize,
    pub author: String,
    pub percent: String,
}

impl AuthorRow {
    pub fn author_field(&self) -> String {
        author_field(self.number)
    }

    pub fn percent_field(&self) -> String {
        percent_field(self.number)
    }

    pub fn author_label(&self) -> String {
        format!("Tác giả {}", self.number)
    }

    pub fn percent_label(&self) -> String {
        format!("Tỷ lệ {}", self.number)
    }

    /// The first author is the only one whom every initiative has.
    pub fn is_optional(&self) -> bool {
        self.number > 1
    }

    pub fn is_empty(&self) -> bool {
        self.author.is_empty() && self.percent.is_empty()
    }
}

/// The name of the field that holds an author; rows count from 1.
pub fn author_field(row: usize) -> String {
    format!("author_code_{row}")
}

/// The name of the field that holds his share.
pub fn percent_field(row: usize) -> String {
    format!("percent_{row}")
}

impl InitiativeForm {
    pub fn with_author(mut self, row: usize, code: &str, percent: i32) -> Self {
        self.rows.insert(author_field(row), code.to_owned());
        self.rows.insert(percent_field(row), percent.to_string());
        self
    }

    pub fn author_rows(&self) -> Vec<AuthorRow> {
        let typed = |field| self.rows.get(&field).map_or_else(String::new, |typed: &String| typed.trim().to_owned());
        (1..=MOST_AUTHORS)
            .map(|number| AuthorRow {
                number,
                author: typed(author_field(number)),
                percent: typed(percent_field(number)),
            })
            .collect()
    }

    pub fn parse(&self) -> Result<Recording, FieldErrors> {
        let mut check = Check::new();
        let title = check.line("title", &self.title, LINE, "Nhập tên sáng kiến.");
        let field = check.optional_line("field", &self.field, LINE);
        let summary = check.optional_text("summary", &self.summary, TEXT);
        let first_used_on = check.optional_date("first_used_on", &self.first_used_on, "Ngày áp dụng lần đầu");
        let rows = self.author_rows();
        let shares = rows.iter().filter(|row| !row.is_empty()).filter_map(|row| share(&mut check, row)).collect();
        let year = check.choice("title", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang sáng kiến.");
        check.finish(|| Some(Recording { year: year?, title, field, summary, first_used_on, shares }))
    }

    pub fn is_draft(&self) -> bool {
        !self.draft.is_empty()
    }

    /// Nothing is to be saved, only compared.
    pub fn is_check(&self) -> bool {
        !self.check.is_empty()
    }

    /// What is compared with earlier ones.
    pub fn text(&self) -> String {
        [self.title.as_str(), &self.summary].join("\n")
    }
}

fn share(check: &mut Check, row: &AuthorRow) -> Option<Share> {
    let author = check.line(&row.author_field(), &row.author, LINE, "Nhập mã cán bộ hoặc họ và tên tác giả.");
    let percent =
        check.whole(&row.percent_field(), row.percent.trim_end_matches('%'), "Tỷ lệ đóng góp", 1..=i64::from(WHOLE))?;
    Some(Share { row: row.number, author, percent: percent as i32 })
}

/// The recognition as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RecognitionForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub level: String,
    #[serde(default)]
    pub decision_no: String,
    #[serde(default)]
    pub recognised_on: String,
}

impl RecognitionForm {
    pub fn parse(&self) -> Result<Recognition, FieldErrors> {
        let mut check = Check::new();
        let level = check.choice("level", Level::from_code(&self.level), "Chọn cấp công nhận.");
        let missing = "Nhập số quyết định, ví dụ 152/QĐ-STC.";
        let decision_no = check.line("decision_no", &self.decision_no, DECISION_NO, missing);
        let recognised_on = check.date("recognised_on", &self.recognised_on, "Ngày quyết định");
        check.finish(|| Some(Recognition { level: level?, decision_no, recognised_on: recognised_on? }))
    }
}

/// Reasons that are often given, offered as check boxes.
pub const COMMON_REASONS: &[&str] =
    &["Chưa nêu kết quả đo được.", "Chưa rõ điểm mới so với cách làm cũ.", "Tỷ lệ đóng góp chưa hợp lý."];

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(rows: &[(&str, &str)]) -> InitiativeForm {
        let mut fields = vec![("year", "2014"), ("title", "Sổ tay")];
        fields.extend_from_slice(rows);
        let body = serde_html_form::to_string(&fields).unwrap();
        serde_html_form::from_str(&body).unwrap()
    }

    #[test]
    fn a_draft_needs_only_its_title() {
        let new = typed(&[("author_code_1", " "), ("percent_1", "")]).parse().unwrap();
        assert_eq!((new.title.as_str(), new.shares.len()), ("Sổ tay", 0));
    }

    #[test]
    fn an_author_without_share_and_a_share_without_author_are_named() {
        let rows = [("author_code_1", "QLNS-006"), ("percent_2", "40%"), ("author_code_3", "A"), ("percent_3", "0")];
        let errors = typed(&rows).parse().unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["percent_1", "author_code_2", "percent_3"]);
        assert_eq!(errors.of("percent_3"), "Tỷ lệ đóng góp phải từ 1 đến 100.");
    }
}

//! What is typed of an initiative, of its recognition, and of a confirmation on paper.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::application::Application;
use super::ops::{Recognition, Recording, Saving};
use super::rows;
use crate::domain::initiative::Level;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

pub use super::rows::{AuthorRow, ParticipantRow, author_field, percent_field};

/// Longest description of what an initiative is, in characters.
pub const NATURE: usize = 8_000;
const DECISION_NO: usize = 60;

/// An initiative as typed. The rows of authors are `author_code_1`, `percent_1`, `qualification_1`, `author_code_2`, …,
/// those of participants `participant_name_1`, …
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
    pub investor: String,
    #[serde(default)]
    pub continues: String,
    #[serde(default)]
    pub nature: String,
    #[serde(default)]
    pub confidential: String,
    #[serde(default)]
    pub conditions: String,
    #[serde(default)]
    pub benefits_by_author: String,
    #[serde(default)]
    pub benefits_by_users: String,
    #[serde(default)]
    pub first_used_on: String,
    #[serde(default)]
    pub version: i64,
    /// Set by the button "Lưu nháp".
    #[serde(default)]
    pub draft: String,
    /// Set when it is saved by itself.
    #[serde(default)]
    pub autosave: String,
    /// Set by the button "Kiểm tra trùng".
    #[serde(default)]
    pub check: String,
    /// The rows of authors and participants, by the names of their fields.
    #[serde(flatten)]
    pub rows: BTreeMap<String, String>,
}

impl InitiativeForm {
    pub fn parse(&self) -> Result<Recording, FieldErrors> {
        let mut check = Check::new();
        let title = check.line("title", &self.title, LINE, "Nhập tên sáng kiến.");
        let field = check.optional_line("field", &self.field, LINE);
        let investor = check.optional_line("investor", &self.investor, LINE);
        let continues = text::upper(&check.optional_line("continues", &self.continues, LINE));
        let first_used_on = check.optional_date("first_used_on", &self.first_used_on, "Ngày áp dụng lần đầu");
        let summary = check.optional_text("summary", &self.summary, TEXT);
        let nature = check.optional_text("nature", &self.nature, NATURE);
        let conditions = check.optional_text("conditions", &self.conditions, TEXT);
        let confidential = check.optional_text("confidential", &self.confidential, TEXT);
        let benefits_by_author = check.optional_text("benefits_by_author", &self.benefits_by_author, TEXT);
        let benefits_by_users = check.optional_text("benefits_by_users", &self.benefits_by_users, TEXT);
        let shares = rows::parse_authors(&mut check, &self.rows);
        let participants = rows::parse_participants(&mut check, &self.rows);
        let year = check.choice("title", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang sáng kiến.");
        let application = Application {
            investor,
            nature,
            confidential,
            conditions,
            benefits_by_author,
            benefits_by_users,
            continues,
            participants,
        };
        check.finish(|| Some(Recording { year: year?, title, field, summary, application, first_used_on, shares }))
    }

    pub fn saving(&self) -> Saving {
        match (self.autosave.is_empty(), self.draft.is_empty()) {
            (false, _) => Saving::Autosave,
            (true, false) => Saving::Draft,
            (true, true) => Saving::Complete,
        }
    }

    /// Nothing is to be saved, only compared.
    pub fn is_check(&self) -> bool {
        !self.check.is_empty()
    }

    /// What is compared with earlier ones.
    pub fn text(&self) -> String {
        let texts = [&self.title, &self.summary, &self.nature, &self.conditions];
        let benefits = [&self.benefits_by_author, &self.benefits_by_users];
        texts.into_iter().chain(benefits).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
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

/// A co-author's signature as the secretariat has it before it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PaperForm {
    #[serde(default)]
    pub version: i64,
    /// The co-author's code.
    #[serde(default)]
    pub author: String,
    /// Which paper he has signed.
    #[serde(default)]
    pub paper: String,
}

impl PaperForm {
    /// The code of the co-author and the paper.
    pub fn parse(&self) -> Result<(String, String), FieldErrors> {
        let mut check = Check::new();
        let author = check.line("author", &self.author, LINE, "Chọn đồng tác giả đã xác nhận bằng giấy.");
        let paper = check.line("paper", &self.paper, LINE, "Ghi giấy xác nhận, ví dụ: Giấy xác nhận ngày 10/07/2014.");
        check.finish(|| Some((author, paper)))
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

//! What is typed to draft, issue or record a decision.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{Draft, Higher};
use crate::domain::ids::{DossierId, EscalationId};
use crate::domain::law::AuthorityCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// A draft: the year, the abstract line, and the dossiers chosen.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct DraftForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub abstract_line: String,
    #[serde(default)]
    pub lines: Vec<i64>,
    #[serde(default)]
    pub version: i64,
}

impl DraftForm {
    pub fn parse(&self) -> Result<Draft, FieldErrors> {
        let mut check = Check::new();
        let abstract_line = check.line(
            "abstract_line",
            &self.abstract_line,
            LINE,
            "Nhập trích yếu, ví dụ: Về việc công nhận danh hiệu thi đua năm 2014.",
        );
        if self.lines.is_empty() {
            check.errors.add("lines", "Chọn ít nhất một người hoặc tập thể trong danh sách.");
        }
        let year = check.choice("abstract_line", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang này.");
        let lines = self.lines.iter().copied().map(DossierId).collect();
        check.finish(|| Some(Draft { year: year?, abstract_line, lines }))
    }
}

/// Number and date, given when a draft is issued.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct IssueForm {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub decided_on: String,
    /// Asked for again before it is issued.
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub version: i64,
}

/// Number and day of a decision that is issued.
#[derive(Debug, Clone)]
pub struct Issuance {
    pub number: String,
    pub decided_on: NaiveDate,
}

impl IssueForm {
    pub fn parse(&self) -> Result<Issuance, FieldErrors> {
        let mut check = Check::new();
        let number = check.line("number", &self.number, 40, "Nhập số quyết định, ví dụ 15.");
        let decided_on = check.date("decided_on", &self.decided_on, "Ngày quyết định");
        check.finish(|| Some(Issuance { number, decided_on: decided_on? }))
    }
}

/// A decision of a higher level: what it granted and what was refused.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct HigherForm {
    #[serde(default)]
    pub year: String,
    /// Number of the proposal it answers; empty without one.
    #[serde(default)]
    pub escalation: String,
    #[serde(default)]
    pub authority: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub decided_on: String,
    #[serde(default)]
    pub granted: Vec<i64>,
    #[serde(default)]
    pub refused: Vec<i64>,
    #[serde(default)]
    pub reason: String,
}

impl HigherForm {
    pub fn escalation(&self) -> Option<EscalationId> {
        self.escalation.parse().ok().map(EscalationId)
    }

    pub fn parse(&self) -> Result<Higher, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("authority", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang này.");
        let authority = AuthorityCode::from_code(&self.authority);
        let authority = check.choice("authority", authority, "Chưa chọn cơ quan quyết định. Chọn trong danh sách.");
        let mut number = String::new();
        let mut decided_on = None;
        if !self.granted.is_empty() || (self.granted.is_empty() && self.refused.is_empty()) {
            number = check.line("number", &self.number, 60, "Nhập số quyết định, ví dụ 212/QĐ-UBND.");
            decided_on = check.date("decided_on", &self.decided_on, "Ngày quyết định");
        }
        let mut reason = String::new();
        if !self.refused.is_empty() {
            reason = check.text("reason", &self.reason, 1_000, "Nhập lý do cấp trên không khen thưởng.");
        }
        if self.granted.is_empty() && self.refused.is_empty() {
            check.errors.add("granted", "Đánh dấu ít nhất một người hoặc tập thể được tặng hoặc không được tặng.");
        }
        if self.granted.iter().any(|id| self.refused.contains(id)) {
            check.errors.add("granted", "Một dòng không thể vừa được tặng vừa không được tặng. Bỏ bớt một dấu.");
        }
        let ids = |ids: &[i64]| ids.iter().copied().map(DossierId).collect();
        check.finish(|| {
            Some(Higher {
                year: year?,
                escalation: self.escalation(),
                authority: authority?,
                number,
                decided_on,
                granted: ids(&self.granted),
                refused: ids(&self.refused),
                reason,
            })
        })
    }
}

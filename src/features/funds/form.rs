//! What is typed of entries of the register and of sources.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{NewEntry, Reversal};
use crate::domain::fund::{EntryKind, Side};
use crate::domain::ids::FundSourceId;
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// No fund of an agency holds more, in đồng.
const MOST: i64 = 99_999_999_999;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct EntryForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub entered_on: String,
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub note: String,
}

impl EntryForm {
    /// What moves no money is of the year of its page, all else of the year of its day.
    pub fn parse(&self, kind: EntryKind) -> Result<NewEntry, FieldErrors> {
        let mut check = Check::new();
        let source = check.choice("source", self.source.parse().ok(), "Chọn một nguồn chi trong danh sách.");
        let on = check.date("entered_on", &self.entered_on, "Ngày chứng từ");
        let document_no = check.optional_line("document_no", &self.document_no, 60);
        let amount = check.whole("amount", &self.amount, "Số tiền", 1..=MOST);
        let missing = match kind {
            EntryKind::Override => "Nhập lý do cho chi vượt.",
            _ => "Nhập diễn giải, ví dụ Ngân sách cấp đợt 1.",
        };
        let content = check.line("content", &self.content, LINE, missing);
        let note = check.optional_line("note", &self.note, LINE);
        let year = match kind.side() {
            Side::Beside => check.choice("year", Year::parse(&self.year), "Chọn năm của sổ."),
            _ => on.map(Year::of),
        };
        check.finish(|| {
            Some(NewEntry {
                source: FundSourceId(source?),
                year: year?,
                kind,
                on: on?,
                document_no,
                content,
                note,
                amount: Dong::new(amount?),
            })
        })
    }

    /// The register it was opened from.
    pub fn of(year: Year, source: FundSourceId, today: NaiveDate) -> Self {
        Self {
            year: year.to_string(),
            source: source.to_string(),
            entered_on: crate::domain::date::format_date(today),
            ..Self::default()
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ReversalForm {
    #[serde(default)]
    pub entered_on: String,
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub reason: String,
}

impl ReversalForm {
    pub fn parse(&self) -> Result<Reversal, FieldErrors> {
        let mut check = Check::new();
        let on = check.date("entered_on", &self.entered_on, "Ngày chứng từ");
        let document_no = check.optional_line("document_no", &self.document_no, 60);
        let reason = check.line("reason", &self.reason, LINE, "Nhập lý do ghi đảo.");
        check.finish(|| Some(Reversal { on: on?, document_no, reason }))
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct SourceForm {
    #[serde(default)]
    pub name: String,
}

impl SourceForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, 100, "Nhập tên nguồn chi, ví dụ Nguồn xã hội hóa.");
        check.finish(|| Some(name))
    }
}

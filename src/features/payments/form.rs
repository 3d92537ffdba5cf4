//! What is typed of a payment: one day, one source, and for each dossier that is ticked the amount; of a correction and
//! of a recovery.

use serde::Deserialize;

use super::money::{Correction, Recovery};
use super::ops::{NewPayment, Paid};
use crate::domain::ids::{DossierId, FundSourceId};
use crate::domain::money::Dong;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::Seen;
use crate::web::forms::{Check, LINE, TypedFields};

/// No bonus of the law comes near.
const MOST: i64 = 999_999_999;

pub fn parse(typed: &TypedFields) -> Result<NewPayment, FieldErrors> {
    let mut check = Check::new();
    let paid_on = check.date("paid_on", typed.of("paid_on"), "Ngày chi");
    let source = match typed.of("source") {
        "" => Some(None),
        chosen => check.choice("source", chosen.parse().ok().map(Some), "Chọn một nguồn chi trong danh sách."),
    };
    let document_no = check.optional_line("document_no", typed.of("document_no"), 60);
    let mut lines = Vec::new();
    for (id, version) in typed.rows("pick_") {
        let field = format!("amount_{id}");
        let version = version.parse().unwrap_or_default();
        if let Some(amount) = check.whole(&field, typed.of(&field), "Số tiền", 0..=MOST) {
            lines.push(Paid { dossier: Seen { id: DossierId(id), version }, amount: Dong::new(amount) });
        }
    }
    if typed.rows("pick_").next().is_none() {
        check.errors.add("lines", "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng đã chi.");
    }
    check.finish(|| Some(NewPayment { paid_on: paid_on?, source: source?.map(FundSourceId), document_no, lines }))
}

/// What was really paid, and why it was entered otherwise.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CorrectionForm {
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub corrected_on: String,
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub version: i64,
}

impl CorrectionForm {
    pub fn parse(&self) -> Result<Correction, FieldErrors> {
        let mut check = Check::new();
        let amount = check.whole("amount", &self.amount, "Số tiền", 1..=MOST);
        let on = check.date("corrected_on", &self.corrected_on, "Ngày sửa");
        let document_no = check.optional_line("document_no", &self.document_no, 60);
        let reason = check.line("reason", &self.reason, LINE, "Nhập lý do, ví dụ Ghi nhầm số tiền.");
        check.finish(|| Some(Correction { amount: Dong::new(amount?), on: on?, document_no, reason }))
    }
}

/// What came back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct RecoveryForm {
    #[serde(default)]
    pub amount: String,
    #[serde(default)]
    pub recovered_on: String,
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub version: i64,
}

impl RecoveryForm {
    pub fn parse(&self) -> Result<Recovery, FieldErrors> {
        let mut check = Check::new();
        let amount = check.whole("amount", &self.amount, "Số tiền", 1..=MOST);
        let on = check.date("recovered_on", &self.recovered_on, "Ngày thu hồi");
        let document_no = check.optional_line("document_no", &self.document_no, 60);
        let note = check.optional_line("note", &self.note, LINE);
        check.finish(|| Some(Recovery { amount: Dong::new(amount?), on: on?, document_no, note }))
    }
}

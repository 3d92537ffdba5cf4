//! What is typed of certificates: which of a decision are entered or handed over, and what became of one.

use serde::Deserialize;

use super::act::CertificateAct;
use super::entering::{Entry, serial_field};
use super::ops::Seen;
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TypedFields};

/// Longest serial of a blank, in characters.
pub const SERIAL: usize = 30;

/// A day, the first serial, and of each line that is ticked the serial where it is not the next.
pub fn entry(typed: &TypedFields, decision: DecisionId) -> Result<Entry, FieldErrors> {
    let mut check = Check::new();
    let award = check.choice("lines", AwardCode::from_code(typed.of("award")), "Chọn danh hiệu ở trang trước.");
    let printed_on = check.date("printed_on", typed.of("printed_on"), "Ngày in");
    let first_serial = check.optional_line("first_serial", typed.of("first_serial"), SERIAL);
    let mut lines = Vec::new();
    for (id, _) in typed.rows("pick_") {
        let field = serial_field(AwardId(id));
        let serial = check.optional_line(&field, typed.of(&field), SERIAL);
        lines.push((AwardId(id), serial));
    }
    check.finish(|| Some(Entry { decision, award: award?, printed_on: printed_on?, first_serial, lines }))
}

/// Several handed over on one day.
#[derive(Debug, Clone)]
pub struct Handing {
    pub handed_on: chrono::NaiveDate,
    /// Empty for each one himself.
    pub received_by: String,
    pub picked: Vec<Seen>,
}

pub fn handing(typed: &TypedFields) -> Result<Handing, FieldErrors> {
    let mut check = Check::new();
    let handed_on = check.date("handed_on", typed.of("handed_on"), "Ngày trao");
    let received_by = check.optional_line("received_by", typed.of("received_by"), LINE);
    let seen = |(id, version): (i64, &str)| Seen { award: AwardId(id), version: version.parse().unwrap_or_default() };
    let picked: Vec<Seen> = typed.rows("pick_").map(seen).collect();
    if picked.is_empty() {
        check.errors.add("lines", "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng.");
    }
    check.finish(|| Some(Handing { handed_on: handed_on?, received_by, picked }))
}

/// The fields of all acts; each act has some of them.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub serial: String,
    /// When it was printed, handed over or came back.
    #[serde(default)]
    pub printed_on: String,
    #[serde(default)]
    pub received_by: String,
    #[serde(default)]
    pub handed_on: String,
    #[serde(default)]
    pub returned_on: String,
}

/// An act with what it needs.
#[derive(Debug, Clone)]
pub enum Done {
    Spoiled(String),
    Reissued(String, chrono::NaiveDate),
    HandedOver(String, chrono::NaiveDate),
    TakenBack(chrono::NaiveDate),
}

impl ActForm {
    pub fn fresh(version: i64, today: chrono::NaiveDate, received_by: String) -> Self {
        let day = format_date(today);
        Self {
            version,
            printed_on: day.clone(),
            handed_on: day.clone(),
            returned_on: day,
            received_by,
            ..Self::default()
        }
    }

    pub fn parse(&self, act: CertificateAct) -> Result<Done, FieldErrors> {
        let mut check = Check::new();
        let done = match act {
            CertificateAct::Spoil => {
                let reason = "Nêu phôi hỏng vì sao, ví dụ in lệch, rách, thất lạc.";
                Some(Done::Spoiled(check.line("reason", &self.reason, LINE, reason)))
            }
            CertificateAct::Reissue => {
                let serial = check.line("serial", &self.serial, SERIAL, "Nhập số in sẵn trên phôi mới, ví dụ 000124.");
                check.date("printed_on", &self.printed_on, "Ngày in").map(|day| Done::Reissued(serial, day))
            }
            CertificateAct::HandOver => {
                let missing = "Nhập họ tên người nhận, là người được tặng hoặc người nhận thay.";
                let by = check.line("received_by", &self.received_by, LINE, missing);
                check.date("handed_on", &self.handed_on, "Ngày trao").map(|day| Done::HandedOver(by, day))
            }
            CertificateAct::TakeBack => {
                check.date("returned_on", &self.returned_on, "Ngày thu hồi").map(Done::TakenBack)
            }
        };
        check.finish(|| done)
    }
}

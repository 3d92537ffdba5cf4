//! What is typed to open, extend and close a period, to object and to answer.

use super::ops::{Answer, Minutes, NewObjection, Opening};
use crate::domain::ids::*;
use crate::domain::publicity::{MOST_DAYS, Outcome};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::Seen;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

const NUMBER: usize = 60;

/// A list: "dossier_7" holds the version in which the seventh was read and is sent where its box is ticked.
pub fn opening(typed: &TypedFields) -> Result<Opening, FieldErrors> {
    let mut check = Check::new();
    let working_days = working_days(&mut check, typed, "Số ngày niêm yết");
    let place = check.optional_line("place", typed.of("place"), LINE);
    let year = check.choice("lines", Year::parse(typed.of("year")), "Năm thi đua chưa đúng. Mở lại trang này.");
    let dossiers = typed
        .rows("dossier_")
        .map(|(id, version)| Seen { id: DossierId(id), version: version.parse().unwrap_or_default() })
        .collect();
    check.finish(|| Some(Opening { year: year?, working_days: working_days?, place, dossiers }))
}

/// More days, and why.
pub fn extension(typed: &TypedFields) -> Result<(u32, String), FieldErrors> {
    let mut check = Check::new();
    let days = working_days(&mut check, typed, "Số ngày thêm");
    let reason = check.text("reason", typed.of("reason"), TEXT, "Nêu lý do kéo dài.");
    check.finish(|| Some((days?, reason)))
}

fn working_days(check: &mut Check, typed: &TypedFields, label: &str) -> Option<u32> {
    let days = check.whole("working_days", typed.of("working_days"), label, 1..=MOST_DAYS);
    days.and_then(|days| u32::try_from(days).ok())
}

pub fn minutes(typed: &TypedFields) -> Result<Minutes, FieldErrors> {
    let mut check = Check::new();
    let number = check.line("minutes_no", typed.of("minutes_no"), NUMBER, "Nhập số biên bản, ví dụ 07/BB-STC.");
    let conclusion = check.text("conclusion", typed.of("conclusion"), TEXT, "Ghi kết luận của đợt niêm yết.");
    check.finish(|| Some(Minutes { number, conclusion }))
}

pub fn objection(typed: &TypedFields, period: PublicityId) -> Result<NewObjection, FieldErrors> {
    let mut check = Check::new();
    let dossier = typed.of("dossier").parse().ok().map(DossierId);
    let dossier = check.choice("content", dossier, "Chưa rõ kiến nghị về ai. Mở lại danh sách niêm yết.");
    let content = check.text("content", typed.of("content"), TEXT, "Ghi nội dung kiến nghị.");
    check.finish(|| Some(NewObjection { period, dossier: dossier?, content }))
}

pub fn answer(typed: &TypedFields) -> Result<Answer, FieldErrors> {
    let mut check = Check::new();
    let outcome = Outcome::from_code(typed.of("outcome"));
    let outcome = check.choice("outcome", outcome, "Chọn kiến nghị có cơ sở hay không.");
    let words = check.text("answer", typed.of("answer"), TEXT, "Ghi nội dung trả lời người kiến nghị.");
    check.finish(|| Some(Answer { outcome: outcome?, words }))
}

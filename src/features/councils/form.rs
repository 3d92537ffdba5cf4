//! What is typed of a council and of who sits in it.

use chrono::NaiveDate;

use super::ops::{Change, Correction, NewCouncil, Seating};
use crate::domain::council::{CouncilKind, Seat, Term};
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TypedFields};

const NUMBER: usize = 60;
const MISSING_NUMBER: &str = "Nhập số quyết định, ví dụ 45/QĐ-STC.";

pub fn council(typed: &TypedFields) -> Result<NewCouncil, FieldErrors> {
    let mut check = Check::new();
    let kind = check.choice("kind", CouncilKind::from_code(typed.of("kind")), "Chọn loại hội đồng.");
    let decision_no = check.line("decision_no", typed.of("decision_no"), NUMBER, MISSING_NUMBER);
    let decided_on = check.date("decided_on", typed.of("decided_on"), "Ngày quyết định");
    let first = check.date("starts_on", typed.of("starts_on"), "Ngày bắt đầu");
    let last = check.optional_date("ends_on", typed.of("ends_on"), "Ngày cuối");
    check.finish(|| {
        Some(NewCouncil { kind: kind?, decision_no, decided_on: decided_on?, term: Term { first: first?, last } })
    })
}

pub fn correction(typed: &TypedFields) -> Result<Correction, FieldErrors> {
    let mut check = Check::new();
    let decision_no = check.line("decision_no", typed.of("decision_no"), NUMBER, MISSING_NUMBER);
    let decided_on = check.date("decided_on", typed.of("decided_on"), "Ngày quyết định");
    let starts_on = check.date("starts_on", typed.of("starts_on"), "Ngày bắt đầu");
    check.finish(|| Some(Correction { decision_no, decided_on: decided_on?, starts_on: starts_on? }))
}

/// The last day, of a council or of a seat; nothing typed takes it back.
pub fn last_day(typed: &TypedFields, field: &str) -> Result<Option<NaiveDate>, FieldErrors> {
    let mut check = Check::new();
    let last = check.optional_date(field, typed.of(field), "Ngày cuối");
    check.finish(|| Some(last))
}

pub fn seating(typed: &TypedFields) -> Result<Seating, FieldErrors> {
    let mut check = Check::new();
    let member = check.line("member", typed.of("member"), LINE, "Nhập mã cán bộ hoặc họ và tên.");
    let place = place(&mut check, typed);
    check.finish(|| {
        let Change { seat, votes, from } = place?;
        Some(Seating { member, seat, votes, from })
    })
}

pub fn change(typed: &TypedFields) -> Result<Change, FieldErrors> {
    let mut check = Check::new();
    let place = place(&mut check, typed);
    check.finish(|| place)
}

fn place(check: &mut Check, typed: &TypedFields) -> Option<Change> {
    let seat = check.choice("seat", Seat::from_code(typed.of("seat")), "Chọn vị trí trong hội đồng.");
    let from = check.date("starts_on", typed.of("starts_on"), "Ngày bắt đầu");
    Some(Change { seat: seat?, votes: typed.of("records_only").is_empty(), from: from? })
}

//! What is typed of a payment: one day, and for each dossier that is ticked the amount.

use super::ops::{NewPayment, Paid};
use crate::domain::ids::DossierId;
use crate::domain::money::Dong;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::Seen;
use crate::web::forms::{Check, TypedFields};

/// No bonus of the law comes near.
const MOST: i64 = 999_999_999;

pub fn parse(typed: &TypedFields) -> Result<NewPayment, FieldErrors> {
    let mut check = Check::new();
    let paid_on = check.date("paid_on", typed.of("paid_on"), "Ngày chi");
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
    check.finish(|| Some(NewPayment { paid_on: paid_on?, lines }))
}

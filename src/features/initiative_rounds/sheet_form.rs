//! What is typed on a sheet.

use super::sheet_store::Marks;
use super::sheets::{Needs, Scored};
use crate::domain::initiative_round::Verdict;
use crate::domain::law::ScoreSheet;
use crate::domain::scoring::Points;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

/// The name of the field that holds the points of a criterion.
pub fn field_of(criterion: &str) -> String {
    format!("points_{criterion}")
}

/// A sheet of the rubric; a draft may lack points and verdict, but what is there must be right.
pub fn scored(typed: &TypedFields, rubric: &ScoreSheet, needs: Needs) -> Result<Scored, FieldErrors> {
    let mut check = Check::new();
    let mut marks = Marks::new();
    for criterion in &rubric.criteria {
        let field = field_of(&criterion.code);
        let written = typed.of(&field).trim();
        if written.is_empty() && needs == Needs::Nothing {
            continue;
        }
        let points = Points::parse(written).filter(|it| it.0 >= 0 && *it <= Points::whole(criterion.max));
        let words = format!("{}: nhập từ 0 đến {}, nhiều nhất một chữ số thập phân.", criterion.name, criterion.max);
        marks.extend(check.choice(&field, points, &words).map(|points| (criterion.code.clone(), points)));
    }
    let verdict = Verdict::from_code(typed.of("verdict"));
    if needs == Needs::All {
        check.choice("verdict", verdict, "Chọn công nhận hay không công nhận.");
    }
    let comment = check.optional_text("comment", typed.of("comment"), TEXT);
    if needs == Needs::All && verdict == Some(Verdict::Refuse) && comment.is_empty() {
        check.errors.add("comment", "Nêu nhận xét: vì sao đề nghị không công nhận.");
    }
    check.finish(|| Some(Scored { marks, verdict, comment }))
}

pub fn conflict(typed: &TypedFields) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let missing = "Nêu lý do không chấm, ví dụ đã cùng thực hiện sáng kiến.";
    let reason = check.line("conflict", typed.of("conflict"), LINE, missing);
    check.finish(|| Some(reason))
}

pub fn reopening(typed: &TypedFields) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let reason = check.line("reason", typed.of("reason"), LINE, "Nêu lý do mở lại phiếu.");
    check.finish(|| Some(reason))
}

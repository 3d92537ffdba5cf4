//! What is typed about a pact: its head, and up to eight targets in rows of four fields.

use super::ops::{Pact, Target, TypedPact};
use crate::domain::date;
use crate::domain::ids::MovementId;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

/// Rows of targets the form offers, from `indicator_1` to `indicator_8`.
pub const ROWS: usize = 8;

/// The form of a pact as stored.
pub fn filled(it: &Pact) -> TypedFields {
    let mut form = TypedFields::default();
    form.set("version", it.version.to_string());
    form.set("year", it.content.year.to_string());
    form.set("unit_code", &it.unit_code);
    form.set("movement", it.content.movement_id.map_or_else(String::new, |id| id.to_string()));
    form.set("signed_on", it.content.signed_on.map_or_else(String::new, date::format_date));
    form.set("commitments", &it.content.commitments);
    for (row, target) in (1..).zip(&it.targets) {
        form.set(format!("indicator_{row}"), &target.indicator);
        form.set(format!("measure_{row}"), &target.measure);
        form.set(format!("target_{row}"), &target.target);
        form.set(format!("due_{row}"), target.due_on.map_or_else(String::new, date::format_date));
    }
    form
}

pub fn parse(form: &TypedFields) -> Result<TypedPact, FieldErrors> {
    let mut check = Check::new();
    let year = check.choice("year", Year::parse(form.of("year")), "Năm thi đua chưa đúng. Mở lại trang giao ước.");
    let unit_code = check.line("unit_code", form.of("unit_code"), 40, "Chọn đơn vị ký giao ước.");
    let movement = match form.of("movement") {
        "" => None,
        id => check.choice("movement", id.parse().ok().map(MovementId), "Chọn một phong trào trong danh sách."),
    };
    let signed_on = check.optional_date("signed_on", form.of("signed_on"), "Ngày ký");
    let commitments = check.optional_text("commitments", form.of("commitments"), TEXT);
    let targets: Vec<_> = (1..=ROWS).filter_map(|row| target(&mut check, form, row)).collect();
    check.finish(|| Some(TypedPact { year: year?, unit_code, movement, signed_on, commitments, targets }))
}

/// The target of one row; a row left empty is none.
fn target(check: &mut Check, form: &TypedFields, row: usize) -> Option<Target> {
    let named = |part: &str| format!("{part}_{row}");
    let parts = ["indicator", "measure", "target", "due"];
    if parts.iter().all(|part| form.of(&named(part)).trim().is_empty()) {
        return None;
    }
    let field = named("indicator");
    let indicator = check.line(&field, form.of(&field), LINE, &format!("Nhập tên chỉ tiêu {row}."));
    let field = named("measure");
    let measure = check.optional_line(&field, form.of(&field), 60);
    let field = named("target");
    let missing = format!("Nhập mức phấn đấu của chỉ tiêu {row}, để cuối năm đo được.");
    let target = check.line(&field, form.of(&field), 60, &missing);
    let field = named("due");
    let due_on = check.optional_date(&field, form.of(&field), "Thời hạn");
    Some(Target { indicator, measure, target, due_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> TypedFields {
        let head = [("year", "2014"), ("unit_code", "QLNS")];
        let all = head.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        TypedFields::from(all.collect::<Vec<_>>())
    }

    #[test]
    fn empty_rows_are_left_out() {
        let pact = parse(&typed(&[("indicator_3", "Báo cáo đúng hạn"), ("target_3", "100"), ("measure_3", "%")]));
        let targets = pact.map(|it| it.targets).unwrap_or_default();
        assert_eq!(targets.len(), 1);
        assert_eq!(targets[0].target, "100");
    }

    #[test]
    fn a_target_must_be_measurable() {
        let errors = parse(&typed(&[("indicator_1", "Làm tốt"), ("due_2", "mai")])).map(|_| ()).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["target_1", "indicator_2", "target_2", "due_2"]);
    }
}

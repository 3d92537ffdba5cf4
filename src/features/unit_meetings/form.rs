//! What is typed of a meeting: at first when and where, then who was absent, what was voted on, and the minutes.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{Attendee, Line, Meeting, Minutes, New, TypedLine};
use crate::domain::date::format_date;
use crate::domain::ids::PersonId;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

/// More rows than any unit has lines.
const MOST_ROWS: usize = 400;
/// Rows to fill in beyond those that are stored.
pub const FREE_ROWS: usize = 3;
const VOTES: std::ops::RangeInclusive<i64> = 0..=10_000;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub unit_code: String,
    #[serde(default)]
    pub held_on: String,
    #[serde(default)]
    pub place: String,
}

impl NewForm {
    pub fn parse(&self) -> Result<New, FieldErrors> {
        let mut check = Check::new();
        let year =
            check.choice("held_on", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang họp bình xét.");
        let unit_code = check.line("unit_code", &self.unit_code, 40, "Chọn đơn vị họp.");
        let held_on = check.date("held_on", &self.held_on, "Ngày họp");
        let place = check.line("place", &self.place, LINE, "Nhập địa điểm họp, ví dụ phòng họp tầng 2.");
        check.finish(|| Some(New { year: year?, unit_code, held_on: held_on?, place }))
    }
}

/// The form of a meeting as stored.
pub fn filled(it: &Meeting, attendees: &[Attendee], lines: &[Line]) -> TypedFields {
    let code_of = |seat: Option<PersonId>| {
        let found = attendees.iter().find(|attendee| Some(attendee.person) == seat);
        found.map_or_else(String::new, |attendee| attendee.code.clone())
    };
    let mut form = TypedFields::default();
    form.set("version", it.version.to_string());
    form.set("held_on", format_date(it.held_on));
    form.set("place", &it.place);
    form.set("chair", code_of(it.chair));
    form.set("secretary", code_of(it.secretary));
    form.set("opinions", &it.opinions);
    form.set("conclusion", &it.conclusion);
    for attendee in attendees.iter().filter(|attendee| !attendee.is_present) {
        form.set(format!("absent_{}", attendee.code), "true");
        form.set(format!("reason_{}", attendee.code), &attendee.reason);
    }
    for (row, line) in (1..).zip(lines) {
        form.set(format!("code_{row}"), &line.subject_code);
        form.set(format!("award_{row}"), line.award.code());
        if line.agree + line.disagree > 0 {
            form.set(format!("agree_{row}"), line.agree.to_string());
            form.set(format!("disagree_{row}"), line.disagree.to_string());
        }
    }
    form
}

pub fn parse(form: &TypedFields) -> Result<Minutes, FieldErrors> {
    let mut check = Check::new();
    let held_on: Option<NaiveDate> = check.date("held_on", form.of("held_on"), "Ngày họp");
    let place = check.line("place", form.of("place"), LINE, "Nhập địa điểm họp, ví dụ phòng họp tầng 2.");
    let chair_code = check.optional_line("chair", form.of("chair"), 40);
    let secretary_code = check.optional_line("secretary", form.of("secretary"), 40);
    let absent = absent(&mut check, form);
    let rows: Vec<usize> = (1..=MOST_ROWS).filter(|row| is_used(form, *row)).collect();
    let lines: Vec<TypedLine> = rows.into_iter().filter_map(|row| line(&mut check, form, row)).collect();
    let opinions = check.optional_text("opinions", form.of("opinions"), TEXT);
    let conclusion = check.optional_text("conclusion", form.of("conclusion"), TEXT);
    check.finish(|| {
        Some(Minutes { held_on: held_on?, place, chair_code, secretary_code, absent, lines, opinions, conclusion })
    })
}

/// Whoever is ticked as absent, each with the reason.
fn absent(check: &mut Check, form: &TypedFields) -> Vec<(String, String)> {
    let ticked: Vec<String> = form.codes_of("absent_").filter(|code| !code.is_empty()).map(str::to_owned).collect();
    for code in form.codes_of("reason_") {
        let field = format!("reason_{code}");
        if !form.of(&field).trim().is_empty() && !ticked.iter().any(|other| other == code) {
            check.errors.add(field, "Có lý do mà chưa đánh dấu vắng. Đánh dấu vắng hoặc xóa lý do.");
        }
    }
    let with_reason = |code: String| {
        let field = format!("reason_{code}");
        let reason = check.line(&field, form.of(&field), LINE, "Ghi lý do vắng, ví dụ nghỉ phép, đi công tác.");
        (code, reason)
    };
    ticked.into_iter().map(with_reason).collect()
}

fn is_used(form: &TypedFields, row: usize) -> bool {
    let is_dropped = !form.of(&format!("drop_{row}")).is_empty();
    let parts = ["code", "agree", "disagree"];
    !is_dropped && parts.iter().any(|part| !form.of(&format!("{part}_{row}")).trim().is_empty())
}

fn line(check: &mut Check, form: &TypedFields, row: usize) -> Option<TypedLine> {
    let field = format!("code_{row}");
    let subject_code = check.line(&field, form.of(&field), 40, "Chọn người hoặc tập thể được đề nghị.");
    let field = format!("award_{row}");
    let award = AwardCode::from_code(form.of(&field));
    let award = check.choice(&field, award, "Chưa chọn danh hiệu. Chọn một danh hiệu trong danh sách.");
    let mut votes = |part: &str, label: &str| {
        let field = format!("{part}_{row}");
        match form.of(&field).trim() {
            "" => Some(0),
            typed => check.whole(&field, typed, label, VOTES),
        }
    };
    let (agree, disagree) = (votes("agree", "Số đồng ý"), votes("disagree", "Số không đồng ý"));
    Some(TypedLine { row, subject_code, award: award?, agree: agree?, disagree: disagree? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> TypedFields {
        let head = [("held_on", "05/12/2014"), ("place", "Phòng họp")];
        let all = head.iter().chain(fields).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        TypedFields::from(all.collect::<Vec<_>>())
    }

    #[test]
    fn rows_left_empty_or_dropped_are_none() {
        let fields = [("code_1", "A"), ("award_1", "LDTT"), ("drop_1", "true"), ("code_2", "B"), ("award_2", "LDTT")];
        let lines = parse(&typed(&fields)).map(|it| it.lines).unwrap_or_default();
        assert_eq!(lines.iter().map(|line| line.subject_code.as_str()).collect::<Vec<_>>(), ["B"]);
        assert_eq!(lines[0].agree + lines[0].disagree, 0);
    }

    #[test]
    fn whoever_is_absent_has_a_reason_and_a_reason_an_absent() {
        let fields = [("absent_A", "true"), ("reason_A", ""), ("reason_B", "Nghỉ phép"), ("agree_9", "4")];
        let errors = parse(&typed(&fields)).map(|_| ()).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["reason_B", "reason_A", "code_9", "award_9"]);
    }
}

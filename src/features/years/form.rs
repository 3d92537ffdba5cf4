//! What is typed to open a year and to set its dates.

use serde::Deserialize;

use super::ops::{Dates, key_dates};
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};
use crate::web::steps::StepForm;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewYearForm {
    #[serde(default)]
    pub year: String,
}

impl NewYearForm {
    pub fn parse(&self) -> Result<Year, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Nhập năm gồm bốn chữ số, ví dụ 2015.");
        check.finish(|| year)
    }
}

/// The field of a deadline.
pub fn field_of(code: &str) -> String {
    format!("due_{code}")
}

/// The form of a year as stored.
pub fn filled(dates: &Dates, version: i64) -> TypedFields {
    let mut form = TypedFields::default();
    form.set("registration_opens_on", dates.registration_opens_on.map_or_else(String::new, date::format_date));
    form.set("registration_due_on", date::format_date(dates.registration_due_on));
    for (code, day) in &dates.others {
        form.set(field_of(code), date::format_date(*day));
    }
    form.set("version", version.to_string());
    form
}

/// The dates, each within a year of the year itself: farther away is a slip of the finger.
pub fn parse(form: &TypedFields, year: Year, stored: &Dates) -> Result<Dates, FieldErrors> {
    let mut check = Check::new();
    let opens = "registration_opens_on";
    let registration_opens_on = check.optional_date(opens, form.of(opens), "Ngày bắt đầu đăng ký");
    let registration_due_on = check.date("registration_due_on", form.of("registration_due_on"), "Hạn đăng ký");
    if let (Some(from), Some(due)) = (registration_opens_on, registration_due_on)
        && due < from
    {
        check.errors.add(opens, "Ngày bắt đầu sau hạn đăng ký. Sửa một trong hai ngày.");
    }
    let mut typed =
        vec![(opens.to_owned(), registration_opens_on), ("registration_due_on".to_owned(), registration_due_on)];
    let mut others = Vec::new();
    for key_date in key_dates(stored) {
        let field = field_of(key_date.code);
        let day = check.optional_date(&field, form.of(&field), "Ngày");
        others.extend(day.map(|day| (key_date.code.to_owned(), day)));
        typed.push((field, day));
    }
    let near = year.previous().start()..=year.next().end();
    for (field, day) in typed {
        if day.is_some_and(|day| !near.contains(&day)) {
            let (from, to) = (date::format_date(*near.start()), date::format_date(*near.end()));
            check.errors.add(field, format!("Ngày của năm {year} phải từ {from} đến {to}. Sửa lại năm."));
        }
    }
    check.finish(|| Some(Dates { registration_opens_on, registration_due_on: registration_due_on?, others }))
}

/// Why a year is opened again.
pub fn reason(form: &StepForm, missing: &str) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let reason = check.text("note", &form.note, 1_000, missing);
    check.finish(|| Some(reason))
}

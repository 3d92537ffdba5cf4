//! What is typed to open a year and to set its dates.

use serde::Deserialize;

use super::ops::{Dates, State, key_dates};
use crate::domain::date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

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
pub fn filled(state: State, dates: &Dates, version: i64) -> TypedFields {
    let mut form = TypedFields::default();
    form.set("state", state.code());
    form.set("registration_due_on", date::format_date(dates.registration_due_on));
    for (code, day) in &dates.others {
        form.set(field_of(code), date::format_date(*day));
    }
    form.set("version", version.to_string());
    form
}

/// State and dates, each within a year of the year itself: farther away is a slip of the finger.
pub fn parse(form: &TypedFields, year: Year, stored: &Dates) -> Result<(State, Dates), FieldErrors> {
    let mut check = Check::new();
    let state = check.choice("state", State::from_code(form.of("state")), "Chọn trạng thái của năm.");
    let registration_due_on = check.date("registration_due_on", form.of("registration_due_on"), "Hạn đăng ký");
    let mut typed = vec![("registration_due_on".to_owned(), registration_due_on)];
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
    check.finish(|| Some((state?, Dates { registration_due_on: registration_due_on?, others })))
}

//! What is typed into the tables of amounts: one field for each leaf line, named by its code.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ops::{Amounts, Assignment, MonthEntry, NEGATIVE_ESTIMATE};
use crate::domain::law::RevenueLineCode;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::number;
use crate::domain::revenue::{AssignedBy, Period};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};
use crate::web::steps::StepForm;

const NOTE: usize = 1_000;

/// Every field by its name. Of a field sent twice the last copy counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct Typed(BTreeMap<String, String>);

impl From<Vec<(String, String)>> for Typed {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Typed {
    pub fn of(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    pub fn set(&mut self, field: &str, value: impl Into<String>) {
        self.0.insert(field.to_owned(), value.into());
    }

    /// Fills in the amounts, in the unit the form speaks.
    pub fn fill(&mut self, amounts: &Amounts) {
        let unit = self.money();
        amounts.iter().for_each(|(line, amount)| self.set(line.code(), exact(*amount, unit)));
    }

    /// The unit the amounts are typed in. It comes with the form, not from a choice beside the
    /// fields, so that a changed choice cannot turn millions into billions.
    pub fn money(&self) -> MoneyUnit {
        MoneyUnit::from_name(self.of("money")).unwrap_or(MoneyUnit::Million)
    }

    pub fn year(&self) -> Option<Year> {
        Year::parse(self.of("year"))
    }

    pub fn month(&self) -> Option<i32> {
        Period::parse_month(self.of("month"))
    }

    pub fn month_entry(&self) -> Result<MonthEntry, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", self.year(), "Chọn năm.");
        let month = check.choice("month", self.month(), "Chọn tháng từ 1 đến 12.");
        let amounts = self.amounts(&mut check);
        let note = check.optional_text("note", self.of("note"), NOTE);
        let reason = check.optional_line("reason", self.of("reason"), LINE);
        let (unit_code, seen) = (self.of("unit").to_owned(), self.of("seen").to_owned());
        check.finish(|| {
            let period = Period { year: year?, month: month? };
            Some(MonthEntry { period, unit_code, amounts, note, reason, seen })
        })
    }

    pub fn assignment(&self) -> Result<Assignment, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", self.year(), "Chọn năm.");
        let assigned_by = AssignedBy::from_code(self.of("assigned_by"));
        let assigned_by = check.choice("assigned_by", assigned_by, "Chọn nơi giao dự toán.");
        let assigned_on = check.date("assigned_on", self.of("assigned_on"), "Ngày giao");
        let amounts = self.amounts(&mut check);
        for (line, _) in amounts.iter().filter(|(_, amount)| **amount < Dong::ZERO) {
            check.errors.add(line.code(), format!("{}: {NEGATIVE_ESTIMATE}", line.title()));
        }
        if amounts.is_empty() && check.errors.is_empty() {
            check.errors.add(super::ops::FIGURES, "Nhập dự toán của ít nhất một khoản thu.");
        }
        let unit_code = self.of("unit").to_owned();
        check.finish(|| {
            let (year, assigned_by, assigned_on) = (year?, assigned_by?, assigned_on?);
            Some(Assignment { year, assigned_by, assigned_on, unit_code, amounts })
        })
    }

    /// The amounts that can be read; an empty field is not entered.
    fn amounts(&self, check: &mut Check) -> Amounts {
        let unit = self.money();
        let mut amounts = Amounts::new();
        for line in RevenueLineCode::leaves_of_total() {
            let typed = self.of(line.code());
            if typed.trim().is_empty() {
                continue;
            }
            if let Some(amount) = check.money(line.code(), typed, unit, &line.title()) {
                amounts.insert(line, amount);
            }
        }
        amounts
    }

    /// The amounts that can be read, whatever is wrong elsewhere: for the sums beside the fields.
    pub fn readable_amounts(&self) -> Amounts {
        self.amounts(&mut Check::new())
    }
}

/// Why a closed month is opened again.
pub fn reopening(form: &StepForm) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let reason = check.text("note", &form.note, NOTE, "Nêu lý do mở lại, ví dụ kho bạc đính chính số thu.");
    check.finish(|| Some(reason))
}

/// The amount in a unit with all its decimals, as it can be typed back: "73.116,914" triệu.
pub fn exact(amount: Dong, unit: MoneyUnit) -> String {
    let count = amount.in_unit(unit).normalize();
    number::format_decimal(count, count.scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>().into()
    }

    #[test]
    fn an_empty_field_is_not_entered_but_zero_is() {
        let form = typed(&[("year", "2014"), ("month", "6"), ("A.I.2", "0"), ("A.I.3", " "), ("A.I.4", "1.234,5")]);
        let entry = form.month_entry().expect("a month");
        let amounts: Vec<_> = entry.amounts.iter().map(|(line, amount)| (line.code(), amount.amount())).collect();
        assert_eq!(amounts, [("A.I.2", 0), ("A.I.4", 1_234_500_000)]);
    }

    #[test]
    fn a_shown_amount_can_be_typed_back_in_every_unit() {
        for amount in [73_116_914_123, -5, 0, 2_259_700_000_000] {
            for unit in MoneyUnit::ALL {
                assert_eq!(unit.parse(&exact(Dong::new(amount), unit)), Ok(Dong::new(amount)));
            }
        }
        assert_eq!(exact(Dong::new(73_116_914_000), MoneyUnit::Million), "73.116,914");
    }

    #[test]
    fn every_bad_number_is_named_at_its_field() {
        let form = typed(&[("year", "2014"), ("month", "13"), ("A.I.2", "1,234,567"), ("A.III.4", "mười")]);
        let errors = form.month_entry().expect_err("three mistakes");
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["month", "A.I.2", "A.III.4"]);
    }
}

//! What is typed on the page of a revenue sheet.

use serde::Deserialize;

use super::estimates::Asked;
use super::ops::{Answered, Answers, Differing, Settings};
use super::reading::Notation;
use super::store::Chosen;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::MoneyUnit;
use crate::domain::revenue::Period;
use crate::domain::revenue::sheet::Measure;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

/// The choice that leaves rows of a name out.
pub const LEAVE_OUT: &str = "-";
const REASON: usize = 500;

/// How the sheet is to be read.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SettingsForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub month: String,
    #[serde(default)]
    pub measure: String,
    #[serde(default)]
    pub money: String,
    #[serde(default)]
    pub column: String,
    #[serde(default)]
    pub notation: String,
}

impl SettingsForm {
    pub fn of(settings: &Settings) -> Self {
        let shown = |value: Option<String>| value.unwrap_or_default();
        Self {
            year: shown(settings.year.map(|year| year.to_string())),
            month: shown(settings.month.map(|month| month.to_string())),
            measure: shown(settings.measure.map(|measure| measure.code().to_owned())),
            money: shown(settings.money.map(|money| money.name().to_owned())),
            column: shown(settings.column.map(|column| column.to_string())),
            notation: settings.notation.code().to_owned(),
        }
    }

    /// `columns`: those that hold amounts. The column may be left to the program where it finds only one that fits.
    pub fn parse(&self, columns: &[u32]) -> Result<Chosen, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Nhập năm bốn chữ số, ví dụ 2014.");
        let month = check.choice("month", Period::parse_month(&self.month), "Chọn tháng từ 1 đến 12.");
        let measure =
            check.choice("measure", Measure::from_code(&self.measure), "Chọn số trong tháng, cả quý hay lũy kế.");
        let money = check.choice("money", MoneyUnit::from_name(&self.money), "Chọn đơn vị tiền.");
        let column = self.column.trim().parse().ok().filter(|column| columns.contains(column));
        if column.is_none() && !self.column.trim().is_empty() {
            check.errors.add("column", "Chọn một cột số liệu trong danh sách.");
        }
        let notation = check.choice("notation", Notation::from_code(&self.notation), "Chọn kiểu viết số.");
        check.finish(|| Some(Chosen { year, month, measure, money, column, notation: notation? }))
    }
}

/// The names that were given a meaning; those left open are asked for again.
pub fn answered(typed: &TypedFields) -> Result<Answered, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut answered = Answered::new();
    for (row, value) in typed.rows("row_").filter(|(_, value)| !value.is_empty()) {
        let line = RevenueLineCode::from_code(value);
        match u32::try_from(row) {
            Ok(row) if value == LEAVE_OUT => answered.push((row, None)),
            Ok(row) if line.is_some() => answered.push((row, line)),
            _ => errors.add(format!("row_{row}"), "Chọn một khoản thu trong danh sách."),
        }
    }
    if answered.is_empty() && errors.is_empty() {
        errors.add("names", "Chưa chọn khoản thu nào. Chọn ít nhất một khoản rồi lưu.");
    }
    errors.or(Some(answered))
}

/// Answers before a sheet is stored.
pub fn answers(typed: &TypedFields) -> Result<Answers, FieldErrors> {
    let mut check = Check::new();
    let chosen = typed.codes_of("replace_").filter_map(RevenueLineCode::from_code);
    let differing = match typed.of("differing") {
        "replace" => Some(Differing::Replace),
        "keep" => Some(Differing::Keep),
        "chosen" => Some(Differing::Chosen(chosen.collect())),
        _ => None,
    };
    let reason = check.optional_line("reason", typed.of("reason"), REASON);
    let estimates = estimates(typed, &mut check);
    check.finish(|| Some(Answers { differing, whole: typed.has("whole"), reason, estimates: estimates? }))
}

/// Which of the sheet's estimates are taken in, and the day they were assigned.
fn estimates(typed: &TypedFields, check: &mut Check) -> Option<Asked> {
    let lines = match typed.of("estimates") {
        "all" => None,
        "chosen" => Some(typed.codes_of("estimate_").filter_map(RevenueLineCode::from_code).collect()),
        _ => return Some(Asked::None),
    };
    let assigned_on = check.date("assigned_on", typed.of("assigned_on"), "ngày giao dự toán")?;
    Some(Asked::Taken { lines, assigned_on })
}

//! A form as a file: a row a row of the form, real numbers, every award of its levels a column.

use std::sync::LazyLock;

use super::counting::Filled;
use crate::domain::law::{Countable, StatisticsForm, catalogue};
use crate::domain::statistics::{award_column, awards_of};
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult};
use crate::sheets::{Column, Kind, TableFormat, Value};

/// The columns before those of awards or organisers.
const FIRST: [(&str, &str, Kind); 5] = [
    ("part", "Phân theo", Kind::Line),
    ("label", "Chỉ tiêu", Kind::Line),
    ("row_code", "Mã số", Kind::Line),
    ("measure", "Đơn vị tính", Kind::Line),
    ("total", "Tổng số", Kind::COUNT),
];

/// One for each form of the catalogue, made once and kept.
static FORMATS: LazyLock<Vec<(&str, TableFormat)>> =
    LazyLock::new(|| catalogue().statistics_forms.iter().map(format).collect());

/// # Errors
/// `NotFound` for a form of no catalogue.
pub fn format_of(form: &StatisticsForm) -> AppResult<&'static TableFormat> {
    let found = FORMATS.iter().find(|(code, _)| *code == form.code);
    found.map(|(_, format)| format).ok_or(AppError::NotFound)
}

fn format(form: &'static StatisticsForm) -> (&'static str, TableFormat) {
    let mut columns: Vec<Column> =
        FIRST.into_iter().map(|(key, heading, kind)| Column::optional(key, heading, kind)).collect();
    let counted = keys_of(form).into_iter();
    // As long as the program runs, like the catalogue they come from.
    columns.extend(counted.map(|(key, heading)| Column::optional(key.leak(), heading.leak(), Kind::COUNT)));
    let name = format!("statistics_{}", form.code).leak();
    (&form.code, TableFormat { name, columns: columns.leak() })
}

/// Key and heading of each column of numbers.
fn keys_of(form: &'static StatisticsForm) -> Vec<(String, String)> {
    if form.counts == Countable::Movements {
        return form.columns.iter().map(|it| (it.of.clone(), it.label.clone())).collect();
    }
    let of_award = |award: &'static crate::domain::law::Award| {
        let kinds = SubjectKind::ALL.iter().rev().filter(|kind| award.takes(**kind));
        kinds.map(|kind| {
            let heading = format!("{} ({})", award.abbreviation(), kind.word().to_lowercase());
            (award_column(award, *kind), heading)
        })
    };
    awards_of(form).flat_map(of_award).collect()
}

pub fn rows_of(filled: &Filled) -> Vec<Vec<Value>> {
    let keys = keys_of(filled.form);
    let numbers = |cells: &[i64]| -> Vec<Value> {
        let of_column = |key: &str| {
            let at = filled.table.columns.iter().position(|it| it.key == key);
            Value::Whole(at.map_or(0, |at| cells[at]))
        };
        keys.iter().map(|(key, _)| of_column(key)).collect()
    };
    let mut rows = Vec::new();
    let direct = &filled.table.direct;
    let head = vec!["".into(), "Tổng số".into(), "".into(), "".into(), Value::Whole(direct.total)];
    rows.push([head, numbers(&direct.cells)].concat());
    for part in &filled.table.parts {
        for (row, line) in &part.rows {
            let head = vec![
                part.part.label.as_str().into(),
                row.label.as_str().into(),
                row.code.as_str().into(),
                row.measure.as_str().into(),
                Value::Whole(line.total),
            ];
            rows.push([head, numbers(&line.cells)].concat());
        }
    }
    rows
}

//! What is typed on the pages of a list of old decisions.

use std::collections::BTreeMap;

use super::ops::Meant;
use super::reading::{Columns, Part};
use crate::domain::ids::SubjectId;
use crate::domain::law::AwardCode;
use crate::domain::subject::Gender;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TypedFields};

/// The choice that leaves rows of a word out.
pub const LEAVE_OUT: &str = "-";

/// The columns as chosen: a field for each part, and `fixed_…` for what counts for all rows. `known`: the columns there are.
pub fn columns(typed: &TypedFields, known: &[u32]) -> Result<Columns, FieldErrors> {
    let mut check = Check::new();
    let mut columns = Columns::default();
    for part in Part::ALL {
        let code = part.code();
        match typed.of(code).trim() {
            "" => {}
            column => match column.parse().ok().filter(|column| known.contains(column)) {
                Some(column) => drop(columns.of.insert(code.to_owned(), column)),
                None => check.errors.add(code, "Chọn một cột trong danh sách."),
            },
        }
        if part.can_be_fixed() {
            let field = format!("fixed_{code}");
            let value = check.optional_line(&field, typed.of(&field), LINE);
            if !value.is_empty() {
                columns.fixed.insert(code.to_owned(), value);
            }
        }
    }
    check.finish(|| Some(columns))
}

/// What words for awards mean: `word_0` is chosen for the word that `said_0` repeats.
pub fn words(typed: &TypedFields) -> Result<Vec<(String, Option<AwardCode>)>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut words = Vec::new();
    for (at, value) in typed.rows("word_").filter(|(_, value)| !value.is_empty()) {
        let word = typed.of(&format!("said_{at}")).to_owned();
        match AwardCode::from_code(value) {
            _ if value == LEAVE_OUT => words.push((word, None)),
            Some(award) => words.push((word, Some(award))),
            None => errors.add(format!("word_{at}"), "Chọn một danh hiệu trong danh sách."),
        }
    }
    if words.is_empty() && errors.is_empty() {
        errors.add("words", "Chưa chọn danh hiệu nào. Chọn ít nhất một danh hiệu rồi lưu.");
    }
    errors.or(Some(words))
}

/// Who is meant by the rows of a page for which something was chosen.
pub fn meant(typed: &TypedFields) -> Result<BTreeMap<u32, Meant>, FieldErrors> {
    let mut check = Check::new();
    let mut meant = BTreeMap::new();
    for (row, choice) in typed.rows("choice_").filter(|(_, choice)| !choice.is_empty()) {
        let field = |name: &str| format!("{name}_{row}");
        let found = match choice {
            "skip" => Some(Meant::LeftOut),
            "other" => {
                let missing = "Nhập mã của cán bộ hoặc đơn vị.";
                Some(Meant::Code(check.line(&field("code"), typed.of(&field("code")), LINE, missing)))
            }
            "new" => {
                let gender = Gender::from_code(typed.of(&field("gender")));
                let gender = check.choice(&field("gender"), gender, "Chọn giới tính của người mới.");
                let missing = "Nhập mã đơn vị của người mới.";
                let unit_code = check.line(&field("unit"), typed.of(&field("unit")), LINE, missing);
                let joined_on = check.date(&field("joined"), typed.of(&field("joined")), "Ngày vào");
                gender.zip(joined_on).map(|(gender, joined_on)| Meant::New { gender, unit_code, joined_on })
            }
            id => {
                let known = id.parse().ok().map(|id| Meant::Known(SubjectId(id)));
                check.choice(&field("choice"), known, "Chọn một người trong danh sách.")
            }
        };
        if let Some((row, found)) = u32::try_from(row).ok().zip(found) {
            meant.insert(row, found);
        }
    }
    if meant.is_empty() && check.errors.is_empty() {
        check.errors.add("rows", "Chưa chọn dòng nào. Chọn ít nhất một dòng rồi lưu.");
    }
    check.finish(|| Some(meant))
}

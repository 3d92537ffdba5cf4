//! What is typed on a score sheet: a row for each criterion, named by its place in the table.

use super::ops::Table;
use super::scores::{VerifiedTyped, Written};
use super::sheet_store::SeenSheet;
use super::table::Row;
use crate::domain::emulation_cluster::Points;
use crate::domain::ids::ClusterSheetId;
use crate::error::FieldErrors;
use crate::web::forms::{Check, TypedFields};

/// Longest explanation and longest reason, in characters.
pub const WORDS: usize = 1_000;

pub fn seen(form: &TypedFields, id: ClusterSheetId) -> SeenSheet {
    SeenSheet { id, version: form.version() }
}

/// The form of the unit as stored.
pub fn own_of(row: &Row) -> TypedFields {
    let mut form = TypedFields::default();
    form.set("version", row.sheet.version.to_string());
    for (number, cell) in (1..).zip(&row.cells) {
        form.set(format!("points_{number}"), cell.own.map_or_else(String::new, |it| it.to_string()));
        form.set(format!("explanation_{number}"), &cell.explanation);
    }
    form
}

/// The form of whoever verifies: what was verified before, or else what the unit has written.
pub fn verified_of(row: &Row) -> TypedFields {
    let mut form = TypedFields::default();
    form.set("version", row.sheet.version.to_string());
    let own_is_sent = row.sheet.is_open();
    for (number, cell) in (1..).zip(&row.cells) {
        let points = cell.verified.or_else(|| cell.own.filter(|_| own_is_sent));
        form.set(format!("points_{number}"), points.map_or_else(String::new, |it| it.to_string()));
        form.set(format!("reason_{number}"), &cell.reason);
    }
    form
}

/// What a unit has typed.
pub fn parse_own(table: &Table, form: &TypedFields) -> Result<Written, FieldErrors> {
    parse(table, form, "explanation_")
}

/// What was typed when verifying.
pub fn parse_verified(table: &Table, form: &TypedFields) -> Result<VerifiedTyped, FieldErrors> {
    parse(table, form, "reason_")
}

fn parse(table: &Table, form: &TypedFields, words_field: &str) -> Result<Written, FieldErrors> {
    let mut check = Check::new();
    let mut typed = Written::new();
    for (number, it) in (1..).zip(&table.criteria) {
        let field = format!("points_{number}");
        let points = match form.of(&field).trim() {
            "" => None,
            written => Points::parse(written)
                .map_err(|wrong| check.errors.add(&field, format!("Điểm tiêu chí {number} chưa đúng. {wrong}")))
                .ok(),
        };
        let field = format!("{words_field}{number}");
        let words = check.optional_text(&field, form.of(&field), WORDS);
        typed.insert(it.id, (points, words));
    }
    check.finish(|| Some(typed))
}

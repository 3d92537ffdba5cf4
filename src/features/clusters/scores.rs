//! What may be written at the criteria of a sheet: by the unit, and by whoever verifies.

use std::collections::HashMap;

use super::criteria_store::Criterion;
use super::sheet_store::{OwnScore, Verified};
use super::table::{Cell, Row, Table};
use crate::domain::emulation_cluster::Points;
use crate::domain::ids::ClusterCriterionId;
use crate::error::FieldErrors;

/// What a unit has typed at the criteria, points and explanation; those left out stay empty.
pub type Written = HashMap<ClusterCriterionId, (Option<Points>, String)>;

/// What was typed when verifying: points and reason.
pub type VerifiedTyped = HashMap<ClusterCriterionId, (Option<Points>, String)>;

/// The criteria at which somebody writes, with their place in the table from 1.
fn written_lines<'t>(table: &'t Table, row: &'t Row) -> impl Iterator<Item = (usize, &'t Criterion, &'t Cell)> {
    let lines = (1..).zip(table.criteria.iter().zip(&row.cells)).map(|(number, (it, cell))| (number, it, cell));
    lines.filter(|(_, _, cell)| cell.is_scored_by_unit())
}

fn over(points: Option<Points>, it: &Criterion) -> Option<String> {
    let most = it.content.most;
    points.filter(|points| *points > most).map(|_| format!("Nhiều nhất {most} điểm. Nhập từ 0 đến {most}."))
}

/// The unit's own points; to be sent, all must be there, and points of a bonus or a minus must be explained.
///
/// # Errors
/// `Fields` at `points_N` and `explanation_N`, N being the place in the table.
pub fn own(table: &Table, row: &Row, typed: &Written, is_sent: bool) -> Result<Vec<OwnScore>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut own = Vec::new();
    for (number, it, _) in written_lines(table, row) {
        let (points, explanation) = typed.get(&it.id).cloned().unwrap_or_default();
        if let Some(words) = over(points, it) {
            errors.add(format!("points_{number}"), words);
        }
        // Nothing to add and nothing to take away need not be typed.
        let points = points.or_else(|| (is_sent && !it.content.manner.is_regular()).then_some(Points::ZERO));
        if is_sent && points.is_none() {
            errors.add(
                format!("points_{number}"),
                format!("Nhập điểm tự chấm của tiêu chí {number}, từ 0 đến {}.", it.content.most),
            );
        }
        let needs_words = !it.content.manner.is_regular() && points.is_some_and(|points| points > Points::ZERO);
        if is_sent && needs_words && explanation.is_empty() {
            let words = format!("Nêu căn cứ của {} ở tiêu chí {number}.", it.content.manner.word().to_lowercase());
            errors.add(format!("explanation_{number}"), words);
        }
        own.push(OwnScore { criterion: it.id, points, explanation });
    }
    errors.or(Some(own))
}

/// What was found; where it differs from what the unit has written, with the reason.
///
/// # Errors
/// `Fields` at `points_N` and `reason_N`, N being the place in the table.
pub fn verified(table: &Table, row: &Row, typed: &VerifiedTyped) -> Result<Vec<Verified>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut found = Vec::new();
    for (number, it, cell) in written_lines(table, row) {
        let (points, reason) = typed.get(&it.id).cloned().unwrap_or_default();
        if let Some(words) = over(points, it) {
            errors.add(format!("points_{number}"), words);
        }
        let Some(points) = points else {
            errors.add(format!("points_{number}"), format!("Nhập điểm thẩm định của tiêu chí {number}."));
            continue;
        };
        if Some(points) != cell.own && reason.is_empty() {
            let own = cell.own.map_or_else(|| "chưa có".to_owned(), |own| own.to_string());
            let words = format!("Nêu lý do điểm thẩm định tiêu chí {number} khác điểm tự chấm ({own}).");
            errors.add(format!("reason_{number}"), words);
        }
        found.push(Verified { criterion: it.id, points, reason });
    }
    errors.or(Some(found))
}

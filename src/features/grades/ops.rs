//! Entering the grades of one unit for one year.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Graded};
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::GradeCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act};

/// A grade with its score in hundredths of a point, where points are given.
pub type Grade = (GradeCode, Option<i64>);

/// What one person or unit, by its code, is to be graded; `None` takes the grade away.
#[derive(Debug, Clone)]
pub struct Entry {
    pub subject_code: String,
    pub grade: Option<Grade>,
}

/// The day whose staff is graded for a year: its last, or today while it runs.
pub fn judged_on(year: Year, today: NaiveDate) -> NaiveDate {
    year.end().min(today)
}

/// Saves the grades that changed, of the unit itself and of those who belonged to it, with one entry in its history
/// that names each of them.
///
/// # Errors
/// `NotFound` for somebody who did not belong to the unit, for a year that is not opened or not begun.
pub fn enter(tx: &mut Tx, unit: UnitId, year: Year, entries: &[Entry]) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterGrades)?;
    years::ops::find(tx.conn, year)?;
    let graded = store::of_unit(tx.conn, unit, year, judged_on(year, tx.today))?;
    let by_code: HashMap<&str, &Graded> = graded.iter().map(|it| (it.code.as_str(), it)).collect();
    let mut event = Event::new(EventKind::GradesEntered, Object::Unit(unit));
    for entry in entries {
        let before = by_code.get(entry.subject_code.as_str()).ok_or(AppError::NotFound)?;
        if before.grade() == entry.grade {
            continue;
        }
        store::put(tx.conn, before.subject, year, entry.grade)?;
        let words = |grade| format!("{} {}", entry.subject_code, words(grade));
        event = event.changed("grade", words(before.grade()), words(entry.grade));
    }
    let note = match event.changes.len() {
        0 => format!("Năm {year}, không có thay đổi."),
        changes => format!("Năm {year}, {changes} thay đổi."),
    };
    tx.audit(event.because(note))
}

/// "HTXSNV 95,5".
fn words(grade: Option<Grade>) -> String {
    match grade {
        None => "–".to_owned(),
        Some((grade, None)) => grade.to_string(),
        Some((grade, Some(score))) => format!("{grade} {}", super::form::score_words(score)),
    }
}

//! Entering the grades of one unit for one year.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::shares::Shares;
use super::store::{self, Graded};
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::grading::Grade;
use crate::domain::ids::*;
use crate::domain::law::GradeCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};

/// What one person or unit, by its code, is to be graded; without grade and score the grade is taken away.
#[derive(Debug, Clone)]
pub struct Entry {
    pub subject_code: String,
    pub grade: Option<GradeCode>,
    /// In hundredths of a point.
    pub score: Option<i64>,
}

/// The day whose staff is graded for a year: its last, or today while it runs.
pub fn judged_on(year: Year, today: NaiveDate) -> NaiveDate {
    year.end().min(today)
}

/// Saves the grades that changed, of the unit itself and of those who belonged to it, with one entry in its history
/// that names each of them. Where the law grades by score, a score alone gives the grade.
///
/// # Errors
/// `Fields` at `grade-CODE` where a grade is missing or contradicts its score; `NotFound` for somebody who did not
/// belong to the unit, for a year that is not opened or not begun.
pub fn enter(tx: &mut Tx, unit: UnitId, year: Year, entries: &[Entry]) -> AppResult<()> {
    policy::must(tx.actor, Act::EnterGrades)?;
    years::ops::find(tx.conn, year)?;
    years::ops::must_not_be_ended(tx.conn, year, "subject_code")?;
    let graded = store::of_unit(tx.conn, unit, year, judged_on(year, tx.today))?;
    let settled = settle(&graded, year, entries)?;
    let mut event = Event::new(EventKind::GradesEntered, Object::Unit(unit));
    for (before, grade) in settled {
        if before.grade() == grade {
            continue;
        }
        store::put(tx.conn, before.subject, year, grade)?;
        let words = |grade| format!("{} {}", before.code, words(grade));
        event = event.changed("grade", words(before.grade()), words(grade));
    }
    let note = match event.changes.len() {
        0 => format!("Năm {year}, không có thay đổi."),
        changes => format!("Năm {year}, {changes} thay đổi."),
    };
    tx.audit(event.because(note))
}

/// The grade of each entry, beside whom it is for.
fn settle<'g>(graded: &'g [Graded], year: Year, entries: &[Entry]) -> AppResult<Vec<(&'g Graded, Option<Grade>)>> {
    let by_code: HashMap<&str, &Graded> = graded.iter().map(|it| (it.code.as_str(), it)).collect();
    let find = |entry: &Entry| by_code.get(entry.subject_code.as_str()).copied().ok_or(AppError::NotFound);
    let whom = entries.iter().map(find).collect::<AppResult<Vec<_>>>()?;
    let mut shares = Shares::of(year);
    let unchanged = graded.iter().filter(|it| entries.iter().all(|entry| entry.subject_code != it.code));
    for it in unchanged {
        shares.count(it.staff_kind, it.grade().map(|(grade, _)| grade));
    }
    for (it, entry) in whom.iter().zip(entries) {
        shares.count(it.staff_kind, shares.follows(it.staff_kind, entry.grade, entry.score));
    }
    let mut errors = FieldErrors::default();
    let mut settled = Vec::with_capacity(entries.len());
    for (it, entry) in whom.into_iter().zip(entries) {
        match shares.settle(it.staff_kind, it.is_disciplined, entry.grade, entry.score) {
            Ok(grade) => settled.push((it, grade)),
            Err(refusal) => errors.add(format!("grade-{}", it.code), format!("{}: {refusal}", it.code)),
        }
    }
    if errors.is_empty() { Ok(settled) } else { Err(errors.into()) }
}

/// "HTXSNV 95,5".
fn words(grade: Option<Grade>) -> String {
    match grade {
        None => "–".to_owned(),
        Some((grade, None)) => grade.to_string(),
        Some((grade, Some(score))) => format!("{grade} {}", super::form::score_words(score)),
    }
}

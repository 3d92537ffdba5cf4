//! The page of one unit's grades.

use askama::Template;

use super::form::{GradesForm, score_words};
use super::shares::{Share, Shares};
use super::store::Graded;
use crate::domain::grading::{ExcellentCap, Tally};
use crate::domain::law::{ExcellentCapBase, GradeCode, GradingRegime};
use crate::domain::number::format_percent;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::shell::Shell;

/// A person or the unit, with what the two fields hold.
pub struct Line {
    pub code: String,
    pub name: String,
    pub position: String,
    pub grade: String,
    pub score: String,
}

impl Line {
    pub fn of(it: &Graded, form: Option<&GradesForm>) -> Self {
        let stored = || match it.grade() {
            Some((grade, score)) => (grade.code().to_owned(), score.map_or_else(String::new, score_words)),
            None => (String::new(), String::new()),
        };
        let typed = form.and_then(|form| form.typed(&it.code));
        let (grade, score) = typed.map_or_else(stored, |(grade, score)| (grade.to_owned(), score.to_owned()));
        let position = if it.position.is_empty() { "Tập thể".to_owned() } else { it.position.clone() };
        Self { code: it.code.clone(), name: it.name.clone(), position, grade, score }
    }

    /// The id of one of the row's fields, under which its error stands too.
    pub fn field(&self, field: &str) -> String {
        format!("{field}-{}", self.code)
    }
}

#[derive(Template)]
#[template(path = "grades/index.html")]
pub struct SheetPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub grades: Vec<Choice>,
    /// As of which day people belong to the unit.
    pub day: String,
    pub version: i64,
    /// The paper to score on, where local regulation has one; else empty.
    pub score_sheet: String,
    /// How scores give grades in this year; empty where they do not.
    pub scoring: Vec<String>,
    /// How many have the best grade, of how many at most.
    pub shares: Vec<ShareLine>,
    pub lines: Vec<Line>,
    pub errors: FieldErrors,
    pub files: String,
}

/// The best grade in one kind of staff.
pub struct ShareLine {
    pub words: String,
    pub is_exceeded: bool,
}

/// What the law of a year says of grades, kind of staff by kind of staff.
pub struct RuleWords {
    pub scoring: Vec<String>,
    pub shares: Vec<ShareLine>,
}

impl RuleWords {
    pub fn of(year: Year, graded: &[Graded]) -> Self {
        let mut shares = Shares::of(year);
        for it in graded {
            shares.count(it.staff_kind, it.grade().map(|(grade, _)| grade));
        }
        let scoring = |share: &Share| Some(format!("{}: {}", share.staff, scoring_words(share.scoring?, year)));
        let line = |share: &Share| {
            let cap = share.cap.filter(|_| share.tally != Tally::default())?;
            Some(ShareLine {
                words: format!("{}: {}", share.staff, share_words(&cap, share.tally, year)),
                is_exceeded: cap.is_exceeded(share.tally),
            })
        };
        Self {
            scoring: shares.all().iter().filter_map(scoring).collect(),
            shares: shares.all().iter().filter_map(line).collect(),
        }
    }
}

/// "từ 90 điểm Hoàn thành xuất sắc nhiệm vụ, từ 70 điểm … (NĐ 335/2025/NĐ-CP)."
fn scoring_words(regime: &GradingRegime, year: Year) -> String {
    let name = |code: &str| GradeCode::from_code(code).map_or("", |grade| grade.grade().name_on(year.end()));
    let steps = regime.thresholds.iter().map(|it| format!("từ {} điểm {}", it.min_score, name(&it.grade)));
    format!("{} ({}).", steps.collect::<Vec<_>>().join(", "), regime.provenance.source)
}

/// "3 người Hoàn thành xuất sắc nhiệm vụ, tối đa 2 (20% của 12 người Hoàn thành tốt nhiệm vụ). Căn cứ: …"
fn share_words(cap: &ExcellentCap, tally: Tally, year: Year) -> String {
    let named = |is_it: fn(GradeCode) -> bool| {
        GradeCode::all().find(|grade| is_it(*grade)).map_or("", |grade| grade.grade().name_on(year.end()))
    };
    let (best, next) = (named(GradeCode::is_best), named(GradeCode::is_next_to_best));
    let upwards = match cap.base_kind() {
        ExcellentCapBase::Good => "",
        ExcellentCapBase::GoodAndAbove => " trở lên",
    };
    format!(
        "{} người {best}, tối đa {} ({} của {} người {next}{upwards}). Căn cứ: {}.",
        tally.best,
        cap.allows(tally),
        format_percent(cap.cap.max_ratio.percent(), 0),
        cap.base(tally),
        cap.cap.provenance.source,
    )
}

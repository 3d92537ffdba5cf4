//! The pages of sheets: those of one examiner, one to fill in or to read.

use askama::Template;

use super::board::Board;
use super::sheet_form::field_of;
use super::sheet_store::Sheet;
use crate::domain::date::format_date_time;
use crate::domain::initiative_round::{SheetState, Verdict};
use crate::domain::law::ScoreCriterion;
use crate::domain::scoring::{self, Points};
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::percent_encode;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A sheet in the list of its examiner.
pub struct OwnLine {
    pub address: String,
    pub code: String,
    pub title: String,
    pub round: String,
    pub state: SheetState,
    pub can_score: bool,
}

#[derive(Template)]
#[template(path = "initiative_rounds/sheets.html")]
pub struct OwnPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<OwnLine>,
}

/// A criterion of a sheet, with the points given or typed.
pub struct CriterionLine {
    pub field: String,
    pub name: &'static str,
    pub most: u32,
    pub fail_below: u32,
    pub points: String,
    /// The points are below what the criterion must reach.
    pub fails: bool,
}

impl CriterionLine {
    pub fn of(criterion: &'static ScoreCriterion, points: Option<Points>, typed: Option<&str>) -> Self {
        Self {
            field: field_of(&criterion.code),
            name: &criterion.name,
            most: criterion.max,
            fail_below: criterion.fail_below,
            fails: points.is_some_and(|points| scoring::fails(criterion, points)),
            points: match (typed, points) {
                (Some(typed), _) => typed.to_owned(),
                (None, points) => points.map_or_else(String::new, |points| points.to_string()),
            },
        }
    }

    pub fn label(&self) -> String {
        format!("{} (tối đa {})", self.name, self.most)
    }

    pub fn hint(&self) -> String {
        if self.fail_below > 0 {
            format!("Dưới {} là chưa đạt tiêu chí này.", self.fail_below)
        } else {
            String::new()
        }
    }
}

/// A sheet in words.
pub struct SheetDetail {
    pub id: String,
    pub version: i64,
    pub examiner: String,
    pub code: String,
    pub title: String,
    pub authors: String,
    pub unit: String,
    pub initiative: String,
    pub round: String,
    pub round_name: String,
    pub pass_mark: String,
    pub state: SheetState,
    pub criteria: Vec<CriterionLine>,
    pub total: String,
    pub most: String,
    pub verdict: &'static str,
    pub comment: String,
    pub conflict: String,
    pub reopened_because: String,
    pub sent_at: String,
}

impl SheetDetail {
    pub fn of(board: &Board, sheet: &Sheet, version: i64, typed: Option<&TypedFields>) -> AppResult<Self> {
        let item = board.item(sheet.initiative)?;
        let rubric = board.round.sheet()?;
        let line = |criterion: &'static ScoreCriterion| {
            let typed = typed.map(|typed| typed.of(&field_of(&criterion.code)));
            CriterionLine::of(criterion, board.mark(sheet.id, &criterion.code), typed)
        };
        Ok(Self {
            id: sheet.id.to_string(),
            version,
            examiner: board.seat_of(sheet.examiner)?.name.clone(),
            code: item.head.code.clone(),
            title: item.head.title.clone(),
            authors: item.authors_in_words(),
            unit: item.head.unit_name.clone(),
            initiative: format!("/initiatives/{}", percent_encode(&item.head.code)),
            round: format!("/initiative-rounds/{}", board.round.id),
            round_name: board.round.name.clone(),
            pass_mark: board.round.pass_mark().to_string(),
            state: sheet.state,
            criteria: rubric.criteria.iter().map(line).collect(),
            total: board.total(sheet.id).to_string(),
            most: scoring::most_of(rubric).to_string(),
            verdict: sheet.verdict.map_or("", Verdict::word),
            comment: sheet.comment.clone(),
            conflict: sheet.conflict.clone(),
            reopened_because: sheet.reopened_because.clone(),
            sent_at: sheet.sent_at.map_or_else(String::new, |at| format_date_time(at.and_utc())),
        })
    }

    pub fn address(&self, act: &str) -> String {
        format!("/initiative-sheets/{}/{act}", self.id)
    }

    pub fn own_address(&self) -> String {
        format!("/initiative-sheets/{}", self.id)
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/sheet.html")]
pub struct SheetPage {
    pub shell: Shell,
    pub it: SheetDetail,
    pub verdicts: Vec<Choice>,
    pub can_score: bool,
    pub can_recuse: bool,
    pub can_reopen: bool,
    pub history: Vec<HistoryEntry>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

//! The pages of sheets: who scores what, the sheets of one examiner, one sheet to fill in or to read.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::board::{Board, Item};
use super::sheet_form::field_of;
use super::sheet_store::Sheet;
use super::view::Detail;
use crate::domain::date::format_date_time;
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, Verdict};
use crate::domain::law::ScoreCriterion;
use crate::domain::scoring::{self, Points};
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::percent_encode;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// An initiative with who scores it.
pub struct AssignedLine {
    pub code: String,
    pub title: String,
    pub authors: String,
    pub unit: String,
    pub address: String,
    pub assigning: String,
    pub examiners: Vec<(String, SheetState)>,
    pub progress: String,
}

impl AssignedLine {
    pub fn of(board: &Board, item: &Item) -> Self {
        let code = percent_encode(&item.head.code);
        let sheets: Vec<&Sheet> = board.sheets_of(item.head.id).collect();
        let done = sheets.iter().filter(|sheet| sheet.state != SheetState::Assigned).count();
        let name = |person| board.seat_of(person).map(|member| member.name.clone()).unwrap_or_default();
        Self {
            code: item.head.code.clone(),
            title: item.head.title.clone(),
            authors: item.authors_in_words(),
            unit: item.head.unit_name.clone(),
            address: format!("/initiatives/{code}"),
            assigning: format!("/initiative-rounds/{}/examiners/{code}", board.round.id),
            progress: format!("{done}/{}", sheets.len()),
            examiners: sheets.iter().map(|sheet| (name(sheet.examiner), sheet.state)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/assigning.html")]
pub struct AssigningPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<AssignedLine>,
    pub can_assign: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// What the split would give.
pub struct SplitLine {
    pub code: String,
    pub title: String,
    pub examiners: String,
    /// Fewer are free than were asked for.
    pub is_short: bool,
}

impl SplitLine {
    pub fn of(board: &Board, item: &Item, members: &BTreeSet<PersonId>, per: usize) -> AppResult<Self> {
        let mut names = Vec::with_capacity(members.len());
        for person in members {
            names.push(board.seat_of(*person)?.name.as_str());
        }
        let has = board.counted(item.head.id).filter(|sheet| sheet.state != SheetState::Recused).count();
        Ok(Self {
            code: item.head.code.clone(),
            title: item.head.title.clone(),
            examiners: if names.is_empty() { "Không còn ai".to_owned() } else { names.join(", ") },
            is_short: has + members.len() < per,
        })
    }

    /// How many each member would have.
    pub fn loads(board: &Board, given: &BTreeMap<InitiativeId, BTreeSet<PersonId>>) -> Vec<(String, usize)> {
        let before = board.loads();
        let of = |member: &super::store::Seated| {
            let more = given.values().filter(|members| members.contains(&member.person)).count();
            (member.name.clone(), before.get(&member.person).copied().unwrap_or_default() + more)
        };
        board.seats.iter().map(of).collect()
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/split.html")]
pub struct SplitPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<SplitLine>,
    pub loads: Vec<(String, usize)>,
    pub has_any: bool,
    pub per: String,
}

/// A member who may score an initiative, or why he may not.
pub struct ExaminerChoice {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub is_chosen: bool,
    /// He has sent his sheet or declared a conflict: it stays.
    pub is_settled: bool,
    pub why_not: &'static str,
}

impl ExaminerChoice {
    pub fn all(board: &Board, item: &Item, typed: Option<&TypedFields>) -> Vec<Self> {
        let choice = |member: &super::store::Seated| {
            let sheet = board.sheets_of(item.head.id).find(|sheet| sheet.examiner == member.person);
            let is_settled = sheet.is_some_and(|sheet| sheet.state != SheetState::Assigned);
            let is_chosen = match typed {
                Some(typed) => typed.has(&format!("examiner_{}", member.person)),
                None => sheet.is_some(),
            };
            Self {
                id: member.person.to_string(),
                name: member.name.clone(),
                unit: member.unit_name.clone(),
                is_chosen: is_chosen || is_settled,
                is_settled,
                why_not: board.why_not(member, item).unwrap_or_default(),
            }
        };
        board.seats.iter().map(choice).collect()
    }
}

/// A sheet as the secretariat sees it: how far it is, not what it says.
pub struct SheetLine {
    pub id: String,
    pub version: i64,
    pub name: String,
    pub state: SheetState,
    pub conflict: String,
    pub is_replaced: bool,
    pub can_reopen: bool,
    pub can_replace: bool,
}

impl SheetLine {
    pub fn address(&self, act: &str) -> String {
        format!("/initiative-sheets/{}/{act}", self.id)
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/examiners.html")]
pub struct ExaminersPage {
    pub shell: Shell,
    pub it: Detail,
    pub line: AssignedLine,
    pub choices: Vec<ExaminerChoice>,
    pub sheets: Vec<SheetLine>,
    pub substitutes: Vec<Choice>,
    pub can_assign: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

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

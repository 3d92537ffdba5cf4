//! The pages of who scores what.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::board::{Board, Item};
use super::sheet_store::Sheet;
use super::store::Seated;
use super::view::Detail;
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Choice, TypedFields};
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
        let of = |member: &Seated| {
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
        let choice = |member: &Seated| {
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

//! The pages of what a round gathers: its initiatives and its council.

use askama::Template;

use super::board::{Board, Item, authors_in_words};
use super::sheet_store::Author;
use super::store::{Head, Round, Seated};
use super::view::Detail;
use crate::domain::date::format_date;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields};
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// An initiative of a round or one that could be.
pub struct Line {
    pub id: String,
    pub version: i64,
    pub code: String,
    pub address: String,
    pub title: String,
    pub authors: String,
    pub unit: String,
    pub filed_on: String,
    /// It came after the round's deadline.
    pub is_late: bool,
    pub removal: String,
}

impl Line {
    pub fn of(round: &Round, head: &Head, authors: &[Author]) -> Self {
        let code = percent_encode(&head.code);
        Self {
            id: head.id.to_string(),
            version: head.version,
            address: format!("/initiatives/{code}"),
            removal: format!("/initiative-rounds/{}/initiatives/{code}/removal", round.id),
            code: head.code.clone(),
            title: head.title.clone(),
            authors: authors_in_words(authors),
            unit: head.unit_name.clone(),
            filed_on: head.filed_on.map_or_else(|| "–".to_owned(), format_date),
            is_late: head.filed_on.is_some_and(|filed_on| filed_on > round.filing_due_on),
        }
    }

    pub fn of_item(round: &Round, item: &Item) -> Self {
        Self::of(round, &item.head, &item.authors)
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/initiatives.html")]
pub struct InitiativesPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<Line>,
    pub waiting: Vec<Line>,
    pub can_gather: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl InitiativesPage {
    fn is_chosen(&self, line: &Line) -> bool {
        self.form.has(&format!("initiative_{}", line.id))
    }
}

/// Somebody in the council.
pub struct Member {
    pub id: String,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit: String,
    pub seat: &'static str,
    pub sheets: usize,
    pub removal: String,
}

impl Member {
    pub fn all(board: &Board) -> Vec<Self> {
        let loads = board.loads();
        let member = |it: &Seated| Self {
            id: it.person.to_string(),
            code: it.code.clone(),
            name: it.name.clone(),
            position: it.position.clone(),
            unit: it.unit_name.clone(),
            seat: it.seat.word(),
            sheets: loads.get(&it.person).copied().unwrap_or_default(),
            removal: format!("/initiative-rounds/{}/council/{}/removal", board.round.id, percent_encode(&it.code)),
        };
        board.seats.iter().map(member).collect()
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/council.html")]
pub struct CouncilPage {
    pub shell: Shell,
    pub it: Detail,
    pub members: Vec<Member>,
    pub seats: Vec<Choice>,
    /// The decision that set up the initiative council of today; empty where there is none.
    pub standing: String,
    pub can_gather: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

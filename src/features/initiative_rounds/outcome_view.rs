//! The pages of what came of a round: the matrix of scores, the minutes to be written, the decision.

use askama::Template;

use super::board::{Board, Item};
use super::gathering_view::Member;
use super::view::Detail;
use crate::domain::ids::PersonId;
use crate::domain::initiative_round::{SheetState, Verdict};
use crate::domain::law::ScoreCriterion;
use crate::domain::scoring;
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::TypedFields;
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// What a member says of an initiative, in the matrix and in papers.
pub struct Cell {
    /// Where the sheet is read; empty where the reader may not, or there is none.
    pub address: String,
    /// "85", "–" for none, "Xin không chấm".
    pub words: String,
    pub verdict: &'static str,
    /// Criteria that fall below what they must reach, by name.
    pub failing: Vec<&'static str>,
}

/// An initiative with its scores and what they come to.
pub struct ResultLine {
    pub code: String,
    pub title: String,
    pub authors: String,
    pub unit: String,
    /// One for each member, in the order of the council.
    pub cells: Vec<Cell>,
    pub mean: String,
    pub agree: String,
    pub passes: bool,
    pub grade: String,
    /// Not all sheets are sent, or it is the reader's own: then its scores are not shown.
    pub hidden: &'static str,
    pub progress: String,
    pub why_refused: String,
}

impl ResultLine {
    /// As the `reader` may see it; `None` for a paper of the whole council.
    pub fn of(board: &Board, item: &Item, reader: Option<PersonId>) -> AppResult<Self> {
        let is_own = reader.is_some_and(|reader| item.authors.iter().any(|author| author.person == reader));
        let is_complete = board.all_sent(item.head.id);
        let hidden = match (is_own, is_complete) {
            (true, _) => "Sáng kiến của đồng chí",
            (false, false) => "Chưa đủ phiếu",
            (false, true) => "",
        };
        let tally = board.tally(item);
        let passes = board.passes(tally)?;
        let grade = tally.mean().filter(|_| passes).and_then(|mean| board.grades.of(mean)).unwrap_or_default();
        let sheets = board.sheets_of(item.head.id);
        let done = sheets.filter(|sheet| sheet.state != SheetState::Assigned).count();
        Ok(Self {
            code: item.head.code.clone(),
            title: item.head.title.clone(),
            authors: item.authors_in_words(),
            unit: item.head.unit_name.clone(),
            cells: if hidden.is_empty() { cells(board, item)? } else { Vec::new() },
            mean: tally.mean_words(),
            agree: tally.agree_words(),
            passes,
            grade: grade.to_owned(),
            hidden,
            progress: format!("{done}/{}", board.sheets_of(item.head.id).count()),
            why_refused: board.why_refused(tally)?,
        })
    }

    pub fn all(board: &Board, reader: Option<PersonId>) -> AppResult<Vec<Self>> {
        board.items.iter().map(|item| Self::of(board, item, reader)).collect()
    }

    pub fn address(&self) -> String {
        format!("/initiatives/{}", percent_encode(&self.code))
    }

    pub fn outcome(&self) -> &'static str {
        if self.passes { Verdict::Recognise.word() } else { Verdict::Refuse.word() }
    }
}

fn cells(board: &Board, item: &Item) -> AppResult<Vec<Cell>> {
    let rubric = board.round.sheet()?;
    let cell = |member: &super::store::Seated| {
        let Some(sheet) = board.sheets_of(item.head.id).find(|sheet| sheet.examiner == member.person) else {
            return Cell { address: String::new(), words: "–".to_owned(), verdict: "", failing: Vec::new() };
        };
        let is_sent = sheet.state == SheetState::Sent;
        let fails = |criterion: &&ScoreCriterion| {
            board.mark(sheet.id, &criterion.code).is_some_and(|points| scoring::fails(criterion, points))
        };
        Cell {
            address: if is_sent { format!("/initiative-sheets/{}", sheet.id) } else { String::new() },
            words: if is_sent { board.total(sheet.id).to_string() } else { sheet.state.word().to_owned() },
            verdict: sheet.verdict.map_or("", Verdict::word),
            failing: rubric.criteria.iter().filter(fails).map(|criterion| criterion.name.as_str()).collect(),
        }
    };
    Ok(board.seats.iter().map(cell).collect())
}

#[derive(Template)]
#[template(path = "initiative_rounds/matrix.html")]
pub struct MatrixPage {
    pub shell: Shell,
    pub it: Detail,
    pub members: Vec<Member>,
    pub lines: Vec<ResultLine>,
}

#[derive(Template)]
#[template(path = "initiative_rounds/conclusion.html")]
pub struct ConclusionPage {
    pub shell: Shell,
    pub it: Detail,
    pub members: Vec<Member>,
    pub lines: Vec<ResultLine>,
    /// What has to come first.
    pub missing: Vec<String>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl ConclusionPage {
    fn attended(&self, member: &Member) -> bool {
        self.form.has(&format!("attended_{}", member.id))
    }
}

#[derive(Template)]
#[template(path = "initiative_rounds/draft.html")]
pub struct DraftPage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<ResultLine>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "initiative_rounds/issuance.html")]
pub struct IssuancePage {
    pub shell: Shell,
    pub it: Detail,
    pub lines: Vec<ResultLine>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl IssuancePage {
    /// How many are recognised, and how many not.
    fn counts(&self) -> (usize, usize) {
        let recognised = self.lines.iter().filter(|line| line.passes).count();
        (recognised, self.lines.len() - recognised)
    }
}

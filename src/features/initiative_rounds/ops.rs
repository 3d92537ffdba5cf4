//! The verbs of rounds: open, amend, gather initiatives, start scoring. Those of the council, the assignment, the sheets
//! and the conclusion have files of their own.

use chrono::NaiveDate;

use super::board::Board;
use super::store;
use crate::db::Tx;
use crate::domain::council::Seat;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative_round::State;
use crate::domain::law::catalogue;
use crate::domain::notice::Audience;
use crate::domain::scoring::{Grades, Points};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::initiatives::ops::Seen as SeenInitiative;
use crate::features::notices::ops::Notice;
use crate::features::{initiatives, notices, years};
use crate::policy::{self, Act, RoundAct};
use crate::web::history;

pub use super::assigning::{accept_split, assign, proposed};
pub use super::conclusion::{Minutes, conclude, draft_decision, issue};
pub use super::council::{seat, seat_council, unseat};
pub use super::sheets::{Needs, Scored, SeenSheet, recuse, reopen, replace, score};

/// A round as accepted from the form.
#[derive(Debug, Clone)]
pub struct Opening {
    pub year: Year,
    pub name: String,
    /// The last day on which its initiatives are to be filed.
    pub filing_due_on: NaiveDate,
    pub sheet_code: String,
    pub pass_mark: Points,
    pub grades: Grades,
    pub spares_own_unit: bool,
    /// The decision that set up the council; empty until there is one.
    pub council_no: String,
}

/// The round somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: InitiativeRoundId,
    pub version: i64,
}

/// Opens a round; threshold and quorum are those of today's catalogue.
pub fn open(tx: &mut Tx, new: &Opening) -> AppResult<InitiativeRoundId> {
    policy::must(tx.actor, Act::KeepRounds)?;
    years::ops::must_be_open(tx.conn, new.year, "name")?;
    let practice = &catalogue().initiative_council;
    let id = store::insert(tx, new, practice.pass_threshold.parts(), practice.quorum.parts())?;
    let due = format_date(new.filing_due_on);
    notices::ops::tell(
        tx,
        Audience::Everyone,
        format!("Mở {}: gửi sáng kiến đến hết ngày {due}.", new.name),
        Object::InitiativeRound(id),
    )?;
    tx.audit(Event::new(EventKind::InitiativeRoundOpened, object(id)).because(format!("{}, hạn nộp {due}", new.name)))?;
    Ok(id)
}

/// Changes what was set, until scoring starts.
pub fn amend(tx: &mut Tx, seen: Seen, new: &Opening) -> AppResult<()> {
    let board = must(tx, seen, RoundAct::Amend)?;
    let before = &board.round;
    store::update(tx.conn, seen.id, new)?;
    tx.audit(
        Event::new(EventKind::InitiativeRoundChanged, object(seen.id))
            .changed("name", &before.name, &new.name)
            .changed("filing_due_on", before.filing_due_on, new.filing_due_on)
            .changed("sheet_code", &before.sheet_code, &new.sheet_code)
            .changed("pass_mark", before.pass_mark(), new.pass_mark)
            .changed("grades", in_words(&board.grades), in_words(&new.grades))
            .changed("spares_own_unit", before.spares_own_unit, new.spares_own_unit)
            .changed("council_no", &before.council_no, &new.council_no),
    )
}

/// Grades as the history tells them: "A 90, B 80".
fn in_words(grades: &Grades) -> String {
    grades.all().iter().map(|it| format!("{} {}", it.letter, it.from)).collect::<Vec<_>>().join(", ")
}

/// Takes initiatives that wait for review into the round.
pub fn take_up(tx: &mut Tx, seen: Seen, chosen: &[SeenInitiative]) -> AppResult<()> {
    let board = must(tx, seen, RoundAct::Gather)?;
    if chosen.is_empty() {
        return Err(FieldErrors::one("initiatives", "Chọn ít nhất một sáng kiến để đưa vào đợt xét.").into());
    }
    for it in chosen {
        let found = initiatives::ops::find(tx.conn, it.id)?;
        if found.year != board.round.year {
            let words = format!("{}: sáng kiến của năm khác. Bỏ dòng này.", found.code);
            return Err(FieldErrors::one("initiatives", words).into());
        }
        initiatives::ops::take_up(tx, *it, &board.round.name)?;
        store::insert_item(tx.conn, seen.id, it.id)?;
    }
    let note = format!("Nhận {} sáng kiến", chosen.len());
    tx.audit(Event::new(EventKind::InitiativeRoundChanged, object(seen.id)).because(note))
}

/// Takes one out again; whoever was to score it no longer is.
pub fn put_back(tx: &mut Tx, seen: Seen, code: &str) -> AppResult<()> {
    let board = must(tx, seen, RoundAct::Gather)?;
    let item = board.item_called(code)?;
    for sheet in board.sheets_of(item.head.id).collect::<Vec<_>>().into_iter().rev() {
        super::sheet_store::delete(tx.conn, sheet.id)?;
    }
    store::delete_item(tx.conn, seen.id, item.head.id)?;
    initiatives::ops::put_back(tx, item.head.id, &board.round.name)?;
    tx.audit(Event::new(EventKind::InitiativeRoundChanged, object(seen.id)).because(format!("Đưa {code} ra")))
}

/// Gives the sheets out: from now on examiners score.
///
/// # Errors
/// `Fields` at `start` with what is still missing.
pub fn start(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let board = must(tx, seen, RoundAct::StartScoring)?;
    if let Some(missing) = missing_to_start(&board).into_iter().next() {
        return Err(FieldErrors::one("start", missing).into());
    }
    step(tx, &board)?;
    let mut told = Vec::new();
    for (member, count) in board.loads().into_iter().filter(|(_, count)| *count > 0) {
        told.push(Notice {
            audience: Audience::Person(member),
            words: format!("Đồng chí có {count} phiếu chấm sáng kiến của {}.", board.round.name),
            object: object(seen.id),
        });
    }
    notices::ops::tell_all(tx, &told)?;
    tx.audit(Event::new(EventKind::InitiativeScoringStarted, object(seen.id)).changed(
        "state",
        State::Open,
        State::Scoring,
    ))
}

/// What has to be done before scoring starts.
pub fn missing_to_start(board: &Board) -> Vec<String> {
    let mut missing = Vec::new();
    if board.items.is_empty() {
        missing.push("Chưa có sáng kiến nào trong đợt xét. Nhận sáng kiến trước.".to_owned());
    }
    for seat in [Seat::Chair, Seat::Secretary] {
        if board.seats.iter().all(|it| it.seat != seat) {
            missing.push(format!("Chưa cử {seat}. Cử người trước."));
        }
    }
    let without: Vec<&str> = board
        .items
        .iter()
        .filter(|item| board.sheets_of(item.head.id).next().is_none())
        .map(|item| item.head.code.as_str())
        .collect();
    if !without.is_empty() {
        missing.push(format!("Chưa có người chấm: {}. Phân công trước.", without.join(", ")));
    }
    missing
}

/// The round with all that belongs to it, if the actor may do this to it and it has not changed since it was read.
pub(super) fn must(tx: &mut Tx, seen: Seen, act: RoundAct) -> AppResult<Board> {
    let board = Board::load(tx.conn, seen.id)?;
    let facts = board.facts();
    policy::must_see(tx.actor, Act::OnRound(RoundAct::See, &facts))?;
    history::must_be_at(tx.conn, object(seen.id), seen.version)?;
    policy::must(tx.actor, Act::OnRound(act, &facts))?;
    years::ops::must_not_be_ended(tx.conn, board.round.year, "name")?;
    Ok(board)
}

/// On to the next state.
pub(super) fn step(tx: &mut Tx, board: &Board) -> AppResult<()> {
    let (id, from) = (board.round.id, board.round.state);
    if store::save_state(tx, id, from, from.next()?)? {
        return Ok(());
    }
    Err(AppError::Stale(history::last_act(tx.conn, object(id))?))
}

pub(super) const fn object(id: InitiativeRoundId) -> Object {
    Object::InitiativeRound(id)
}
